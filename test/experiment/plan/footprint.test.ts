/** Goal: memory, disk and replay of a channel are those of the published rules. Method: numbers worked out by hand. */
import { describe, expect, test } from "vitest";
import { tierPlans } from "../../../src/experiment/plan/tier-plan.js";
import { CostModel } from "../../../src/experiment/plan/costs.js";
import { NO_PLAN } from "../../../src/experiment/plan/request.js";
import { edited, scenarioOf, SMALL } from "../../support/scenario.js";

function channelOf(channel: string): ReturnType<typeof tierPlans>[0]["machines"][0]["channels"][0] {
  const text = edited(
    SMALL,
    ["channel: memory", `channel: ${channel}`],
    ["rate: 10 events/s,", "rate: 10 events/s, size: 300 B,"],
  );
  return tierPlans(scenarioOf(text), new Map())[0]!.machines[0]!.channels[0]!;
}

describe("a file channel of a million", () => {
  const channel = channelOf("{ type: file, capacity: 1000000 }");

  test("maps (capacity + 1029) × 8 B, and 1 MiB", () => {
    expect(channel.directBytes).toBe(1_001_029 * 8 + 1_048_576);
  });

  test("takes up to 32 B of heap a slot to replay", () => {
    expect(channel.heapBytes).toBe(32_000_000);
  });

  test("writes a PUT and a TAKE an event, keeps two files, a checkpoint and what must be free", () => {
    const records = 1e6 * (300 + 47 + 41);
    expect(channel.diskBytes).toBe(records + 2 * 1_623_195_647 + 1_001_029 * 8 + 500 * 1_048_576);
  });

  test("replays in 33 ms and 1.8 us an event, or 9.2 us without a checkpoint", () => {
    expect(channel.replay!.seconds).toBeCloseTo(1.833, 9);
    expect(channel.replay!.fullSeconds).toBeCloseTo(9.233, 9);
    expect(channel.lostInCrashEvents).toBe(0);
  });
});

describe("a memory channel of 100,000", () => {
  const channel = channelOf("{ type: memory, capacity: 100000, transactionCapacity: 100 }");

  test("needs a heap of which 64 % hold its bodies in slots of 100 B", () => {
    // As objects an event is 304 + 120 B, 42.4 MB; 300 / 0.64 is more.
    expect(channel.heapBytes).toBe(Math.ceil((100_000 * 300) / 0.64));
    expect([channel.directBytes, channel.diskBytes, channel.replay]).toEqual([0, 0, null]);
    expect(channel.lostInCrashEvents).toBe(100_000);
    expect(channel.capacityBytes).toBe(30_000_000);
  });
});

test("events of 100 B cost more as objects, 104 + 120 B, than as bytes, 100 / 0.64", () => {
  const text = edited(
    SMALL,
    ["channel: memory", "channel: { type: memory, capacity: 1000 }"],
    ["rate: 10 events/s,", "rate: 10 events/s, size: 100 B,"],
  );
  const [tier] = tierPlans(scenarioOf(text), new Map());
  expect(tier!.machines[0]!.channels[0]!.heapBytes).toBe(1000 * (104 + 120));
});

test("costs: agents with spare ones, memory and disk of all of them, steps", () => {
  const text = edited(SMALL, ["channel: memory", "channel: { type: file, capacity: 1000000 }"]);
  const tiers = tierPlans(scenarioOf(text), new Map([["tier1", 1]]));
  const model = new CostModel({
    ...NO_PLAN.costs,
    agentOf: new Map([["tier1", 50]]),
    heapGigabyte: 10,
    diskGigabyte: 1,
    step: new Map([["tier1.sinks.count", 3]]),
  });
  const { total, parts } = model.of(tiers, new Map([["tier1.sinks.count", 2]]));
  const [machine] = tiers[0]!.machines;
  const gigabytes = (3 * (machine!.heapBytes + machine!.directBytes)) / 1e9;
  expect(parts[0]).toEqual({ what: "agents of tier1", amount: 3, unit: "agent", cost: 150 });
  expect(total).toBeCloseTo(150 + gigabytes * 10 + (3 * machine!.diskBytes) / 1e9 + 6, 9);
});
