/**
 * The order in which a load-balancing client or sink processor tries its candidates, and for how long
 * a failed one is left out.
 *
 * Follows Flume 1.11 SDK: util/OrderSelector.java, RoundRobinOrderSelector.java,
 * RandomOrderSelector.java. A failure is consecutive when it comes less than (last back-off + 1 h) after
 * the one before; success does not reset it.
 */
import type { RandomStream } from "../random/stream.js";
import { TICKS_PER_SECOND, type SimTime } from "../units/time.js";

const CONSIDER_SEQUENTIAL_TICKS = 3600 * TICKS_PER_SECOND;
const MOST_SEQUENTIAL_FAILS = 16; // EXP_BACKOFF_COUNTER_LIMIT

export class OrderSelector {
  readonly #count: number;
  readonly #eligible: number[] = [];
  readonly #backoff: boolean;
  readonly #maxTimeoutTicks: number;
  readonly #random: RandomStream | undefined; // undefined: round robin
  readonly #lastFail: number[];
  readonly #restore: number[];
  readonly #fails: number[];
  #nextHead = 0;
  #begin = 0;
  #size = 0;
  #hasFailed = false;

  /** @param random the stream of a random selector; undefined for round robin */
  constructor(
    count: number,
    backoff: boolean,
    maxTimeoutTicks: number,
    random: RandomStream | undefined,
  ) {
    this.#count = count;
    this.#backoff = backoff;
    this.#maxTimeoutTicks = maxTimeoutTicks;
    this.#random = random;
    this.#lastFail = new Array<number>(count).fill(-Infinity);
    this.#restore = new Array<number>(count).fill(-Infinity);
    this.#fails = new Array<number>(count).fill(0);
    for (let i = 0; i < count; i++) this.#eligible.push(i);
  }

  /**
   * Fixes the order of one call.
   * @returns how many candidates there are to try: 0 when all are backed off (where the random selector
   * of real Flume throws IllegalArgumentException: to the caller both are failures)
   */
  begin(now: SimTime): number {
    if (this.#backoff && this.#hasFailed) this.#sift(now);
    const size = this.#eligible.length;
    this.#size = size;
    if (this.#random !== undefined) {
      shuffle(this.#eligible, this.#random);
      this.#begin = 0;
      return size;
    }
    if (this.#nextHead >= size) this.#nextHead = 0;
    this.#begin = this.#nextHead++;
    if (this.#nextHead === size) this.#nextHead = 0;
    return size;
  }

  /** Candidate number `turn` of the order fixed by `begin`. @param turn 0 to its result − 1 */
  candidate(turn: number): number {
    return this.#eligible[(this.#begin + turn) % this.#size]!;
  }

  /** Candidate `index` failed at `now`. */
  informFailure(now: SimTime, index: number): void {
    if (!this.#backoff) return;
    this.#hasFailed = true;
    const fails = this.#fails[index]!;
    const allowed = this.#backoffTicks(fails) + CONSIDER_SEQUENTIAL_TICKS;
    const isSequential = allowed > now - this.#lastFail[index]!;
    this.#fails[index] = isSequential ? Math.min(fails + 1, MOST_SEQUENTIAL_FAILS) : 1;
    this.#lastFail[index] = now;
    this.#restore[index] = now + this.#backoffTicks(this.#fails[index]!);
  }

  #backoffTicks(fails: number): number {
    return Math.min(this.#maxTimeoutTicks, TICKS_PER_SECOND * (1 << fails));
  }

  #sift(now: SimTime): void {
    this.#eligible.length = 0;
    for (let i = 0; i < this.#count; i++) {
      if (this.#restore[i]! < now) this.#eligible.push(i);
    }
  }
}

/** Fisher and Yates; each order as likely as the other. */
function shuffle(values: number[], random: RandomStream): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const value = values[i]!;
    values[i] = values[j]!;
    values[j] = value;
  }
}
