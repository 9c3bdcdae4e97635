/**
 * Goal: what a channel does when its destination stops, slows down or is flooded agrees with the fluid formulas.
 * Method: the formulas of each header, written out; bounds from three standard deviations of the Poisson
 * arrivals, from what sinks have in their hands (a batch each), from their sleep (5 s) and from the sampling.
 *
 * A timed sink takes 0.1 ms more a batch for its sleep (sleepOvershoot) and 0.042 ms to take 1,000 events.
 */
import { expect, test } from "vitest";
import { headlines } from "../../src/experiment/headlines.js";
import { besideFluid } from "../../src/fluid/compare.js";
import { fluidCourse } from "../../src/fluid/fluid.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { scenarioOf } from "../support/simulated.js";
import { expectBetween, expectNear, shipped, textOf, threeSigma, type Shipped } from "./shipped.js";

const SINK_EXTRA = 0.000_142; // [s]
const BATCH = 1000; // [events] of every sink here
const MOST_SLEEP = 5; // [s] of a sink's runner

function sampleSeconds(scenario: Shipped): number {
  return scenario.run().recording.scenario.record.everyTicks / TICKS_PER_SECOND;
}

function drainedAt(scenario: Shipped): number {
  return scenario.run().found.recoveries[0]!.drainedAtTicks! / TICKS_PER_SECOND;
}

shipped("single-agent", (scenario) => {
  const offered = 20 * 250;
  const drain = 1000 / (0.125 + SINK_EXTRA);
  const fill = 1_000_000 / offered;
  const kept = (600 - fill) * offered;
  const asleep = (MOST_SLEEP * drain) / (drain - offered);

  test("the channel is full after capacity / rate", () => {
    expectNear(scenario.fullAt("collector"), 300 + fill, (threeSigma(1e6) + BATCH) / offered);
    scenario.says(300 + fill);
  });

  test("the servers keep what comes after that, each its share", () => {
    const noise = threeSigma(600 * offered) + BATCH;
    expectNear(scenario.run().at("web", "backlogEvents", 900), kept, noise);
    const each = kept / 20;
    const more = MOST_SLEEP * 250 + 4 * Math.sqrt(each);
    expectBetween(scenario.layer("web").peak!.events, each - noise / 20, each + more);
    expect(scenario.header.text).toContain("100,000 = 30 MB each");
  });

  test("every server's call is rejected once in keep-alive + pause", () => {
    const calls = ((600 - fill) / (3 + 1)) * 20;
    expectNear(scenario.layer("collector").rejections, calls, 2 * 20);
    const first = scenario.layer("collector").firstRejection!.atTicks / TICKS_PER_SECOND;
    expectNear(first, scenario.fullAt("collector") + 3, 0.01);
  });

  test("servers are free, and all is normal, after backlog / (drain - rate)", () => {
    const free = 900 + kept / (drain - offered);
    const normal = 900 + 3_000_000 / (drain - offered);
    const noise = threeSigma(free * offered) / (drain - offered);
    const full = scenario.run().found.steps.find(({ what }) => what === "channel-full")!;
    expectBetween(full.toTicks / TICKS_PER_SECOND, free - noise, free + noise + asleep);
    const late = asleep + sampleSeconds(scenario);
    expectBetween(drainedAt(scenario), normal - 1.5 * noise, normal + 1.5 * noise + late);
    scenario.says(900 + 2_000_000 / 3_000);
    scenario.says(900 + 3_000_000 / 3_000);
  });

  test("with too small a backlog the servers drop the difference", () => {
    const { mishaps } = scenario.run("web.client.backlog=20 MB").found;
    const dropped = kept - (20 * 20e6) / 300;
    const noise = threeSigma(600 * offered);
    expectBetween(mishaps.droppedEvents, dropped - noise, dropped + noise + MOST_SLEEP * offered);
  });

  test("the fluid of a channel a tenth larger is told apart", () => {
    const { found, recording } = scenario.run();
    const other = scenarioOf(textOf("single-agent"), ["collector.channel.capacity=1100000"]);
    const rows = besideFluid(fluidCourse(other), headlines(found, recording));
    const flagged = rows.filter(({ isExplained }) => !isExplained).map(({ name }) => name);
    expect(flagged).toContain("collector.firstFull");
  });
});

