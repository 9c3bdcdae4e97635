/** The plain twin of the future event lists: one array, sorted at every look. */
import type { EventSet } from "../../src/kernel/event-set.js";

interface Entry {
  readonly at: number;
  readonly sequence: number;
  readonly payload: number;
}

export class SortedEventSet implements EventSet {
  readonly kind = "heap"; // It passes for one: the interface knows no third.
  #entries: Entry[] = [];
  #nextSequence = 0;

  get size(): number {
    return this.#entries.length;
  }

  push(at: number, payload: number): void {
    this.#entries.push({ at, sequence: this.#nextSequence++, payload });
    this.#entries.sort((a, b) => a.at - b.at || a.sequence - b.sequence);
  }

  nextTime(): number {
    return this.#entries[0]?.at ?? Infinity;
  }

  nextPayload(): number {
    return this.#entries[0]!.payload;
  }

  takeNext(): number {
    return this.#entries.shift()!.payload;
  }

  removeDead(isDead: (payload: number) => boolean): void {
    this.#entries = this.#entries.filter(({ payload }) => !isDead(payload));
  }
}
