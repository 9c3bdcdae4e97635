/**
 * Goal: a site of thousands of servers answers its question as one would by hand, each server by the agent that it feeds.
 * Method: fluid fill times of both tiers; what a server generates while nobody takes it; a count of who was turned away.
 */
import { expect, test, vi } from "vitest";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { expectBetween, expectNear, shipped, threeSigma } from "./shipped.js";

// A run of thousands of servers, sampled 5,101 times, takes a while on a machine that is busy.
vi.setConfig({ testTimeout: 240_000 });

const EACH = 5; // [events/s]
const RATE = 2400 * EACH;
const GONE = 120; // [s]
const BACK = GONE + 600;

shipped("large-site", (scenario) => {
  const tier2Full = GONE + (4 * 1_000_000) / RATE;
  const tier1Full = tier2Full + (48 * 12_500) / RATE;
  // In the hands of 8 HDFS sinks and of 48 tier-1 groups a batch of 1,000 each.
  const underWay = 56 * 1000;

  test("each tier is full after its room / rate, sooner by what is under way", () => {
    const noise = threeSigma(RATE * (tier1Full - GONE)) / RATE;
    expectBetween(scenario.fullAt("tier2"), tier2Full - underWay / RATE - noise, tier2Full + noise);
    // The first of 48 agents: its own share comes from 50 servers.
    const early = underWay / RATE + (threeSigma(50 * EACH * (tier1Full - GONE)) + 50 * 100) / 250;
    expectBetween(scenario.fullAt("tier1"), tier1Full - early, tier1Full + noise);
    scenario.says(tier2Full);
    scenario.says(tier1Full);
  });

  test("a server keeps what comes until HDFS is back, a batch, and what comes until it is taken", () => {
    const kept = (BACK - tier1Full) * EACH;
    expect(kept).toBeCloseTo(1083, 0);
    const { events } = scenario.layer("web").peak!;
    const late = (5 + 30) * EACH + 100;
    // The fullest of 2,400 is above the mean by four standard deviations at the most.
    expectBetween(events, kept, kept + late + 4 * Math.sqrt(kept + late));
  });

  test("every agent turns its own servers away, and nobody else's", () => {
    const { recording } = scenario.run();
    const turnedAway = recording.parts.filter(({ kind, totals }) => {
      return kind === "server" && totals["failedCalls"]! > 0;
    });
    const agents = new Set(turnedAway.map(({ constants }) => constants["firstChoice"]));
    expect(agents.size).toBe(48);
    expect(recording.parts.filter(({ kind }) => kind === "server").length).toBe(2400);
    expect(recording.times.length).toBeGreaterThanOrEqual(5000);
  });

  test("nothing is lost, and the backlog is gone within a minute", () => {
    const { mishaps, recoveries } = scenario.run().found;
    expect(mishaps).toMatchObject({ lostEvents: 0, droppedEvents: 0 });
    expectNear(
      (recoveries[0]!.drainedAtTicks! - BACK * TICKS_PER_SECOND) / TICKS_PER_SECOND,
      30,
      30,
    );
  });
});
