/** Goal: `--vary` says what it means, and what is wrong with it. Method: tables of texts and the values they stand for. */
import { describe, expect, test } from "vitest";
import { formatProblem } from "../../../src/scenario/problem.js";
import { planSweep } from "../../../src/experiment/sweep/plan.js";
import { readVary } from "../../../src/experiment/sweep/vary.js";

function levels(values: string): readonly string[] {
  const reading = readVary(`tier.key=${values}`, false);
  if (!reading.isRead) throw new Error(formatProblem(reading.problem));
  return reading.dimension.levels;
}

describe("values", () => {
  test.each([
    ["a,b,c", ["a", "b", "c"]],
    [" memory , file ", ["memory", "file"]],
    [
      "{ type: memory, capacity: 5 },{ type: file }",
      ["{ type: memory, capacity: 5 }", "{ type: file }"],
    ],
    ['"1..3","a,b"', ['"1..3"', '"a,b"']],
    ["500k,1M,1.5M,2 MB", ["500000", "1000000", "1500000", "2 MB"]],
    ["1..4", ["1", "2", "3", "4"]],
    ["1..10:3", ["1", "4", "7", "10"]],
    ["1..3,10", ["1", "2", "3", "10"]],
    ["0.1..0.5:0.2", ["0.1", "0.3", "0.5"]],
    ["0..0.3:0.1", ["0", "0.1", "0.2", "0.3"]],
    ["10 min..40 min:15 min", ["10 min", "25 min", "40 min"]],
    ["10 min..1 h:30 min", ["10 min", "40 min"]],
    ["30 s..1 min:10 s", ["30 s", "40 s", "50 s", "60 s"]],
    ["1..3 s", ["1 s", "2 s", "3 s"]],
    ["50..90 %:20", ["50 %", "70 %", "90 %"]],
    ["100k..300k:100k", ["100000", "200000", "300000"]],
    ["100k..1600k:*2", ["100000", "200000", "400000", "800000", "1600000"]],
    ["1..10:*3", ["1", "3", "9"]],
    ["100k..1M:5 points", ["100000", "177828", "316228", "562341", "1000000"]],
    ["1 s..100 s:3 points", ["1 s", "10 s", "100 s"]],
    ["-2..2:2", ["-2", "0", "2"]],
  ])("%s", (values, expected) => {
    expect(levels(values)).toEqual(expected);
  });

  test("a range without steps is all between its ends in a space-filling design", () => {
    const reading = readVary("tier.key=1 s..3 s", true);
    expect(reading).toMatchObject({
      isRead: true,
      dimension: { levels: [], range: { low: 1, high: 3, unit: "s" } },
    });
  });
});

describe("what is wrong, where, and what to write", () => {
  test.each([
    ["tier.key", "expected `path=values`"],
    ["=3", "expected `path=values`"],
    ["tier.key=", "expected `path=values`"],
    ["tier.key=1,,2", "expected a value between commas, found nothing"],
    ["tier.key=5..1", "expected a range from a smaller to a larger value, found `5..1`"],
    ["tier.key=1..1", "expected a range from a smaller to a larger value"],
    ["tier.key=a..z", "expected `low..high` or `low..high:step`"],
    ["tier.key=1..10:0", "expected a step above 0"],
    ["tier.key=1..10:-2", "expected a step above 0"],
    ["tier.key=1..10:20", "expected a step no longer than the range"],
    ["tier.key=1..10:*1", "expected a factor above 1"],
    ["tier.key=0..10:*2", "expected a range that begins above 0"],
    ["tier.key=0..10:4 points", "expected a range that begins above 0"],
    ["tier.key=1..10:1 points", "expected 2 to 10000 points"],
    ["tier.key=0.5..1.7", "expected a step, where the ends are no whole numbers"],
    ["tier.key=1 s..3 MB", "expected two ends that measure the same"],
    ["tier.key=1 s..10 s:1 MB", "expected a step in the unit of the range"],
    ["tier.key=1 sec..10 sec", "expected `low..high` or `low..high:step`"],
    ["tier.key=1..100000000", "expected at most 10000 values"],
    ["tier.key=1,2,1", "expected each value once, found `1` twice"],
    ["seed=1..10", "expected a setting other than the seed"],
  ])("%s", (written, message) => {
    const reading = readVary(written, false);
    if (reading.isRead) throw new Error(`read as ${reading.dimension.levels.join()}`);
    const text = formatProblem(reading.problem);
    expect(text).toContain(`--vary ${written}:1:`);
    expect(text).toContain(message);
    expect(text).toContain("\n  fix: ");
  });

  test.each([
    [[], undefined, "found none: an empty grid"],
    [["a.b=1,2", "a.b=3"], undefined, "expected each path once, found `a.b`"],
    [["a.b=1..2000", "a.c=1..2000"], undefined, "found 4000000 runs"],
    [["a.b=1..2"], 2_000_000, "found 2000000 runs"],
  ])("%j with %s points", (vary, points, message) => {
    const { problems } = planSweep({ vary, points, replications: 1, firstSeed: 1 });
    expect(problems.map(formatProblem).join("\n")).toContain(message);
  });
});
