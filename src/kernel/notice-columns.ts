/** Notices in two columns, in the order they were added unless sorted; taken from the front. */
import { copyInto } from "./growing.js";

const FIRST_CAPACITY = 64;

export class NoticeColumns {
  times = new Float64Array(FIRST_CAPACITY); // [ticks]
  payloads = new Int32Array(FIRST_CAPACITY);
  /** Index of the first notice that is not taken, and the one behind the last. */
  head = 0;
  end = 0;

  get count(): number {
    return this.end - this.head;
  }

  clear(): void {
    this.head = 0;
    this.end = 0;
  }

  add(at: number, payload: number): void {
    if (this.end === this.times.length) this.#makeRoom();
    const index = this.end++;
    this.times[index] = at;
    this.payloads[index] = payload;
  }

  /** Adds a notice behind all that are not later. O(number of later ones). */
  insert(at: number, payload: number): void {
    this.add(at, payload);
    this.#sinkBack(this.end - 1);
  }

  /** Sorts by time, ties in the order they have. Quick for few notices, or many in order. */
  sort(): void {
    for (let i = this.head + 1; i < this.end; i++) this.#sinkBack(i);
  }

  /** Time of the earliest notice [ticks]; Infinity when there is none. O(count). */
  earliest(): number {
    let earliest = Infinity;
    for (let i = this.head; i < this.end; i++) earliest = Math.min(earliest, this.times[i]!);
    return earliest;
  }

  /** Time of the latest notice [ticks]; -Infinity when there is none. O(count). */
  latest(): number {
    let latest = -Infinity;
    for (let i = this.head; i < this.end; i++) latest = Math.max(latest, this.times[i]!);
    return latest;
  }

  /** Turns the order round. */
  reverse(): void {
    const { times, payloads } = this;
    for (let i = this.head, j = this.end - 1; i < j; i++, j--) {
      const time = times[i]!;
      const payload = payloads[i]!;
      times[i] = times[j]!;
      payloads[i] = payloads[j]!;
      times[j] = time;
      payloads[j] = payload;
    }
  }

  /** Moves the notice at `index` forward past all later ones. */
  #sinkBack(index: number): void {
    const { times, payloads, head } = this;
    const at = times[index]!;
    if (index === head || times[index - 1]! <= at) return;
    const payload = payloads[index]!;
    let hole = index;
    for (; hole > head && times[hole - 1]! > at; hole--) {
      times[hole] = times[hole - 1]!;
      payloads[hole] = payloads[hole - 1]!;
    }
    times[hole] = at;
    payloads[hole] = payload;
  }

  /** Reuses the room of what was taken, if that is at least half; else doubles the columns. */
  #makeRoom(): void {
    if (2 * this.head >= this.end) {
      this.times.copyWithin(0, this.head, this.end);
      this.payloads.copyWithin(0, this.head, this.end);
    } else {
      const capacity = 2 * this.times.length;
      this.times = copyInto(new Float64Array(capacity), this.times.subarray(this.head));
      this.payloads = copyInto(new Int32Array(capacity), this.payloads.subarray(this.head));
    }
    this.end -= this.head;
    this.head = 0;
  }
}
