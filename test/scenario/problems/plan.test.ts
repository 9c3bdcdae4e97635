/** Goal: what is wrong in a plan is said where it is written. Method: one mistake at a time in a block that is sound. */
import { describe, expect, test } from "vitest";
import { parseScenario } from "../../../src/scenario/parse-scenario.js";
import { edited, saidOf, SMALL } from "../../support/scenario.js";

const PLAN = `${SMALL.replace("channel: memory", "channel: { type: memory, capacity: 1000 }")}faults:
  - { at: 10 min, for: 5 min, on: tier1.sinks, kind: down }
plan:
  probability: 90 %
  vary:
    tier1.channel.capacity: 500..2000:500
    tier1.sinks.count: [1, 2, 4]
  costs: { unit: EUR a month, agents: { tier1: 300 }, steps: { tier1.sinks.count: 5 } }
  spare: { tier1: 1 }
  outage: { at: 20 min, for: 1 min, on: tier1.sinks, kind: down }
  uncertain:
    servers.web.rate: 8..12 events/s
    faults[0].for: { least: 30 s, likely: 1 min, most: 2 min }
`;

test("a sound block is read whole, and changes nothing of the scenario", () => {
  const { plan, scenario } = parseScenario(PLAN);
  expect(plan).toMatchObject({
    probability: 0.9,
    confidence: 0.95,
    mostSeeds: 400,
    vary: [
      { path: "tier1.channel.capacity", levels: ["500", "1000", "1500", "2000"] },
      { path: "tier1.sinks.count", levels: ["1", "2", "4"] },
    ],
    outage: 'faults=[{"at": "20 min", "for": "1 min", "on": "tier1.sinks", "kind": "down"}]',
    spare: new Map([["tier1", 1]]),
    uncertain: [
      { path: "servers.web.rate", law: "uniform", least: 8, most: 12, unit: "events/s" },
      { path: "faults[0].for", law: "triangular", least: 30, likely: 60, most: 120, unit: "s" },
    ],
    lines: { first: 13, last: 24 },
  });
  const bare = parseScenario(PLAN.slice(0, PLAN.indexOf("plan:")));
  expect(scenario).toEqual(bare.scenario);
});

test("a setting that varies can be set, and its bounds are tried all the same", () => {
  const set = ["tier1.channel.capacity=1500", "tier1.channel.capacity=1200"];
  const { plan, problems } = parseScenario(PLAN, { set });
  expect(problems).toEqual([]);
  expect(plan!.vary[0]!.levels).toEqual(["500", "1000", "1500", "2000"]);
  const wrong = edited(PLAN, ["tier1.sinks.count: [1", "tier1.sinks.count: [0"]);
  const said = parseScenario(wrong, { set: ["tier1.sinks.count=2"] }).problems;
  expect(said.map(({ expected }) => expected).join()).toContain("a setting that can be `0`");
});

describe("a mistake", () => {
  test.each([
    ["probability: 90 %", "probability: 100 %", "s.yaml:14:16: plan.probability"],
    ["500..2000:500", "2000..500", "s.yaml:16:29: plan.vary.tier1.channel.capacity"],
    ["    tier1.channel.cap", "    tier1.chanel.cap", "fix: write `channel`"],
    ["tier1.sinks.count: [1", "tier1.sinks.count: [0", "a setting that can be `0`"],
    ["spare: { tier1", "spare: { teir1", "fix: write `tier1`"],
    ["agents: { tier1", "agents: { tier9", "expected a tier: tier1, found `tier9`"],
    ["for: 1 min, on: tier1.sinks", "for: 1 min, on: tier1.snks", "s.yaml:20:41: plan.outage.on"],
    ["8..12", "12..8", "expected a range from a smaller to a larger value"],
    ["likely: 1 min", "likely: 5 min", "expected an amount between `least` and `most`"],
    ["most: 2 min", "most: 2 MB", "expected an amount that measures the same as `least`"],
    ["    servers.web.rate: 8", "    server.web.rate: 8", "found `server`"],
    ["  spare:", "  spares:", "fix: write `spare`"],
  ])("%s → %s", (from, to, message) => {
    expect(saidOf(edited(PLAN, [from, to])).join("\n")).toContain(message);
  });
});
