/**
 * A counting semaphore as java.util.concurrent.Semaphore(n, false) is in Flume's memory channel: those
 * who wait stand in line and only the head may be granted, so a waiter for 100 holds up one for 1; but a
 * newcomer that finds enough permits at that instant barges ahead of the line.
 *
 * Invariant: permits given out + free = total.
 */

/** Who waits. The links belong to the semaphore. */
export interface Waiter {
  need: number;
  next: Waiter | undefined;
  isWaiting: boolean;
  onGranted(): void;
}

export class Semaphore {
  free: number;
  #head: Waiter | undefined;
  #tail: Waiter | undefined;
  #isGranting = false;

  constructor(permits: number) {
    this.free = permits;
  }

  get hasWaiters(): boolean {
    return this.#head !== undefined;
  }

  /** Takes permits if enough are free now, whoever may be in line. */
  tryAcquire(permits: number): boolean {
    if (permits > this.free) return false;
    this.free -= permits;
    return true;
  }

  /** Stands in line for `waiter.need` permits. */
  enqueue(waiter: Waiter): void {
    waiter.isWaiting = true;
    waiter.next = undefined;
    if (this.#tail === undefined) this.#head = waiter;
    else this.#tail.next = waiter;
    this.#tail = waiter;
  }

  /** Leaves the line without permits; those behind may now be granted. */
  leave(waiter: Waiter): void {
    let before: Waiter | undefined;
    for (let w = this.#head; w !== waiter; w = w?.next) before = w;
    if (before === undefined) this.#head = waiter.next;
    else before.next = waiter.next;
    if (this.#tail === waiter) this.#tail = before;
    waiter.isWaiting = false;
    this.#grant();
  }

  release(permits: number): void {
    this.free += permits;
    if (this.#head !== undefined) this.#grant();
  }

  #grant(): void {
    if (this.#isGranting) return; // a granted waiter released permits: the loop below goes on
    this.#isGranting = true;
    for (let head = this.#head; head !== undefined && head.need <= this.free; head = this.#head) {
      this.free -= head.need;
      this.#head = head.next;
      if (this.#head === undefined) this.#tail = undefined;
      head.isWaiting = false;
      head.onGranted();
    }
    this.#isGranting = false;
  }
}
