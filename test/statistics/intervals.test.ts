/**
 * Goal: intervals hold what they promise. Method: quantiles against printed tables; coverage counted on samples
 * whose truth is known, within what chance allows (99.9 % of a binomial); the share's interval by exact sums.
 */
import { describe, expect, test } from "vitest";
import { Streams } from "../../src/random/streams.js";
import { incompleteBeta, incompleteBetaInverse, lnGamma } from "../../src/statistics/beta.js";
import { meanInterval, relativeHalfWidth } from "../../src/statistics/mean-interval.js";
import { shareInterval } from "../../src/statistics/share-interval.js";
import { studentT } from "../../src/statistics/student-t.js";

describe("the incomplete beta function", () => {
  test("ln Γ is that of factorials and of a half", () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      expect(lnGamma(n)).toBeCloseTo(Math.log(factorial), 12);
      factorial *= n;
    }
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
    expect(lnGamma(1e5 + 1)).toBeCloseTo(1051299.2218991218, 5); // Stirling's series, three terms
  });

  test("of whole numbers it is a sum of binomial terms", () => {
    for (const [x, a, b] of [
      [0.3, 2, 5],
      [0.9, 7, 3],
      [0.05, 1, 40],
      [0.5, 60, 60],
    ] as const) {
      const n = a + b - 1;
      let sum = 0;
      for (let k = a; k <= n; k++) sum += binomial(n, k, x);
      expect(incompleteBeta(x, a, b)).toBeCloseTo(sum, 12);
    }
  });

  test.each([0.001, 0.025, 0.5, 0.975, 0.999])("its inverse at %d leads back", (p) => {
    for (const [a, b] of [
      [0.5, 0.5],
      [0.5, 5000],
      [3, 98],
      [97, 4],
    ] as const) {
      expect(incompleteBeta(incompleteBetaInverse(p, a, b), a, b)).toBeCloseTo(p, 12);
    }
  });
});

describe("Student's t", () => {
  // Abramowitz and Stegun, table 26.10.
  test.each([
    [1, 0.95, 12.706],
    [2, 0.95, 4.303],
    [3, 0.95, 3.182],
    [5, 0.95, 2.571],
    [10, 0.95, 2.228],
    [19, 0.95, 2.093],
    [30, 0.95, 2.042],
    [60, 0.95, 2.0],
    [120, 0.95, 1.98],
    [1e7, 0.95, 1.96],
    [1, 0.99, 63.657],
    [4, 0.99, 4.604],
    [19, 0.99, 2.861],
    [120, 0.99, 2.617],
    [7, 0.9, 1.895],
    [7, 0.999, 5.408],
  ])("with %d degrees of freedom, %d: %d", (freedom, confidence, t) => {
    expect(studentT(freedom, confidence)).toBeCloseTo(t, 3);
  });
});

describe("the interval of a mean", () => {
  test("of a worked example: 1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09", () => {
    // Law, Simulation Modeling and Analysis, example 4.27: 1.34 ± 0.24 with 90 %; here with 95 %.
    const values = [1.2, 1.5, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.5, 1.09];
    const interval = meanInterval(values)!;
    expect(interval.mean).toBeCloseTo(1.343, 10);
    expect(interval.deviation! ** 2).toBeCloseTo(0.17, 2);
    expect(interval.halfWidth).toBeCloseTo(2.262 * Math.sqrt(0.1675 / 10), 2);
  });

  test("of one value, of equal values, of none", () => {
    expect(meanInterval([])).toBeNull();
    expect(meanInterval([4])).toMatchObject({ mean: 4, halfWidth: null });
    const equal = meanInterval(Array.from({ length: 7 }, () => 0.1))!;
    expect(equal).toMatchObject({ mean: 0.1, halfWidth: 0, count: 7 });
    expect([relativeHalfWidth(equal), relativeHalfWidth(meanInterval([4])!)]).toEqual([
      0,
      Infinity,
    ]);
  });

  test("covers the truth in 95 of 100 samples of ten normal values", () => {
    const stream = new Streams(1).stream("normal");
    const covered = countOf(4000, () => {
      const { mean, halfWidth } = meanInterval(sample(10, () => 3 + 2 * stream.normal()))!;
      return Math.abs(mean - 3) <= halfWidth!;
    });
    expect(Math.abs(covered - 3800)).toBeLessThan(3.3 * Math.sqrt(4000 * 0.95 * 0.05));
  });

  test("a sample that is too narrow by a tenth is noticed by that test", () => {
    const stream = new Streams(1).stream("normal");
    const covered = countOf(4000, () => {
      const { mean, halfWidth } = meanInterval(sample(10, () => stream.normal()))!;
      return Math.abs(mean) <= 0.9 * halfWidth!;
    });
    expect(Math.abs(covered - 3800)).toBeGreaterThan(3.3 * Math.sqrt(4000 * 0.95 * 0.05));
  });
});

describe("the interval of a share", () => {
  test.each([
    [0, 10, 0, 0.3085],
    [10, 10, 0.6915, 1],
    [5, 10, 0.1871, 0.8129],
    [97, 100, 0.9148, 0.9938],
    [100, 100, 0.9638, 1],
  ])("%d of %d: %d to %d", (successes, trials, low, high) => {
    const interval = shareInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test.each([5, 20, 60])("of %d trials covers at least 95 %% whatever the share", (trials) => {
    const intervals = Array.from({ length: trials + 1 }, (_, k) => shareInterval(k, trials));
    for (let share = 0.005; share < 1; share += 0.005) {
      let covered = 0;
      intervals.forEach(({ low, high }, k) => {
        if (low <= share && share <= high) covered += binomial(trials, k, share);
      });
      expect(covered).toBeGreaterThanOrEqual(0.95);
    }
  });
});

function sample(size: number, draw: () => number): number[] {
  return Array.from({ length: size }, draw);
}

function countOf(trials: number, succeeds: () => boolean): number {
  return sample(trials, () => (succeeds() ? 1 : 0)).reduce((sum, one) => sum + one, 0);
}

function binomial(n: number, k: number, p: number): number {
  let term = 1;
  for (let i = 0; i < k; i++) term *= ((n - i) / (k - i)) * p;
  return term * (1 - p) ** (n - k);
}
