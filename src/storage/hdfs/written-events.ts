/**
 * Which events a file holds, as ranges of sequence numbers: all that is still to be told of them is that they
 * are readable.
 *
 * Ranges are kept as they come, one after another merged where they touch; births and sizes are forgotten.
 * When there are many, they are put in order and merged, so that a file that is written for days by few
 * sinks keeps few.
 */
import { CohortQueue, emptyCohort } from "../../model/cohorts.js";

const ORIGIN = 0;
const FIRST = 1;
const END = 2;
const ROW = 3;

const FEWEST_ROWS = 64;
/** Ranges that are not worth putting in order: 3 MiB. */
const COMPACT_FROM = 131_072;

export class WrittenEvents {
  #rows = new Float64Array(FEWEST_ROWS * ROW);
  #size = 0; // rows
  #compactAt = COMPACT_FROM; // rows
  readonly #cohort = emptyCohort();

  /** [events] of all ranges; one that was written twice may count twice */
  get events(): number {
    let events = 0;
    for (let at = 0; at < this.#size * ROW; at += ROW) {
      events += this.#rows[at + END]! - this.#rows[at + FIRST]!;
    }
    return events;
  }

  add(events: CohortQueue): void {
    for (let i = 0; i < events.size; i++) {
      const { origin, first, count } = events.read(i, this.#cohort);
      this.#add(origin, first, first + count);
    }
  }

  /** @returns the events, without their births and sizes; one that was written twice may be there twice */
  asQueue(): CohortQueue {
    const queue = new CohortQueue();
    for (let at = 0; at < this.#size * ROW; at += ROW) {
      const first = this.#rows[at + FIRST]!;
      queue.push(this.#rows[at]!, first, this.#rows[at + END]! - first, 0, 0, 0);
    }
    return queue;
  }

  clear(): void {
    this.#rows = new Float64Array(FEWEST_ROWS * ROW);
    this.#size = 0;
    this.#compactAt = COMPACT_FROM;
  }

  #add(origin: number, first: number, end: number): void {
    const last = (this.#size - 1) * ROW;
    if (last >= 0 && this.#rows[last] === origin && this.#rows[last + END] === first) {
      this.#rows[last + END] = end;
      return;
    }
    if (this.#size === this.#compactAt) this.#compact();
    if ((this.#size + 1) * ROW > this.#rows.length) this.#grow();
    const at = this.#size * ROW;
    this.#rows[at + ORIGIN] = origin;
    this.#rows[at + FIRST] = first;
    this.#rows[at + END] = end;
    this.#size++;
  }

  #grow(): void {
    const grown = new Float64Array(2 * this.#rows.length);
    grown.set(this.#rows);
    this.#rows = grown;
  }

  #compact(): void {
    const before = this.#rows;
    const order = Uint32Array.from({ length: this.#size }, (_, row) => row * ROW).sort(
      (a, b) => before[a]! - before[b]! || before[a + FIRST]! - before[b + FIRST]!,
    );
    this.#rows = new Float64Array(before.length);
    this.#size = 0;
    this.#compactAt = Infinity;
    for (const at of order) this.#add(before[at]!, before[at + FIRST]!, before[at + END]!);
    this.#compactAt = Math.max(COMPACT_FROM, 2 * this.#size);
  }
}
