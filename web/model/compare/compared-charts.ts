/** The charts of two runs over each other (A solid, B dashed), or their differences (B − A, with a line at zero). */
import type { Series, Span, TimeChart } from "../../../src/charts/chart.js";
import type { SeriesStyle } from "../../../src/charts/theme.js";
import { secondsFromTicks } from "../../../src/units/time.js";
import { runCharts, type RunChart } from "../details/charts.js";
import type { RunModel } from "../run-model.js";
import { differenceOf, earlier } from "./curves.js";
import { say } from "../../text/say.js";

/** A run, and the second of its own clock at which the common clock is 0. */
export interface Placed {
  readonly run: RunModel;
  readonly zero: number;
}

interface Pair {
  readonly name: string;
  readonly a: Series | undefined;
  readonly b: Series | undefined;
}

/** Lines of one chart that still can be told apart, of each run. */
const MOST_LINES = 4;

export function comparedCharts(a: Placed, b: Placed, isDifference: boolean): RunChart[] {
  const ofA = chartsOf(a);
  const ofB = new Map(chartsOf(b).map((chart) => [chart.id, chart]));
  return ofA.flatMap((chart) => {
    const other = ofB.get(chart.id);
    return other === undefined ? [] : [compared(chart, other, isDifference)];
  });
}

/** On the common clock. */
function chartsOf({ run, zero }: Placed): RunChart[] {
  return runCharts(run, { hasSpread: false }).map((each) => {
    const { chart } = each;
    const series = chart.series.map((line) => ({ ...line, curve: earlier(line.curve, zero) }));
    const spans = chart.spans.map((span): Span => {
      return { ...span, from: span.from - zero, to: span.to - zero };
    });
    const to = secondsFromTicks(run.durationTicks) - zero;
    return {
      ...each,
      chart: { ...chart, series, spans, time: { ...chart.time, from: -zero, to } },
    };
  });
}

function compared(a: RunChart, b: RunChart, isDifference: boolean): RunChart {
  const pairs = pairsOf(a.chart.series, b.chart.series).slice(0, MOST_LINES);
  const from = Math.min(a.chart.time.from, b.chart.time.from);
  const to = Math.max(a.chart.time.to, b.chart.time.to);
  const name = from < 0 ? say("time since the first fault") : say("time since the start");
  const spans = [...named(a.chart.spans, "A"), ...named(b.chart.spans, "B")];
  const series = isDifference ? pairs.flatMap(difference) : pairs.flatMap(overlaid);
  const title = isDifference ? say("{chart}, B − A", { chart: a.title }) : a.title;
  const value: TimeChart["value"] = isDifference
    ? {
        ...a.chart.value,
        name: say("B − A: {value}", { value: a.chart.value.name }),
        isSigned: true,
      }
    : a.chart.value;
  const summary = isDifference
    ? say("Above the line at zero B has more, below it less.")
    : say("A is solid, B is dashed.");
  const label = `${title}. ${summary}`;
  const sorted = joined(spans).sort((one, other) => one.from - other.from);
  const time = { from, to, name };
  return {
    id: a.id,
    title,
    summary,
    chart: { label, time, value, series, bands: [], spans: sorted, faultName: say("fault") },
  };
}

/** Lines of the same name; a layer that one of the runs has not is there alone. */
function pairsOf(a: readonly Series[], b: readonly Series[]): Pair[] {
  const names = [...new Set([...a, ...b].map(({ name }) => name))];
  return names.map((name) => ({
    name,
    a: a.find((series) => series.name === name),
    b: b.find((series) => series.name === name),
  }));
}

function overlaid({ name, a, b }: Pair, i: number): Series[] {
  const line = (run: "A" | "B", series: Series | undefined): Series[] => {
    if (series === undefined) return [];
    const style = `${run.toLowerCase()}${String(i + 1)}` as SeriesStyle;
    return [{ style, name: `${run}: ${name}`, word: `${run} ${series.word}`, curve: series.curve }];
  };
  return [...line("A", a), ...line("B", b)];
}

function difference({ name, a, b }: Pair, i: number): Series[] {
  if (a === undefined || b === undefined) return [];
  const style = `a${String(i + 1)}` as SeriesStyle;
  return [{ style, name, word: a.word, curve: differenceOf(a.curve, b.curve) }];
}

function named(spans: readonly Span[], run: "A" | "B"): Span[] {
  return spans.map((span) => ({ ...span, text: `${run}: ${span.text}` }));
}

/** A fault that both runs have at the same time is shown once. */
function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans) {
    const like = found.findIndex(({ from, to, text }) => {
      return from === span.from && to === span.to && text.slice(3) === span.text.slice(3);
    });
    if (like < 0) found.push(span);
    else found[like] = { ...span, text: span.text.slice(3) };
  }
  return found;
}
