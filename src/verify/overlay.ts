/**
 * A recording and its simulation laid over each other, as plain data to be drawn: the two curves of each
 * channel and each group of clients, the comparisons that concern them, and what was done when.
 */
import { END_OF_TIME, TICKS_PER_MILLISECOND } from "../units/time.js";
import { LIMITS, type Check } from "./checks.js";
import { curvesOfTrace, type Curves } from "./measure.js";
import { distance, finalValue, rangeWithin, TIME_SLACK_MS, type Curve } from "./measures.js";
import type { ReferenceTrace, TraceFault } from "./trace.js";
import type { Verification } from "./verify.js";

export interface Overlay {
  readonly spans: readonly OverlaySpan[];
  readonly figures: readonly Figure[];
}

/** Something that was done to the agents; with `toMs` as `fromMs` a moment. In order of `fromMs`. */
export interface OverlaySpan {
  readonly what: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** One quantity of one channel or group of clients. */
export interface Figure {
  readonly subject: string; // as in its checks
  readonly what: string;
  readonly kind: "fill" | "events" | "calls";
  /** [events] of a channel; 1 of clients. */
  readonly capacity: number;
  /** A difference of this much is small: share of capacity, events or calls. */
  readonly small: number;
  readonly recorded: Curve;
  /** Undefined: not simulated. */
  readonly simulated: Curve | undefined;
  /** What the simulated curve takes within ±1 s, at the times of the recorded one. Channels only. */
  readonly within: { readonly lows: Curve; readonly highs: Curve } | undefined;
  /** When the two are furthest apart [ms]. Channels only. */
  readonly worstAtMs: number | undefined;
  readonly checks: readonly Check[];
}

export function overlay(trace: ReferenceTrace, outcome: Verification): Overlay {
  const isSimulated = "checks" in outcome;
  const pair: Pair = {
    trace,
    recorded: curvesOfTrace(trace),
    simulated: isSimulated ? outcome.simulated : undefined,
    checks: isSimulated ? outcome.checks : [],
  };
  const ofChannels = Object.entries(trace.series).flatMap(([agent, { components }]) =>
    Object.keys(components)
      .filter((component) => component.startsWith("CHANNEL."))
      .sort()
      .flatMap((component) => channelFigures(pair, agent, component)),
  );
  const ofClients = trace.clients.flatMap((_, group) => clientFigures(pair, group));
  const spans = isSimulated ? simulatedFaults(outcome) : recordedFaults(trace);
  return {
    spans: runs(joined(spans).sort((a, b) => a.fromMs - b.fromMs)),
    figures: [...ofChannels, ...ofClients],
  };
}

interface Pair {
  readonly trace: ReferenceTrace;
  readonly recorded: Curves;
  readonly simulated: Curves | undefined;
  readonly checks: readonly Check[];
}

function channelFigures(pair: Pair, agent: string, component: string): Figure[] {
  const recorded = pair.recorded.counter(agent, component, "ChannelSize");
  const capacity = pair.recorded.counter(agent, component, "ChannelCapacity");
  if (recorded === undefined || capacity === undefined || finalValue(capacity) === 0) return [];
  const simulated = pair.simulated?.counter(agent, component, "ChannelSize");
  const subject = `${component} of ${agent}`;
  return [
    {
      subject,
      what: "fill",
      kind: "fill",
      capacity: finalValue(capacity),
      small: LIMITS.fillWorst,
      recorded,
      simulated,
      within: simulated && within(simulated, recorded.times),
      worstAtMs: simulated && distance(recorded, simulated, pair.trace.warmupMs).worstAtMs,
      checks: concerning(pair, subject, FILL_CHECKS),
    },
  ];
}

const FILL_CHECKS = ["fill, mean distance", "fill, worst distance", "first full", "drained"];

const CLIENT_FIGURES = [
  { column: "acked", what: "acked", kind: "events", checks: ["acked"] },
  {
    column: "failedCalls",
    what: "failed appends",
    kind: "calls",
    checks: ["failed appends", "first failed append", "last failed append"],
  },
  { column: "dropped", what: "dropped", kind: "events", checks: ["dropped"] },
] as const;

function clientFigures(pair: Pair, group: number): Figure[] {
  const subject = `clients ${String(group)}`;
  return CLIENT_FIGURES.flatMap(({ column, what, kind, checks }): Figure[] => {
    const recorded = pair.recorded.client(group, column);
    const simulated = pair.simulated?.client(group, column);
    if (recorded === undefined) return [];
    // Most clients drop nothing: that is in the table of comparisons.
    const isEmpty = [recorded, simulated].every((curve) => !curve || finalValue(curve) === 0);
    if (column === "dropped" && isEmpty) return [];
    const small = kind === "calls" ? LIMITS.failedCalls : 1;
    const rest = { capacity: 1, small, within: undefined, worstAtMs: undefined };
    const concerned = concerning(pair, subject, checks);
    return [{ subject, what, kind, recorded, simulated, ...rest, checks: concerned }];
  });
}

function concerning({ checks }: Pair, subject: string, whats: readonly string[]): Check[] {
  return checks.filter((check) => check.subject === subject && whats.includes(check.what));
}

function within(simulated: Curve, times: ArrayLike<number>): { lows: Curve; highs: Curve } {
  const ranges = Array.from(times, (at) =>
    rangeWithin(simulated, at - TIME_SLACK_MS, at + TIME_SLACK_MS),
  );
  const valid = (value: number): number => (Number.isFinite(value) ? value : NaN);
  return {
    lows: { times, values: ranges.map(({ low }) => valid(low)) },
    highs: { times, values: ranges.map(({ high }) => valid(high)) },
  };
}

const FAULT_WORDS: Readonly<Partial<Record<string, string>>> = {
  hang: "hangs",
  crash: "killed",
  partition: "cut off",
};

function simulatedFaults(outcome: Extract<Verification, { checks: unknown }>): OverlaySpan[] {
  const { recording, offsetMs } = outcome;
  const ms = (ticks: number): number => ticks / TICKS_PER_MILLISECOND - offsetMs;
  const end = recording.end.atTicks;
  return recording.scenario.faults.flatMap(({ kind, on, fromTicks, toTicks, factor, targets }) => {
    // What is said of the clients is how their load begins: nothing was done to them.
    if (targets.some((target) => target.kind === "servers")) return [];
    // What is started before the load begins was never missing.
    if (kind === "start") {
      return ms(fromTicks) <= 0
        ? []
        : [{ what: `${on} not started`, fromMs: 0, toMs: ms(fromTicks) }];
    }
    const word = kind === "slow" ? `${String(factor)} times slower` : (FAULT_WORDS[kind] ?? kind);
    const to = toTicks === END_OF_TIME ? end : Math.min(toTicks, end);
    return [{ what: `${on} ${word}`, fromMs: ms(fromTicks), toMs: ms(to) }];
  });
}

/** Of a recording that cannot be simulated: what was done, as moments. */
function recordedFaults({ actualFaults = [] }: ReferenceTrace): OverlaySpan[] {
  return actualFaults.map((fault) => {
    return { what: wordOf(fault), fromMs: fault.actualMs, toMs: fault.actualMs };
  });
}

function wordOf({ kill, start, stop, cont, choke, tell, line = "" }: TraceFault): string {
  if (kill !== undefined) return `${kill} killed`;
  if (start !== undefined) return `${start} started`;
  if (stop !== undefined) return `${stop} stopped`;
  if (cont !== undefined) return `${cont} goes on`;
  if (choke !== undefined) return `${choke} slowed down`;
  return `${tell ?? "fault"}: ${line}`;
}

const BETWEEN_RUNS_MS = 1000;

/** The same done to several parts at the same time is one span. */
function joined(spans: readonly OverlaySpan[]): OverlaySpan[] {
  const found: OverlaySpan[] = [];
  for (const span of spans) {
    const like = found.findIndex(({ fromMs, toMs }) => {
      return fromMs === span.fromMs && toMs === span.toMs;
    });
    if (like < 0) found.push(span);
    else found[like] = { ...span, what: `${found[like]!.what}, ${span.what}` };
  }
  return found;
}

/** The same again and again, with at most a second in between, is one span. */
function runs(spans: readonly OverlaySpan[]): OverlaySpan[] {
  const found: { span: OverlaySpan; times: number }[] = [];
  for (const span of spans) {
    const before = found.findLast((run) => run.span.what === span.what);
    if (before !== undefined && span.fromMs - before.span.toMs <= BETWEEN_RUNS_MS) {
      before.span = { ...before.span, toMs: Math.max(before.span.toMs, span.toMs) };
      before.times++;
    } else {
      found.push({ span, times: 1 });
    }
  }
  return found.map(({ span, times }) => {
    return times === 1 ? span : { ...span, what: `${span.what} ${String(times)} times` };
  });
}
