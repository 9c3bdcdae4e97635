/**
 * A future event list as a heap of four children a node: never bad, best for few notices.
 *
 * Layout: one typed array per field in heap order. The root is at 3, so that the four children of a
 * node, at 4i - 8 to 4i - 5, begin at a multiple of 4 and share a cache line. Times behind the end
 * are Infinity, so a node always has four children to compare, without a branch on how many.
 *
 *   index   3 | 4 5 6 7 | 8 9 10 11 | 12 ...        parent of j: (j >> 2) + 2
 *          root| its     | children  | children
 *              | children| of 4      | of 5
 *
 * Taking the earliest notice leaves the root vacant. A run nearly always files a notice next, which
 * then sinks from the root: one walk instead of two. Whoever needs a whole heap settles it first.
 */
import { assert } from "../assert.js";
import { DEFAULT_PENDING_LIMIT, type EventSet } from "./event-set.js";
import { copyInto } from "./growing.js";

const ROOT = 3;
/** Where a notice lies that has no place yet. Handing it over in arguments would box its time. */
const HAND = 0;
const FIRST_CAPACITY = 64;
/** Infinities behind the end, so that the last family of four is whole. */
const SPARE = 4;

export class HeapSet implements EventSet {
  readonly kind = "heap";
  readonly #limit: number;
  #times: Float64Array; // [ticks]
  #sequences: Float64Array; // Exact to 2^53: at 10^8 notices a second it lasts for three years.
  #payloads: Int32Array;
  #end = ROOT; // First index behind the heap.
  #growAt: number; // The `end` at which a notice needs larger arrays, or passes the limit.
  #vacancies = 0; // 1 while the root is vacant. A number, because a boolean field is tested in five steps.
  #nextSequence = 0;

  /** @param limit most notices pending at once; a model that files more has a leak */
  constructor(limit = DEFAULT_PENDING_LIMIT) {
    this.#limit = limit;
    this.#times = new Float64Array(FIRST_CAPACITY).fill(Infinity);
    this.#sequences = new Float64Array(FIRST_CAPACITY);
    this.#payloads = new Int32Array(FIRST_CAPACITY);
    this.#growAt = Math.min(FIRST_CAPACITY - SPARE, ROOT + limit);
  }

  get size(): number {
    return this.#end - ROOT - this.#vacancies;
  }

  /** O(log size). */
  push(at: number, payload: number): void {
    this.#times[HAND] = at;
    this.#sequences[HAND] = this.#nextSequence++;
    this.#payloads[HAND] = payload;
    if (this.#vacancies === 1) {
      this.#vacancies = 0;
      this.#siftDown(ROOT);
    } else {
      this.#rise();
    }
  }

  nextTime(): number {
    if (this.#vacancies === 1) this.#settle();
    return this.#times[ROOT]!;
  }

  nextPayload(): number {
    return this.#payloads[ROOT]!;
  }

  /** O(log size), the next `push` or `nextTime` included. */
  takeNext(): number {
    this.#vacancies = 1;
    return this.#payloads[ROOT]!;
  }

  /** O(size). */
  removeDead(isDead: (payload: number) => boolean): void {
    if (this.#vacancies === 1) this.#settle();
    const end = this.#end;
    let kept = ROOT;
    for (let i = ROOT; i < end; i++) {
      if (!isDead(this.#payloads[i]!)) this.#move(i, kept++);
    }
    this.#times.fill(Infinity, kept, end);
    this.#end = kept;
    for (let i = parentOf(kept - 1); i >= ROOT; i--) {
      this.#move(i, HAND);
      this.#siftDown(i);
    }
  }

  /** Fills the vacant root with the last notice. */
  #settle(): void {
    this.#vacancies = 0;
    const last = --this.#end;
    this.#move(last, HAND);
    this.#times[last] = Infinity;
    if (last > ROOT) this.#siftDown(ROOT);
  }

  /** Moves the vacancy at `hole` down to where the notice in hand belongs, and puts it there. */
  #siftDown(hole: number): void {
    const times = this.#times;
    const sequences = this.#sequences;
    const payloads = this.#payloads;
    const end = this.#end;
    const at = times[HAND]!;
    const sequence = sequences[HAND]!;
    for (let child = 4 * hole - 8; child < end; child = 4 * hole - 8) {
      const isOnly = child + 1 === end; // Always so in the small models: worth its comparison.
      const first = isOnly ? child : earliestOfFour(times, sequences, child);
      const time = times[first]!;
      if (time > at || (time === at && sequences[first]! > sequence)) break;
      times[hole] = time;
      sequences[hole] = sequences[first]!;
      payloads[hole] = payloads[first]!;
      hole = first;
    }
    this.#move(HAND, hole);
  }

  /** Adds the notice in hand, the newest: it rises from the end to its place behind its equals. */
  #rise(): void {
    if (this.#end === this.#growAt) this.#grow();
    const times = this.#times;
    const at = times[HAND]!;
    let hole = this.#end++;
    for (let parent; hole > ROOT && times[(parent = parentOf(hole))]! > at; hole = parent) {
      this.#move(parent, hole);
    }
    this.#move(HAND, hole);
  }

  #move(from: number, to: number): void {
    this.#times[to] = this.#times[from]!;
    this.#sequences[to] = this.#sequences[from]!;
    this.#payloads[to] = this.#payloads[from]!;
  }

  #grow(): void {
    const limit = this.#limit;
    assert(this.size < limit, "pending notices stay within the limit", { limit });
    const capacity = 2 * this.#times.length;
    this.#times = copyInto(new Float64Array(capacity).fill(Infinity), this.#times);
    this.#sequences = copyInto(new Float64Array(capacity), this.#sequences);
    this.#payloads = copyInto(new Int32Array(capacity), this.#payloads);
    this.#growAt = Math.min(capacity - SPARE, ROOT + limit);
  }
}

function parentOf(index: number): number {
  return (index >> 2) + 2;
}

/** By arithmetic on 0 and 1: the processor could not guess the branches. */
function earliestOfFour(times: Float64Array, sequences: Float64Array, child: number): number {
  const a = child + isBefore(times, sequences, child + 1, child);
  const b = child + 2 + isBefore(times, sequences, child + 3, child + 2);
  return a + (b - a) * isBefore(times, sequences, b, a);
}

/** 1 if the notice at index a comes before that at b, else 0, without a branch. */
function isBefore(times: Float64Array, sequences: Float64Array, a: number, b: number): number {
  const timeA = times[a]!;
  const timeB = times[b]!;
  const isEarlier = Number(timeA < timeB);
  const isTie = Number(timeA === timeB);
  return isEarlier | (isTie & Number(sequences[a]! < sequences[b]!));
}
