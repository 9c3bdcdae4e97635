/** Goal: rules of thumb are fed with what the file says. Method: shipped scenarios, their headers' arithmetic, no run. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  isAlike,
  outageOf,
  tierFacts,
  type TierFacts,
} from "../../../src/experiment/audit/facts.js";
import { roomSettings } from "../../../src/experiment/audit/room.js";
import { scenarioOf } from "../../support/scenario.js";

const shipped = (name: string): ReturnType<typeof scenarioOf> =>
  scenarioOf(readFileSync(`scenarios/${name}.yaml`, "utf8"));

test("two tiers: who sends to whom, and how much, at the rates that the file names", () => {
  const scenario = shipped("hdfs-upgrade");
  const [tier1, tier2] = tierFacts(scenario) as [TierFacts, TierFacts];
  expect(tier1).toMatchObject({ tier: "tier1", agents: 12, senders: 200, sources: 1, cores: 4 });
  expect(tier2).toMatchObject({ tier: "tier2", agents: 3, senders: 12, sinks: 4, cores: 8 });
  for (const { eventsPerSecond, bytesPerSecond } of [tier1, tier2]) {
    // 200 × 120 events/s of 300 B, whatever the hour.
    expect(eventsPerSecond).toBeCloseTo(24_000, 3);
    expect(bytesPerSecond).toBeCloseTo(7_200_000, 0);
  }
  expect([tier1.writesToHdfs, tier2.writesToHdfs, tier2.hasSinkCount]).toEqual([false, true, true]);
  expect(outageOf(scenario)).toEqual({ on: "hadoop", kind: "down", forSeconds: 1800 });
  expect(tier2.outageSeconds).toBe(1800);
});

test("a source that shares out among channels gets what all of them together get", () => {
  const [collector] = tierFacts(shipped("multiplexing")) as [TierFacts];
  const { servers } = shipped("multiplexing");
  const offered = servers.reduce((sum, { count, ratePerSecond }) => sum + count * ratePerSecond, 0);
  expect(collector.channels).toHaveLength(3);
  expect(collector.eventsPerSecond).toBeCloseTo(offered, 6);
});

test("without an outage there is none", () => {
  const scenario = shipped("two-tier-fan-in");
  expect(outageOf(scenario)).toBeNull();
  expect(tierFacts(scenario)[1]).toMatchObject({ senders: 7, outageSeconds: null });
});

test("agents that are given one by one have no single setting", () => {
  const [tier] = shipped("failover").tiers;
  expect(isAlike(tier!)).toBe(true);
  expect(isAlike({ ...tier!, templates: [...tier!.templates, ...tier!.templates] })).toBe(false);
});

test("room: bytes and disk never limit it, and what the file gives is left", () => {
  const [, tier2] = tierFacts(shipped("hdfs-upgrade")) as [TierFacts, TierFacts];
  expect(roomSettings(tier2, 15_000_000)).toEqual([]);
  expect(roomSettings(tier2, 20_000_000)).toEqual([
    "tier2.machine.disk.space=300000000000 B",
    "tier2.channel.capacity=20000000",
  ]);
});
