/**
 * The notices in the buckets of a ladder, as linked lists over one pool.
 *
 * A list is known by its newest node and links to older ones: adding touches no other node. 0 is the
 * empty list, so node 0 is never used. `drain` gives a list back in order of filing.
 */
import { copyInto } from "./growing.js";
import type { NoticeColumns } from "./notice-columns.js";

export const EMPTY = 0;

const FIRST_CAPACITY = 64;

export class BucketNodes {
  #times = new Float64Array(FIRST_CAPACITY); // [ticks]
  #payloads = new Int32Array(FIRST_CAPACITY);
  /** The next older node of the list, or of the free ones the next. */
  #older = new Int32Array(FIRST_CAPACITY);
  #firstFree = EMPTY;
  #used = 1;

  /** Adds a notice to a list. @returns the list: its new node */
  add(list: number, at: number, payload: number): number {
    let node = this.#firstFree;
    if (node === EMPTY) {
      node = this.#used++;
      if (node === this.#times.length) this.#grow();
    } else {
      this.#firstFree = this.#older[node]!;
    }
    this.#times[node] = at;
    this.#payloads[node] = payload;
    this.#older[node] = list;
    return node;
  }

  /** Moves a list to empty columns, oldest first. */
  drain(list: number, to: NoticeColumns): void {
    let last = list;
    for (let node = list; node !== EMPTY; node = this.#older[node]!) {
      to.add(this.#times[node]!, this.#payloads[node]!);
      last = node;
    }
    this.#older[last] = this.#firstFree;
    this.#firstFree = list;
    to.reverse();
  }

  #grow(): void {
    const capacity = 2 * this.#times.length;
    this.#times = copyInto(new Float64Array(capacity), this.#times);
    this.#payloads = copyInto(new Int32Array(capacity), this.#payloads);
    this.#older = copyInto(new Int32Array(capacity), this.#older);
  }
}
