/** The charts of a recording: recorded and simulated curve over each other. */
import type { Span, TimeChart } from "../../charts/chart.js";
import type { Curve as ChartCurve } from "../../charts/curve.js";
import { drawTimeChart } from "../../charts/draw-time-chart.js";
import { svgElement, svgFile } from "../../charts/svg.js";
import type { Curve } from "../../verify/measures.js";
import type { Figure, Overlay } from "../../verify/overlay.js";
import type { ReferenceTrace } from "../../verify/trace.js";
import { formatEvents } from "../../units/format.js";
import { html, Html } from "../html/markup.js";
import { checkSentence } from "./words.js";

/** One for screens and paper, one for phones: text keeps its size in both. [px] */
const WIDE = { width: 680, plotHeight: 200, hasEndLabels: true };
const NARROW = { width: 360, plotHeight: 170, hasEndLabels: false };
/** Of a chart in which nothing happens [px]. */
const FLAT_PX = 48;

export function figureHtml(trace: ReferenceTrace, overlay: Overlay, figure: Figure): Html {
  const chart = chartOf(trace, overlay, figure);
  const isFlat = chart.series.every(({ curve }) => isZero(curve));
  const drawn = [WIDE, NARROW].map((size) => {
    return svgElement(drawTimeChart(chart, isFlat ? { ...size, plotHeight: FLAT_PX } : size));
  });
  const { subject, checks } = figure;
  const results = checks.map((check) => {
    return html`<li>
      <b class="${check.isPassed ? "pass" : "miss"}">${check.isPassed ? "✓" : "✗ misses"}</b>
      ${checkSentence(check)}
    </li>`;
  });
  return html`<figure>
    <figcaption>
      <h3>${subject}: ${titleOf(figure)}</h3>
      <ul class="checks">
        ${results}
      </ul>
    </figcaption>
    <div class="wide">${new Html(drawn[0]!)}</div>
    <div class="narrow">${new Html(drawn[1]!)}</div>
  </figure> `;
}

/** One of the figures as an SVG file of its own. */
export function figureSvg(trace: ReferenceTrace, overlay: Overlay, figure: Figure): string {
  return svgFile(drawTimeChart(chartOf(trace, overlay, figure), WIDE));
}

export function chartOf(trace: ReferenceTrace, overlay: Overlay, figure: Figure): TimeChart {
  const { capacity, recorded, simulated, within } = figure;
  const scaled = (curve: Curve): ChartCurve => ({
    times: Array.from(curve.times, (ms) => ms / 1000),
    values: Array.from(curve.values, (value) => value / capacity),
  });
  return {
    label: labelOf(figure),
    time: { from: 0, to: trace.durationMs / 1000, name: "time since the load began" },
    value: {
      name: valueName(figure),
      form: figure.kind === "fill" ? "share" : "count",
      leastTop: figure.small,
    },
    series: [
      { style: "recorded", name: "recorded, solid", word: "recorded", curve: scaled(recorded) },
      ...(simulated === undefined
        ? []
        : [
            {
              style: "simulated" as const,
              name: "simulated, dashed",
              word: "simulated",
              curve: scaled(simulated),
            },
          ]),
    ],
    bands:
      within === undefined
        ? []
        : [
            {
              style: "within",
              name: "simulated within ±1 s",
              lows: scaled(within.lows),
              highs: scaled(within.highs),
            },
          ],
    spans: spansOf(trace, overlay, figure),
  };
}

function spansOf(trace: ReferenceTrace, overlay: Overlay, figure: Figure): Span[] {
  const warmup: Span = { style: "quiet", text: "warm-up", from: 0, to: trace.warmupMs / 1000 };
  const faults = overlay.spans.map(({ what, fromMs, toMs }): Span => {
    return { style: "fault", text: what, from: fromMs / 1000, to: toMs / 1000 };
  });
  const isFar = figure.checks.some(({ what, isPassed }) => {
    return what === "fill, worst distance" && !isPassed;
  });
  const at = (figure.worstAtMs ?? 0) / 1000;
  const pins: Span[] = isFar ? [{ style: "pin", text: "furthest apart", from: at, to: at }] : [];
  return [warmup, ...faults, ...pins].sort((a, b) => a.from - b.from);
}

function titleOf({ what, kind }: Figure): string {
  return kind === "fill" ? what : `${what}, in total`;
}

function valueName({ kind, capacity, what }: Figure): string {
  if (kind === "fill") return `ChannelSize [% of ${formatEvents(capacity)}]`;
  return kind === "calls" ? `${what} [calls]` : `${what} [events]`;
}

function labelOf(figure: Figure): string {
  const { subject, checks, simulated } = figure;
  const curves = simulated === undefined ? "recorded" : "recorded and simulated";
  const results = checks.map(
    (check) => `${check.isPassed ? "" : "Misses: "}${checkSentence(check)}.`,
  );
  return [`${subject}, ${titleOf(figure)}, ${curves}.`, ...results].join(" ");
}

function isZero({ values }: ChartCurve): boolean {
  return Array.prototype.every.call(values, (value) => value === 0 || Number.isNaN(value));
}
