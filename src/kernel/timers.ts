/**
 * Timers: deadlines that are moved far more often than they pass.
 *
 * Of a timer at most one notice is wanted at a time. Putting the deadline off leaves that notice where
 * it is; when it comes up early, it is filed again for the deadline. So a flush timer that every batch
 * puts off costs one notice per period, not one per batch.
 */
import { assert } from "../assert.js";
import { END_OF_TIME } from "../units/time.js";
import { copyInto } from "./growing.js";

declare const timer: unique symbol;

/** A deadline that can be set, moved and taken back. */
export type Timer = number & { readonly [timer]: true };

/** Of a timer with no notice filed: its slot. */
export const NO_SLOT = -1;

const FIRST_CAPACITY = 16;
const RELEASED = -1;

export class Timers {
  /** What to carry out at the deadline; RELEASED for a timer that was given back. */
  #targets = new Int32Array(FIRST_CAPACITY);
  /** [ticks] END_OF_TIME while not armed. */
  #deadlines = new Float64Array(FIRST_CAPACITY);
  /** The slot of the one notice, and the time it is filed for [ticks]: the deadline or earlier. */
  #slots = new Int32Array(FIRST_CAPACITY);
  #filedFor = new Float64Array(FIRST_CAPACITY);
  readonly #free: number[] = [];
  #count = 0;

  /** @param target 0 or more */
  add(target: number): Timer {
    const timer = this.#free.pop() ?? this.#count++;
    if (timer === this.#targets.length) this.#grow();
    this.#targets[timer] = target;
    this.#deadlines[timer] = END_OF_TIME;
    this.#slots[timer] = NO_SLOT;
    return timer as Timer;
  }

  /** Gives a timer back that has no notice filed. Its number will serve another. */
  remove(timer: Timer): void {
    this.assertKnown(timer);
    assert(this.#slots[timer] === NO_SLOT, "a timer is released without a notice", { timer });
    this.#targets[timer] = RELEASED;
    this.#free.push(timer);
  }

  assertKnown(timer: Timer): void {
    if (!(this.#targets[timer]! >= 0)) {
      assert(false, "a timer is used between its making and its release", { timer });
    }
  }

  target(timer: Timer): number {
    return this.#targets[timer]!;
  }

  /** [ticks] END_OF_TIME while not armed. */
  deadline(timer: Timer): number {
    return this.#deadlines[timer]!;
  }

  setDeadline(timer: Timer, at: number): void {
    this.#deadlines[timer] = at;
  }

  slot(timer: Timer): number {
    return this.#slots[timer]!;
  }

  /** When the notice comes up [ticks]. Only for a timer that has one. */
  filedFor(timer: Timer): number {
    return this.#filedFor[timer]!;
  }

  setNotice(timer: Timer, slot: number, at: number): void {
    this.#slots[timer] = slot;
    this.#filedFor[timer] = at;
  }

  #grow(): void {
    const capacity = 2 * this.#targets.length;
    this.#targets = copyInto(new Int32Array(capacity), this.#targets);
    this.#deadlines = copyInto(new Float64Array(capacity), this.#deadlines);
    this.#slots = copyInto(new Int32Array(capacity), this.#slots);
    this.#filedFor = copyInto(new Float64Array(capacity), this.#filedFor);
  }
}
