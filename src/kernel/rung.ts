/**
 * One rung of a ladder: a row of buckets of equal width, emptied from the left.
 *
 *   start           edge
 *     │ taken │ taken │  ▢  │  ▢  │  ▢  │ last ──▶       a width is a power of two [ticks],
 *                     current                            start a multiple of it
 */
import { EMPTY } from "./bucket-nodes.js";

export class Rung {
  /** Of each bucket: its list of notices. Empty buckets are EMPTY, so a used-up rung is clean. */
  lists = new Int32Array(0);
  /** Where the first bucket begins that is not taken; what is earlier belongs below [ticks]. */
  edge = 0;
  #start = 0;
  #width = 1;
  #bucketsPerTick = 1;
  #last = 0;
  #current = 0;

  /**
   * @param start [ticks] a multiple of `width`
   * @param width [ticks] a power of two; the last bucket also holds all that is later
   */
  open(start: number, width: number, count: number): void {
    if (this.lists.length < count) this.lists = new Int32Array(2 * count);
    this.#start = start;
    this.#width = width;
    this.#bucketsPerTick = 1 / width;
    this.#last = count - 1;
    this.#current = 0;
    this.edge = start;
  }

  /** The bucket of a time from `edge` on. The minimum comes first: beyond 2^31 `| 0` would wrap. */
  bucketOf(at: number): number {
    return Math.min((at - this.#start) * this.#bucketsPerTick, this.#last) | 0;
  }

  /** Whether all buckets are taken. */
  get isUsedUp(): boolean {
    return this.#current > this.#last;
  }

  /** Takes the next bucket that is not empty, or the last. The rung is not used up before. @returns its list */
  takeNext(): number {
    const { lists } = this;
    const last = this.#last;
    let current = this.#current;
    while (current < last && lists[current] === EMPTY) current++;
    const list = lists[current]!;
    lists[current] = EMPTY;
    this.#current = current + 1;
    this.edge = this.#start + (current + 1) * this.#width;
    return list;
  }
}
