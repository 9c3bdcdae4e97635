/**
 * The numbers that the lab's load clients and sinks drew: `java.util.Random`, a linear congruential generator of 48
 * bits, as its documentation defines it.
 */
const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;

export class JavaRandom {
  #state: bigint;

  constructor(seed: number) {
    this.#state = (BigInt(seed) ^ MULTIPLIER) & MASK;
  }

  /** As `nextDouble`: 0 ≤ x < 1. */
  nextDouble(): number {
    const high = this.#next(26n);
    return Number((high << 27n) + this.#next(27n)) / 2 ** 53;
  }

  /** Mean 1, as the lab draws it. */
  exponential(): number {
    return -Math.log(1 - this.nextDouble());
  }

  #next(bits: bigint): bigint {
    this.#state = (this.#state * MULTIPLIER + 0xbn) & MASK;
    return this.#state >> (48n - bits);
  }
}
