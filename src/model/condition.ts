/**
 * The condition of a part: what faults have made of it at the moment. It belongs to the place, not to one
 * life of a component, so it outlasts a restart.
 */

import type { NoticeKind, Simulator } from "../kernel/simulator.js";

/** How many times as long one's own work takes. */
export interface Pace {
  readonly slowFactor: number;
}

/** What waits for a hang to end. */
export interface ConditionWaiter {
  onAnsweringAgain(): void;
}

export class Condition {
  isDown = false;
  isHung = false;
  slowFactor = 1;
  readonly #waiting = new Set<ConditionWaiter>(); // in the order in which they began to wait

  /** Keeps a piece of work that cannot end while the part hangs. */
  wait(waiter: ConditionWaiter): void {
    this.#waiting.add(waiter);
  }

  /** The work was given up. One who waits again stands at the end, and is not called for the earlier wait. */
  leave(waiter: ConditionWaiter): void {
    this.#waiting.delete(waiter);
  }

  /** Keeps a notice that cannot be carried out while the part hangs: it comes again, in its order. */
  keep(sim: Simulator, kind: NoticeKind, component: number): void {
    this.wait({
      onAnsweringAgain: () => {
        sim.post(0, kind, component);
      },
    });
  }

  hang(): void {
    this.isHung = true;
  }

  /** The hang is over: all that waited goes on, in the order in which it began to wait. */
  answerAgain(): void {
    this.isHung = false;
    for (const waiter of this.#waiting) {
      this.#waiting.delete(waiter);
      waiter.onAnsweringAgain();
    }
  }
}
