/**
 * A disk: free space, and one stream of writes that all who use it share.
 *
 * Invariant: what was occupied and not released = space at the start − free space. Free space can come
 * out below 0 where several writers go by what they remember of it; it is then told as 0.
 */
import { TICKS_PER_SECOND, type SimTime } from "../units/time.js";
import { Pipe } from "./pipe.js";

export class Disk {
  readonly #writing = new Pipe();
  readonly #ticksPerByte: number;
  #freeBytes: number;

  constructor(spaceBytes: number, bytesPerSecond: number) {
    this.#freeBytes = spaceBytes;
    this.#ticksPerByte = TICKS_PER_SECOND / bytesPerSecond;
  }

  /** [bytes] */
  get freeBytes(): number {
    return Math.max(0, this.#freeBytes);
  }

  /** [ticks] of writing booked since the start. */
  get busyTicks(): number {
    return this.#writing.busyTicks;
  }

  occupy(bytes: number): void {
    this.#freeBytes -= bytes;
  }

  release(bytes: number): void {
    this.#freeBytes += bytes;
  }

  /** Writes bytes that are in memory at `at`. @returns [ticks] when they are on the disk */
  write(at: number, bytes: number): SimTime {
    return this.#writing.book(at, this.ticksToWrite(bytes));
  }

  /** [ticks] that a write takes that nobody waits for, and that holds up nobody. */
  ticksToWrite(bytes: number): number {
    return Math.round(bytes * this.#ticksPerByte);
  }
}
