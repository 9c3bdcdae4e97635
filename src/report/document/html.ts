/** A document as one HTML file: readable without script, on phone, screen and paper. */
import { drawBarChart } from "../../charts/values/draw-bar-chart.js";
import { drawCurveChart } from "../../charts/values/draw-curve-chart.js";
import { drawGridChart } from "../../charts/values/draw-grid-chart.js";
import { layTimeChart } from "../../charts/draw-time-chart.js";
import type { Plot, TimeChart } from "../../charts/chart.js";
import type { Picture } from "../../charts/marks.js";
import { svgElement } from "../../charts/svg.js";
import { assertNever } from "../../assert.js";
import { html, Html } from "../html/markup.js";
import { htmlPage } from "../html/page.js";
import { plotText, SCRUBBER_SCRIPT, scrubberHtml } from "../html/scrubber.js";
import { SIGNS } from "./signs.js";
import type {
  Block,
  Cell,
  Chart,
  Document,
  Fact,
  FigureBlock,
  Item,
  Section,
  TableBlock,
} from "./document.js";
import { DOCUMENT_CSS } from "./css.js";

/** One for screens and paper, one for phones: text keeps its size in both. [px] */
const WIDE = { width: 760, plotHeight: 190, hasEndLabels: true };
const NARROW = { width: 340, plotHeight: 170, hasEndLabels: false };

/** A table of so many rows is not broken over pages. */
const SHORT_ROWS = 14;

export function documentHtml(document: Document): string {
  const { title, about, sections, footer } = document;
  const body = html`<main>
    <header>
      <h1>${title}</h1>
      ${about === "" ? [] : [html`<p class="about">${inline(about)}</p>`]}
    </header>
    ${sections.map((section) => sectionHtml(section, contents(section, document)))}
    <footer class="muted"><p>${inline(footer)}</p></footer>
  </main>`;
  const hasClock = sections.some(({ blocks }) => timesOf(blocks).length > 0);
  return htmlPage(title, body, DOCUMENT_CSS, hasClock ? SCRUBBER_SCRIPT : undefined);
}

function sectionHtml({ id, heading, blocks, startsPage }: Section, after: readonly Html[]): Html {
  const head = heading === "" ? [] : [html`<h2>${heading}</h2>`];
  const times = timesOf(blocks);
  const clock = times.length === 0 ? [] : [scrubberHtml(id, times)];
  const first = blocks.findIndex((block) => timesOf([block]).length > 0);
  const before = blocks.slice(0, Math.max(0, first)).map(blockHtml);
  const rest = blocks.slice(Math.max(0, first)).map(blockHtml);
  return html`<section id="${id}" class="${startsPage === true ? "new-page" : "part"}">
    ${head} ${before} ${clock} ${rest} ${after}
  </section> `;
}

/** The charts over time among blocks. */
function timesOf(blocks: readonly Block[]): TimeChart[] {
  return blocks.flatMap((block) => {
    return block.kind === "figure" && block.chart.kind === "time" ? [block.chart.chart] : [];
  });
}

