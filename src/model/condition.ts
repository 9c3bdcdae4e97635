/**
 * The condition of a part: what faults have made of it at the moment. It belongs to the place, not to one
 * life of a component, so it outlasts a restart.
 */

/** What waits for a hang to end. */
export interface ConditionWaiter {
  onAnsweringAgain(): void;
}

export class Condition {
  isDown = false;
  isHung = false;
  slowFactor = 1;
  #waiting: ConditionWaiter[] = [];

  /** Keeps a piece of work that cannot end while the part hangs. */
  wait(waiter: ConditionWaiter): void {
    this.#waiting.push(waiter);
  }

  hang(): void {
    this.isHung = true;
  }

  /** The hang is over: all that waited goes on, in the order in which it began to wait. */
  answerAgain(): void {
    this.isHung = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const waiter of waiting) waiter.onAnsweringAgain();
  }
}
