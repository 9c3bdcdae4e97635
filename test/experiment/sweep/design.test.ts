/** Goal: the points of a sweep are what their design says. Method: the grid by hand; the strata of a Latin hypercube. */
import { describe, expect, test } from "vitest";
import { gridPoints, latinHypercube } from "../../../src/experiment/sweep/design.js";
import { planSweep, sweepJobs } from "../../../src/experiment/sweep/plan.js";
import { readVary, type Dimension } from "../../../src/experiment/sweep/vary.js";

function dimension(written: string, fillsSpace = true): Dimension {
  const reading = readVary(written, fillsSpace);
  if (!reading.isRead) throw new Error(written);
  return reading.dimension;
}

test("a grid has every combination once, the last dimension fastest", () => {
  const points = gridPoints([dimension("a=1,2", false), dimension("b=x,y,z", false)]);
  expect(points).toEqual([
    ["1", "x"],
    ["1", "y"],
    ["1", "z"],
    ["2", "x"],
    ["2", "y"],
    ["2", "z"],
  ]);
});

describe("a Latin hypercube", () => {
  const dimensions = [
    dimension("a=0 s..100 s"),
    dimension("b=1..20"),
    dimension("c=x,y,z,w"),
    dimension("d=1k..8k:*2"),
  ];
  const points = latinHypercube(dimensions, 20, 7);

  test("has one point in each stratum of each dimension", () => {
    const strata = points.map(([a]) => Math.floor(Number.parseFloat(a!) / 5));
    expect([...strata].sort((x, y) => x - y)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    const whole = points.map(([, b]) => Number(b)).sort((x, y) => x - y);
    expect(whole).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    for (const [d, values] of [
      [2, ["x", "y", "z", "w"]],
      [3, ["1000", "2000", "4000", "8000"]],
    ] as const) {
      for (const value of values) {
        expect(points.filter((point) => point[d] === value)).toHaveLength(5);
      }
    }
  });

  test("pairs its dimensions at random: no two columns go together", () => {
    const many = latinHypercube([dimension("a=0 s..1 s"), dimension("b=0 s..1 s")], 400, 3);
    const xs = many.map(([a]) => Number.parseFloat(a!) - 0.5);
    const ys = many.map(([, b]) => Number.parseFloat(b!) - 0.5);
    const correlation = xs.reduce((sum, x, i) => sum + x * ys[i]!, 0) / (400 / 12);
    expect(Math.abs(correlation)).toBeLessThan(3.3 / Math.sqrt(400));
  });

  test("is the same for a seed, another for another, and a dimension more changes no other", () => {
    expect(latinHypercube(dimensions, 20, 7)).toEqual(points);
    expect(latinHypercube(dimensions, 20, 8)).not.toEqual(points);
    const fewer = latinHypercube(dimensions.slice(0, 2), 20, 7);
    expect(fewer).toEqual(points.map((point) => point.slice(0, 2)));
  });
});

test("every point has the same seeds, and its settings over those of the command", () => {
  const { plan } = planSweep({
    vary: ["a.b=1,2"],
    points: undefined,
    replications: 2,
    firstSeed: 40,
  });
  const source = { file: "f.yaml", text: "", files: {} };
  const jobs = sweepJobs(plan!, source, ["c.d=5"], null);
  expect(jobs.map(({ key, set, seed }) => [key, set, seed])).toEqual([
    ["point 1 seed 40", ["c.d=5", "a.b=1"], 40],
    ["point 1 seed 41", ["c.d=5", "a.b=1"], 41],
    ["point 2 seed 40", ["c.d=5", "a.b=2"], 40],
    ["point 2 seed 41", ["c.d=5", "a.b=2"], 41],
  ]);
});
