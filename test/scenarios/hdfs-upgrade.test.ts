/**
 * Goal: the first thing that a user tries answers its question as one would by hand.
 * Method: fluid fill times of each layer, the chain of causes from the servers' backlog back to HDFS, and the
 * bound on recovery from the one log of a file channel.
 */
import { expect, test } from "vitest";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { expectBetween, expectNear, shipped, textOf, threeSigma } from "./shipped.js";

/** Hours 0 to 23 of an ordinary weekday over their mean, kafka-hdfs-facts D.1; its peak is at 14 to 16. */
const WEEKDAY = [
  0.68, 0.67, 0.66, 0.66, 0.59, 0.61, 0.84, 0.82, 0.93, 0.99, 1.04, 1.19, 1.28, 1.34, 1.39, 1.39,
  1.39, 1.3, 1.22, 1.21, 1.15, 1.08, 0.83, 0.76,
];

shipped("hdfs-upgrade", (scenario) => {
  const mean = WEEKDAY.reduce((sum, factor) => sum + factor, 0) / 24;
  const each = (120 * Math.max(...WEEKDAY)) / mean;
  const rate = 200 * each;
  const tier2Full = 1800 + (3 * 15_000_000) / rate;
  const tier1Full = tier2Full + (12 * 100_000) / rate;
  const kept = (3600 - tier1Full) * each;

  test("each tier is full after the room of its agents / rate", () => {
    // In the hands of 12 HDFS sinks and of 12 tier-1 groups: a batch of 1,000 each.
    const noise = (threeSigma(rate * 1800) + 24 * 1000) / rate;
    expectNear(scenario.fullAt("tier2"), tier2Full, noise);
    expectNear(scenario.fullAt("tier1"), tier1Full, noise);
    scenario.says(tier2Full);
    scenario.says(tier1Full);
  });

  test("the servers keep the rest, more than is allowed and less than they have", () => {
    const { events, bytes } = scenario.layer("web").peak!;
    const late = (5 + 30 + 30) * each;
    // The fullest of 200 is above the mean, by four standard deviations at the most.
    expectBetween(events, kept, kept + late + 4 * Math.sqrt(kept));
    expectBetween(bytes!, 10e6, 50e6);
    expect(scenario.header.text).toContain("69,000 events");
    expect(kept).toBeCloseTo(69_000, -2);
  });

  test("HDFS, then tier 2, then tier 1, then the servers: each because of the one before", () => {
    const { steps } = scenario.run().found;
    const chain: { layer: string; at: number }[] = [];
    let step = steps.find(({ what }) => what === "backlog");
    while (step !== undefined) {
      if (chain[0]?.layer !== step.layer) chain.unshift({ layer: step.layer, at: step.fromTicks });
      else chain[0].at = step.fromTicks;
      step = step.cause === undefined ? undefined : steps[step.cause];
    }
    expect(chain.map(({ layer }) => layer)).toEqual(["hadoop", "tier2", "tier1", "web"]);
    expect(chain[0]!.at).toBe(1800 * TICKS_PER_SECOND);
    const times = chain.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test("nothing is lost or dropped, and the layers refuse one another", () => {
    const { mishaps, verdict } = scenario.run().found;
    expect(mishaps).toMatchObject({ lostEvents: 0, droppedEvents: 0 });
    expect(scenario.layer("tier2").rejections).toBeGreaterThan(0);
    expect(scenario.layer("tier1").rejections).toBeGreaterThan(0);
    const failed = verdict.objectives.filter(({ isMet }) => isMet !== true);
    expect(failed.map(({ text }) => text)).toEqual([
      "no refusals",
      "backlog of servers under 10 MB",
    ]);
  });

  test("it is drained no sooner than the logs of three file channels allow", () => {
    const fsync = 0.002 * Math.exp(0.6 ** 2 / 2);
    const most = (3 * 1000) / (1000 * 0.000_011_4 + fsync);
    const soonest = (rate * 1800) / (most - rate);
    expect(soonest).toBeCloseTo(326, -1);
    const [recovery] = scenario.run().found.recoveries;
    const took = (recovery!.drainedAtTicks! - recovery!.endTicks) / TICKS_PER_SECOND;
    expectBetween(took, soonest, 3600);
  });

  test("the plan may choose the first step of room that is enough, and steps that are not", () => {
    const text = textOf("hdfs-upgrade");
    const { vary } = parseScenario(text, { file: "hdfs-upgrade.yaml" }).plan!;
    expect(vary.map(({ path }) => path)).toEqual(["tier2.channel.capacity"]);
    const levels = vary[0]!.levels.map(Number);
    const awake = (rate * 1805) / 3;
    expectNear(awake, 20_050_000, 5000);
    expect(levels[0]).toBe(15_000_000);
    expect(levels.find((level) => level > awake + threeSigma(awake))).toBe(21_000_000);
    expect(text).toContain("= 20,050,000 events: 21M");
  });

  test("with more room in tier 2 nobody before it notices", () => {
    const set = "tier2.channel.capacity=25000000";
    const { peak } = scenario.layer("tier2", set);
    const noise = threeSigma((rate * 1800) / 3) + 5 * 1000;
    // And what comes while the sinks still sleep.
    expectBetween(peak!.events, (rate * 1800) / 3 - noise, (rate * 1805) / 3 + noise);
    expect(scenario.layer("tier1", set).firstFull).toBeUndefined();
    expect(scenario.layer("web", set).blockedShare).toBe(0);
  });
});
