/** Goal: many verifications come to the right sums. Method: two recordings of three comparisons by hand. */
import { expect, test } from "vitest";
import { check, type Measured } from "../../src/verify/checks.js";
import { score } from "../../src/verify/score.js";

const fill = (mean: number): Measured => ({
  subject: "CHANNEL.c of a",
  what: "fill, mean distance",
  unit: "share",
  recorded: 0,
  other: mean,
  limit: 0.02,
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
  const near = [check(fill(0.01), 0), check(total(1000, 1005), 0), check(total(0, 0), 0)];
  const far = [check(fill(0.03), 0), check(total(1000, 980), 0), check(total(0, 3), 0)];
  const found = score([
    { name: "near", checks: near },
    { name: "far", checks: far },
  ]);
  expect(found).toEqual({
    recordings: 2,
    passed: 1,
    comparisons: 6,
    within: 3,
    fillMean: 0.02,
    totalMean: 0.0125, // of 0.5 % and 2 %: where none were recorded there is no share
  });
});

test("of nothing", () => {
  expect(score([])).toMatchObject({ recordings: 0, passed: 0, fillMean: 0, totalMean: 0 });
});
