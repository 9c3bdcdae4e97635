/** What the charts of a run show: data in seconds, for the marks of src/charts. */
import { heldUpByInterval } from "../../src/analysis/shares.js";
import type { TimeChart, Series, Span } from "../../src/charts/chart.js";
import type { Curve } from "../../src/charts/curve.js";
import type { SeriesStyle } from "../../src/charts/theme.js";
import { formatValue } from "../../src/charts/ticks.js";
import { formatClock } from "../../src/units/format.js";
import { secondsFromTicks, TICKS_PER_SECOND } from "../../src/units/time.js";
import { grown } from "./deltas.js";
import type { RunModel } from "./run-model.js";

export interface RunChart {
  readonly id: string;
  readonly title: string;
  /** What it says of this run, in a sentence. */
  readonly summary: string;
  readonly chart: TimeChart;
}

const STYLES: readonly SeriesStyle[] = ["series1", "series2", "series3", "series4"];

interface Plan {
  readonly id: string;
  readonly title: string;
  readonly value: TimeChart["value"];
  readonly series: readonly Series[];
}

/** @param window [ticks] what is shown of the run @param marks [ticks] moments that a person has marked */
export function runCharts(
  run: RunModel,
  window: { readonly fromTicks: number; readonly toTicks: number },
  marks: readonly number[],
): RunChart[] {
  const plans = plansOf(run);
  const spans = [...faultSpans(run), ...markSpans(marks)].sort((a, b) => a.from - b.from);
  const to = secondsFromTicks(window.toTicks);
  const from = secondsFromTicks(window.fromTicks);
  return plans.map(({ id, title, value, series }) => {
    const summary = summaryOf(series, value.form, { from, to });
    const time = { from, to, name: "time since the start" };
    const label = `${title}. ${summary}`;
    return { id, title, summary, chart: { label, time, value, series, bands: [], spans } };
  });
}

/** The data of a run do not depend on what is shown of it. */
const PLANS = new WeakMap<RunModel, readonly Plan[]>();

function plansOf(run: RunModel): readonly Plan[] {
  const known = PLANS.get(run);
  if (known !== undefined) return known;
  const plans = [flows(run), fills(run), refusals(run), heldUp(run), backlog(run), latency(run)];
  PLANS.set(run, plans);
  return plans;
}

function flows(run: RunModel): Plan {
  const groups = run.recording.scenario.servers.map(
    ({ name }) => run.view.partsOf(name, "servers")[0]!,
  );
  const destinations = run.recording.parts.flatMap(({ kind }, i) =>
    kind === "destination" ? [i] : [],
  );
  const series = [
    line(run, "offered", "offered", rate(run, groups, "generated")),
    line(run, "accepted", "accepted by the first agents", rate(run, groups, "acked"), "accepted"),
    line(run, "delivered", "delivered", rate(run, destinations, "delivered")),
  ];
  const value = { name: "events a second", form: "count" as const, leastTop: 1 };
  return { id: "flows", title: "Offered, accepted, delivered", value, series };
}

/** Of each tier the fullest agent: an average would hide it. */
function fills(run: RunModel): Plan {
  const tiers = run.graph.layers.filter(({ kind }) => kind === "tier");
  const series = tiers.map(({ name, nodes }, i) => {
    const columns = nodes.flatMap((node) => run.fill(node) ?? []);
    const values = run.recording.times.map((_, sample) => {
      const live = columns.map((column) => column[sample]!).filter((share) => !Number.isNaN(share));
      return live.length === 0 ? NaN : Math.max(...live);
    });
    return line(run, STYLES[i % STYLES.length]!, `${name}, fullest agent`, values, name);
  });
  const value = { name: "fill [% of capacity]", form: "share" as const, leastTop: 1 };
  return { id: "fill", title: "Fill of the channels", value, series };
}

function refusals(run: RunModel): Plan {
  const { servers } = run.recording.scenario;
  const groups = servers.map(({ name }) => run.view.partsOf(name, "servers")[0]!);
  const tiers = run.graph.layers.filter(({ kind }) => kind === "tier");
  const series = [
    ...tiers.map(({ name, nodes }, i) => {
      const sources = nodes.flatMap(({ sources: own }) => own);
      const values = rate(run, sources, "ChannelWriteFail");
      return line(run, STYLES[i % 3]!, `batches that ${name} rejects`, values, name);
    }),
    line(run, "refused", "calls of servers that fail", rate(run, groups, "failedCalls"), "servers"),
  ];
  const value = { name: "a second", form: "number" as const, leastTop: 1 };
  return { id: "refusals", title: "Refused and rejected", value, series };
}

