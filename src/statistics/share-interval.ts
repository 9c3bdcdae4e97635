/** The share of trials that succeed, and how far it may be off. */
import { assert } from "../assert.js";
import { incompleteBetaInverse } from "./beta.js";
import { CONFIDENCE } from "./mean-interval.js";

export interface ShareInterval {
  readonly successes: number;
  readonly trials: number;
  /** 95 % interval of the share, 0–1. */
  readonly low: number;
  readonly high: number;
}

/**
 * The exact interval: shares for which so few or so many successes would not be rarer than 2.5 % on either
 * side. It never covers less than 95 %, whatever the share (C. J. Clopper and E. S. Pearson, 1934).
 *
 * low = I⁻¹(α/2; k, n - k + 1), high = I⁻¹(1 - α/2; k + 1, n - k).
 *
 * @param trials at least 1
 */
export function shareInterval(successes: number, trials: number): ShareInterval {
  assert(trials >= 1 && successes >= 0 && successes <= trials, "successes are among the trials", {
    successes,
    trials,
  });
  const outside = (1 - CONFIDENCE) / 2;
  const failures = trials - successes;
  return {
    successes,
    trials,
    low: successes === 0 ? 0 : incompleteBetaInverse(outside, successes, failures + 1),
    high: failures === 0 ? 1 : incompleteBetaInverse(1 - outside, successes + 1, failures),
  };
}
