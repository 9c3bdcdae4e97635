/**
 * A set of whole numbers kept as disjoint, ascending half-open intervals [start, end).
 *
 * It holds the sequence numbers of one origin that a final destination has seen. Events of an origin
 * arrive nearly in order, so there is nearly always one interval and the common insert extends it.
 */

const FEWEST = 4;

export class IntervalSet {
  /** How many numbers are in the set. */
  count = 0;
  #bounds = new Float64Array(2 * FEWEST); // start, end, start, end, …
  #size = 0; // intervals

  /** Adds [start, end). O(1) at the end, else O(intervals). @returns how many of them were new */
  add(start: number, end: number): number {
    const bounds = this.#bounds;
    const size = this.#size;
    const lastEnd = size > 0 ? bounds[2 * size - 1]! : -1;
    if (start < lastEnd) return this.#insert(start, end);
    if (start === lastEnd) bounds[2 * size - 1] = end;
    else this.#append(start, end);
    this.count += end - start;
    return end - start;
  }

  /** How many numbers of [start, end) are in the set. */
  countWithin(start: number, end: number): number {
    let total = 0;
    for (let i = this.#firstEndingAfter(start); i < this.#size; i++) {
      const from = this.#bounds[2 * i]!;
      if (from >= end) break;
      total += Math.min(end, this.#bounds[2 * i + 1]!) - Math.max(start, from);
    }
    return total;
  }

  get intervals(): number {
    return this.#size;
  }

  start(interval: number): number {
    return this.#bounds[2 * interval]!;
  }

  end(interval: number): number {
    return this.#bounds[2 * interval + 1]!;
  }

  #append(start: number, end: number): void {
    this.#growTo(this.#size + 1);
    this.#bounds[2 * this.#size] = start;
    this.#bounds[2 * this.#size + 1] = end;
    this.#size++;
  }

  #insert(start: number, end: number): number {
    // Intervals that touch or overlap [start, end) are from..to−1; they become one with it.
    const from = this.#firstEndingAfter(start - 1);
    let to = from;
    let already = 0;
    let low = start;
    let high = end;
    while (to < this.#size && this.#bounds[2 * to]! <= end) {
      const itsStart = this.#bounds[2 * to]!;
      const itsEnd = this.#bounds[2 * to + 1]!;
      already += Math.max(0, Math.min(end, itsEnd) - Math.max(start, itsStart));
      low = Math.min(low, itsStart);
      high = Math.max(high, itsEnd);
      to++;
    }
    this.#replace(from, to, low, high);
    const added = end - start - already;
    this.count += added;
    return added;
  }

  /** Puts one interval in the place of intervals from..to−1. */
  #replace(from: number, to: number, low: number, high: number): void {
    const size = this.#size - (to - from) + 1;
    this.#growTo(size);
    // Most often an interval grows where it is, and nothing moves.
    if (to !== from + 1) this.#bounds.copyWithin(2 * (from + 1), 2 * to, 2 * this.#size);
    this.#bounds[2 * from] = low;
    this.#bounds[2 * from + 1] = high;
    this.#size = size;
  }

  #growTo(intervals: number): void {
    if (2 * intervals <= this.#bounds.length) return;
    const grown = new Float64Array(2 * this.#bounds.length);
    grown.set(this.#bounds);
    this.#bounds = grown;
  }

  /** Index of the first interval whose end lies after `value`; the number of intervals if none does. */
  #firstEndingAfter(value: number): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#bounds[2 * middle + 1]! > value) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
