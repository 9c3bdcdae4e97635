/** What is seen as one picture: a title, the topology, charts or heatmap, and a line that says which run it is of. */
import { layTimeChart } from "../../../src/charts/draw-time-chart.js";
import { plainSvgElement } from "../../../src/charts/plain-svg.js";
import { runCharts } from "../../model/charts.js";
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
        : bodyOf(heatPicture(run, inner, theme));
  const height = Math.ceil(HEAD + body.height + FOOT);
  const { scenario } = run.recording;
  const marks = [
    node("rect", { x: 0, y: 0, width: WIDTH, height, fill: look.background }),
    text(MARGIN, 28, look.ink, scenario.name, { size: 18, isBold: true }),
    text(MARGIN, 48, look.muted, headline(wish), { size: 13 }),
  ];
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(WIDTH)}" height="${String(height)}" viewBox="0 0 ${String(WIDTH)} ${String(height)}">`;
  const footer = text(MARGIN, height - 14, look.muted, footerOf(run));
  const at = `<g transform="translate(${String(MARGIN)} ${String(HEAD)})">`;
  const svg = `${open}${marks.map(svgText).join("")}${at}${body.markup}</g>${svgText(footer)}</svg>`;
  return { svg, width: WIDTH, height };
}

function headline({ run, subject, atTicks, window }: FigureWish): string {
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
  return say("{from} to {to}   worst state of each bin, by channel", {
    from: clock(0),
    to: clock(run.endTicks),
  });
}

/** `fanin, seed 42, digest …` */
function footerOf({ recording }: RunModel): string {
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
function chartsBody({ run, window }: FigureWish, width: number, look: Look): Body {
  const charts = runCharts(run, window, []);
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
