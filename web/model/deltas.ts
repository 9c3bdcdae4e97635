/** Series read sample by sample. */
export { grown } from "../../src/analysis/counters.js";

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
