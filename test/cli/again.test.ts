/** Goal: a report of a plan says how to make it again. Method: plans that a bound ends at once; the flags that they were asked with. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planCommand } from "../../src/cli/report/again.js";
import { planOf } from "../support/plans.js";

const ROOM = readFileSync("test/experiment/plan/scenarios/room.yaml", "utf8");
const BARE = ROOM.slice(0, ROOM.indexOf("plan:"));

test("what the file does not say stands in the command", async () => {
  const plan = await planOf(BARE, {
    set: ["objectives=[no loss, no refusals]"],
    vary: [{ path: "tier1.channel.capacity", levels: ["1000", "2000"] }],
    costs: { agentOf: new Map([["tier1", 300]]), heapGigabyte: 4 },
    probability: 0.9,
    seed: 7,
    untilTicks: 110e9,
  });
  expect([plan.outcome, planCommand(plan)]).toEqual([
    "impossible",
    "fanin plan plan.yaml --set 'objectives=[no loss, no refusals]'" +
      " --vary tier1.channel.capacity=1000,2000 --cost agents.tier1=300 --cost heap=4" +
      " --probability '90 %' --confidence '95 %' --seeds 400 --seed 7 --until '110000000000 ns'",
  ]);
});

test("what the file says stands there alone", async () => {
  const short = ROOM.replace("1000..12000:1000", "1000..2000:1000");
  expect(planCommand(await planOf(short))).toBe(
    "fanin plan plan.yaml --probability '95 %' --confidence '95 %' --seeds 400 --seed 1",
  );
});
