/**
 * Goal: a plan says what the file costs as it is, by the rates of the plan. Method: plans that a bound ends before
 * anything is run; the cost by hand: an agent 100, and 3,000 events of 300 B and their objects in memory at 2 a GB.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { PlanFlags } from "../../../src/experiment/plan/request.js";
import { planOf } from "../../support/plans.js";

const ROOM = readFileSync("test/experiment/plan/scenarios/room.yaml", "utf8");
const BARE = ROOM.slice(0, ROOM.indexOf("plan:"));
const PATH = "tier1.channel.capacity";

async function presentOf(
  levels: readonly string[],
  flags: Partial<PlanFlags> = {},
): Promise<number | undefined> {
  const plan = await planOf(BARE, { vary: [{ path: PATH, levels }], ...flags });
  expect([plan.outcome, plan.effort.runs]).toEqual(["impossible", 0]);
  return plan.present?.total;
}

const memory = async (): Promise<number> => (await presentOf(["1000"]))! - 100;

test("agents and memory of what is there, at no level of the plan", async () => {
  expect(await memory()).toBeCloseTo((2 * 3000 * 468.75) / 1e9, 9);
});

test("a weight by steps counts where the file is at one of them, and is not guessed where it is not", async () => {
  const costs = { step: new Map([[PATH, 5]]) };
  const here = await presentOf(["1000", "2000", "3000"], { costs });
  expect(here).toBeCloseTo(100 + (await memory()) + 2 * 5, 9);
  expect(await presentOf(["1000", "2000"], { costs })).toBeUndefined();
});

test("spare agents that a plan asks for are not there yet", async () => {
  const spared =
    BARE + "plan: { vary: { tier1.channel.capacity: 1k..2k:1k }, spare: { tier1: 1 } }\n";
  const plan = await planOf(spared.replace("no refusals", "no rejections"));
  expect(plan.present!.parts[0]).toEqual({
    what: "agents of tier1",
    amount: 1,
    unit: "agent",
    cost: 100,
  });
});
