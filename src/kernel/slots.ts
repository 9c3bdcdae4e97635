/**
 * What is filed with a notice that can be cancelled: target, argument, and whether it is still wanted.
 *
 * A slot is in use from filing until the future event list gives its notice back, cancelled or not; so
 * a slot is never in the list twice. A handle is a slot and its generation. The generation moves on
 * when the notice is carried out or cancelled, so a handle kept too long is recognised; a slot whose
 * generations are used up is not used again.
 */
import { assert } from "../assert.js";
import { copyInto } from "./growing.js";

declare const handle: unique symbol;

/** A notice that can be cancelled. */
export type Handle = number & { readonly [handle]: true };

/** What a slot's target says when nobody wants the notice any more. */
export const CANCELLED = -1;

const SLOT_LIMIT = 16_777_216;
/** So many that a handle stays below 2^53. */
const GENERATION_LIMIT = 536_870_912;
const FIRST_CAPACITY = 64;
const NONE = -1;

export class Slots {
  readonly #generationLimit: number;
  #targets = new Int32Array(FIRST_CAPACITY);
  #arguments = new Float64Array(FIRST_CAPACITY);
  #generations = new Int32Array(FIRST_CAPACITY);
  /** Of a free slot: the free slot behind it. */
  #nextFree = new Int32Array(FIRST_CAPACITY);
  #firstFree = NONE;
  #count = 0;

  /** @param generationLimit how often a slot is used; fewer than the default only in tests */
  constructor(generationLimit = GENERATION_LIMIT) {
    this.#generationLimit = generationLimit;
  }

  /** Takes a free slot. @param target what to carry out, not `CANCELLED` */
  take(target: number, argument: number): number {
    let slot = this.#firstFree;
    if (slot === NONE) {
      slot = this.#count++;
      if (slot === this.#targets.length) this.#grow();
    } else {
      this.#firstFree = this.#nextFree[slot]!;
    }
    this.#targets[slot] = target;
    this.#arguments[slot] = argument;
    return slot;
  }

  target(slot: number): number {
    return this.#targets[slot]!;
  }

  argument(slot: number): number {
    return this.#arguments[slot]!;
  }

  handleOf(slot: number): Handle {
    return (this.#generations[slot]! * SLOT_LIMIT + slot) as Handle;
  }

  /** The slot of a notice that is still wanted; -1 when it was carried out or cancelled. */
  find(handle: Handle): number {
    const generation = Math.floor(handle / SLOT_LIMIT);
    const slot = handle - generation * SLOT_LIMIT;
    return slot < this.#count && this.#generations[slot] === generation ? slot : NONE;
  }

  /** Marks a notice as not wanted. Its slot stays in use until the list gives it back. */
  cancel(slot: number): void {
    this.#targets[slot] = CANCELLED;
    this.#generations[slot]!++;
  }

  /** Gives back the slot of a notice that the list has given back. */
  free(slot: number): void {
    if (this.#targets[slot] !== CANCELLED) this.cancel(slot);
    if (this.#generations[slot]! >= this.#generationLimit) return;
    this.#nextFree[slot] = this.#firstFree;
    this.#firstFree = slot;
  }

  #grow(): void {
    const capacity = 2 * this.#targets.length;
    assert(capacity <= SLOT_LIMIT, "notices that can be cancelled fit the slots", { capacity });
    this.#targets = copyInto(new Int32Array(capacity), this.#targets);
    this.#arguments = copyInto(new Float64Array(capacity), this.#arguments);
    this.#generations = copyInto(new Int32Array(capacity), this.#generations);
    this.#nextFree = copyInto(new Int32Array(capacity), this.#nextFree);
  }
}
