/** Back end: a picture as SVG text. Equal pictures give equal texts. Looks come from the theme's style sheet. */
import { area, line } from "d3-shape";
import { assertNever } from "../assert.js";
import { escapeMarkup } from "./escape.js";
import type {
  AreaMark,
  ClipMark,
  DotsMark,
  LineMark,
  Mark,
  Picture,
  RectMark,
  RuleMark,
  TextMark,
} from "./marks.js";
import { PathText } from "./path-text.js";
import { BACKGROUND, chartCss } from "./theme.js";

/** Digits after the point: a tenth of a pixel. */
const DIGITS = 1;

/** @returns an `svg` element for a page that has the theme's style sheet (`chartCss`) */
export function svgElement(picture: Picture): string {
  return svg(picture, "", "");
}

/** @returns a file of its own, with its style sheet and a background: nothing lies under it that could be dark or light */
export function svgFile(picture: Picture): string {
  const { light, dark } = BACKGROUND;
  const back = `.chart .back{fill:${light}}@media screen and (prefers-color-scheme:dark){.chart .back{fill:${dark}}}`;
  return svg(
    picture,
    ' xmlns="http://www.w3.org/2000/svg"',
    `<style>${chartCss(".chart")}\n${back}</style><rect class="back" width="100%" height="100%"/>`,
  );
}

function svg(
  { width, height, label, description, marks }: Picture,
  attributes: string,
  head: string,
): string {
  const [w, h] = [px(width), px(height)];
  const size = `width="${w}" height="${h}" viewBox="0 0 ${w} ${h}"`;
  const name = `role="img" aria-label="${escapeMarkup(label)}"`;
  const more = description === undefined ? "" : `<desc>${escapeMarkup(description)}</desc>`;
  return `<svg${attributes} class="chart" ${size} ${name}>${more}${head}${elements(marks)}</svg>`;
}

/** Marks of one kind and style that follow each other share an element: that halves the text. */
function elements(marks: readonly Mark[]): string {
  let text = "";
  for (let i = 0; i < marks.length;) {
    const first = marks[i]!;
    let end = i + 1;
    while (end < marks.length && isLike(first, marks[end]!)) end++;
    text += element(first, marks.slice(i, end));
    i = end;
  }
  return text;
}

function isLike(a: Mark, b: Mark): boolean {
  return (
    (a.kind === "rule" && b.kind === "rule" && a.style === b.style) ||
    (a.kind === "text" && b.kind === "text" && a.style === b.style && a.anchor === b.anchor)
  );
}

/** @param run the mark, and those that it shares an element with */
function element(mark: Mark, run: readonly Mark[]): string {
  switch (mark.kind) {
    case "line":
      return path(`line-${mark.style}`, linePath(mark));
    case "dots":
      return path(`line-${mark.style} dots`, dotsPath(mark));
    case "area":
      return path(`fill-${mark.style}`, areaPath(mark));
    case "rect":
      return rect(mark);
    case "rule":
      return path(`line-${mark.style}`, rulesPath(run as readonly RuleMark[]));
    case "text":
      return texts(mark, run as readonly TextMark[]);
    case "clip":
      return clip(mark);
    default:
      return assertNever(mark, "a mark");
  }
}

function texts({ style, anchor }: TextMark, run: readonly TextMark[]): string {
  const where = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  const open = `class="text-${style}"${where}`;
  const each = run.map(({ x, y, text }) => {
    return { at: `x="${px(x)}" y="${px(y)}"`, text: escapeMarkup(text) };
  });
  const [only] = each;
  if (each.length === 1) return `<text ${open} ${only!.at}>${only!.text}</text>`;
  return `<g ${open}>${each.map(({ at, text }) => `<text ${at}>${text}</text>`).join("")}</g>`;
}

function rulesPath(rules: readonly RuleMark[]): string {
  const drawn = new PathText();
  for (const { x1, y1, x2, y2 } of rules) {
    drawn.moveTo(x1, y1);
    drawn.lineTo(x2, y2);
  }
  return drawn.text;
}

function linePath({ xs, ys }: LineMark): string {
  const drawn = new PathText();
  line<number>()
    .defined((i) => !Number.isNaN(ys[i]!))
    .x((i) => xs[i]!)
    .y((i) => ys[i]!)
    .context(contextOf(drawn))(xs.keys());
  return drawn.text;
}

/** Paths without length: their round ends are the dots. */
function dotsPath({ xs, ys }: DotsMark): string {
  const drawn = new PathText();
  xs.forEach((x, i) => {
    if (Number.isNaN(ys[i]!)) return;
    drawn.moveTo(x, ys[i]!);
    drawn.closePath();
  });
  return drawn.text;
}

function areaPath({ xs, lows, highs }: AreaMark): string {
  const drawn = new PathText();
  area<number>()
    .defined((i) => !Number.isNaN(lows[i]!) && !Number.isNaN(highs[i]!))
    .x((i) => xs[i]!)
    .y0((i) => lows[i]!)
    .y1((i) => highs[i]!)
    .context(contextOf(drawn))(xs.keys());
  return drawn.text;
}

/** Straight lines need no more of a canvas than a path has. */
function contextOf(drawn: PathText): CanvasRenderingContext2D {
  return drawn as unknown as CanvasRenderingContext2D;
}

function path(className: string, data: string): string {
  return data === "" ? "" : `<path class="${className}" d="${data}"/>`;
}

function rect({ style, x, y, width, height, hint }: RectMark): string {
  const box = `x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"`;
  const open = `<rect class="fill-${style}" ${box}`;
  return hint === undefined ? `${open}/>` : `${open}><title>${escapeMarkup(hint)}</title></rect>`;
}

/** An `svg` within an `svg` shows nothing beyond its box, and needs no name that is unique in a page. */
function clip({ x, y, width, height, marks }: ClipMark): string {
  const box = [x, y, width, height].map(px);
  const [left, top, w, h] = box;
  const place = `x="${left!}" y="${top!}" width="${w!}" height="${h!}"`;
  return `<svg ${place} viewBox="${box.join(" ")}">${elements(marks)}</svg>`;
}

function px(value: number): string {
  return String(Number(value.toFixed(DIGITS)));
}
