/**
 * The named streams of a run: what is drawn for one purpose never shifts what is drawn for another.
 *
 * A stream depends on (seed, name) alone, not on when or in which order streams are asked for. So
 * adding a component leaves all other draws as they were, and two designs can be compared on common
 * random numbers.
 *
 * The state is expanded by seedrandom's Tyche-i (a quarter round of ChaCha for each character, 128
 * bits of state). Not by Alea: over a million names that differ in one number its first word
 * collides thirty times too often. Not by xor128, xorwow or xorshift7: they hash names linearly, and
 * the streams of similar names are correlated. Not by ARC4: its key schedule costs ten times as much.
 */
import seedrandom from "seedrandom";
import { assert } from "../assert.js";
import { RandomStream } from "./stream.js";

export class Streams {
  readonly #seed: number;
  readonly #names = new Set<string>();

  /** @param seed the scenario's, a whole number of any sign */
  constructor(seed: number) {
    assert(Number.isSafeInteger(seed), "a seed is a whole number", { seed });
    this.#seed = seed;
  }

  /**
   * The stream of that name, at its beginning.
   *
   * A name is given out once: a second holder would repeat the draws of the first, and the two would
   * move in step without anybody noticing.
   */
  stream(name: string): RandomStream {
    assert(!this.#names.has(name), "a stream is used for one purpose", { name });
    this.#names.add(name);
    return new RandomStream(expandSeed(this.#seed, name));
  }
}

/**
 * The 128 bits a stream starts from.
 *
 * The seed is digits, so the first colon ends it: no two pairs of seed and name are the same text.
 */
export function expandSeed(seed: number, name: string): Int32Array {
  const generator = seedrandom.tychei(`${seed}:${name}`);
  const state = new Int32Array(4);
  for (let i = 0; i < 4; i++) state[i] = generator.int32();
  // The one state that xoshiro never leaves. Its chance is 2^-128, but then it would be for ever.
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}
