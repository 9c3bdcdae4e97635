/** Goal: intervals of quantiles. Method: ranks from tables of the binomial, and how often they cover. */
import { describe, expect, test } from "vitest";
import { Streams } from "../../src/random/streams.js";
import { quantileInterval } from "../../src/statistics/quantile-interval.js";

const ranks = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe("by rank", () => {
  test.each([
    // Binomial (n, 1/2), 2.5 % on each side.
    [5, 0.5, null, null],
    [6, 0.5, 1, 6],
    [10, 0.5, 2, 9],
    [20, 0.5, 6, 15],
    [100, 0.5, 40, 61],
    // 0.95^72 is 0.0249: with 72 all may lie below.
    [71, 0.95, 63, null],
    [72, 0.95, 64, 72],
    [10, 0.95, 8, null],
  ])("of %d values, share %d: from %j to %j", (n, share, low, high) => {
    expect(quantileInterval(ranks(n), share)).toMatchObject({ share, low, high });
  });

  test("the value itself is the least that covers the share", () => {
    expect(quantileInterval(ranks(20), 0.95).value).toBe(19);
    expect(quantileInterval(ranks(20), 0.5).value).toBe(10);
    expect(quantileInterval([7], 0.5)).toEqual({ share: 0.5, value: 7, low: null, high: null });
  });
});

test("they cover at least 95 of 100, of a skewed law", () => {
  const stream = new Streams(3).stream("values");
  const exact = -Math.log(0.5);
  let covered = 0;
  for (let i = 0; i < 1000; i++) {
    const sample = Float64Array.from({ length: 25 }, () => stream.exponential()).sort();
    const { low, high } = quantileInterval(sample, 0.5);
    if (low! <= exact && exact <= high!) covered += 1;
  }
  // Of ranks 8 to 18 of 25: 95.7 %; chance has a standard deviation of 6.4.
  expect(covered).toBeGreaterThan(930);
  expect(covered).toBeLessThan(980);
});
