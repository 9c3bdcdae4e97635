/**
 * A pipe: one transmitter that messages are booked on ahead of time, in the order in which they are
 * handed in. A message that is booked for later than one handed in after it keeps its place, and the pipe stands
 * idle for those behind it until then: at most the time that its sender works on one call, for one notice less per
 * message. That is milliseconds at costs as measured; where a call costs its sender seconds, all who send to the same
 * agent wait them out.
 */
import type { SimTime } from "../units/time.js";

export class Pipe {
  /** [ticks] of transmission booked since the start. */
  busyTicks = 0;
  #freeAt = 0;

  /** [ticks] of transmission done by `at`; exact while the pipe is busy or idle since its last booking. */
  busyTicksUntil(at: number): number {
    return this.busyTicks - Math.max(0, this.#freeAt - at);
  }

  /** @param at [ticks] when the message is there @returns [ticks] when its last byte is through */
  book(at: number, ticks: number): SimTime {
    const start = at > this.#freeAt ? at : this.#freeAt;
    this.#freeAt = start + ticks;
    this.busyTicks += ticks;
    return this.#freeAt as SimTime;
  }
}
