/**
 * A first-in-first-out queue of cohorts: what moves through the model instead of single events.
 *
 * A cohort is a run of consecutive events of one origin (one server and header class): origin, first
 * sequence number, count, time of birth of its first and last event [ticks], and bytes of bodies.
 * Splitting a cohort keeps every count and byte; births between first and last are taken as evenly
 * spaced. Events keep their order and their identity (origin, sequence number) for ever.
 *
 * Layout: a ring of rows of six doubles in one typed array, because a cohort is always moved whole
 * and one copy of 48 neighbouring bytes is cheaper than six columns.
 */
import { assert } from "../assert.js";

const ORIGIN = 0;
const FIRST = 1;
const COUNT = 2;
const BORN_FIRST = 3;
const BORN_LAST = 4;
const BYTES = 5;
const ROW = 6;

const FEWEST_ROWS = 4;

/** One cohort, for those who read a queue row by row. */
export interface Cohort {
  origin: number;
  first: number; // sequence number of the first event
  count: number; // [events]
  bornFirst: number; // [ticks]
  bornLast: number; // [ticks]
  bytes: number; // [bytes]
}

export class CohortQueue {
  /** [events] in all cohorts. */
  events = 0;
  /** [bytes] of bodies in all cohorts. */
  bytes = 0;
  /** Cohorts in the queue. */
  size = 0;
  #rows: Float64Array;
  #capacity: number; // rows; a power of two
  #head = 0; // row of the oldest cohort

  constructor() {
    this.#rows = new Float64Array(FEWEST_ROWS * ROW);
    this.#capacity = FEWEST_ROWS;
  }

  /** Adds a cohort at the back. Its fields are arguments so that no object need be made for it. */
  // eslint-disable-next-line max-params
  push(
    origin: number,
    first: number,
    count: number,
    bornFirst: number,
    bornLast: number,
    bytes: number,
  ): void {
    if (this.size === this.#capacity) this.#grow();
    const rows = this.#rows;
    const at = ((this.#head + this.size) & (this.#capacity - 1)) * ROW;
    rows[at] = origin;
    rows[at + FIRST] = first;
    rows[at + COUNT] = count;
    rows[at + BORN_FIRST] = bornFirst;
    rows[at + BORN_LAST] = bornLast;
    rows[at + BYTES] = bytes;
    this.size++;
    this.events += count;
    this.bytes += bytes;
  }

  pushCohort(cohort: Cohort): void {
    const { origin, first, count, bornFirst, bornLast, bytes } = cohort;
    this.push(origin, first, count, bornFirst, bornLast, bytes);
  }

  /**
   * Moves the oldest events to the back of another queue, splitting the last cohort if need be.
   * @param events [events] 0 or more
   * @returns [events] moved: fewer than asked only when the queue has run empty
   */
  moveFront(events: number, to: CohortQueue): number {
    const wanted = events < this.events ? events : this.events;
    let left = wanted;
    while (left > 0) {
      const count = this.#rows[this.#head * ROW + COUNT]!;
      if (count <= left) {
        this.#copyRow(this.#head, to);
        this.#dropHead();
        left -= count;
      } else {
        this.#splitHead(left, to);
        left = 0;
      }
    }
    return wanted;
  }

  /** Adds a copy of every cohort of another queue at the back. */
  append(from: CohortQueue): void {
    const mask = from.#capacity - 1;
    for (let i = 0; i < from.size; i++) from.#copyRow((from.#head + i) & mask, this);
  }

  /** Puts all cohorts of another queue, in their order, before the oldest; the other is then empty. */
  prependAll(from: CohortQueue): void {
    const total = this.size + from.size;
    while (this.#capacity < total) this.#grow();
    const mask = from.#capacity - 1;
    for (let i = from.size - 1; i >= 0; i--) {
      const source = ((from.#head + i) & mask) * ROW;
      this.#head = (this.#head - 1) & (this.#capacity - 1);
      this.#rows.set(from.#rows.subarray(source, source + ROW), this.#head * ROW);
    }
    this.size = total;
    this.events += from.events;
    this.bytes += from.bytes;
    from.clear();
  }

  clear(): void {
    this.size = 0;
    this.events = 0;
    this.bytes = 0;
    this.#head = 0;
  }

  /** Reads cohort `index` (0 is the oldest) into `into` and returns it. */
  read(index: number, into: Cohort): Cohort {
    assert(index >= 0 && index < this.size, "a cohort that is read is in the queue", { index });
    const at = ((this.#head + index) & (this.#capacity - 1)) * ROW;
    const rows = this.#rows;
    into.origin = rows[at + ORIGIN]!;
    into.first = rows[at + FIRST]!;
    into.count = rows[at + COUNT]!;
    into.bornFirst = rows[at + BORN_FIRST]!;
    into.bornLast = rows[at + BORN_LAST]!;
    into.bytes = rows[at + BYTES]!;
    return into;
  }

  /** [ticks] birth of the oldest event in the queue's order; undefined when empty. */
  get oldestBirth(): number | undefined {
    return this.size === 0 ? undefined : this.#rows[this.#head * ROW + BORN_FIRST];
  }

  #copyRow(row: number, to: CohortQueue): void {
    const rows = this.#rows;
    const at = row * ROW;
    to.push(
      rows[at]!,
      rows[at + FIRST]!,
      rows[at + COUNT]!,
      rows[at + BORN_FIRST]!,
      rows[at + BORN_LAST]!,
      rows[at + BYTES]!,
    );
  }

  #dropHead(): void {
    const at = this.#head * ROW;
    this.events -= this.#rows[at + COUNT]!;
    this.bytes -= this.#rows[at + BYTES]!;
    this.#head = (this.#head + 1) & (this.#capacity - 1);
    this.size--;
  }

  /** Moves the first `events` of the oldest cohort, which has more than that, to the back of `to`. */
  #splitHead(events: number, to: CohortQueue): void {
    const rows = this.#rows;
    const at = this.#head * ROW;
    const count = rows[at + COUNT]!;
    const bornFirst = rows[at + BORN_FIRST]!;
    const bornLast = rows[at + BORN_LAST]!;
    // Event j of n was born at first + j · (last − first) / (n − 1).
    const step = (bornLast - bornFirst) / (count - 1);
    const bytes = Math.floor((rows[at + BYTES]! * events) / count);
    const lastMoved = Math.round(bornFirst + step * (events - 1));
    to.push(rows[at]!, rows[at + FIRST]!, events, bornFirst, lastMoved, bytes);
    rows[at + FIRST]! += events;
    rows[at + COUNT] = count - events;
    rows[at + BORN_FIRST] = Math.round(bornFirst + step * events);
    rows[at + BYTES]! -= bytes;
    this.events -= events;
    this.bytes -= bytes;
  }

  #grow(): void {
    const rows = new Float64Array(this.#rows.length * 2);
    const before = this.#rows.subarray(this.#head * ROW);
    rows.set(before);
    rows.set(this.#rows.subarray(0, this.#head * ROW), before.length);
    this.#rows = rows;
    this.#capacity *= 2;
    this.#head = 0;
  }
}

/** A blank cohort to read into. */
export function emptyCohort(): Cohort {
  return { origin: 0, first: 0, count: 0, bornFirst: 0, bornLast: 0, bytes: 0 };
}
