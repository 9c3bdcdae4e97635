/** Intervals from independent replications. */
import { studentT } from "../../src/statistics/student-t.js";

export interface Interval {
  readonly mean: number;
  /** Half of the confidence interval. */
  readonly halfWidth: number;
}

export interface Replicated {
  /** Seeds 1 to so many. */
  readonly replications: number;
  readonly confidence: number;
}

const USUAL: Replicated = { replications: 20, confidence: 0.99 };

export function replicate(
  run: (seed: number) => number,
  { replications, confidence } = USUAL,
): Interval {
  const values = Array.from({ length: replications }, (_, i) => run(i + 1));
  const { mean, variance } = momentsOf(values);
  const errors = studentT(replications - 1, confidence);
  return { mean, halfWidth: errors * Math.sqrt(variance / replications) };
}

export function covers(interval: Interval, exact: number): boolean {
  return Math.abs(interval.mean - exact) <= interval.halfWidth;
}

/** Sample mean and unbiased sample variance. */
export function momentsOf(values: readonly number[]): {
  readonly mean: number;
  readonly variance: number;
} {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}

/**
 * How far counts in equally likely bins are from even, in standard deviations of chi-square.
 *
 * By Wilson and Hilferty: the cube root of chi-square / degrees of freedom is all but normal.
 */
export function unevenness(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread);
}
