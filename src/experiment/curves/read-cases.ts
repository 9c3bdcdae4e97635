/** The curves from the results of their cases. A case of which a run is missing is left out. */
import { standardMap } from "../../fluid/regime/standard.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { shareInterval, type ShareInterval } from "../../statistics/share-interval.js";
import type { Fault } from "../../scenario/types/faults.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import type { JobResult, RunResult } from "../job.js";
import { quantileOfSorted } from "../plan/evidence.js";
import type { BorneSearch } from "./borne.js";
import { isSearched, TORNADO_STEP, type Case } from "./cases.js";
import { firstMoments, keyOf, OBJECTIVES } from "./firsts.js";
import type {
  BorneBy,
  Curves,
  FirstTimes,
  RecoveryPoint,
  TolerableCurve,
  Tornado,
  TornadoBar,
  TornadoNumber,
  TornadoSide,
} from "./result.js";

const BORNE = [0.5, 0.95, 0.99];

export interface CaseResults {
  readonly of: Case;
  /** Of every seed, in their order; fewer when it was interrupted. */
  readonly results: readonly JobResult[];
  /** How long an outage each seed bears; fewer when it was interrupted, and none where nobody asks. */
  readonly searches: readonly BorneSearch[];
}

export interface CurvesContext {
  readonly scenario: Scenario;
  /** Its first fault. */
  readonly outage: Fault;
  readonly seeds: readonly number[];
  readonly probability: number;
}

type Parts = Pick<
  Curves,
  "firsts" | "borne" | "tolerable" | "recovery" | "second" | "tornado" | "map"
>;

export function readCases(cases: readonly CaseResults[], context: CurvesContext): Parts {
  const whole = cases.flatMap(({ of, results, searches }) => {
    const runs = results.filter((result) => result.kind === "run");
    const isDone = runs.length === context.seeds.length && (!isSearched(of) || searches.length > 0);
    return isDone ? [{ of, runs, searches } as AnyDone] : [];
  });
  const ofPart = <P extends Case["part"]>(part: P): readonly Done<P>[] =>
    whole.filter(({ of }) => of.part === part) as unknown as readonly Done<P>[];
  const [first] = ofPart("firsts");
  return {
    firsts: first === undefined ? [] : firstTimes(first, context),
    borne: first === undefined ? [] : byShare(first.searches.map((each) => each.borne(OBJECTIVES))),
    tolerable: tolerableCurves(ofPart("tolerable"), context),
    recovery: recoveryOf(ofPart("recovery"), context),
    second: secondOf(ofPart("second"), context),
    tornado: tornadoOf(cases, ofPart("tornado"), ofPart("base")[0], context),
    map: standardMap(context.scenario),
  };
}

interface Done<P extends Case["part"]> {
  readonly of: Extract<Case, { part: P }>;
  readonly runs: readonly RunResult[];
  readonly searches: readonly BorneSearch[];
}

type AnyDone = Done<Case["part"]>;

/** Of an outage that lasts to the end of the run; and of outages that end, how long they may be. */
function firstTimes(
  { runs, searches }: Pick<AnyDone, "runs" | "searches">,
  { outage, scenario }: CurvesContext,
): FirstTimes[] {
  const from = outage.fromTicks;
  const censoredSeconds = (scenario.durationTicks - from) / TICKS_PER_SECOND;
  const moments = runs.map(({ findings }) => firstMoments(findings!));
  return moments[0]!.map(({ layer, what }, i): FirstTimes => {
    const until = moments.map((of) => {
      const { atTicks } = of[i]!;
      return atTicks === undefined ? Infinity : Math.max(0, atTicks - from) / TICKS_PER_SECOND;
    });
    const happened = until.filter((seconds) => seconds !== Infinity).length;
    const borne = searches.map((search) => search.borne(keyOf({ layer, what })));
    const seeds = runs.length;
    return {
      layer,
      what,
      happened,
      seeds,
      until: byShare(until),
      borne: byShare(borne),
      censoredSeconds,
    };
  });
}

/** As many seeds as a share bear what the quantile of the rest bears. @param values [s] by seed; Infinity: longer */
function byShare(values: readonly number[]): BorneBy[] {
  const sorted = [...values].sort((a, b) => a - b);
  return BORNE.map((share): BorneBy => {
    const rest = Math.max(1 / sorted.length, roundedShare(1 - share));
    const seconds = quantileOfSorted(sorted, rest);
    return { share, seconds: seconds === Infinity ? null : seconds };
  });
}

/** 1 - 0.95 is 0.050000000000000044. */
function roundedShare(share: number): number {
  return Number(share.toPrecision(12));
}

