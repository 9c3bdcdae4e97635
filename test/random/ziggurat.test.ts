import { describe, expect, test } from "vitest";
import { EXPONENTIAL_ZIGGURAT, LAYERS, NORMAL_ZIGGURAT } from "../../src/random/ziggurat.js";

const ziggurats = [
  ["exponential", EXPONENTIAL_ZIGGURAT, (x: number) => Math.exp(-x)],
  ["normal", NORMAL_ZIGGURAT, (x: number) => Math.exp(-0.5 * x * x)],
] as const;

for (const [name, { surelyBelow, width, height, tailStart }, density] of ziggurats) {
  describe(`the ${name} ziggurat`, () => {
    const edges = Array.from(width, (perDraw) => perDraw * 2 ** 53);

    test("has layers of one area, so that each is drawn as often", () => {
      // Layer i > 0 is the box of width edge[i] between two heights; layer 0, with the tail, counts
      // as one of width edge[0] below the first height.
      const areas = edges.map(
        (edge, i) => edge * (height[i === 0 ? 1 : i + 1]! - (i === 0 ? 0 : height[i]!)),
      );
      for (const area of areas) expect(Math.abs(area / areas[0]! - 1)).toBeLessThan(1e-10);
    });

    test("has its edges on the density, from the start of the tail to the axis", () => {
      expect(edges[1]).toBeCloseTo(tailStart, 14);
      expect(height[LAYERS]).toBe(1);
      for (let i = 1; i < LAYERS; i++) expect(height[i]! / density(edges[i]!)).toBeCloseTo(1, 13);
    });

    test("takes a draw for surely below exactly if the next layer reaches as far", () => {
      for (let i = 0; i < LAYERS; i++) {
        expect((surelyBelow[i]! / 2 ** 53) * edges[i]!).toBeCloseTo(edges[i + 1] ?? 0, 13);
      }
    });
  });
}
