/** A profile as the file writes it → a piecewise-linear factor over the run. */
import { describeNode, quote } from "../../document/describe.js";
import type { DocNode } from "../../document/node.js";
import {
  EVENING_PEAK_FACTORS,
  TICKS_PER_DAY,
  WEEKDAY_FACTORS,
  hourlyKnots,
  sineKnots,
} from "../../load/day-curves.js";
import {
  largest,
  meanOf,
  piecesThrough,
  product,
  type Knot,
  type Piece,
} from "../../load/pieces.js";
import { isTraceFault, readTrace, type Trace } from "../../load/trace.js";
import type { ProblemList } from "../../problem-list.js";
import type { ValueOf } from "../../schema/field.js";
import type { profileField, profileUnion } from "../../schema/profiles.js";
import type { LoadProfile } from "../../types/profile.js";

export interface LoadSpan {
  readonly durationTicks: number;
  /** [ticks] time of day at the start of the run, where `start` is. */
  readonly startOfDayTicks: number;
  /** Text of a file by its name in the scenario, `undefined` when there is none. */
  readonly files: (name: string) => string | undefined;
}

export interface CompiledProfile {
  readonly profile: LoadProfile;
  /** Largest factor: of the day for day profiles, else of the run. */
  readonly peakFactor: number;
  /** [events/s] load of the whole group at factor 1, where a trace gives it (`scale: keep`). */
  readonly groupRate: number | undefined;
  /** [bytes] mean size of an event, where a trace gives it. */
  readonly meanBytes: number | undefined;
}

type ProfileValue = ValueOf<typeof profileUnion>;

/** One factor of the product. */
interface Part {
  readonly name: string;
  readonly isDaily: boolean;
  /** Knots over [0, end) of a run that begins at that time of day. */
  readonly knots: (startOfDay: number, end: number) => readonly Knot[];
  readonly trace: { readonly trace: Trace; readonly keeps: boolean } | undefined;
}

const MAX_PIECES = 200_000;

/** @returns the profile, or `undefined` after at least one problem */
export function compileProfile(
  value: ValueOf<typeof profileField>,
  span: LoadSpan,
  problems: ProblemList,
): CompiledProfile | undefined {
  const written: readonly { value: ProfileValue; node: DocNode }[] =
    value.shape === "list" ? value.value : [{ value: value.value, node: value.node }];
  const parts = written.map((one) => partOf(one.value, one.node, span, problems));
  if (!parts.every((part) => part !== undefined)) return undefined;
  const pieces = productOf(parts, span.startOfDayTicks, span.durationTicks);
  if (pieces.length > MAX_PIECES) {
    problems.error("out-of-range", value.node, {
      expected: `a profile of at most ${MAX_PIECES} pieces over the run`,
      found: `${pieces.length}`,
    });
    return undefined;
  }
  const isDaily = parts.every((part) => part.isDaily);
  const peak = isDaily ? largest(productOf(parts, 0, TICKS_PER_DAY)) : largest(pieces);
  const traced = parts.map((part) => part.trace).find((trace) => trace !== undefined);
  return {
    profile: {
      name: parts.map((part) => part.name).join(" × "),
      startTicks: pieces.map((piece) => piece.start),
      fromFactor: pieces.map((piece) => piece.from),
      toFactor: pieces.map((piece) => piece.to),
    },
    peakFactor: peak,
    groupRate: traced?.keeps === true ? meanRate(traced.trace) : undefined,
    meanBytes: traced?.trace.meanBytes,
  };
}

/** @returns mean factor over the run */
export function meanFactor(profile: LoadProfile, durationTicks: number): number {
  const pieces = profile.startTicks.map((start, i) => ({
    start,
    from: profile.fromFactor[i]!,
    to: profile.toFactor[i]!,
  }));
  return meanOf(pieces, durationTicks);
}

function productOf(parts: readonly Part[], startOfDay: number, end: number): Piece[] {
  const all = parts.map((part) => piecesThrough(part.knots(startOfDay, end), end));
  return all.reduce((total, pieces) => product(total, pieces, end));
}

function partOf(
  value: ProfileValue,
  node: DocNode,
  span: LoadSpan,
  problems: ProblemList,
): Part | undefined {
  const name = value.type;
  const plain = (knots: Part["knots"], isDaily = false): Part => {
    return { name, isDaily, knots, trace: undefined };
  };
  switch (value.type) {
    case "constant":
      return plain(() => [{ at: 0, value: 1 }], true);
    case "steps": {
      const steps = value.block.values.steps;
      const knots = stepKnots(steps.map(({ value: { values } }) => values));
      const late = steps.findIndex(
        (step, i) => i > 0 && step.value.values.at <= steps[i - 1]!.value.values.at,
      );
      if (late < 0) return plain(() => knots);
      const at = steps[late]!.value.written.get("at")!;
      problems.error("out-of-range", at, {
        expected: "steps that ascend in time",
        found: describeNode(at),
      });
      return undefined;
    }
    case "ramp": {
      const { from, to, at, for: length } = value.block.values;
      return plain(() => [
        { at, value: from },
        { at: at + length, value: to },
      ]);
    }
    case "burst":
      return burstOf(value.block.values, value.block.written, problems, plain);
    case "sine-day": {
      const { amplitude, peak } = value.block.values;
      const [hours, minutes] = peak.split(":").map(Number) as [number, number];
      const peakOfDay = (hours * 60 + minutes) * 6e10;
      return plain((startOfDay, end) => sineKnots(amplitude, peakOfDay, startOfDay, end), true);
    }
    case "weekday":
      return plain((startOfDay, end) => hourlyKnots(WEEKDAY_FACTORS, startOfDay, end), true);
    case "evening-peak":
      return plain((startOfDay, end) => hourlyKnots(EVENING_PEAK_FACTORS, startOfDay, end), true);
    case "day": {
      const factors = value.block.values.factors.map((item) => item.value);
      if (factors.some((factor) => factor > 0)) {
        return plain((startOfDay, end) => hourlyKnots(factors, startOfDay, end), true);
      }
      problems.error("out-of-range", node, {
        expected: "at least one factor above 0",
        found: "none",
      });
      return undefined;
    }
    case "trace":
      return tracePart(value.block, span, problems);
  }
}

