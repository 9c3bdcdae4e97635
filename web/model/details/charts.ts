/** What the charts of a run show: data in seconds, for the marks of src/charts. */
import type { Band, Series, Span, TimeChart } from "../../../src/charts/chart.js";
import type { Curve } from "../../../src/charts/curve.js";
import { secondsFromTicks, TICKS_PER_SECOND } from "../../../src/units/time.js";
import type { RunModel } from "../run-model.js";
import { plansOf, type Line, type Plan } from "./lines.js";
import { USUAL_LOOK, type Look } from "./look.js";
import { say, sayCount } from "../../text/say.js";
import { formatCount, formatDuration, formatFraction, formatNumber } from "../../text/numbers.js";
import { axisClock, bareClock, zone } from "../../text/times.js";

export interface RunChart {
  readonly id: string;
  readonly title: string;
  /** What it says of this run, in a sentence. */
  readonly summary: string;
  readonly chart: TimeChart;
}

export interface ChartsWish {
  /** [ticks] What is shown of the run; undefined: all of it. */
  readonly window?: { readonly fromTicks: number; readonly toTicks: number } | undefined;
  /** [ticks] Moments that a person has marked. */
  readonly marks?: readonly number[];
  readonly look?: Look;
  /** Of tiers of several agents median, band and largest; else a line each. */
  readonly hasSpread: boolean;
}

/** More lines than these cannot be told apart. */
const MOST_LINES = 12;

export function runCharts(run: RunModel, wish: ChartsWish): RunChart[] {
  const { look = USUAL_LOOK, marks = [], hasSpread } = wish;
  const { fromTicks, toTicks } = wish.window ?? { fromTicks: 0, toTicks: run.durationTicks };
  const spans = [...faultSpans(run), ...markSpans(marks)].sort((a, b) => a.from - b.from);
  const to = secondsFromTicks(toTicks);
  const from = secondsFromTicks(fromTicks);
  return plansOf(run, hasSpread).map((plan) => {
    const { id, title } = plan;
    const asked = linesOf(plan, look, run);
    const lines = mostTelling(asked, { from, to });
    const series = lines.map((line) => line.series);
    const summary =
      (isQuiet(series, { from, to }) ? plan.none : undefined) ??
      summaryOf(series, plan.value.form, { from, to }) + leftOutText(asked.length - lines.length);
    const time = timeOf(from, to);
    const { form } = plan.value;
    const text = (at: number): string => valueText(at, form);
    const value = { ...plan.value, scale: look.scale, text };
    const bands = lines.flatMap(({ band }) => band ?? []);
    return {
      id,
      title,
      summary,
      chart: {
        ...{ label: `${title}. ${summary}`, time, value, series, bands, spans },
        faultName: say("fault"),
      },
    };
  });
}

/** As the reader wants times; a clock on the wall says no more than seconds. */
function timeOf(from: number, to: number): TimeChart["time"] {
  const clock = axisClock(to - from);
  if (clock === undefined) return { from, to, name: say("time since the start") };
  return { from, to, name: say("time ({zone})", { zone: zone() ?? "" }), clock };
}

/** Those of the layers that are asked for, and those of the whole run. */
function linesOf({ lines }: Plan, { layers }: Look, { graph }: RunModel): readonly Line[] {
  const known = layers.filter((name) => graph.layers.some((layer) => layer.name === name));
  if (known.length === 0) return lines;
  return lines.filter(({ layer }) => layer === undefined || known.includes(layer));
}

/** In their order; of too many those with the largest peaks. */
function mostTelling(
  lines: readonly Line[],
  window: { readonly from: number; readonly to: number },
): readonly Line[] {
  if (lines.length <= MOST_LINES) return lines;
  const peak = ({ series: { curve } }: Line): number => {
    const at = peakOf(curve, window);
    return at < 0 ? -Infinity : curve.values[at]!;
  };
  const kept = [...lines].sort((a, b) => peak(b) - peak(a)).slice(0, MOST_LINES);
  return lines.filter((line) => kept.includes(line));
}

