/**
 * Goal: the warm-up is found and cut, and one long run has an honest interval. Method: series whose steady mean is
 * known: the waits of an M/D/1 queue by D. V. Lindley's recursion, and an autoregressive series with a transient.
 */
import { describe, expect, test } from "vitest";
import { md1 } from "../../src/analysis/queueing.js";
import type { RandomStream } from "../../src/random/stream.js";
import { Streams } from "../../src/random/streams.js";
import { batchMeans } from "../../src/statistics/batch-means.js";
import { mser5 } from "../../src/statistics/mser.js";

/** Steady mean 0; begins 30 above it and forgets a tenth of that a step. */
function withTransient(stream: RandomStream, length: number): number[] {
  let around = 0;
  return Array.from({ length }, (_, i) => {
    around = 0.5 * around + stream.normal();
    return around + 30 * 0.9 ** i;
  });
}

/** Waits of customers [s] that come at random 80 a second and are served 10 ms each; the first finds it empty. */
function waits(stream: RandomStream, customers: number): Float64Array {
  let wait = 0;
  return Float64Array.from({ length: customers }, () => {
    const found = wait;
    wait = Math.max(0, wait + 0.01 - stream.exponential() / 80);
    return found;
  });
}

describe("MSER-5", () => {
  test("cuts the transient and little more, and the bias with it", () => {
    const cuts: number[] = [];
    let before = 0;
    let after = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const series = withTransient(new Streams(seed).stream("series"), 1000);
      const cut = mser5(series);
      expect(cut.isFound).toBe(true);
      cuts.push(cut.values);
      before += mean(series) / 100;
      after += mean(series.slice(cut.values)) / 100;
    }
    cuts.sort((a, b) => a - b);
    // After 20 steps the transient is 3.6, twice the series' own deviation; after 60 it is 0.05.
    expect(cuts[50]).toBeGreaterThanOrEqual(20);
    expect(cuts[50]).toBeLessThan(100);
    expect(before).toBeGreaterThan(0.2);
    expect(Math.abs(after)).toBeLessThan(0.06);
  });

  test("finds the cut that its formula is smallest at", () => {
    const series = withTransient(new Streams(5).stream("series"), 400);
    const groups = Array.from({ length: 80 }, (_, i) => mean(series.slice(5 * i, 5 * i + 5)));
    const errors = Array.from({ length: 41 }, (_, cut) => {
      const kept = groups.slice(cut);
      return kept.reduce((sum, z) => sum + (z - mean(kept)) ** 2, 0) / kept.length ** 2;
    });
    expect(mser5(series).values).toBe(5 * errors.indexOf(Math.min(...errors)));
  });

  test("cuts nothing from a steady series, and says when it finds nothing steady", () => {
    expect(mser5(new Float64Array(100).fill(3))).toEqual({ values: 0, isFound: true });
    expect(mser5(Array.from({ length: 400 }, (_, i) => i)).isFound).toBe(false);
    expect(mser5([1, 2, 3]).isFound).toBe(false);
  });
});

describe("batch means", () => {
  test("cover M/D/1's mean wait in 95 of 100 long runs", () => {
    const exact = md1({ arrivalsPerSecond: 80, servicesPerSecond: 100 }).meanWaitSeconds;
    let covered = 0;
    let independent = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const series = waits(new Streams(seed).stream("arrivals"), 40_000);
      const found = batchMeans(series.subarray(mser5(series).values))!;
      if (Math.abs(found.mean - exact) <= found.halfWidth!) covered += 1;
      if (found.isIndependent) independent += 1;
    }
    // 285 on average; 3.3 standard deviations of chance are 12.5.
    expect(Math.abs(covered - 285)).toBeLessThan(13);
    expect(independent).toBeGreaterThan(250);
  });

  test("of a run too short for its memory say that they depend on each other", () => {
    const stream = new Streams(3).stream("steps");
    let at = 0;
    const slow = Array.from({ length: 300 }, () => (at += stream.normal())); // a random walk
    expect(batchMeans(slow)!.isIndependent).toBe(false);
    expect(batchMeans(slow)!.batches).toBe(10);
    expect(batchMeans([1, 2, 3])).toBeNull();
  });

  test("of equal values have no width", () => {
    expect(batchMeans(new Float64Array(95).fill(0.5))).toMatchObject({
      mean: 0.5,
      halfWidth: 0,
      batches: 30,
      batchLength: 3,
      isIndependent: true,
    });
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
