/**
 * How long one batch takes, from the commits of a thread that worked without pause: a renewal process that was
 * looked at now and then.
 *
 * Mean: m = ΣT / ΣB over stretches of length T with B commits. Each stretch begins and ends somewhere within a
 * batch, so that besides the spread of the batches themselves its T is off by the difference of two such
 * places: Var(m) = m² (c² ΣB + 2 e(c) R) / (ΣB)² with R stretches and e(c) the variance of a place within a
 * batch, in batches: for a gamma distribution with coefficient of variation c it is
 * (1 + c²)(1 + 2c²)/3 − (1 + c²)²/4 (1/12 for c = 0: even). (Cox, Renewal Theory, 1962, sections 4.5 and 5.1.)
 *
 * Spread: the number of commits in windows of equal length has variance c² M + (1 − c⁴)/6 when M of them are to
 * be expected (the same, gamma); solved for c², with a chi-square interval for the variance. The sixth stands for
 * the places at both ends; batches that are all alike leave anything from 0 to 1/4, and the interval allows both.
 */
import { chiSquareBounds, momentsOf, studentT } from "./quantiles.js";

export interface ServiceTime {
  readonly meanMs: number;
  readonly halfWidthMs: number; // of its 95 % interval
  /** Coefficient of variation. */
  readonly spread: number;
  readonly spreadLow: number;
  readonly spreadHigh: number;
  readonly batches: number;
  /** Standard deviation of the counts around what the mean says, as a share of the counts. */
  readonly misfit: number;
}

/** Commits at sample times: one stretch. */
export interface Commits {
  /** [ms] */
  readonly times: readonly number[];
  /** Batches committed so far, at those times. */
  readonly counts: readonly number[];
}

/** Variance of a count that comes from where the window begins and ends, on average and at the most. */
const MEAN_PLACES = 1 / 6;
const MOST_PLACES = 1 / 4;
const FEWEST_BATCHES = 10;
const BATCHES_A_WINDOW = 8;
const FEWEST_WINDOWS = 6;

/** @returns undefined when there are too few batches to say anything */
export function serviceTime(stretches: readonly Commits[]): ServiceTime | undefined {
  const lengths = stretches.map(({ times }) => times.at(-1)! - times[0]!);
  const counts = stretches.map((stretch) => stretch.counts.at(-1)! - stretch.counts[0]!);
  const totalMs = sum(lengths);
  const batches = sum(counts);
  if (batches < FEWEST_BATCHES) return undefined;
  const meanMs = totalMs / batches;
  const windows = windowCounts(stretches, meanMs);
  if (windows.length < FEWEST_WINDOWS) return undefined;
  const spread = spreadOf(windows);
  const places = 2 * variancePlace(spread.value) * stretches.length;
  const deviation = Math.sqrt(spread.value * spread.value * batches + places) / batches;
  const { mean, variance } = momentsOf(windows.map(({ count, expected }) => count - expected));
  const usual = momentsOf(windows.map(({ expected }) => expected)).mean;
  return {
    meanMs,
    halfWidthMs: studentT(windows.length - 1) * meanMs * deviation,
    spread: spread.value,
    spreadLow: spread.low,
    spreadHigh: spread.high,
    batches,
    misfit: Math.sqrt(variance + mean * mean) / usual,
  };
}

interface WindowCount {
  readonly count: number;
  readonly expected: number;
}

/** Cuts stretches into windows of so many samples that each has some batches. */
function windowCounts(stretches: readonly Commits[], meanMs: number): WindowCount[] {
  const samples = sum(stretches.map(({ times }) => times.length - 1));
  const totalMs = sum(stretches.map(({ times }) => times.at(-1)! - times[0]!));
  const step = Math.max(1, Math.ceil((BATCHES_A_WINDOW * meanMs * samples) / totalMs));
  return stretches.flatMap(({ times, counts }) => {
    const windows: WindowCount[] = [];
    for (let i = 0; i + step < times.length; i += step) {
      const expected = (times[i + step]! - times[i]!) / meanMs;
      windows.push({ count: counts[i + step]! - counts[i]!, expected });
    }
    return windows;
  });
}

function spreadOf(windows: readonly WindowCount[]): { value: number; low: number; high: number } {
  const squares = sum(
    windows.map(({ count, expected }) => (count - expected) * (count - expected)),
  );
  const freedom = windows.length - 1;
  const expected = sum(windows.map((window) => window.expected)) / windows.length;
  const variance = squares / freedom;
  const { low, high } = chiSquareBounds(freedom);
  return {
    value: variationFor(variance, expected, MEAN_PLACES),
    low: variationFor((variance * freedom) / high, expected, MOST_PLACES),
    high: variationFor((Math.max(variance, MEAN_PLACES) * freedom) / low, expected, 0),
  };
}

/** Solves c² M + places · (1 − c⁴) = variance. @returns c, at least 0 */
function variationFor(variance: number, expected: number, places: number): number {
  let square = 0;
  for (let i = 0; i < 40; i++) {
    square = Math.max(0, (variance - places * Math.max(0, 1 - square * square)) / expected);
  }
  return Math.sqrt(square);
}

/** Variance of the place within a batch at which one looks, in squared batches. */
function variancePlace(variation: number): number {
  const square = variation * variation;
  return ((1 + square) * (1 + 2 * square)) / 3 - ((1 + square) * (1 + square)) / 4;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
