/**
 * Goal: the search finds the cheapest good point wherever more is never worse, and asks for few. Method: grids whose good
 * points are known, against trying all of them.
 */
import { describe, expect, test } from "vitest";
import {
  searchCheapest,
  type Point,
  type SearchEnd,
  type Space,
} from "../../../src/experiment/plan/search.js";
import { Streams } from "../../../src/random/streams.js";

function run(
  space: Space,
  isGood: (point: Point) => boolean,
  options: { hint?: Point; mostExchanges?: number } = {},
): SearchEnd & { asked: Point[] } {
  const asked: Point[] = [];
  const search = searchCheapest(space, { mostExchanges: 1000, ...options });
  let step = search.next();
  while (step.done !== true) {
    asked.push(step.value);
    step = search.next(isGood(step.value));
  }
  return { ...step.value, asked };
}

function cheapestOfAll({ sizes, costOf }: Space, isGood: (point: Point) => boolean): number {
  let best = Infinity;
  const visit = (point: number[]): void => {
    if (point.length < sizes.length) {
      for (let level = 0; level < sizes[point.length]!; level++) visit([...point, level]);
    } else if (isGood(point)) best = Math.min(best, costOf(point));
  };
  visit([]);
  return best;
}

describe("two settings that stand in for each other", () => {
  // Agents times room: 12 is enough; agents cost 5, room 1.
  const space: Space = { sizes: [10, 20], costOf: ([a = 0, c = 0]) => 5 * (a + 1) + (c + 1) };
  const isGood = ([a = 0, c = 0]: Point): boolean => (a + 1) * (c + 1) >= 12;

  test("the cheapest of the exchanges is found", () => {
    const { best, open } = run(space, isGood);
    // 1 × 12 costs 17, 2 × 6 costs 16, 3 × 4 costs 19.
    expect({ best, open }).toEqual({ best: [1, 5], open: 0 });
  });

  test("without exchanges no single setting can be lowered, and it says what is open", () => {
    const { best, open } = run(space, isGood, { mostExchanges: 0 });
    expect(isGood(best!)).toBe(true);
    for (const i of [0, 1]) {
      const less = best!.map((level, j) => (j === i ? level - 1 : level));
      expect(less.some((level) => level < 0) || !isGood(less)).toBe(true);
    }
    expect(open).toBeGreaterThanOrEqual(0);
  });
});

test("nothing good: the largest point is asked for, and there is no best", () => {
  const { best, asked } = run({ sizes: [5, 5], costOf: () => 1 }, () => false);
  expect(best).toBeNull();
  expect(asked.at(-1)).toEqual([4, 4]);
});

test("a hint beside the best point costs few questions", () => {
  const space: Space = { sizes: [1000, 1000], costOf: ([a = 0, b = 0]) => a + b };
  const isGood = ([a = 0, b = 0]: Point): boolean => a >= 700 && b >= 300;
  const { best, open, asked } = run(space, isGood, { hint: [699, 299], mostExchanges: 0 });
  // Beyond 50,000 points those that are left are not counted.
  expect({ best, open }).toEqual({ best: [700, 300], open: null });
  expect(asked.length).toBeLessThanOrEqual(5);
});

test("beyond 50,000 points one setting is exchanged for another", () => {
  // Agents times room: 12,000 is enough; agents cost 50, room 1. 15 × 800 costs 1,550, 16 × 750 the same.
  const space: Space = {
    sizes: [300, 20_000],
    costOf: ([a = 0, c = 0]) => 50 * (a + 1) + (c + 1),
  };
  const isGood = ([a = 0, c = 0]: Point): boolean => (a + 1) * (c + 1) >= 12_000;
  const { best, open, asked } = run(space, isGood, { hint: [1, 5999] });
  expect(space.costOf([1, 5999])).toBe(6100);
  expect(open).toBeNull();
  expect(space.costOf(best!)).toBeLessThan(1600);
  expect(asked.length).toBeLessThan(200);
});

test("random grids: always the cheapest of all", () => {
  const stream = new Streams(5).stream("grids");
  for (let i = 0; i < 60; i++) {
    const sizes = [0, 0, 0].map(() => 1 + stream.integer(6));
    const weights = sizes.map(() => 1 + stream.integer(9));
    const space: Space = {
      sizes,
      costOf: (point) => point.reduce((sum, level, d) => sum + weights[d]! * level, 0),
    };
    // Good is whatever lies above one of three corners.
    const corners = [0, 1, 2].map(() => sizes.map((size) => stream.integer(size)));
    const isGood = (point: Point): boolean =>
      corners.some((corner) => point.every((level, d) => level >= corner[d]!));
    const { best } = run(space, isGood);
    expect(space.costOf(best!)).toBe(cheapestOfAll(space, isGood));
  }
});
