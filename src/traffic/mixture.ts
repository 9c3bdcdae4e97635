/**
 * How a server's batch divides over header classes, and how many bytes it has.
 *
 * Classes by event: after N events class c has had its share of N, rounded so that the counts of each
 * batch sum to it (largest remainder, earlier class first); no chance is involved, as in a client that
 * cycles through the values.
 */
import type { RandomStream } from "../random/stream.js";

/** Up to this many events the sizes are drawn one by one, beyond it their sum as a normal variable. */
const MOST_DRAWS = 32;

export class ClassMix {
  readonly #shares: readonly number[];
  readonly #given: number[];
  readonly #counts: number[];
  #total = 0;

  constructor(shares: readonly number[]) {
    this.#shares = shares;
    this.#given = shares.map(() => 0);
    this.#counts = shares.map(() => 0);
  }

  /** @returns [events] of each class in the next batch; the same array at each call */
  next(events: number): readonly number[] {
    if (this.#shares.length === 1) {
      this.#counts[0] = events;
      return this.#counts;
    }
    this.#total += events;
    let left = events;
    for (let c = 0; c < this.#shares.length; c++) {
      const due = Math.max(0, Math.floor(this.#shares[c]! * this.#total) - this.#given[c]!);
      this.#counts[c] = Math.min(due, left);
      left -= this.#counts[c]!;
    }
    while (left > 0) {
      this.#counts[this.#furthestBehind()]!++;
      left--;
    }
    for (let c = 0; c < this.#shares.length; c++) this.#given[c]! += this.#counts[c]!;
    return this.#counts;
  }

  /** @param chance uniform on [0, 1) @returns a class, by the shares */
  classAt(chance: number): number {
    let sum = 0;
    for (let c = 0; c < this.#shares.length - 1; c++) {
      sum += this.#shares[c]!;
      if (chance < sum) return c;
    }
    return this.#shares.length - 1;
  }

  #furthestBehind(): number {
    let worst = 0;
    let most = -Infinity;
    for (let c = 0; c < this.#shares.length; c++) {
      const behind = this.#shares[c]! * this.#total - this.#given[c]! - this.#counts[c]!;
      if (behind > most) {
        most = behind;
        worst = c;
      }
    }
    return worst;
  }
}

/** Sizes of events: alike, or drawn. */
export interface EventSizes {
  readonly isConstant: boolean;
  /** [bytes] */
  readonly mean: number;
  /** [bytes] standard deviation; used only when finite. */
  readonly deviation: number;
  /** Draws the size of one event [bytes]. */
  draw(): number;
}

/** [bytes] of `count` events together, at least one byte each; whole. */
export function batchBytes(count: number, sizes: EventSizes, random: RandomStream): number {
  if (sizes.isConstant) return count * sizes.mean;
  if (count > MOST_DRAWS && sizes.deviation < Infinity) {
    const sum = count * sizes.mean + Math.sqrt(count) * sizes.deviation * random.normal();
    return Math.max(count, Math.round(sum));
  }
  let bytes = 0;
  for (let i = 0; i < count; i++) bytes += Math.max(1, Math.round(sizes.draw()));
  return bytes;
}
