/** Columns of samples as charts take them. */
import { bisectLeft, bisectRight } from "d3-array";

export interface Curve {
  readonly times: ArrayLike<number>; // s, ascending
  readonly values: ArrayLike<number>; // NaN: not there
}

/** Points to be joined by a line; a NaN in `values` is a gap. */
export interface Points {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** A stretch of time that is shown. */
export interface Window {
  readonly from: number; // s
  readonly to: number; // s, later
}

/** Half-open range of indices: the samples of a window and one more on either side, for the lines that cross its edge. */
export function windowOf(
  times: ArrayLike<number>,
  { from, to }: Window,
): { readonly begin: number; readonly end: number } {
  return {
    begin: Math.max(0, bisectLeft(times, from) - 1),
    end: Math.min(times.length, bisectRight(times, to) + 1),
  };
}

/** The smallest and the largest value within a window, and zero. */
export function extentOf({ times, values }: Curve, { from, to }: Window): [number, number] {
  let smallest = 0;
  let largest = 0;
  const end = bisectRight(times, to);
  for (let i = bisectLeft(times, from); i < end; i++) {
    if (values[i]! > largest) largest = values[i]!;
    if (values[i]! < smallest) smallest = values[i]!;
  }
  return [smallest, largest];
}

/** The last value at or before a time; NaN before the first. */
export function heldAt({ times, values }: Curve, at: number): number {
  return values[bisectRight(times, at) - 1] ?? NaN;
}
