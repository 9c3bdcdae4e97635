/** A fair semaphore as one would write it down: one permit at a time, to whoever is first in line. */
import type { SlotUser } from "../../src/flume/channels/file-slots.js";

export class PlainFairSlots {
  free: number;
  readonly line: SlotUser[] = [];

  constructor(free: number) {
    this.free = free;
  }

  /** A newcomer asks for its first permit, and after each that it gets for the next. */
  claim(user: SlotUser): void {
    this.line.push(user);
    this.#deal();
  }

  leave(user: SlotUser): void {
    this.line.splice(this.line.indexOf(user), 1);
  }

  release(permits: number): void {
    this.free += permits;
    this.#deal();
  }

  #deal(): void {
    while (this.free > 0 && this.line.length > 0) {
      const user = this.line.shift()!;
      this.free--;
      user.need--;
      user.held++;
      if (user.need > 0) this.line.push(user);
    }
  }
}
