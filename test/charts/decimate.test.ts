/** Goal: fewer points, the same picture. Method: compare each pixel column of long series before and after. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimate, largestOfColumns } from "../../src/charts/decimate.js";
import { decimateBand } from "../../src/charts/decimate-band.js";
import type { Curve } from "../../src/charts/curve.js";

const COLUMNS = 50;
const WINDOW = { from: 0, to: 1000 };

/** 1001 samples; `NaN` now and then. */
const curves = fc
  .array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(NaN)), {
    minLength: 1001,
    maxLength: 1001,
  })
  .map((values): Curve => ({ times: values.map((_, i) => i), values }));

/** By column: its values in order of time, without those that are not there. */
function columnsOf({ times, values }: Curve): Map<number, number[]> {
  const columns = new Map<number, number[]>();
  for (let i = 0; i < times.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const column = Math.floor((times[i]! * COLUMNS) / WINDOW.to);
    columns.set(column, [...(columns.get(column) ?? []), values[i]!]);
  }
  return columns;
}

describe("a line", () => {
  test("keeps the smallest and the largest value of every column", () => {
    fc.assert(
      fc.property(curves, (curve) => {
        const after = columnsOf(decimate(curve, WINDOW, COLUMNS));
        for (const [column, values] of columnsOf(curve)) {
          const kept = after.get(column) ?? [];
          expect(Math.max(...kept)).toBe(Math.max(...values));
          expect(Math.min(...kept)).toBe(Math.min(...values));
        }
      }),
      { numRuns: 50 },
    );
  });

  test("keeps order, and at most five points a column", () => {
    fc.assert(
      fc.property(curves, (curve) => {
        const { times } = decimate(curve, WINDOW, COLUMNS);
        expect(times.length).toBeLessThanOrEqual(5 * (COLUMNS + 1));
        expect([...times].sort((a, b) => a - b)).toEqual(times);
      }),
      { numRuns: 50 },
    );
  });

  test("one sample in a million stays", () => {
    const values = new Float64Array(1_000_000);
    values[345_678] = 1;
    const times = values.map((_, i) => i / 1000);
    const points = decimate({ times, values }, WINDOW, COLUMNS);
    expect(points.values).toContain(1);
    expect(points.times[points.values.indexOf(1)]).toBe(345.678);
    expect(points.times.length).toBeLessThan(10);
  });

  test("a gap wider than a column stays, one inside a column does not", () => {
    const values = Array.from({ length: 1001 }, (_, i) => (i >= 500 && i < 600 ? NaN : i % 7));
    values[3] = NaN;
    const times = values.map((_, i) => i);
    const points = decimate({ times, values }, WINDOW, COLUMNS);
    const gaps = points.values.flatMap((value, i) => (Number.isNaN(value) ? [i] : []));
    expect(gaps).toHaveLength(1);
    expect(points.times[gaps[0]! - 1]).toBeLessThan(500);
    expect(points.times[gaps[0]! + 1]).toBeGreaterThanOrEqual(600);
  });

  test("reaches over the edges of its window by one sample, so that lines across them are drawn", () => {
    const times = [0, 10, 20, 30, 40, 50];
    const { times: kept } = decimate({ times, values: times }, { from: 15, to: 35 }, COLUMNS);
    expect(kept).toEqual([10, 20, 30, 40]);
  });
});

describe("dots", () => {
  test("are the largest value of every column, at its own time, and none where nothing is", () => {
    fc.assert(
      fc.property(curves, (curve) => {
        const dots = largestOfColumns(curve, WINDOW, COLUMNS);
        const all = columnsOf(curve);
        const kept = columnsOf(dots);
        expect([...kept.keys()]).toEqual([...all.keys()]);
        for (const [column, values] of all) {
          expect(kept.get(column)).toEqual([Math.max(...values)]);
        }
        dots.times.forEach((at, i) => {
          expect(curve.values[at]).toBe(dots.values[i]);
        });
      }),
      { numRuns: 50 },
    );
  });

  test("beyond the window there are none", () => {
    const times = [0, 10, 20, 30, 40];
    expect(largestOfColumns({ times, values: times }, { from: 5, to: 25 }, COLUMNS).times).toEqual([
      10, 20,
    ]);
  });
});

describe("a band", () => {
  test("keeps the lowest low and the highest high of a column, and both ends of a level stretch", () => {
    const times = Array.from({ length: 1001 }, (_, i) => i);
    const lows = { times, values: times.map((t) => (t === 333 ? -4 : 0)) };
    const highs = { times, values: times.map((t) => (t === 777 ? 9 : 1)) };
    const band = decimateBand(lows, highs, WINDOW, COLUMNS);
    expect(Math.min(...band.lows)).toBe(-4);
    expect(Math.max(...band.highs)).toBe(9);
    expect(band.times.length).toBeLessThan(12);
    // Nothing but the peaks' own columns may slope.
    const at = band.lows.indexOf(-4);
    expect(band.times[at]! - band.times[at - 1]!).toBeLessThanOrEqual(WINDOW.to / COLUMNS);
  });

  test("has gaps where it is not there", () => {
    const times = [0, 100, 200, 300, 400];
    const lows = { times, values: [0, 0, NaN, 0, 0] };
    const highs = { times, values: [1, 1, NaN, 1, 1] };
    expect(decimateBand(lows, highs, WINDOW, COLUMNS).lows).toEqual([0, 0, NaN, 0, 0]);
  });
});
