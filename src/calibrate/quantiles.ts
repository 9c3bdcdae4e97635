/**
 * Quantiles for intervals: Student's t and chi-square, from the normal ones by expansions.
 *
 * What is printed as a 95 % interval is made with the quantiles of 98 %: the formulas leave out skewness and what
 * samples have to do with each other, and an interval that is said to hold in 95 of 100 cases should do so.
 */
import { exp, ln } from "../random/elementary.js";

const Z = 2.3263478740408408; // 99 % are below, 98 % within ±
/** t.99 of 1 to 4 degrees of freedom, where the expansion is off (Abramowitz and Stegun, table 26.10). */
const SMALL_T = [31.820516, 6.964557, 4.540703, 3.746947];

/**
 * t of `freedom` degrees of freedom lies within ± this with probability 98 %.
 * Abramowitz and Stegun 26.7.5, to 0.001 from 5 degrees on.
 */
export function studentT(freedom: number): number {
  if (freedom < 1) return Infinity;
  const small = SMALL_T[Math.floor(freedom) - 1];
  if (small !== undefined) return small;
  const z = Z;
  const [z3, z5, z7] = [z * z * z, z * z * z * z * z, z * z * z * z * z * z * z];
  const g1 = (z3 + z) / 4;
  const g2 = (5 * z5 + 16 * z3 + 3 * z) / 96;
  const g3 = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384;
  return z + (g1 + (g2 + g3 / freedom) / freedom) / freedom;
}

/**
 * Bounds of chi-square that leave 1 % outside on each side, by Wilson and Hilferty:
 * χ² ≈ ν (1 − 2/9ν ± z √(2/9ν))³. @param freedom 1 or more
 */
export function chiSquareBounds(freedom: number): { readonly low: number; readonly high: number } {
  const spread = 2 / (9 * freedom);
  const cubed = (z: number): number => {
    const root = Math.max(0, 1 - spread + z * Math.sqrt(spread));
    return freedom * root * root * root;
  };
  return { low: cubed(-Z), high: cubed(Z) };
}

export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Unbiased; 0 for one value. */
  readonly variance: number;
}

export function momentsOf(values: readonly number[]): Moments {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { count, mean, variance: count > 1 ? squares / (count - 1) : 0 };
}

/** Of positive values: e to the mean of their logarithms. */
export function geometricMean(values: readonly number[]): number {
  return exp(momentsOf(values.map(ln)).mean);
}
