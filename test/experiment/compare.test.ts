/** Goal: two sides are compared fairly, and what is not known is not claimed. Method: hand-made runs. */
import { describe, expect, test } from "vitest";
import { compareSides, type Side, type SideRun } from "../../src/experiment/compare.js";

function side(
  values: readonly (number | null)[],
  change: Partial<Side> = {},
  name = "x.lost",
): Side {
  const runs = values.map((value, seed): SideRun => {
    return { seed, isMet: value === 0, headlines: [{ name, unit: "events", value }] };
  });
  return { name: "N", file: "f", runs, outageSeconds: null, ...change };
}

function wordOf(a: Side, b: Side): string {
  return compareSides(a, b)!.numbers[0]!.word;
}

describe("numbers", () => {
  test("the difference is that of each seed, not that of the means alone", () => {
    const { numbers } = compareSides(side([100, 200, 300]), side([90, 190, 290]))!;
    expect(numbers[0]!.difference).toMatchObject({ count: 3, mean: -10, halfWidth: 0 });
    expect(numbers[0]!.word).toBe("better");
  });

  test("an interval that reaches to both sides of 0 claims nothing; equal seeds are equal", () => {
    expect(wordOf(side([10, 10, 10]), side([0, 21, 12]))).toBe("not-seen");
    expect(wordOf(side([10, 20]), side([10, 20]))).toBe("equal");
  });

  test("what happens on one side alone needs six seeds to be more than chance", () => {
    const never = (n: number): (number | null)[] => Array.from({ length: n }, () => null);
    const always = (n: number): number[] => Array.from({ length: n }, (_, i) => 50 + i);
    const full = "x.firstFull";
    expect(wordOf(side(always(5), {}, full), side(never(5), {}, full))).toBe("undecided");
    expect(wordOf(side(always(6), {}, full), side(never(6), {}, full))).toBe("better");
    expect(wordOf(side(never(6), {}, full), side(always(6), {}, full))).toBe("worse");
    // A drain that does not end is worse than one that does.
    expect(wordOf(side(always(6), {}, "drain.h"), side(never(6), {}, "drain.h"))).toBe("worse");
  });

  test("later is better for a moment, and moments count from the outage of their side", () => {
    const a = side([100, 101], { outageSeconds: 60 }, "x.firstFull");
    const b = side([130, 131], { outageSeconds: 90 }, "x.firstFull");
    const { numbers, isFromOutage } = compareSides(a, b)!;
    expect({ isFromOutage, a: numbers[0]!.a!.mean, word: numbers[0]!.word }).toEqual({
      ...{ isFromOutage: true, a: 40.5, word: "equal" },
    });
  });

  test("neither way is better for the time at work", () => {
    expect(wordOf(side([1, 1], {}, "x.working"), side([2, 2], {}, "x.working"))).toBe("more");
  });
});

test("only seeds that both have are compared; none in common: no comparison", () => {
  const b = side([0, 0, 0]);
  const late = { ...b, runs: b.runs.map((run) => ({ ...run, seed: run.seed + 2 })) };
  expect(compareSides(side([0, 1, 5]), late)!.seeds).toEqual([2]);
  expect(compareSides(side([0]), { ...late, runs: late.runs.slice(1) })).toBeUndefined();
});

test("seeds that change sides are counted for better and worse", () => {
  const { met } = compareSides(side([0, 1, 1, 1]), side([1, 0, 0, 1]))!;
  expect(met).toMatchObject({ better: 2, worse: 1, word: "undecided" });
  expect([met.a.successes, met.b.successes]).toEqual([1, 2]);
});