function stepKnots(steps: readonly { at: number; factor: number }[]): Knot[] {
  const knots: Knot[] = [];
  let factor = 1;
  for (const step of steps) {
    if (step.at > 0) knots.push({ at: step.at, value: factor });
    knots.push({ at: step.at, value: step.factor });
    factor = step.factor;
  }
  return knots;
}

/**
 *     factor      ________
 *                /        \
 *     1   ______/          \____
 *               at        at + for
 */
function burstOf(
  burst: { at: number; for: number; factor: number; rise: number; fall: number },
  written: ReadonlyMap<string, DocNode>,
  problems: ProblemList,
  plain: (knots: Part["knots"]) => Part,
): Part | undefined {
  const { at, for: length, factor, rise, fall } = burst;
  if (rise > length) {
    const node = written.get("rise")!;
    problems.error("out-of-range", node, {
      expected: "`rise` no longer than `for`",
      found: describeNode(node),
    });
    return undefined;
  }
  const knots = [
    { at, value: 1 },
    { at: at + rise, value: factor },
    { at: at + length, value: factor },
    { at: at + length + fall, value: 1 },
  ];
  return plain(() => knots);
}

type TraceBlock = Extract<ProfileValue, { type: "trace" }>["block"];

function tracePart(block: TraceBlock, span: LoadSpan, problems: ProblemList): Part | undefined {
  const { file, scale, timeScale, after } = block.values;
  const node = block.written.get("file")!;
  const text = span.files(file);
  if (text === undefined) {
    problems.error("file-missing", node, {
      expected: "a file that can be read",
      found: quote(file),
    });
    return undefined;
  }
  const trace = readTrace(text);
  if (isTraceFault(trace)) {
    const where = { file, line: trace.line, column: 1, path: node.path };
    problems.error("trace-row", where, { expected: trace.expected, found: trace.found });
    return undefined;
  }
  const mean = meanRate(trace);
  const lastStart = trace.startSeconds.at(-1)!;
  const lengthTicks = ((lastStart + trace.binSeconds) / timeScale) * 1e9;
  if (mean === 0 || lengthTicks < 1e6) {
    problems.error("trace-row", node, {
      expected: "a trace with load, and at least 1 ms long",
      found: quote(file),
    });
    return undefined;
  }
  if (after === "stop" && lengthTicks < span.durationTicks) {
    problems.warning("trace-short", node, {
      expected: "a trace at least as long as the run",
      found: `${quote(file)}, after which there is no load`,
      fix: "write `after: repeat`, or shorten the run",
    });
  }
  const times = after === "repeat" ? Math.ceil(span.durationTicks / lengthTicks) : 1;
  if (times * trace.startSeconds.length > MAX_PIECES) {
    problems.error("out-of-range", node, {
      expected: `at most ${MAX_PIECES} rows over the run, repetitions counted`,
      found: `${times} × ${trace.startSeconds.length}`,
    });
    return undefined;
  }
  const knots = traceKnots(trace, mean, timeScale, times, lengthTicks);
  return {
    name: `trace ${file}`,
    isDaily: false,
    knots: () => knots,
    trace: { trace, keeps: scale === "keep" },
  };
}

function meanRate(trace: Trace): number {
  const events = trace.ratePerSecond.reduce((sum, rate) => sum + rate * trace.binSeconds, 0);
  return events / (trace.startSeconds.at(-1)! + trace.binSeconds);
}

/** Each bin is a step up to its rate and down to nothing; equal corners fall together later. */
function traceKnots(
  trace: Trace,
  mean: number,
  timeScale: number,
  times: number,
  lengthTicks: number,
): Knot[] {
  const knots: Knot[] = [];
  const put = (at: number, value: number): void => {
    if (knots.at(-1)?.at === at && knots.at(-1)?.value === value) return;
    knots.push({ at, value });
  };
  for (let time = 0; time < times; time++) {
    trace.startSeconds.forEach((seconds, i) => {
      const at = (s: number): number => Math.round(time * lengthTicks + (s / timeScale) * 1e9);
      const before = knots.at(-1)?.at ?? 0;
      // A bin that ends a tick beside the next one's begin, for rounding, leaves no gap.
      const start = Math.abs(at(seconds) - before) <= 1 ? before : at(seconds);
      const stop = at(seconds + trace.binSeconds);
      if (before < start) {
        put(before, 0);
        put(start, 0);
      }
      const value = trace.ratePerSecond[i]! / mean;
      put(start, value);
      put(stop, value);
    });
  }
  put(knots.at(-1)!.at, 0);
  return knots;
}
