/**
 * Goal: two designs are compared on the same random numbers. Method: the difference that a slower sink makes to the
 * backlog, over seeds: its variance with the same seed on both sides against seeds that differ.
 */
import { expect, test } from "vitest";
import { carryOut } from "../../src/experiment/carry-out.js";
import { meanInterval } from "../../src/statistics/mean-interval.js";
import { jobsOf } from "../support/pool.js";
import { smallScenario } from "../support/small-scenario.js";

function backlogs(service: string, seeds: readonly number[]): number[] {
  const set = [`collector.sinks.service=${service}`];
  return jobsOf(smallScenario({ duration: "3 min" }), seeds, set).map((job) => {
    const result = carryOut(job);
    if (result.kind !== "run") throw new Error(JSON.stringify(result.problems));
    return result.headlines.find(({ name }) => name === "maxBacklog")!.value!;
  });
}

test("the same seeds take nearly all the noise out of a difference", () => {
  const seeds = Array.from({ length: 30 }, (_, i) => i + 1);
  const fast = backlogs("40 ms", seeds);
  const slow = backlogs("600 ms", seeds);
  const variance = (others: readonly number[]): number =>
    meanInterval(slow.map((backlog, i) => backlog - others[i]!))!.deviation! ** 2;
  const same = variance(fast);
  const others = variance([...fast.slice(1), fast[0]!]);
  expect(others).toBeGreaterThan(0);
  expect(same).toBeLessThan(others / 4);
});
