/** Series of counters read interval by interval; a counter of a component that died begins anew at zero. */

/** @returns by how much a counter grew in the interval up to sample `i`; 0 where it did not live */
export function grown(values: Float64Array | undefined, i: number): number {
  if (values === undefined || i <= 0) return 0;
  const now = values[i]!;
  if (Number.isNaN(now)) return 0;
  const before = values[i - 1]!;
  return Number.isNaN(before) || before > now ? now : now - before;
}
