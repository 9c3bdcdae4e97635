/**
 * Goal: what spare agents make impossible is said before anything is run, and only where it is certain. Method: the
 * scenario with a spare agent, asked that nobody is refused, by senders that come to the agent that is down and by
 * senders that never do.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sureRefusals } from "../../../src/experiment/plan/spare-refusals.js";
import { planOf } from "../../support/plans.js";
import { scenarioOf } from "../../support/scenario.js";

const AGENTS = readFileSync("test/experiment/plan/scenarios/agents.yaml", "utf8");

test.each(["refusals", "connection-refusals"])("no %s with an agent to spare", async (what) => {
  const plan = await planOf(AGENTS.replace("no rejections", `no ${what}`));
  expect([plan.outcome, plan.effort.runs]).toEqual(["impossible", 0]);
  const [why] = plan.impossible;
  expect(why).toMatchObject({ objective: `no ${what}`, bound: "spare agents", layer: "tier1" });
  expect(why!.has).toMatch(/^tier1\[\d\] is away in this run, as `spare` asks, and is called/);
  expect(why!.fix).toContain("ask for `no rejections`");
});

/** Failover takes the second agent only where the first does not answer. */
function sure(agent: number, policy: string, until = "2 min"): number {
  const bare = AGENTS.slice(0, AGENTS.indexOf("plan:"))
    .replace("policy: load_balance, backoff: true", `policy: ${policy}`)
    .replace("to: tier1,", "to: tier1, placement: listed,")
    .replace("no rejections", "no refusals");
  const down = `faults: [{ at: 0 s, for: ${until}, on: "tier1[${String(agent)}]", kind: down }]`;
  return sureRefusals(scenarioOf(`${bare}${down}\n`), 1).length;
}

test("it is certain of the first of a list, of all that are taken in turn, and for the whole run", () => {
  expect(sure(0, "failover")).toBe(1);
  expect(sure(1, "failover")).toBe(0);
  expect(sure(1, "load_balance")).toBe(1);
  expect(sure(1, "load_balance", "1 min")).toBe(0);
});
