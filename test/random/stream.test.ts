import { describe, expect, test } from "vitest";
import { RandomStream } from "../../src/random/stream.js";
import { expandSeed, Streams } from "../../src/random/streams.js";
import { momentsOf, unevenness } from "../support/confidence.js";

const DRAWS = 200_000;

describe("xoshiro128**", () => {
  test("gives the published numbers for the state 1, 2, 3, 4", () => {
    // Test vector of the rand_xoshiro crate, made with the C code of Blackman and Vigna.
    const stream = new RandomStream(Int32Array.of(1, 2, 3, 4));
    expect(Array.from({ length: 10 }, () => stream.uint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  test("a uniform draw is 53 bits of two words, the first word on top", () => {
    // (11520 · 2^21 + (0 >>> 11)) / 2^53
    expect(new RandomStream(Int32Array.of(1, 2, 3, 4)).uniform()).toBe(11520 / 2 ** 32);
  });

  test("refuses the state that it could not leave", () => {
    expect(() => new RandomStream(new Int32Array(4))).toThrow("a state has a bit set");
  });
});

describe("the draws of a stream have the law they claim", () => {
  test("uint32 is even in its high and in its low bits", () => {
    const stream = streamOf("uint32");
    const high = new Array<number>(256).fill(0);
    const low = new Array<number>(256).fill(0);
    for (let i = 0; i < DRAWS; i++) {
      const word = stream.uint32();
      high[word >>> 24]!++;
      low[word & 255]!++;
    }
    expect(Math.abs(unevenness(high))).toBeLessThan(4);
    expect(Math.abs(unevenness(low))).toBeLessThan(4);
  });

  test("uniform has mean 1/2 and variance 1/12, and stays in [0, 1)", () => {
    const values = draw((stream) => stream.uniform());
    expectMoments(values, { mean: 1 / 2, variance: 1 / 12, kurtosis: 9 / 5 });
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  });

  test("exponential has mean 1 and variance 1", () => {
    expectMoments(
      draw((stream) => stream.exponential()),
      { mean: 1, variance: 1, kurtosis: 9 },
    );
  });

  test("exponential is even over bins of equal probability, in the tail of the ziggurat too", () => {
    // 1 - e^-x of an exponential draw is uniform. 5 bins lie beyond the start of the tail, e^-7.697.
    const coarse = binsOf((stream) => -Math.expm1(-stream.exponential()), 1000, DRAWS);
    expect(Math.abs(unevenness(coarse))).toBeLessThan(4);
    const tail = draw((stream) => stream.exponential(), 2_000_000).filter(
      (x) => x > 7.69711747013105,
    );
    // 2,000,000 · e^-7.697 = 908 expected, standard deviation 30; beyond it the law begins anew.
    expect(Math.abs(tail.length - 908)).toBeLessThan(4 * 30);
    const beyond = momentsOf(tail.map((x) => x - 7.69711747013105));
    expect(Math.abs(beyond.mean - 1)).toBeLessThan(4 / Math.sqrt(tail.length));
  });

  test("normal has mean 0 and variance 1", () => {
    expectMoments(
      draw((stream) => stream.normal()),
      { mean: 0, variance: 1, kurtosis: 3 },
    );
  });

  test("normal is even over bins of equal probability, on both sides", () => {
    // So many, because points wrongly taken in a wedge would be 1 in 200, spread over all bins.
    const counts = binsOf((stream) => normalCdf(stream.normal()), 100, 3_000_000);
    expect(Math.abs(unevenness(counts))).toBeLessThan(4);
  });

  test("normal has the right number of draws beyond the start of its tail", () => {
    // P(|X| > 3.654153) = 2.58e-4: 516 of 2,000,000, standard deviation 23.
    const beyond = draw((stream) => stream.normal(), 2_000_000).filter(
      (x) => Math.abs(x) > 3.654152885361009,
    );
    expect(
      Math.abs(beyond.length - 2_000_000 * 2 * (1 - normalCdf(3.654152885361009))),
    ).toBeLessThan(4 * 23);
    expect(beyond.some((x) => x < 0) && beyond.some((x) => x > 0)).toBe(true);
  });

  for (const shape of [0.3, 1, 2.5, 40]) {
    test(`gamma of shape ${shape} has mean and variance ${shape}`, () => {
      const values = draw((stream) => stream.gamma(shape));
      expectMoments(values, { mean: shape, variance: shape, kurtosis: 3 + 6 / shape });
      expect(values.every((value) => value > 0)).toBe(true);
    });
  }

  test("integer is even over a number of values that does not divide 2^32", () => {
    const stream = streamOf("integer");
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < DRAWS; i++) counts[stream.integer(7)]!++;
    expect(Math.abs(unevenness(counts))).toBeLessThan(4);
  });

  test("integer is even where a plain remainder would favour the small values twofold", () => {
    // With n = 3 · 2^30, a draw modulo n falls below 2^30 with probability 1/2 instead of 1/3.
    const stream = streamOf("integer");
    let small = 0;
    for (let i = 0; i < DRAWS; i++) if (stream.integer(3 * 2 ** 30) < 2 ** 30) small++;
    expect(Math.abs(small / DRAWS - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / DRAWS));
  });

  test("integer of 1 is 0, and of 2^32 any word; others are refused", () => {
    expect(streamOf("one").integer(1)).toBe(0);
    expect(streamOf("word").integer(2 ** 32)).toBe(streamOf("word").uint32());
    for (const n of [0, -1, 1.5, 2 ** 32 + 1, NaN]) {
      expect(() => streamOf("wrong").integer(n)).toThrow("an integer is drawn from 1 to 2^32");
    }
  });
});

describe("named streams", () => {
  test("a stream depends on seed and name, not on the others or their order", () => {
    const forward = new Streams(7);
    const [a, b] = [forward.stream("a"), forward.stream("b")];
    a.uniform();
    const backward = new Streams(7);
    expect(backward.stream("b").uint32()).toBe(b.uint32());
    backward.stream("something else");
    const again = backward.stream("a");
    again.uniform();
    expect(again.uint32()).toBe(a.uint32());
  });

  test("a name is given out once, since two holders would move in step", () => {
    const streams = new Streams(1);
    streams.stream("service");
    expect(() => streams.stream("service")).toThrow("a stream is used for one purpose");
  });

  test("a seed is a whole number", () => {
    expect(() => new Streams(0.5)).toThrow("a seed is a whole number");
  });

  test("where the seed ends and the name begins is never in doubt", () => {
    expect(expandSeed(1, "1:x")).not.toEqual(expandSeed(11, ":x"));
    expect(expandSeed(1, "2")).not.toEqual(expandSeed(12, ""));
    expect(expandSeed(-1, "x")).not.toEqual(expandSeed(1, "x"));
  });

  test("100,000 names that differ in one number begin with 100,000 different states", () => {
    const states = new Set<string>();
    for (let i = 0; i < 100_000; i++) states.add(expandSeed(42, `tier1[${i}].c1.service`).join());
    expect(states.size).toBe(100_000);
  });

  test("first draws of streams with similar names are even and uncorrelated", () => {
    // The trap is a generator that hashes its seed linearly: then neighbours move together.
    const streams = new Streams(42);
    const firsts = Array.from({ length: 50_000 }, (_, i) =>
      streams.stream(`web[${i}].think`).uniform(),
    );
    const counts = new Array<number>(100).fill(0);
    for (const first of firsts) counts[Math.floor(first * 100)]!++;
    expect(Math.abs(unevenness(counts))).toBeLessThan(4);
    for (const lag of [1, 2, 10, 100]) expect(Math.abs(correlation(firsts, lag))).toBeLessThan(4);
  });

  test("streams of neighbouring seeds and names are uncorrelated draw by draw", () => {
    const pairs = [
      [expandSeed(1, "a"), expandSeed(2, "a")],
      [expandSeed(1, "a"), expandSeed(1, "b")],
    ] as const;
    for (const [one, other] of pairs) {
      const [first, second] = [new RandomStream(one), new RandomStream(other)];
      const products = Array.from(
        { length: 100_000 },
        () => 12 * (first.uniform() - 0.5) * (second.uniform() - 0.5),
      );
      expect(Math.abs(momentsOf(products).mean * Math.sqrt(products.length))).toBeLessThan(4);
    }
  });
});

function streamOf(name: string): RandomStream {
  return new Streams(1).stream(name);
}

function draw(one: (stream: RandomStream) => number, count = DRAWS): number[] {
  const stream = streamOf("draws");
  return Array.from({ length: count }, () => one(stream));
}

function binsOf(one: (stream: RandomStream) => number, bins: number, count: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  const stream = streamOf("draws");
  for (let i = 0; i < count; i++) counts[Math.floor(one(stream) * bins)]!++;
  return counts;
}

/** Within four standard errors: mean has variance σ²/n, variance has σ⁴ (kurtosis - 1) / n. */
function expectMoments(
  values: readonly number[],
  exact: { readonly mean: number; readonly variance: number; readonly kurtosis: number },
): void {
  const { mean, variance } = momentsOf(values);
  const meanError = Math.sqrt(exact.variance / values.length);
  const varianceError = exact.variance * Math.sqrt((exact.kurtosis - 1) / values.length);
  expect(Math.abs(mean - exact.mean)).toBeLessThan(4 * meanError);
  expect(Math.abs(variance - exact.variance)).toBeLessThan(4 * varianceError);
}

/** Correlation of uniform draws `lag` apart, in standard errors. */
function correlation(values: readonly number[], lag: number): number {
  const products = values.slice(lag).map((value, i) => 12 * (value - 0.5) * (values[i]! - 0.5));
  return momentsOf(products).mean * Math.sqrt(products.length);
}

/** Φ(x) by the series of erf (small x) and its continued fraction (large x): to 1e-14. */
function normalCdf(x: number): number {
  if (x < 0) return 1 - normalCdf(-x);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x > 4) {
    let fraction = 0;
    for (let k = 60; k >= 1; k--) fraction = k / (x + fraction);
    return 1 - density / (x + fraction);
  }
  let [sum, term] = [x, x];
  for (let k = 3; term > 1e-18; k += 2) sum += term *= (x * x) / k;
  return 0.5 + density * sum;
}