shipped("slow-destination", (scenario) => {
  const offered = 30 * 200;
  const drain = (2 * 1000) / (0.2 + SINK_EXTRA);
  const slow = (2 * 1000) / (4 * 0.2 + SINK_EXTRA);
  const backlog = 1200 * (offered - slow);

  test("the channel is full after capacity / (rate - slow drain)", () => {
    const fill = 3_000_000 / (offered - slow);
    const tolerance = (threeSigma(fill * offered) + 2 * BATCH) / (offered - slow);
    expectNear(scenario.fullAt("collector"), 300 + fill, tolerance);
    scenario.says(300 + 3_000_000 / 3_500);
  });

  test("the servers keep what the channel lacks, and no call fails", () => {
    const noise = threeSigma(1200 * offered) + 2 * BATCH;
    const kept = backlog - 3_000_000;
    expectNear(scenario.run().at("web", "backlogEvents", 1500), kept, noise);
    const { mishaps } = scenario.run().found;
    expect(mishaps).toMatchObject({ rejections: 0, connectionRefusals: 0, timeouts: 0 });
  });

  test("all is normal after backlog / (drain - rate)", () => {
    const normal = 1500 + backlog / (drain - offered);
    const noise = threeSigma(normal * offered) / (drain - offered);
    expectBetween(
      drainedAt(scenario),
      normal - noise,
      normal + noise + sampleSeconds(scenario) + 1,
    );
    scenario.says(1500 + 4_200_000 / 4_000);
  });

  test("a smaller channel leaves more to the servers", () => {
    const each = (backlog - 2_500_000) / 30;
    const set = "collector.channel.capacity=2500000";
    const noise = (threeSigma(1200 * offered) + 2 * BATCH) / 30;
    const { events } = scenario.layer("web", set).peak!;
    expectBetween(events, each - noise, each + noise + 4 * Math.sqrt(each) + 200);
  });
});

shipped("burst", (scenario) => {
  const drain = (2 * 1000) / (0.4 + SINK_EXTRA);
  const slope = (10_000 - 1_000) / 60; // [events/s a second] of the rise and the fall
  const triangle = (10_000 - drain) ** 2 / (2 * slope);
  const peak = triangle + (600 - 60) * (10_000 - drain) + triangle;
  const peakAt = 300 + 600 + (10_000 - drain) / slope;
  const sizes = (): { at: number; events: number }[] => {
    const { recording, at } = scenario.run();
    return [...recording.times].map((ticks) => {
      const seconds = ticks / TICKS_PER_SECOND;
      return { at: seconds, events: at("collector[0].channel", "ChannelSize", seconds) };
    });
  };

  test("the peak is the area between load and drain", () => {
    const noise = threeSigma(300 * 1_000 + 600 * 10_000) + 2 * BATCH;
    expectNear(scenario.layer("collector").peak!.events, peak, noise);
    const byHand = 2 * 83_333 + 540 * 5_000;
    expect(byHand / 4_000_000).toBeCloseTo(0.717, 3);
    expect(scenario.header.text).toContain("2,866,667 events, 71.7 %");
  });

  test("it comes when the load falls through the drain", () => {
    const top = sizes().reduce((most, each) => (each.events > most.events ? each : most));
    // The curve is slope / 2 x t^2 lower t seconds beside its top: where that is less than a batch of each
    // sink and the noise of 10 s, the top cannot be told from its neighbours.
    const blurred = 2 * BATCH + threeSigma(10 * drain);
    expectNear(top.at, peakAt, Math.sqrt((2 * blurred) / slope) + sampleSeconds(scenario));
    scenario.says(peakAt);
  });

  test("it is gone after the rest of the fall and backlog / (drain - rate)", () => {
    const fallEnds = 300 + 600 + 60;
    const left = peak - (drain - 1_000) ** 2 / (2 * slope);
    const normal = fallEnds + left / (drain - 1_000);
    const gone = sizes().find(({ at, events }) => at > peakAt && events < 2 * BATCH)!.at;
    const tolerance = (threeSigma(7_500_000) + 2 * BATCH) / (drain - 1_000);
    expectNear(gone, normal, tolerance + sampleSeconds(scenario));
    scenario.says(960 + (2_866_667 - 53_333) / 4_000);
  });
});

shipped("three-tiers", (scenario) => {
  const offered = 40 * 200;

  test.each([
    { tier: "tier3", agents: 1, fullAt: 300 + 1_200_000 / offered },
    { tier: "tier2", agents: 2, fullAt: 300 + (1_200_000 + 2 * 400_000) / offered },
    { tier: "tier1", agents: 4, fullAt: 300 + (1_200_000 + 2 * 400_000 + 4 * 100_000) / offered },
  ])("$tier is full when all room behind it and its own is used up", ({ tier, agents, fullAt }) => {
    const each = offered / agents;
    const tolerance = (threeSigma((fullAt - 300) * each) + 2 * BATCH) / each;
    expectNear(scenario.fullAt(tier), fullAt, tolerance);
    scenario.says(fullAt);
  });

  test("from the back to the front, each because of the one behind it", () => {
    const { steps } = scenario.run().found;
    const layers: string[] = [];
    let step = steps.find(({ what }) => what === "backlog");
    while (step !== undefined) {
      if (layers.at(-1) !== step.layer) layers.push(step.layer);
      step = step.cause === undefined ? undefined : steps[step.cause];
    }
    expect(layers).toEqual(["web", "tier1", "tier2", "tier3"]);
  });

  test("the servers keep what comes in the last 180 s, and while three tiers of sinks sleep", () => {
    const kept = (480 - 300) * offered;
    const noise = threeSigma(480 * offered) + 8 * BATCH;
    expectNear(scenario.run().at("web", "backlogEvents", 780), kept, noise);
    const each = kept / 40;
    const more = 3 * MOST_SLEEP * 200 + 4 * Math.sqrt(each);
    expectBetween(scenario.layer("web").peak!.events, each, each + more);
  });
});
