import { describe, expect, test } from "vitest";
import {
  EVENING_PEAK_FACTORS,
  WEEKDAY_FACTORS,
  hourlyKnots,
  sineKnots,
} from "../../../src/scenario/load/day-curves.js";
import { readIsoTime } from "../../../src/scenario/load/iso-time.js";
import { largest, meanOf, piecesThrough, product } from "../../../src/scenario/load/pieces.js";
import { readTrace } from "../../../src/scenario/load/trace.js";

const H = 3.6e12;

describe("pieces of a curve", () => {
  test("a curve is held before its first knot and after its last", () => {
    const knots = [
      { at: 10, value: 1 },
      { at: 20, value: 3 },
    ];
    expect(piecesThrough(knots, 40)).toEqual([
      { start: 0, from: 1, to: 1 },
      { start: 10, from: 1, to: 3 },
      { start: 20, from: 3, to: 3 },
    ]);
  });

  test("a curve is cut at the begin and the end of the run", () => {
    const knots = [
      { at: -10, value: 0 },
      { at: 30, value: 4 },
    ];
    expect(piecesThrough(knots, 20)).toEqual([{ start: 0, from: 1, to: 3 }]);
  });

  test("a step is two pieces whose ends differ", () => {
    const knots = [
      { at: 10, value: 1 },
      { at: 10, value: 2 },
    ];
    expect(piecesThrough(knots, 20)).toEqual([
      { start: 0, from: 1, to: 1 },
      { start: 10, from: 2, to: 2 },
    ]);
  });

  test("the mean is the area over the time, the largest is the highest end", () => {
    // (1 · 10 + 2 · 10 + 3 · 20) / 40 = 90 / 40
    const pieces = piecesThrough(
      [
        { at: 10, value: 1 },
        { at: 20, value: 3 },
      ],
      40,
    );
    expect(meanOf(pieces, 40)).toBe(90 / 40);
    expect(largest(pieces)).toBe(3);
  });

  test("a product with a constant keeps the pieces", () => {
    const ramp = piecesThrough(
      [
        { at: 0, value: 1 },
        { at: 100, value: 3 },
      ],
      100,
    );
    expect(product(ramp, [{ start: 0, from: 2, to: 2 }], 100)).toEqual([
      { start: 0, from: 2, to: 6 },
    ]);
  });

  test("a product of two slopes is within a thousandth of its parabola", () => {
    const end = 1e9;
    const up = [{ start: 0, from: 0, to: 1 }];
    const down = [{ start: 0, from: 1, to: 0 }];
    const pieces = product(up, down, end);
    expect(pieces[0]!.start).toBe(0);
    pieces.forEach((piece, i) => {
      const stop = pieces[i + 1]?.start ?? end;
      expect(stop).toBeGreaterThan(piece.start);
      const middle = (piece.start + stop) / 2 / end;
      const chord = (piece.from + piece.to) / 2;
      expect(Math.abs(chord - middle * (1 - middle))).toBeLessThan(0.001);
    });
  });
});

describe("day curves", () => {
  test("the measured hours and the evening's are the same, 4 hours apart", () => {
    expect(WEEKDAY_FACTORS.length).toBe(24);
    expect(EVENING_PEAK_FACTORS.slice(18, 21)).toEqual([1.39, 1.39, 1.39]);
    expect(WEEKDAY_FACTORS.slice(14, 17)).toEqual([1.39, 1.39, 1.39]);
    expect(EVENING_PEAK_FACTORS).toEqual([
      ...WEEKDAY_FACTORS.slice(20),
      ...WEEKDAY_FACTORS.slice(0, 20),
    ]);
  });

  test.each([0, 5.5 * H, 18 * H])("a day's mean is 1 whatever hour it begins at", (start) => {
    const pieces = piecesThrough(hourlyKnots(WEEKDAY_FACTORS, start, 24 * H), 24 * H);
    expect(meanOf(pieces, 24 * H)).toBeCloseTo(1, 12);
    // The factors sum to 24.02: 1.39 becomes 1.39 · 24 / 24.02.
    expect(largest(pieces)).toBeCloseTo((1.39 * 24) / 24.02, 12);
  });

  test("at half past an hour the curve is that hour's factor", () => {
    const factors = Array.from({ length: 24 }, (_, hour) => [1, 2, 0][Math.max(0, hour - 5)] ?? 1);
    const pieces = piecesThrough(hourlyKnots(factors, 6.5 * H, H), H);
    expect(pieces[0]).toEqual({ start: 0, from: 2, to: 0 });
  });

  test("a sine has its peak where it is asked for, and mean 1", () => {
    const pieces = piecesThrough(sineKnots(0.5, 14 * H, 0, 24 * H), 24 * H);
    const highest = pieces.reduce((best, piece) => (piece.from > best.from ? piece : best));
    expect(Math.abs(highest.start - 14 * H)).toBeLessThanOrEqual(H / 4);
    expect(largest(pieces)).toBeCloseTo(1.5, 3);
    expect(meanOf(pieces, 24 * H)).toBeCloseTo(1, 6);
  });
});

describe("ISO 8601 times", () => {
  test.each([
    ["1970-01-01T00:00:00Z", 0, 0],
    ["2026-03-02T18:00:00+01:00", 18 * 3600, 1_772_470_800_000],
    ["2024-02-29T23:59:59.5Z", 86_399.5, 1_709_251_199_500],
    ["2000-03-01T00:00-05:30", 0, 951_888_600_000],
    ["1969-12-31 23:59:59Z", 86_399, -1000],
  ])("%s", (text, secondsOfDay, epochMilliseconds) => {
    expect(readIsoTime(text, true)).toEqual({ secondsOfDay, epochMilliseconds });
  });

  test.each([
    "2026-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-03-02T24:00:00Z",
    "2026-03-02T18:60:00Z",
    "2026-03-02T18:00:00+15:00",
    "2026-03-02T18:00:00",
    "2026-03-02",
    "18:00",
    "",
  ])("%s is none", (text) => {
    expect(readIsoTime(text, true)).toBe(undefined);
  });

  test("an offset may be left out where it is not needed", () => {
    expect(readIsoTime("1970-01-01T00:00:01", false)?.epochMilliseconds).toBe(1000);
  });
});

describe("traces", () => {
  test("counts become rates over the smallest gap between rows", () => {
    expect(readTrace("timestamp,num_request,size\n0,600,60000\n60,1200,90000\n180,0,0\n")).toEqual({
      startMilliseconds: 0,
      startSeconds: [0, 60, 180],
      ratePerSecond: [10, 20, 0],
      binSeconds: 60,
      meanBytes: 150_000 / 1800,
    });
  });

  test("times are seconds, milliseconds or ISO, lines end either way, cells may be quoted", () => {
    const expected = { startSeconds: [0, 1], ratePerSecond: [5, 6], binSeconds: 1 };
    const texts = [
      "897904800,5\n897904801,6",
      "897904800000,5\r\n897904801000,6\r\n",
      "1998-06-15T10:00:00Z,5\n1998-06-15T10:00:01Z,6\n",
      '\ufeff"1998-06-15T10:00:00+02:00","5"\n\n"1998-06-15T10:00:01+02:00","6"\n',
    ];
    for (const text of texts) expect(readTrace(text)).toMatchObject(expected);
  });
});