function heldUp(run: RunModel): Plan {
  const layers = run.graph.layers.filter(({ kind }) => kind !== "storage");
  const series = layers.flatMap(({ name }, i) => {
    const shares = heldUpByInterval(run.view, name);
    if (shares === undefined) return [];
    const values = run.recording.times.map((_, sample) => (sample === 0 ? 0 : shares[sample - 1]!));
    return [line(run, STYLES[i % STYLES.length]!, `${name} held up`, values, name)];
  });
  const value = { name: "of its senders' time [%]", form: "share" as const, leastTop: 0.2 };
  return { id: "held-up", title: "Held up by the next layer", value, series };
}

function backlog(run: RunModel): Plan {
  const column = (name: string): Float64Array => run.view.series(run.view.runPart, name)!;
  const series = [
    line(run, "series2", "held by agents", column("heldEvents"), "agents"),
    line(run, "series1", "waiting at servers", column("waitingEvents"), "servers"),
  ];
  const value = { name: "events", form: "count" as const, leastTop: 1 };
  return { id: "backlog", title: "Not delivered yet", value, series };
}

function latency(run: RunModel): Plan {
  const destinations = run.recording.parts.flatMap(({ kind, address }, part) => {
    return kind === "destination" ? [{ part, address: address.replace(/^destination /, "") }] : [];
  });
  const several = destinations.length > 1;
  const quantiles = several ? (["P99"] as const) : (["P50", "P95", "P99"] as const);
  const series = destinations.slice(0, STYLES.length).flatMap(({ part, address }, d) =>
    quantiles.flatMap((quantile, q) => {
      const ticks = run.view.series(part, `latency${quantile}Ticks`);
      if (ticks === undefined) return [];
      const word = several ? address : quantile.toLowerCase();
      const name = several ? `p99 to ${address}` : word;
      return [line(run, STYLES[several ? d : q]!, name, ticks.map(secondsFromTicks), word)];
    }),
  );
  const value = { name: "seconds from generation", form: "number" as const, leastTop: 1 };
  return { id: "latency", title: "Latency of what is delivered", value, series };
}

/** Growth of a counter over all parts, a second. */
function rate(run: RunModel, parts: readonly number[], name: string): Float64Array {
  const { times } = run.recording;
  const columns = parts.map((part) => run.view.series(part, name));
  return times.map((at, i) => {
    if (i === 0) return NaN;
    const sum = columns.reduce((total, column) => total + grown(column, i), 0);
    return (sum / (at - times[i - 1]!)) * TICKS_PER_SECOND;
  });
}

function line(
  run: RunModel,
  style: SeriesStyle,
  name: string,
  values: Float64Array,
  word = name,
): Series {
  return { style, name, word, curve: { times: run.seconds, values } };
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
    .map((at) => ({ style: "pin", text: "mark", from: at, to: at }));
}

/** The largest value of each line, and when. */
function summaryOf(
  series: readonly Series[],
  form: TimeChart["value"]["form"],
  { from, to }: { readonly from: number; readonly to: number },
): string {
  const peaks = series.map(({ name, curve }) => {
    let best = -1;
    for (let i = 0; i < curve.times.length; i++) {
      if (curve.times[i]! < from || curve.times[i]! > to) continue;
      if (!(curve.values[i]! > (curve.values[best] ?? -Infinity))) continue;
      best = i;
    }
    if (best < 0 || curve.values[best] === 0) return `${name}: nothing`;
    const at = clockOf(curve, best);
    return `${name}: at most ${valueText(curve.values[best]!, form)} at ${at}`;
  });
  return series.length === 0 ? "Nothing was recorded." : `${peaks.join("; ")}.`;
}

function clockOf({ times }: Curve, i: number): string {
  return formatClock(times[i]! * TICKS_PER_SECOND);
}

export function valueText(value: number, form: TimeChart["value"]["form"]): string {
  return Number.isNaN(value) ? "n/a" : formatValue(value, form);
}
