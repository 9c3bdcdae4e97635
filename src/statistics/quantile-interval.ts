/**
 * A quantile of what a sample was drawn from, with an interval that needs no law: between two of the sample's own values.
 * How many of n values lie below the quantile of share p is binomial (n, p); H. A. David, Order Statistics, 1970, 2.5.
 */
import { assert } from "../assert.js";
import { incompleteBeta } from "./beta.js";
import { CONFIDENCE } from "./mean-interval.js";

export interface QuantileInterval {
  readonly share: number;
  /** The least value that at least that share of the sample is at or below. */
  readonly value: number;
  /** 95 % interval, or a little wider; null: the sample is too small to bound it on that side. */
  readonly low: number | null;
  readonly high: number | null;
}

/** @param sorted ascending, at least one @param share above 0 and below 1 */
export function quantileInterval(sorted: ArrayLike<number>, share: number): QuantileInterval {
  const n = sorted.length;
  assert(n > 0 && share > 0 && share < 1, "a quantile of something", { n, share });
  const tail = (1 - CONFIDENCE) / 2;
  /** That at most k of the values lie below the quantile. */
  const atMost = (k: number): number => {
    return k < 0 ? 0 : k >= n ? 1 : incompleteBeta(1 - share, n - k, k + 1);
  };
  // The value of rank l is above the quantile where fewer than l lie below it.
  let below = 0;
  while (below < n && atMost(below) <= tail) below += 1;
  let above = n + 1;
  while (above > 1 && 1 - atMost(above - 2) <= tail) above -= 1;
  return {
    share,
    value: sorted[Math.max(0, Math.ceil(share * n) - 1)]!,
    low: below === 0 ? null : sorted[below - 1]!,
    high: above > n ? null : sorted[above - 1]!,
  };
}
