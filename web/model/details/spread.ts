/** Many members of a tier as few curves: at each sample the median, where most of them are, and the largest. */

/** As long as the columns; NaN where no member lives. */
export interface Spread {
  readonly low: Float64Array; // 5th percentile
  readonly median: Float64Array;
  readonly high: Float64Array; // 95th percentile
  readonly largest: Float64Array;
}

/**
 * Percentiles lie between two members where they fall between them (type 7 of Hyndman and Fan).
 * @param columns a value a sample of each member; those that do not live (NaN) are left out
 */
export function spreadOf(columns: readonly Float64Array[], samples: number): Spread {
  const column = (): Float64Array => new Float64Array(samples).fill(NaN);
  const spread = { low: column(), median: column(), high: column(), largest: column() };
  const room = new Float64Array(columns.length);
  for (let i = 0; i < samples; i++) {
    let count = 0;
    for (const values of columns) {
      if (!Number.isNaN(values[i]!)) room[count++] = values[i]!;
    }
    if (count === 0) continue;
    const live = room.subarray(0, count).sort();
    spread.low[i] = quantile(live, 0.05);
    spread.median[i] = quantile(live, 0.5);
    spread.high[i] = quantile(live, 0.95);
    spread.largest[i] = live[count - 1]!;
  }
  return spread;
}

/** @param sorted ascending, at least one */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + ((sorted[below + 1] ?? low) - low) * (place - below);
}
