import { describe, expect, test } from "vitest";
import { deviation } from "../../src/random/deviation.js";
import { mean, type Distribution } from "../../src/random/distribution.js";
import { Sampler } from "../../src/random/sampler.js";
import type { RandomStream } from "../../src/random/stream.js";
import { Streams } from "../../src/random/streams.js";
import { momentsOf } from "../support/confidence.js";

const DRAWS = 200_000;

const lognormal: Distribution = { kind: "lognormal", median: 10, sigma: 0.5 };
const pareto: Distribution = { kind: "pareto", minimum: 2, shape: 3 };
const stalls: Distribution = {
  kind: "mixture",
  parts: [
    { weight: 98, of: { kind: "constant", value: 5 } },
    { weight: 2, of: { kind: "exponential", mean: 255 } },
  ],
};

describe("draws have the mean and the deviation of their distribution", () => {
  const rows: readonly (readonly [string, Distribution, number, number])[] = [
    [
      "uniform from 2 to 8: (2+8)/2, (8-2)/√12",
      { kind: "uniform", min: 2, max: 8 },
      5,
      6 / Math.sqrt(12),
    ],
    ["exponential: mean twice", { kind: "exponential", mean: 3 }, 3, 3],
    ["erlang of 4 stages: mean, mean/√4", { kind: "erlang", mean: 6, stages: 4 }, 6, 3],
    // median e^(σ²/2); that √(e^(σ²) - 1)
    [
      "lognormal",
      lognormal,
      10 * Math.exp(0.125),
      10 * Math.exp(0.125) * Math.sqrt(Math.expm1(0.25)),
    ],
    // m s/(s-1) = 3; m² s/((s-1)² (s-2)) = 3
    ["pareto of minimum 2 and shape 3", pareto, 3, Math.sqrt(3)],
    // (1+2+2+7)/4 = 3; (4+1+1+16)/4 = 5.5
    ["empirical 1, 2, 2, 7", { kind: "empirical", values: [1, 2, 2, 7] }, 3, Math.sqrt(5.5)],
    // 0.98·5 + 0.02·255 = 10; 0.98·25 + 0.02·2·255² - 100 = 2525.5
    ["mixture of a constant and a rare stall", stalls, 10, Math.sqrt(2525.5)],
  ];
  for (const [name, law, exactMean, exactDeviation] of rows) {
    test(name, () => {
      const sampler = new Sampler(law, streamFor("draws"));
      const sample = momentsOf(Array.from({ length: DRAWS }, () => sampler.draw()));
      expect(mean(law)).toBeCloseTo(exactMean, 12);
      expect(deviation(law)).toBeCloseTo(exactDeviation, 12);
      expect(Math.abs(sample.mean - exactMean)).toBeLessThan(
        (4 * exactDeviation) / Math.sqrt(DRAWS),
      );
      // The fourth moment is large or infinite in some rows: 10 % is loose for none of the others.
      expect(Math.abs(Math.sqrt(sample.variance) / exactDeviation - 1)).toBeLessThan(0.1);
    });
  }
});

describe("draws stay where the distribution is", () => {
  test("a uniform between its ends, a pareto from its minimum on, an empirical on its values", () => {
    const uniform = new Sampler({ kind: "uniform", min: -1, max: 1 }, streamFor("a"));
    const tail = new Sampler(pareto, streamFor("b"));
    const listed = new Sampler({ kind: "empirical", values: [1, 2, 7] }, streamFor("c"));
    for (let i = 0; i < 10_000; i++) {
      expect(Math.abs(uniform.draw())).toBeLessThanOrEqual(1);
      expect(tail.draw()).toBeGreaterThanOrEqual(2);
      expect([1, 2, 7]).toContain(listed.draw());
    }
  });

  test("a part of weight 0 is never drawn, the last one included", () => {
    const parts = [
      { weight: 0, of: { kind: "constant", value: 1 } },
      { weight: 3, of: { kind: "uniform", min: 2, max: 3 } },
      { weight: 0, of: { kind: "constant", value: 4 } },
    ] as const;
    const sampler = new Sampler({ kind: "mixture", parts }, streamFor("mixture"));
    for (let i = 0; i < 10_000; i++) expect(Math.floor(sampler.draw())).toBe(2);
  });
});

test("the same stream gives the same draws", () => {
  const draws = (): number[] => {
    const sampler = new Sampler(stalls, streamFor("again"));
    return Array.from({ length: 100 }, () => sampler.draw());
  };
  expect(draws()).toEqual(draws());
});

describe("what has one possible value is constant and asks for no stream", () => {
  const rows: readonly (readonly [string, Distribution, number])[] = [
    ["a constant", { kind: "constant", value: 7 }, 7],
    ["a uniform of no width", { kind: "uniform", min: 3, max: 3 }, 3],
    ["an exponential of mean 0", { kind: "exponential", mean: 0 }, 0],
    ["an erlang of mean 0", { kind: "erlang", mean: 0, stages: 2 }, 0],
    ["a lognormal without spread", { kind: "lognormal", median: 4, sigma: 0 }, 4],
    ["a list of one value", { kind: "empirical", values: [5, 5] }, 5],
    [
      "a mixture whose other part has weight 0",
      {
        kind: "mixture",
        parts: [
          { weight: 1, of: { kind: "constant", value: 6 } },
          { weight: 0, of: { kind: "exponential", mean: 1 } },
        ],
      },
      6,
    ],
  ];
  for (const [name, law, value] of rows) {
    test(name, () => {
      const sampler = new Sampler(law, neverAsked);
      expect(sampler.isConstant).toBe(true);
      expect([sampler.draw(), sampler.draw()]).toEqual([value, value]);
    });
  }

  test("a mixture of different constants is not constant", () => {
    const parts = [1, 2].map((value) => ({ weight: 1, of: { kind: "constant", value } as const }));
    const sampler = new Sampler({ kind: "mixture", parts }, streamFor("two"));
    expect(sampler.isConstant).toBe(false);
    expect(new Set(Array.from({ length: 100 }, () => sampler.draw()))).toEqual(new Set([1, 2]));
  });
});

describe("parameters that make no distribution are refused", () => {
  const rows: readonly (readonly [string, Distribution])[] = [
    ["a uniform whose ends are swapped", { kind: "uniform", min: 2, max: 1 }],
    ["an exponential of negative mean", { kind: "exponential", mean: -1 }],
    ["an erlang without stages", { kind: "erlang", mean: 1, stages: 0 }],
    ["a lognormal of negative sigma", { kind: "lognormal", median: 1, sigma: -1 }],
    ["a pareto without a mean", { kind: "pareto", minimum: 1, shape: 1 }],
    ["an empty list", { kind: "empirical", values: [] }],
    ["a mixture of no weight", { kind: "mixture", parts: [] }],
    ["a constant that is no number", { kind: "constant", value: NaN }],
  ];
  for (const [name, law] of rows) {
    test(name, () => {
      expect(() => new Sampler(law, streamFor("x"))).toThrow(
        "parameters that it can be drawn with",
      );
    });
  }
});

function streamFor(name: string): () => RandomStream {
  return () => new Streams(1).stream(name);
}

function neverAsked(): RandomStream {
  throw new Error("a constant asked for a stream");
}
