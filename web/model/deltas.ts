/** Series of counters read interval by interval; a counter of a component that died begins anew at zero. */

/** @returns by how much a counter grew in the interval up to sample `i`; 0 where it did not live */
export function grown(values: Float64Array | undefined, i: number): number {
  if (values === undefined || i <= 0) return 0;
  const now = values[i]!;
  if (Number.isNaN(now)) return 0;
  const before = values[i - 1]!;
  return Number.isNaN(before) || before > now ? now : now - before;
}

/** @returns the value at sample `i`; 0 where it did not live */
export function held(values: Float64Array | undefined, i: number): number {
  const value = values?.[i] ?? 0;
  return Number.isNaN(value) ? 0 : value;
}

/** @returns the last sample at or before a time; −1 before the first */
export function sampleAt(times: Float64Array, atTicks: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= atTicks) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
