/** Goal: many verifications come to the right sums. Method: two recordings of three comparisons by hand. */
import { expect, test } from "vitest";
import { check, type Measured } from "../../src/verify/checks.js";
import { score, scoresByName } from "../../src/verify/score.js";

const fill = (mean: number): Measured => ({
  subject: "CHANNEL.c of a",
  what: "fill, mean distance",
  unit: "share",
  recorded: 0,
  other: mean,
  limit: 0.02,
});

const worst = (of: number): Measured => ({
  ...fill(of),
  what: "fill, worst distance",
  limit: 0.1,
});

const total = (recorded: number, other: number): Measured => ({
  subject: "SINK.k of a",
  what: "EventDrainSuccessCount",
  unit: "events",
  recorded,
  other,
  limit: 0.01,
});

test("recordings that pass, comparisons within, mean fill and mean total", () => {
  const near = [
    check(fill(0.01), 0),
    check(worst(0.04), 0),
    check(total(1000, 1005), 0),
    check(total(0, 0), 0),
  ];
  const far = [
    check(fill(0.03), 0),
    check(worst(0.07), 0),
    check(total(1000, 980), 0),
    check(total(0, 3), 0),
  ];
  const found = score([
    { name: "near", checks: near },
    { name: "far", checks: far },
  ]);
  expect(found).toEqual({
    recordings: 2,
    passed: 1,
    comparisons: 8,
    within: 5,
    fillMean: 0.02,
    fillWorst: 0.07,
    totalMean: 0.0125, // of 0.5 % and 2 %: where none were recorded there is no share
    totalWorst: 0.02,
  });
});

test("of nothing", () => {
  expect(score([])).toMatchObject({ recordings: 0, passed: 0, fillMean: 0, totalMean: 0 });
});

test("by experiment, in order of their names", () => {
  const of = (name: string, mean: number) => ({ name, checks: [check(fill(mean), 0)] });
  const found = scoresByName([of("b", 0.01), of("a", 0.03), of("b", 0.03)]);
  expect(Object.entries(found).map(([name, each]) => [name, each.recordings, each.passed])).toEqual(
    [
      ["a", 1, 0],
      ["b", 2, 1],
    ],
  );
});