function tolerableCurves(
  done: readonly Done<"tolerable">[],
  context: CurvesContext,
): TolerableCurve[] {
  const paths = [...new Set(done.map(({ of }) => of.path))];
  return paths.map((path): TolerableCurve => {
    const own = done.filter(({ of }) => of.path === path);
    return {
      path,
      current: own[0]!.of.current,
      points: own.map((each) => ({
        level: String(each.of.level),
        value: each.of.level,
        firsts: firstTimes(each, context),
      })),
    };
  });
}

function recoveryOf(
  done: readonly Done<"recovery">[],
  { outage }: CurvesContext,
): Curves["recovery"] {
  if (done.length === 0) return null;
  const points = done.map(({ of, runs }): RecoveryPoint => {
    const drains = valuesOf(runs, `drain.${outage.on}`);
    return {
      outageSeconds: of.outageSeconds,
      seeds: runs.length,
      drained: drains.length,
      medianSeconds: drains.length === 0 ? null : quantileOfSorted(drains, 0.5),
      p95Seconds: drains.length === 0 ? null : quantileOfSorted(drains, 0.95),
      backlogEvents: quantileOfSorted(valuesOf(runs, "maxBacklog"), 0.5),
    };
  });
  return { points };
}

function secondOf(
  done: readonly Done<"second">[],
  { probability }: CurvesContext,
): Curves["second"] {
  if (done.length === 0) return null;
  const points = done
    .map(({ of, runs }) => ({ gapSeconds: of.gapSeconds, met: metOf(runs) }))
    .sort((a, b) => a.gapSeconds - b.gapSeconds);
  const lastBad = points.findLastIndex(({ met }) => met.successes < probability * met.trials);
  return { points, safeGapSeconds: points[lastBad + 1]?.gapSeconds ?? null };
}

function tornadoOf(
  all: readonly CaseResults[],
  done: readonly Done<"tornado">[],
  base: Done<"base"> | undefined,
  { outage }: CurvesContext,
): Tornado | null {
  if (base === undefined) return null;
  const names = base.runs[0]!.headlines.map(({ name }) => name).filter(
    (name) => name === "maxBacklog" || name === `drain.${outage.on}` || name.endsWith(".peakFill"),
  );
  const numbers = (runs: readonly RunResult[]): TornadoNumber[] =>
    names.map((name) => numberOf(runs, name));
  const side = (path: string, which: "lower" | "higher"): TornadoSide | undefined => {
    const found = done.find(({ of }) => of.path === path && of.side === which);
    return found && { value: found.of.value, met: metOf(found.runs), numbers: numbers(found.runs) };
  };
  const paths = [...new Set(all.flatMap(({ of }) => (of.part === "tornado" ? [of.path] : [])))];
  const bars = paths.flatMap((path): TornadoBar[] => {
    const [lower, higher] = [side(path, "lower"), side(path, "higher")];
    return lower === undefined || higher === undefined ? [] : [{ path, lower, higher }];
  });
  const own = numbers(base.runs);
  bars.sort((a, b) => swing(b, own) - swing(a, own));
  const left = paths
    .filter((path) => !bars.some((bar) => bar.path === path))
    .map((path) => ({ path, why: whyLeft(all, path) }));
  return { step: TORNADO_STEP, base: own, bars, left };
}

/** The largest change of any number, of its own value; a number that appears or goes counts as all of it. */
function swing({ lower, higher }: TornadoBar, base: readonly TornadoNumber[]): number {
  const changes = base.map(({ value }, i) => {
    const [low, high] = [lower.numbers[i]!.value, higher.numbers[i]!.value];
    if (low === null || high === null) return low === high ? 0 : 1;
    return Math.abs(high - low) / Math.max(Math.abs(value ?? high), 1e-9);
  });
  return Math.max(0, ...changes);
}

function whyLeft(all: readonly CaseResults[], path: string): string {
  const results = all.flatMap(({ of, results: own }) =>
    of.part === "tornado" && of.path === path ? own : [],
  );
  const invalid = results.find((result) => result.kind === "invalid");
  if (invalid === undefined) return "not run to the end";
  const { expected, found } = invalid.problems[0]!;
  return `expected ${expected}, found ${found}`;
}

function metOf(runs: readonly RunResult[]): ShareInterval {
  return shareInterval(runs.filter(({ isMet }) => isMet).length, runs.length);
}

/** In ascending order; runs in which it did not happen have none. */
function valuesOf(runs: readonly RunResult[], name: string): number[] {
  return runs
    .map(({ headlines }) => headlines.find((each) => each.name === name)?.value ?? null)
    .filter((value) => value !== null)
    .sort((a, b) => a - b);
}

function numberOf(runs: readonly RunResult[], name: string): TornadoNumber {
  const { unit } = runs[0]!.headlines.find((each) => each.name === name)!;
  const values = valuesOf(runs, name);
  const isUsual = 2 * values.length > runs.length;
  return { name, unit, value: isUsual ? quantileOfSorted(values, 0.5) : null };
}