function leftOutText(count: number): string {
  if (count === 0) return "";
  return ` ${sayCount(count, {
    one: "{count} more line, with a lower peak, is not drawn: choose layers to see it.",
    other: "{count} more lines, with lower peaks, are not drawn: choose layers to see them.",
  })}`;
}

function faultSpans(run: RunModel): Span[] {
  return run.log
    .filter(({ kind }) => kind === "fault")
    .map(({ text, fromTicks, toTicks }) => ({
      style: "fault" as const,
      text: text.replace(/, until .*$/, ""),
      from: secondsFromTicks(fromTicks),
      to: secondsFromTicks(toTicks),
    }));
}

function markSpans(marks: readonly number[]): Span[] {
  return marks
    .map(secondsFromTicks)
    .map((at) => ({ style: "pin", text: say("mark"), from: at, to: at }));
}

/** Whether all lines are 0 throughout; what was not recorded may be more. */
function isQuiet(
  series: readonly Series[],
  window: { readonly from: number; readonly to: number },
): boolean {
  const peaks = series.map(({ curve }) => curve.values[peakOf(curve, window)]);
  return peaks.length > 0 && peaks.every((peak) => peak === 0);
}

/** The largest value of each line, and when; of what was full, for how long. */
function summaryOf(
  series: readonly Series[],
  form: TimeChart["value"]["form"],
  window: { readonly from: number; readonly to: number },
): string {
  const peaks = series.map(({ name, curve }) => {
    const best = peakOf(curve, window);
    if (best < 0 || curve.values[best] === 0) return say("{line}: nothing", { line: name });
    const at = bareClock(curve.times[best]! * TICKS_PER_SECOND);
    if (form !== "share" || curve.values[best]! < 1) {
      const value = valueText(curve.values[best]!, form);
      return say("{line}: at most {value} at {time}", { line: name, value, time: at });
    }
    return say("{line}: reached {value} at {time}, for {duration} in all", {
      ...{ line: name, value: valueText(1, form), time: at },
      duration: fullFor(curve, window),
    });
  });
  return series.length === 0 ? say("Nothing was recorded.") : `${peaks.join("; ")}.`;
}

/** @returns the first sample with the largest value in a window; −1: there is none */
function peakOf(
  { times, values }: Curve,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  let best = -1;
  for (let i = 0; i < times.length; i++) {
    if (times[i]! < from || times[i]! > to) continue;
    if (values[i]! > (values[best] ?? -Infinity)) best = i;
  }
  return best;
}

/** Intervals that end with a sample at the whole. */
function fullFor(
  { times, values }: Curve,
  { from, to }: { readonly from: number; readonly to: number },
): string {
  let seconds = 0;
  for (let i = 1; i < times.length; i++) {
    if (times[i]! < from || times[i]! > to || !(values[i]! >= 1)) continue;
    seconds += times[i]! - times[i - 1]!;
  }
  return formatDuration(seconds * TICKS_PER_SECOND);
}

export function valueText(value: number, form: TimeChart["value"]["form"]): string {
  if (Number.isNaN(value)) return say("n/a");
  if (value < 0) return `−${valueText(-value, form)}`;
  if (form === "share") return formatFraction(value);
  return form === "count" ? formatCount(value) : formatNumber(value);
}

/** What a chart says at a moment: of each line its value, of each band both ends. */
export interface Reading {
  readonly name: string;
  readonly word: string;
  text(value: (curve: Curve) => number): string;
}

export function readingsOf({ series, bands, value: { form } }: TimeChart): Reading[] {
  return [
    ...series.map(({ name, word, curve }) => ({
      name,
      word,
      text: (value: (of: Curve) => number) => valueText(value(curve), form),
    })),
    ...bands.map(({ name, lows, highs }: Band) => ({
      name,
      word: name,
      text: (value: (of: Curve) => number) =>
        say("{low} to {high}", {
          low: valueText(value(lows), form),
          high: valueText(value(highs), form),
        }),
    })),
  ];
}
