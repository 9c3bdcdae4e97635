/** Whether a share is at least what is asked: decided on trials one after another, looked at whenever one likes. */
import { assert } from "../assert.js";
import { exp, ln } from "../random/elementary.js";
import { incompleteBeta, lnGamma } from "./beta.js";

export type ShareVerdict = "meets" | "fails" | "undecided";

/**
 * A test by betting (J. Ville, 1939): the likelihood of what was seen, averaged over the shares on one side of what is
 * asked, over its likelihood at exactly what is asked. While the share lies on the other side that ratio grows beyond
 * 1/α with a probability of at most α, over all times together; so each of the two answers is wrong with at most
 * 1 - `confidence`, however often one looks. Half of the average is uniform, half is on all or none succeeding: of 68
 * trials that all succeed a share of 95 % is shown at 95 %; 2 that fail show the contrary.
 *
 * @param share asked for, above 0 and below 1 @param confidence of either answer, above 0 and below 1
 */
export function decideShare(
  { successes, trials }: { readonly successes: number; readonly trials: number },
  share: number,
  confidence: number,
): ShareVerdict {
  assert(successes >= 0 && successes <= trials && share > 0 && share < 1, "a share is tested", {
    successes,
    trials,
    share,
  });
  const failures = trials - successes;
  const limit = ln(1 / (1 - confidence));
  const asked = successes * ln(share) + failures * ln(1 - share);
  const lnBeta = lnGamma(successes + 1) + lnGamma(failures + 1) - lnGamma(trials + 2);
  /** Of the average over one side, [ln]: its uniform half and its half on the end. */
  const ratio = (part: number, width: number, misses: number): number => {
    const uniform = part > 0 ? lnBeta + ln(part) - ln(width) - asked : -Infinity;
    return lnMean(uniform, misses === 0 ? -asked : -Infinity);
  };
  if (ratio(incompleteBeta(1 - share, failures + 1, successes + 1), 1 - share, failures) >= limit)
    return "meets";
  if (ratio(incompleteBeta(share, successes + 1, failures + 1), share, successes) >= limit)
    return "fails";
  return "undecided";
}

/** ln((e^a + e^b) / 2), without overflow. */
function lnMean(a: number, b: number): number {
  const most = Math.max(a, b);
  if (most === -Infinity) return most;
  return most + ln((exp(a - most) + exp(b - most)) / 2);
}
