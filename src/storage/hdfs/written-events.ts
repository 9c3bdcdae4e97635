/**
 * Which events a file holds, as ranges of sequence numbers by origin: all that is still to be told of them is
 * that they are readable. A file of an hour keeps a few intervals in place of thousands of cohorts.
 */
import { CohortQueue, emptyCohort } from "../../model/cohorts.js";
import { IntervalSet } from "../../model/interval-set.js";

export class WrittenEvents {
  readonly #byOrigin = new Map<number, IntervalSet>();
  readonly #cohort = emptyCohort();

  add(events: CohortQueue): void {
    for (let i = 0; i < events.size; i++) {
      const { origin, first, count } = events.read(i, this.#cohort);
      let set = this.#byOrigin.get(origin);
      if (set === undefined) this.#byOrigin.set(origin, (set = new IntervalSet()));
      set.add(first, first + count);
    }
  }

  /** @returns the events, each once, without their births and sizes */
  asQueue(): CohortQueue {
    const queue = new CohortQueue();
    for (const [origin, set] of this.#byOrigin) {
      for (let i = 0; i < set.intervals; i++) {
        queue.push(origin, set.start(i), set.end(i) - set.start(i), 0, 0, 0);
      }
    }
    return queue;
  }

  clear(): void {
    this.#byOrigin.clear();
  }
}
