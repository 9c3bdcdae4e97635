/** Quantiles of Student's t: how many standard errors an interval reaches on either side of a mean. */
import { assert } from "../assert.js";
import { incompleteBetaInverse } from "./beta.js";

/**
 * The t that |T| stays below with probability `confidence`.
 *
 * P(|T| ≤ t) = I_y(1/2, ν/2) with y = t² / (ν + t²) (Abramowitz and Stegun 26.7.1 and 26.5.27; the form with
 * the complement of y keeps its digits for large ν), so t = √(ν y / (1 - y)).
 *
 * @param freedom degrees of freedom ν, above 0 @param confidence above 0, below 1: 0.95
 */
export function studentT(freedom: number, confidence: number): number {
  assert(freedom > 0 && confidence > 0 && confidence < 1, "Student's t has a quantile", {
    freedom,
    confidence,
  });
  const y = incompleteBetaInverse(confidence, 0.5, freedom / 2);
  return Math.sqrt((freedom * y) / (1 - y));
}
