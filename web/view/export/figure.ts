/** What is seen as one picture: a title, the topology, charts or heatmap, and a line that says which run it is of. */
import { layTimeChart } from "../../../src/charts/draw-time-chart.js";
import { fitText } from "../../../src/charts/text-width.js";
import { plainSvgElement } from "../../../src/charts/plain-svg.js";
import { runCharts, type RunChart } from "../../model/details/charts.js";
import { USUAL_LOOK, type Look as Choices } from "../../model/details/look.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Theme } from "../../shell/state.js";
import { clock } from "../../text/times.js";
import { heatPicture } from "../picture/heat-picture.js";
import { lookOf, text, type Look } from "../picture/look.js";
import { node, svgText, type SvgNode } from "../picture/svg-node.js";
import { topologyPicture } from "../picture/topology-picture.js";
import { say } from "../../text/say.js";

export const SUBJECTS = ["topology", "charts", "heatmap"] as const;
export type Subject = (typeof SUBJECTS)[number];

export interface FigureWish {
  readonly run: RunModel;
  readonly subject: Subject;
  readonly atTicks: number;
  readonly window: { readonly fromTicks: number; readonly toTicks: number };
  readonly theme: Theme;
  /** How charts and heatmap are shown; undefined: as usual. */
  readonly look?: Choices;
}

/** What stands around a picture. */
export interface Caption {
  readonly title: string;
  readonly below: string;
  /** Which run it is of. */
  readonly footer: string;
}

export interface Figure {
  readonly svg: string;
  readonly width: number; // px
  readonly height: number; // px
}

const WIDTH = 1200;
const MARGIN = 24;
const HEAD = 62;
const FOOT = 40;
const CHART_HEIGHT = 130;
const COLUMN_GAP = 28;
const ROW_GAP = 22;
const TITLE = 24;
const ALONE_HEIGHT = 320;
const ALONE_HEAD = 46;

/** @returns an SVG file of its own: vectors and text; of a heatmap its cells are one image within */
export function figureOf(wish: FigureWish): Figure {
  const { run, subject, theme } = wish;
  const look = lookOf(theme);
  const inner = WIDTH - 2 * MARGIN;
  const body =
    subject === "topology"
      ? bodyOf(topologyPicture(run, run.sampleAt(wish.atTicks), inner, theme))
      : subject === "charts"
        ? chartsBody(wish, inner, look)
        : bodyOf(heatPicture(run, inner, theme, wish.look));
  const { scenario } = run.recording;
  return framed({ title: scenario.name, below: headline(wish), footer: footerOf(run) }, body, look);
}

/** One chart by itself, with what it says. */
export function chartFigure(
  { chart, title, summary }: RunChart,
  caption: Caption,
  theme: Theme,
): Figure {
  const look = lookOf(theme);
  const inner = WIDTH - 2 * MARGIN;
  const size = { width: inner, plotHeight: ALONE_HEIGHT, hasEndLabels: true };
  const { picture } = layTimeChart(chart, size);
  const words = [
    text(0, 14, look.ink, title, { size: 14, isBold: true }),
    text(0, 32, look.muted, fitText(summary, inner), { size: 12 }),
  ];
  const at = `<g transform="translate(0 ${String(ALONE_HEAD)})">`;
  const markup = `${words.map(svgText).join("")}${at}${plainSvgElement(picture, theme)}</g>`;
  return framed(caption, { markup, height: ALONE_HEAD + picture.height }, look);
}

/** Of the charts of one run. */
export function captionOf(run: RunModel, window: FigureWish["window"]): Caption {
  const { name } = run.recording.scenario;
  const below = say("{from} to {to}", {
    from: clock(window.fromTicks),
    to: clock(window.toTicks),
  });
  return { title: name, below, footer: footerOf(run) };
}

function framed({ title, below, footer }: Caption, body: Body, look: Look): Figure {
  const height = Math.ceil(HEAD + body.height + FOOT);
  const marks = [
    node("rect", { x: 0, y: 0, width: WIDTH, height, fill: look.background }),
    text(MARGIN, 28, look.ink, title, { size: 18, isBold: true }),
    text(MARGIN, 48, look.muted, below, { size: 13 }),
  ];
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(WIDTH)}" height="${String(height)}" viewBox="0 0 ${String(WIDTH)} ${String(height)}">`;
  const last = text(MARGIN, height - 14, look.muted, footer);
  const at = `<g transform="translate(${String(MARGIN)} ${String(HEAD)})">`;
  const svg = `${open}${marks.map(svgText).join("")}${at}${body.markup}</g>${svgText(last)}</svg>`;
  return { svg, width: WIDTH, height };
}

function headline({ run, subject, atTicks, window, look = USUAL_LOOK }: FigureWish): string {
  if (subject === "topology") {
    const at = run.recording.times[run.sampleAt(atTicks)] ?? 0;
    const counts = run.countStates(run.sampleAt(atTicks));
    const states = STATE_NAMES.flatMap(({ glyph, word }, i) => {
      return counts[i]! > 0 ? [`${glyph} ${word} ${String(counts[i]!)}`] : [];
    });
    return `${clock(at)}   ${states.join("   ")}`;
  }
  const from = clock(window.fromTicks);
  if (subject === "charts") return say("{from} to {to}", { from, to: clock(window.toTicks) });
  const whole = { from: clock(0), to: clock(run.endTicks) };
  if (look.heatLayer === "fill")
    return say("{from} to {to}   largest fill of each bin, by channel", whole);
  if (look.heatLayer === "refusals")
    return say("{from} to {to}   most refused in a sample of each bin, by channel", whole);
  return say("{from} to {to}   worst state of each bin, by channel", whole);
}

/** `fanin, seed 42, digest …` */
export function footerOf({ recording }: RunModel): string {
  const { seed, digest, end } = recording;
  if (end.kind === "finished") return say("fanin, seed {seed}, digest {digest}", { seed, digest });
  const time = clock(end.atTicks);
  return say("fanin, seed {seed}, digest {digest}, partial until {time}", { seed, digest, time });
}

interface Body {
  readonly markup: string;
  readonly height: number;
}

function bodyOf(picture: SvgNode): Body {
  return { markup: svgText(picture), height: Number(picture.attributes["height"]) };
}

/** Two in a row. */
function chartsBody(wish: FigureWish, width: number, look: Look): Body {
  const { run, window } = wish;
  const charts = runCharts(run, { window, look: wish.look ?? USUAL_LOOK, hasSpread: true });
  const each = (width - COLUMN_GAP) / 2;
  let y = 0;
  let markup = "";
  for (let i = 0; i < charts.length; i += 2) {
    const row = charts.slice(i, i + 2).map(({ chart, title }) => {
      const size = { width: each, plotHeight: CHART_HEIGHT, hasEndLabels: true };
      return { title, picture: layTimeChart(chart, size).picture };
    });
    row.forEach(({ title, picture }, column) => {
      const x = column * (each + COLUMN_GAP);
      markup += svgText(text(x, y + 14, look.ink, title, { size: 14, isBold: true }));
      markup += `<g transform="translate(${String(x)} ${String(y + TITLE)})">${plainSvgElement(picture, look.theme)}</g>`;
    });
    y += TITLE + Math.max(...row.map(({ picture }) => picture.height)) + ROW_GAP;
  }
  return { markup, height: y };
}