/** Below the section that comes first: where the others are. */
function contents(section: Section, { sections }: Document): Html[] {
  const [first, ...others] = sections;
  if (section !== first || others.length < 2) return [];
  const links = others.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`);
  return [
    html`<nav aria-label="Contents">
      <ol>
        ${links}
      </ol>
    </nav>`,
  ];
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case "verdict":
      return html`<div class="banner ${block.tone}">
        <p class="word">${SIGNS[block.tone]} ${block.word}</p>
        <p>${inline(block.text)}</p>
      </div>`;
    case "facts":
      return html`<dl class="facts">${block.facts.map(factHtml)}</dl>`;
    case "heading":
      return html`<h3>${block.text}</h3>`;
    case "prose":
      return html`<p class="${block.isAside === true ? "prose muted" : "prose"}">
        ${inline(block.text)}
      </p>`;
    case "list":
      return listHtml(block.items, block.isOrdered === true);
    case "table":
      return tableHtml(block);
    case "figure":
      return figureHtml(block);
    case "code":
      return html`<pre tabindex="0"><code>${new Html(escaped(block.text))}</code></pre>`;
    default:
      return assertNever(block, "a block");
  }
}

function factHtml({ name, value, note, tone }: Fact): Html {
  return html`<div class="fact ${tone ?? ""}">
    <dt>${name}</dt>
    <dd>
      <b>${tone === undefined ? [] : [html`${SIGNS[tone]} `]}${cellHtml(value)}</b>
      ${note === "" ? [] : [html`<span class="note">${inline(note)}</span>`]}
    </dd>
  </div> `;
}

function listHtml(items: readonly Item[], isOrdered: boolean): Html {
  const isSigned = items.some(({ tone }) => tone !== undefined);
  const each = items.map(({ tone, text }) => {
    if (!isSigned) return html`<li>${inline(text)}</li>`;
    // Those without a sign stand below each other with the rest.
    const sign = tone === undefined ? html`<b></b>` : html`<b class="${tone}">${SIGNS[tone]}</b>`;
    return html`<li class="signed">${sign} <span>${inline(text)}</span></li>`;
  });
  if (isOrdered)
    return html`<ol class="prose">
      ${each}
    </ol>`;
  return html`<ul class="${isSigned ? "checks" : "prose"}">
    ${each}
  </ul>`;
}

function tableHtml({ caption, columns, rows }: TableBlock): Html {
  const heads = columns.map(({ name, isNumber }) => {
    return html`<th scope="col" ${numberClass(isNumber)}>${name}</th>`;
  });
  const body = rows.map((row) => {
    const cells = row.map((cell, c) => {
      const content = cellHtml(cell);
      if (c === 0) return html`<th scope="row">${content}</th>`;
      return html`<td${numberClass(columns[c]?.isNumber)}>${content}</td>`;
    });
    return html`<tr>
      ${cells}
    </tr> `;
  });
  const head =
    caption === ""
      ? []
      : [
          html`<caption>
            ${inline(caption)}
          </caption>`,
        ];
  const size = rows.length <= SHORT_ROWS ? "scroll short" : "scroll";
  return html`<div class="${size}" tabindex="0" role="region" aria-label="${caption || "Table"}">
    <table>
      ${head}
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

function numberClass(isNumber: boolean | undefined): Html {
  return new Html(isNumber === true ? ' class="number"' : "");
}

function cellHtml(cell: Cell): Html {
  if (typeof cell === "string") return inline(cell);
  const { text, value, unit, tone } = cell;
  const word = tone === undefined ? html`${text}` : html`<span class="${tone}">${text}</span>`;
  if (value === null) return word;
  const exact = unit === "share" ? String(value) : `${String(value)} ${unit}`.trimEnd();
  return html`<data value="${String(value)}" title="${exact}">${word}</data>`;
}

function figureHtml({ title, summary, chart, table }: FigureBlock): Html {
  const framed = (name: string, size: typeof WIDE): Html => {
    const { picture, plot } = draw(chart, size);
    const { width, height } = picture;
    const drawn = new Html(svgElement({ ...picture, label: title, description: summary }));
    if (plot === undefined) return html`<div class="${name}">${drawn}</div>`;
    return html`<div class="${name}" data-plot="${plotText(plot, width, height)}">${drawn}</div>`;
  };
  const isTimed = chart.kind === "time";
  const reading = isTimed ? [html`<p class="reading" hidden=""></p>`] : [];
  return html`<figure class="${isTimed ? "timed" : ""}">
    <figcaption>
      <h3>${title}</h3>
      <p>${inline(summary)}</p>
    </figcaption>
    ${framed("wide", WIDE)} ${framed("narrow", NARROW)} ${reading}
    <details>
      <summary>In figures</summary>
      ${tableHtml(table)}
    </details>
  </figure> `;
}

/** `plot`: of a chart over time. */
function draw(
  chart: Chart,
  size: typeof WIDE,
): { readonly picture: Picture; readonly plot?: Plot } {
  switch (chart.kind) {
    case "time":
      return layTimeChart(chart.chart, size);
    case "curve":
      return { picture: drawCurveChart(chart.chart, size) };
    case "bars":
      return { picture: drawBarChart(chart.chart, size) };
    case "grid":
      return { picture: drawGridChart(chart.chart, size) };
    default:
      return assertNever(chart, "a chart");
  }
}

/** What stands between backticks is code. */
function inline(text: string): Html {
  const pieces = text.split("`").map((piece, i) => {
    return i % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`;
  });
  return html`${pieces}`;
}

function escaped(text: string): string {
  return html`${text}`.markup;
}
