/**
 * One stream of random numbers: xoshiro128** and what is drawn from it.
 *
 * The generator is that of D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators,
 * 2021: period 2^128 - 1, integer operations on 32 bits only. All that is computed from it uses
 * + - * / √ and `elementary.ts`, so a stream is the same in every JavaScript engine.
 */
import { assert } from "../assert.js";
import { exp, ln } from "./elementary.js";
import { EXPONENTIAL_ZIGGURAT, LAYERS, NORMAL_ZIGGURAT, type Ziggurat } from "./ziggurat.js";

const TWO_TO_MINUS_53 = 1.1102230246251565e-16;
const TWO_TO_21 = 2097152;
const TWO_TO_32 = 4294967296;
const LAYER_MASK = LAYERS - 1;
const SIGN_BIT = LAYERS;

const { surelyBelow: exponentialBelow, width: exponentialWidth } = EXPONENTIAL_ZIGGURAT;
const { surelyBelow: normalBelow, width: normalWidth } = NORMAL_ZIGGURAT;

export class RandomStream {
  readonly #state: Int32Array;

  /** @param state four words, not all 0; the stream makes them its own */
  constructor(state: Int32Array) {
    assert(state.length === 4, "a state is four words", { length: state.length });
    assert(
      state.some((word) => word !== 0),
      "a state has a bit set: all zeroes is the one that never changes",
    );
    this.#state = state;
  }

  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number {
    return step(this.#state) >>> 0;
  }

  /** A multiple of 2^-53 in [0, 1). */
  uniform(): number {
    const state = this.#state;
    const high = step(state) >>> 0;
    return (high * TWO_TO_21 + (step(state) >>> 11)) * TWO_TO_MINUS_53;
  }

  /** A whole number from 0 to n - 1, each exactly as likely. @param n whole, 1 to 2^32 */
  integer(n: number): number {
    assert(n >= 1 && n <= TWO_TO_32 && Math.floor(n) === n, "an integer is drawn from 1 to 2^32", {
      n,
    });
    // Draws from the last, incomplete round of n would make the small numbers likelier.
    const complete = TWO_TO_32 - (TWO_TO_32 % n);
    let draw = step(this.#state) >>> 0;
    while (draw >= complete) draw = step(this.#state) >>> 0;
    return draw % n;
  }

  /** Exponential with mean 1. */
  exponential(): number {
    const state = this.#state;
    const high = step(state) >>> 0;
    const low = step(state);
    const layer = low & LAYER_MASK;
    const draw = high * TWO_TO_21 + (low >>> 11);
    const x = draw * exponentialWidth[layer]!;
    return draw < exponentialBelow[layer]! ? x : +this.#exponentialBeyond(layer, x);
  }

  /** Normal with mean 0 and variance 1. */
  normal(): number {
    const state = this.#state;
    const high = step(state) >>> 0;
    const low = step(state);
    const layer = low & LAYER_MASK;
    const draw = high * TWO_TO_21 + (low >>> 11);
    const x = draw * normalWidth[layer]!;
    const magnitude = draw < normalBelow[layer]! ? x : +this.#normalBeyond(layer, x);
    return (low & SIGN_BIT) === 0 ? magnitude : -magnitude;
  }

  /**
   * Gamma with that shape and scale 1, so mean and variance are `shape`.
   *
   * After G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, 2000.
   *
   * @param shape above 0
   */
  gamma(shape: number): number {
    assert(shape > 0 && shape < Infinity, "a gamma variable has a positive shape", { shape });
    if (shape < 1) {
      // gamma(a + 1) · U^(1/a), and -ln U is exponential.
      const whole = this.gamma(shape + 1);
      return whole * exp(-this.exponential() / shape);
    }
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = 1 - this.uniform(); // In (0, 1], so that ln is finite.
      if (u < 1 - 0.0331 * x * x * x * x || ln(u) < 0.5 * x * x + d * (1 - v + ln(v))) return d * v;
    }
  }

  /** The rare case of `exponential`: a point that is not surely below the density. */
  #exponentialBeyond(layer: number, x: number): number {
    // Beyond the start of the tail the exponential begins anew: it has no memory.
    if (layer === 0) return EXPONENTIAL_ZIGGURAT.tailStart + this.exponential();
    const height = this.#heightIn(EXPONENTIAL_ZIGGURAT, layer);
    return height < exp(-x) ? x : this.exponential();
  }

  /** The rare case of `normal`: a point that is not surely below the density. */
  #normalBeyond(layer: number, x: number): number {
    if (layer === 0) return this.#normalTail();
    const height = this.#heightIn(NORMAL_ZIGGURAT, layer);
    return height < exp(-0.5 * x * x) ? x : Math.abs(this.normal());
  }

  /** A height within a layer, drawn uniformly. */
  #heightIn({ height }: Ziggurat, layer: number): number {
    const lower = height[layer]!;
    return lower + this.uniform() * (height[layer + 1]! - lower);
  }

  /** A normal variable given that it is beyond the start of the tail (Marsaglia, 1964). */
  #normalTail(): number {
    const { tailStart } = NORMAL_ZIGGURAT;
    for (;;) {
      const beyond = this.exponential() / tailStart;
      if (2 * this.exponential() > beyond * beyond) return tailStart + beyond;
    }
  }
}

/** One step of xoshiro128**. @returns a signed 32-bit word */
function step(state: Int32Array): number {
  const s1 = state[1]!;
  const s2 = state[2]! ^ state[0]!;
  const s3 = state[3]! ^ s1;
  state[1] = s1 ^ s2;
  state[0] = state[0]! ^ s3;
  state[2] = s2 ^ (s1 << 9);
  state[3] = (s3 << 11) | (s3 >>> 21);
  const product = Math.imul(s1, 5);
  return Math.imul((product << 7) | (product >>> 25), 9);
}
