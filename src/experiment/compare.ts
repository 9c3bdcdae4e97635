/**
 * Two sets of runs with the same seeds, number by number: each seed is its own comparison, because common random
 * numbers give both sides the same arrivals and service times. Differences are B − A. Plain data, versioned.
 */
import { meanInterval, type MeanInterval } from "../statistics/mean-interval.js";
import { shareInterval, type ShareInterval } from "../statistics/share-interval.js";
import type { Headline, HeadlineUnit } from "./headlines.js";

export const COMPARISON_FORMAT = "fanin-comparison/1";

export interface Comparison {
  readonly format: typeof COMPARISON_FORMAT;
  readonly a: SideName;
  readonly b: SideName;
  readonly seeds: readonly number[];
  /** Moments are counted from the start of the first fault of their side; false: from the start of the run. */
  readonly isFromOutage: boolean;
  readonly met: MetBoth;
  readonly numbers: readonly PairedNumber[];
  /** Names that one side alone has: of layers and faults that the other has not. */
  readonly onlyInA: readonly string[];
  readonly onlyInB: readonly string[];
}

export interface SideName {
  readonly name: string;
  readonly file: string;
}

/** Seeds in which all objectives are met. */
export interface MetBoth {
  readonly a: ShareInterval;
  readonly b: ShareInterval;
  /** Seeds in which only B meets them, and only A. */
  readonly better: number;
  readonly worse: number;
  readonly word: Word;
}

/**
 * `equal`: in every seed. `not-seen`: the 95 % interval of the difference reaches to both sides of 0. `undecided`: so few
 * seeds differ that it may be chance. `more`, `less`: of numbers of which neither is better.
 */
export type Word = "better" | "worse" | "more" | "less" | "equal" | "not-seen" | "undecided";

export interface PairedNumber {
  readonly name: string;
  readonly unit: HeadlineUnit;
  /** Over the seeds in which it happened; null: in none. */
  readonly a: MeanInterval | null;
  readonly b: MeanInterval | null;
  /** Over the seeds in which it happened on both sides. */
  readonly difference: MeanInterval | null;
  readonly word: Word;
}

/** A run of one side. */
export interface SideRun {
  readonly seed: number;
  readonly isMet: boolean;
  readonly headlines: readonly Headline[];
}

export interface Side extends SideName {
  readonly runs: readonly SideRun[];
  /** [s] start of its first fault; null: it has none. */
  readonly outageSeconds: number | null;
}

/** Numbers that are moments: later is better, and never is best. */
const MOMENT = /\.first(Full|Rejection)$/;
const NEUTRAL = /\.working$/;

/** @returns undefined: they have no seed in common */
export function compareSides(a: Side, b: Side): Comparison | undefined {
  const pairs = a.runs.flatMap((run): [SideRun, SideRun][] => {
    const other = b.runs.find(({ seed }) => seed === run.seed);
    return other === undefined ? [] : [[run, other]];
  });
  if (pairs.length === 0) return undefined;
  const [namesA, namesB] = [a, b].map(({ runs }) => runs[0]!.headlines.map(({ name }) => name));
  const isFromOutage = a.outageSeconds !== null && b.outageSeconds !== null;
  const zero = isFromOutage ? { a: a.outageSeconds, b: b.outageSeconds } : { a: 0, b: 0 };
  return {
    format: COMPARISON_FORMAT,
    a: { name: a.name, file: a.file },
    b: { name: b.name, file: b.file },
    seeds: pairs.map(([{ seed }]) => seed),
    isFromOutage,
    met: compareMet(pairs),
    numbers: namesA!
      .filter((name) => namesB!.includes(name))
      .map((name) => compareNumber(name, pairs, zero)),
    onlyInA: namesA!.filter((name) => !namesB!.includes(name)),
    onlyInB: namesB!.filter((name) => !namesA!.includes(name)),
  };
}

function compareMet(pairs: readonly (readonly [SideRun, SideRun])[]): MetBoth {
  const better = pairs.filter(([a, b]) => b.isMet && !a.isMet).length;
  const worse = pairs.filter(([a, b]) => a.isMet && !b.isMet).length;
  const share = (side: 0 | 1): ShareInterval =>
    shareInterval(pairs.filter((pair) => pair[side].isMet).length, pairs.length);
  return { a: share(0), b: share(1), better, worse, word: wordOfCounts(better, worse) };
}

function compareNumber(
  name: string,
  pairs: readonly (readonly [SideRun, SideRun])[],
  zero: { readonly a: number; readonly b: number },
): PairedNumber {
  const read = (run: SideRun, from: number): number | null => {
    const { value } = run.headlines.find((each) => each.name === name)!;
    return value === null || !MOMENT.test(name) ? value : value - from;
  };
  const values = pairs.map(([a, b]) => ({ a: read(a, zero.a), b: read(b, zero.b) }));
  const differences = values.flatMap(({ a, b }) => (a === null || b === null ? [] : [b - a]));
  const difference = meanInterval(differences);
  const onlyA = values.filter(({ a, b }) => a !== null && b === null).length;
  const onlyB = values.filter(({ a, b }) => a === null && b !== null).length;
  return {
    name,
    unit: pairs[0]![0].headlines.find((each) => each.name === name)!.unit,
    a: meanInterval(values.flatMap(({ a }) => (a === null ? [] : [a]))),
    b: meanInterval(values.flatMap(({ b }) => (b === null ? [] : [b]))),
    difference,
    word: wordOf(name, difference, { onlyA, onlyB }),
  };
}

/** What happens on one side only speaks before how much it is. */
function wordOf(
  name: string,
  difference: MeanInterval | null,
  { onlyA, onlyB }: { readonly onlyA: number; readonly onlyB: number },
): Word {
  if (onlyA + onlyB > 0) {
    // A drain that never ends is the worst one; a channel that never is full the best.
    return MOMENT.test(name) ? wordOfCounts(onlyA, onlyB) : wordOfCounts(onlyB, onlyA);
  }
  if (difference === null) return "equal";
  const { mean, halfWidth, min, max } = difference;
  if (min === 0 && max === 0) return "equal";
  // One pair has no interval: its sign is all there is.
  if (halfWidth !== null && Math.abs(mean) <= halfWidth) return "not-seen";
  if (NEUTRAL.test(name)) return mean > 0 ? "more" : "less";
  return mean > 0 === MOMENT.test(name) ? "better" : "worse";
}

/** Among the seeds in which the sides differ, as many for the better as for the worse would be chance. */
function wordOfCounts(better: number, worse: number): Word {
  const differ = better + worse;
  if (differ === 0) return "equal";
  const { low, high } = shareInterval(better, differ);
  if (low > 0.5) return "better";
  if (high < 0.5) return "worse";
  return "undecided";
}
