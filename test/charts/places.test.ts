/** Goal: labels that can be read. Method: random labels in little room. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apart, inLanes } from "../../src/charts/places.js";
import { fitText, textWidth } from "../../src/charts/text-width.js";

const EDGES = { left: 40, right: 300 };

describe("labels in lanes", () => {
  test("none lies on another, and none leaves the edges", () => {
    const wanted = fc
      .array(fc.record({ x: fc.double({ min: 0, max: 400, noNaN: true }), text: fc.string() }))
      .map((labels) => labels.sort((a, b) => a.x - b.x));
    fc.assert(
      fc.property(wanted, (labels) => {
        const placed = inLanes(labels, EDGES, 3).filter((label) => label !== undefined);
        for (const [i, a] of placed.entries()) {
          expect(a.x).toBeGreaterThanOrEqual(EDGES.left);
          expect(a.x + textWidth(a.text)).toBeLessThanOrEqual(EDGES.right + 1e-9);
          for (const b of placed.slice(i + 1)) {
            const isBeside = a.x + textWidth(a.text) < b.x || b.x + textWidth(b.text) < a.x;
            expect(a.lane !== b.lane || isBeside).toBe(true);
          }
        }
      }),
    );
  });

  test("a label begins where it is wanted if there is room, and goes a lane down if not", () => {
    const labels = ["hdfs down", "t2 killed", "t1 hangs"].map((text, i) => ({
      x: 50 + 30 * i,
      text,
    }));
    const placed = inLanes(labels, EDGES, 2);
    expect(placed[0]).toEqual({ x: 50, text: "hdfs down", lane: 0 });
    expect(placed[1]).toEqual({ x: 80, text: "t2 killed", lane: 1 });
    expect(placed[2]).toBeUndefined();
  });
});

describe("heights moved apart", () => {
  test("keep their order and their distance, within the bounds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (wanted) => {
          const placed = apart(wanted, 14, 0, 200);
          const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
          for (const [k, i] of order.entries()) {
            expect(placed[i]).toBeGreaterThanOrEqual(-1e-9);
            expect(placed[i]).toBeLessThanOrEqual(200);
            if (k > 0)
              expect(placed[i]! - placed[order[k - 1]!]!).toBeGreaterThanOrEqual(14 - 1e-9);
          }
        },
      ),
    );
  });

  test("what is far apart stays where it is", () => {
    expect(apart([100, 20], 14, 0, 200)).toEqual([100, 20]);
  });
});

test("a text that does not fit is cut with an ellipsis, or left out", () => {
  expect(fitText("hdfs down", 500)).toBe("hdfs down");
  const cut = fitText("hdfs.datanode[1] down", 80);
  expect(cut).toMatch(/^hdfs.*…$/);
  expect(textWidth(cut)).toBeLessThanOrEqual(80);
  expect(fitText("hdfs", 5)).toBe("");
});
