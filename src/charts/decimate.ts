/**
 * Fewer points for the same picture. Method: M4 (Jugel and others, 2014): of the samples that fall into one
 * column of pixels the first, the smallest, the largest and the last are kept, so no peak is lost and a line
 * looks as if all had been drawn. Values in between of a stretch that does not change are left out too.
 */
import { windowOf, type Curve, type Points, type Window } from "./curve.js";

interface Column {
  readonly index: number;
  first: number; // indices of samples
  smallest: number;
  largest: number;
  last: number;
}

/**
 * @param columns [px] width of the window; a gap that begins and ends in one column is not seen
 * @returns at most five points a column, gaps as NaN
 */
export function decimate(curve: Curve, { from, to }: Window, columns: number): Points {
  const { times, values } = curve;
  const out = new Flattened();
  const { begin, end } = windowOf(times, { from, to });
  const pixels = columns / (to - from);
  let column: Column | undefined;
  let hasGap = false;
  for (let i = begin; i < end; i++) {
    if (Number.isNaN(values[i]!)) {
      hasGap = true;
      continue;
    }
    const index = Math.floor((times[i]! - from) * pixels);
    if (column !== undefined && column.index === index) {
      extend(column, values, i);
    } else {
      if (column !== undefined) emit(column, curve, out);
      if (column !== undefined && hasGap) out.gap(times[i]!);
      column = { index, first: i, smallest: i, largest: i, last: i };
    }
    hasGap = false;
  }
  if (column !== undefined) emit(column, curve, out);
  return out.points;
}

function extend(column: Column, values: ArrayLike<number>, i: number): void {
  if (values[i]! < values[column.smallest]!) column.smallest = i;
  if (values[i]! > values[column.largest]!) column.largest = i;
  column.last = i;
}

function emit(column: Column, { times, values }: Curve, out: Flattened): void {
  const { first, smallest, largest, last } = column;
  const [early, late] = smallest < largest ? [smallest, largest] : [largest, smallest];
  let before = -1;
  for (const i of [first, early, late, last]) {
    if (i > before) out.add(times[i]!, values[i]!);
    before = Math.max(before, i);
  }
}

/**
 * Dots instead of a line: of each column the largest value, where it is.
 * @param columns of equal width in the window, each with at most one dot; what is not there has none
 */
export function largestOfColumns(
  { times, values }: Curve,
  { from, to }: Window,
  columns: number,
): Points {
  const out = { times: [] as number[], values: [] as number[] };
  const { begin, end } = windowOf(times, { from, to });
  let column = NaN;
  for (let i = begin; i < end; i++) {
    const value = values[i]!;
    if (Number.isNaN(value) || times[i]! < from || times[i]! > to) continue;
    const index = Math.floor(((times[i]! - from) * columns) / (to - from));
    const last = out.times.length - 1;
    if (index !== column) {
      column = index;
      out.times.push(times[i]!);
      out.values.push(value);
    } else if (value > out.values[last]!) {
      out.times[last] = times[i]!;
      out.values[last] = value;
    }
  }
  return out;
}

/** Points without those in the middle of a level stretch. */
class Flattened {
  readonly #times: number[] = [];
  readonly #values: number[] = [];

  get points(): Points {
    return { times: this.#times, values: this.#values };
  }

  add(time: number, value: number): void {
    const n = this.#values.length;
    const isLevel = n >= 2 && this.#values[n - 1] === value && this.#values[n - 2] === value;
    if (isLevel) {
      this.#times[n - 1] = time;
      return;
    }
    this.#times.push(time);
    this.#values.push(value);
  }

  gap(time: number): void {
    this.#times.push(time);
    this.#values.push(NaN);
  }
}
