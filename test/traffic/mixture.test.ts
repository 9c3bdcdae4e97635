/** Goal: batches divide over header classes by their shares. Method: count what many batches hold. */
import { describe, expect, test } from "vitest";
import { ClassMix } from "../../src/traffic/mixture.js";

describe("classes of events", () => {
  test("each has its share of every batch, and no event is lost by rounding", () => {
    const mix = new ClassMix([0.5, 0.3, 0.2]);
    const sums = [0, 0, 0];
    for (let batch = 1; batch <= 7; batch++) {
      const counts = mix.next(13);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(13);
      counts.forEach((count, c) => (sums[c]! += count));
      expect(Math.abs(sums[0]! - 0.5 * 13 * batch)).toBeLessThan(1);
    }
    expect(sums).toEqual([46, 27, 18]);
  });

  test("a class drawn by chance is drawn as often as its share says", () => {
    const mix = new ClassMix([0.7, 0.25, 0.05]);
    expect([0, 0.69, 0.7, 0.949, 0.95, 0.999].map((chance) => mix.classAt(chance))).toEqual([
      0, 0, 1, 1, 2, 2,
    ]);
  });
});
