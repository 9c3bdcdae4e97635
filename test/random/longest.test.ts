/**
 * Goal: the longest of n draws is passed in one of a hundred tries at the most, or so. Method: the tail of each law in
 * closed form, and tries.
 */
import { describe, expect, test } from "vitest";
import type { Distribution } from "../../src/random/distribution.js";
import { longestOf } from "../../src/random/longest.js";
import { Sampler } from "../../src/random/sampler.js";
import { Streams } from "../../src/random/streams.js";

const DRAWS = 200;
const TRIES = 500;
/** One draw passes what the longest of so many passes in one try of a hundred. */
const RARE = 1 / (100 * DRAWS);

const exponential: Distribution = { kind: "exponential", mean: 3 };
const erlang: Distribution = { kind: "erlang", mean: 3, stages: 4 };
const lognormal: Distribution = { kind: "lognormal", median: 2.8, sigma: 0.82 };
const pareto: Distribution = { kind: "pareto", minimum: 2, shape: 3 };
const stalls: Distribution = {
  kind: "mixture",
  parts: [
    { weight: 999, of: { kind: "constant", value: 5 } },
    { weight: 1, of: exponential },
  ],
};

describe("the tail beyond it, in closed form", () => {
  test("exponential: e^(-x/mean) is exactly that rare", () => {
    const tail = (x: number): number => Math.exp(-x / 3);
    expect(tail(longestOf(exponential, DRAWS)) / RARE).toBeCloseTo(1, 9);
  });

  test("pareto: (minimum/x)^shape is exactly that rare", () => {
    const tail = (x: number): number => (2 / x) ** 3;
    expect(tail(longestOf(pareto, DRAWS)) / RARE).toBeCloseTo(1, 9);
  });

  test("erlang: e^(-kx/mean) Σ (kx/mean)^i/i! is rarer", () => {
    const x = (4 * longestOf(erlang, DRAWS)) / 3;
    const tail = Math.exp(-x) * (1 + x + x ** 2 / 2 + x ** 3 / 6);
    expect(tail).toBeLessThan(RARE);
  });

  test("lognormal: the normal tail, at most e^(-z²/2) / (z √(2π)), is rarer by no more than ten times", () => {
    const z = Math.log(longestOf(lognormal, DRAWS) / 2.8) / 0.82;
    const bound = Math.exp((-z * z) / 2) / (z * Math.sqrt(2 * Math.PI));
    expect(bound).toBeLessThan(RARE);
    expect(bound * (1 - 1 / (z * z))).toBeGreaterThan(RARE / 20); // a lower bound of the same tail
  });
});

test("laws that have an end: their end, however many draws", () => {
  const ends: readonly Distribution[] = [
    { kind: "constant", value: 7 },
    { kind: "uniform", min: 2, max: 7 },
    { kind: "empirical", values: [1, 7, 3] },
  ];
  for (const law of ends) {
    expect([1, DRAWS, 1e9].map((draws) => longestOf(law, draws))).toEqual([7, 7, 7]);
  }
});

test("of a mixture that of its longest part, drawn as often as all", () => {
  expect(longestOf(stalls, DRAWS)).toBe(longestOf(exponential, DRAWS));
});

test("more draws are never shorter; none counts as one", () => {
  for (const law of [exponential, erlang, lognormal, pareto, stalls]) {
    const all = [0, 1, 10, 1000, 1e6].map((draws) => longestOf(law, draws));
    expect(all[0]).toBe(all[1]);
    expect([...all].sort((a, b) => a - b)).toEqual(all);
  }
});

test.each([
  ["exponential", exponential],
  ["erlang", erlang],
  ["lognormal", lognormal],
  ["pareto", pareto],
  ["mixture", stalls],
] as const)("%s: passed in few of many tries", (name, law) => {
  const sampler = new Sampler(law, () => new Streams(11).stream(`longest ${name}`));
  const most = longestOf(law, DRAWS);
  let passed = 0;
  for (let i = 0; i < TRIES; i++) {
    let longest = 0;
    for (let d = 0; d < DRAWS; d++) longest = Math.max(longest, sampler.draw());
    if (longest > most) passed++;
  }
  // 5 are expected at the most; P(Poisson(5) > 15) < 0.0001.
  expect(passed).toBeLessThanOrEqual(15);
});
