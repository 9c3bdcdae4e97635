/**
 * MSER-5: where the warm-up of a series ends.
 *
 * Means of five values each, z₁ … z_m; of all cuts d up to m/2 the one with the smallest marginal standard
 * error Σ_{j>d} (z_j - mean)² / (m - d)²: cutting more must pay for itself in steadiness of what is left
 * (K. P. White, M. J. Cobb and S. C. Spratt, A comparison of five steady-state truncation heuristics for
 * simulation, 2000). The best cut at the very end of the allowed half means that nothing steady was found.
 */

const GROUP = 5;
/** With fewer groups a cut says nothing. */
const FEWEST_GROUPS = 10;

export interface WarmUpCut {
  /** How many values of the series, from its beginning, are warm-up: a multiple of five. */
  readonly values: number;
  /** False: the series is too short, or never gets steady; then nothing is to be cut. */
  readonly isFound: boolean;
}

export function mser5(series: ArrayLike<number>): WarmUpCut {
  const groups = groupMeans(series);
  const { length } = groups;
  if (length < FEWEST_GROUPS) return { values: 0, isFound: false };
  // From the back, so that each cut adds one group (B. P. Welford's update of mean and squares).
  let mean = 0;
  let squares = 0;
  let best = Infinity;
  let bestCut = 0;
  const latest = Math.floor(length / 2);
  for (let cut = length - 1; cut >= 0; cut--) {
    const kept = length - cut;
    const off = groups[cut]! - mean;
    mean += off / kept;
    squares += off * (groups[cut]! - mean);
    const error = squares / (kept * kept);
    if (cut > latest || error > best) continue;
    best = error;
    bestCut = cut;
  }
  const isFound = bestCut < latest;
  return { values: isFound ? bestCut * GROUP : 0, isFound };
}

function groupMeans(series: ArrayLike<number>): number[] {
  const means: number[] = [];
  for (let from = 0; from + GROUP <= series.length; from += GROUP) {
    let sum = 0;
    for (let i = from; i < from + GROUP; i++) sum += series[i]!;
    means.push(sum / GROUP);
  }
  return means;
}
