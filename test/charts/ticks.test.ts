/** Goal: axes that people can read. Method: ticks of known axes, and properties of random ones. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { niceTop, timeTicks, valueTicks } from "../../src/charts/ticks.js";

describe("ticks of time", () => {
  test.each([
    [0, 75, 8, "s", ["0", "10", "20", "30", "40", "50", "60", "70"]],
    [0, 145, 8, "s", ["0", "20", "40", "60", "80", "100", "120", "140"]],
    [0, 7200, 7, "hh:mm:ss", ["00:00:00", "00:20:00", "00:40:00", "01:00:00", "01:20:00"]],
    [3600, 3660, 4, "hh:mm:ss", ["01:00:00", "01:00:20", "01:00:40", "01:01:00"]],
    [0, 172_800, 3, "hh:mm:ss", ["00:00:00", "1 d 00:00:00", "2 d 00:00:00"]],
    [-20, 20, 5, "s", ["-20", "-10", "0", "10", "20"]],
    [0, 0.3, 4, "s", ["0", "0.1", "0.2", "0.3"]],
  ])("from %d s to %d s with room for %d", (from, to, most, unit, first) => {
    const found = timeTicks(from, to, most);
    expect(found.unit).toBe(unit);
    expect(found.ticks.map(({ text }) => text).slice(0, first.length)).toEqual(first);
  });

  test("never more than there is room for, never outside, none twice", () => {
    const seconds = fc.double({ min: 0, max: 8e6, noNaN: true });
    const length = fc.double({ min: 0.01, max: 8e6, noNaN: true });
    fc.assert(
      fc.property(seconds, length, fc.integer({ min: 1, max: 20 }), (from, span, most) => {
        const { ticks } = timeTicks(from, from + span, most);
        const texts = ticks.map(({ text }) => text);
        expect(ticks.length).toBeLessThanOrEqual(most);
        expect(new Set(texts).size).toBe(texts.length);
        for (const { at } of ticks) {
          expect(at).toBeGreaterThanOrEqual(from - 0.001);
          expect(at).toBeLessThanOrEqual(from + span + 0.001);
        }
      }),
    );
  });
});

describe("ticks of values", () => {
  test.each([
    [1, 5, "share", ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]],
    [3, 6, "count", ["0", "1", "2", "3"]],
    [40_000, 4, "count", ["0", "10 k", "20 k", "30 k", "40 k"]],
    [0.5, 5, "number", ["0", "0.1", "0.2", "0.3", "0.4", "0.5"]],
  ] as const)("up to %d, about %d", (top, about, form, texts) => {
    expect(valueTicks([0, top], about, form).map(({ text }) => text)).toEqual(texts);
  });

  test("an axis ends at a round number that is not below the largest value", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), (largest) => {
        const top = niceTop(largest);
        expect(top).toBeGreaterThanOrEqual(largest);
        expect(top).toBeLessThanOrEqual(2 * largest);
        expect(valueTicks([0, top], 5, "number").at(-1)?.at).toBeCloseTo(top, 9);
      }),
    );
    expect(niceTop(0)).toBe(1);
  });
});
