import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LatencySketch, quantile } from "../../src/record/latency-sketch.js";

const SHARES = [0, 0.01, 0.5, 0.9, 0.99, 0.999, 1];

describe("latency sketch", () => {
  test("a quantile is within 0.4 % of the exact one", () => {
    // Half a bucket: 2^-8 of the value. Exact: the value of rank ceil(share · n) of the sorted list.
    const latencies = fc.array(fc.integer({ min: 2000, max: 1e15 }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(latencies, (values) => {
        const sketch = new LatencySketch();
        for (const value of values) sketch.add(value, 1);
        const sorted = [...values].sort((a, b) => a - b);
        for (const share of SHARES) {
          const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1]!;
          const found = quantile(sketch.toData(), share)!;
          expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(2 ** -8);
        }
      }),
    );
  });

  test("weights count as that many events", () => {
    const sketch = new LatencySketch();
    sketch.add(1e6, 99);
    sketch.add(1e9, 1);
    expect(sketch.count).toBe(100);
    expect(quantile(sketch.toData(), 0.99)! / 1e6).toBeCloseTo(1, 2);
    expect(quantile(sketch.toData(), 0.991)! / 1e9).toBeCloseTo(1, 2);
  });

  test("a sketch that was cleared, and one that others were added to, hold what a new one would", () => {
    // Sums up to 2^53 are exact in any order.
    const latency = fc.tuple(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 1, max: 9 }));
    const latencies = fc.array(latency, { maxLength: 30 });
    fc.assert(
      fc.property(latencies, latencies, latencies, (before, some, others) => {
        const filled = (
          values: [number, number][],
          sketch = new LatencySketch(),
        ): LatencySketch => {
          for (const [ticks, weight] of values) sketch.add(ticks, weight);
          return sketch;
        };
        const used = filled(before);
        used.clear();
        expect(used.toData()).toEqual(new LatencySketch().toData());
        filled(some, used).addAll(filled(others));
        expect(used.toData()).toEqual(filled([...some, ...others]).toData());
      }),
    );
  });

  test("an empty sketch has no quantile", () => {
    expect(quantile(new LatencySketch().toData(), 0.5)).toBeUndefined();
  });

  test("no quantile exceeds the largest latency", () => {
    const sketch = new LatencySketch();
    sketch.add(1_000_001, 5);
    expect(quantile(sketch.toData(), 1)).toBeLessThanOrEqual(1_000_001);
  });
});
