/**
 * Goal: how fast a sink writes to a slow HDFS agrees with the times of its parts.
 * Method: the time of a batch from the shipped parameters of storage and machine; the bound is three standard
 * deviations of the random hflush times over the batches of the stretch (most of it from the rare stalls), and of
 * the Poisson arrivals.
 */
import { expect, test } from "vitest";
import { expectNear, shipped, threeSigma } from "./shipped.js";

const BATCH = 1000;
const BYTES = BATCH * 300;
const OFFERED = 40 * 200;
const SLOW = 20;

/** Moments of one hflush [s]: lognormal, median 2.8 ms, sigma 0.82; one in 2,000 uniform from 0.15 to 1 s. */
function hflush(): { mean: number; deviation: number } {
  const [stall, median, sigma, low, high] = [0.000_5, 0.002_8, 0.82, 0.15, 1];
  const mean = (1 - stall) * median * Math.exp(sigma ** 2 / 2) + (stall * (low + high)) / 2;
  const square =
    (1 - stall) * median ** 2 * Math.exp(2 * sigma ** 2) +
    (stall * (high ** 3 - low ** 3)) / (3 * (high - low));
  return { mean, deviation: Math.sqrt(square - mean ** 2) };
}

/** [s] of one batch when HDFS is slower by a factor; the latency of the network is 0.2 ms a way. */
function batchSeconds(factor: number): number {
  const append = BATCH * 0.000_01 + 0.000_042;
  const stream = BYTES / 125e6 + 0.000_2 + (BYTES / 50e6) * factor;
  return Math.max(append, stream) + hflush().mean * factor + 0.000_4;
}

/** [events] that the drain over a time may be off by. */
function drainNoise(seconds: number): number {
  const batches = seconds / batchSeconds(SLOW);
  return (3 * hflush().deviation * SLOW * Math.sqrt(batches) * BATCH) / batchSeconds(SLOW);
}

shipped("slow-hdfs", (scenario) => {
  const drain = BATCH / batchSeconds(SLOW);
  const lacks = OFFERED - drain;

  test("a batch takes what its parts take", () => {
    expect(batchSeconds(1)).toBeCloseTo(0.0146, 4);
    expect(batchSeconds(SLOW)).toBeCloseTo(0.207, 3);
    expect(drain).toBeCloseTo(4_830, -1);
    const { text } = scenario.header;
    expect(text).toContain("207 ms:");
    expect(text).toContain("14.6 ms:");
  });

  test("the channel is full after capacity / (rate - slow drain)", () => {
    const fill = 2_000_000 / lacks;
    const tolerance = (drainNoise(fill) + threeSigma(fill * OFFERED) + BATCH) / lacks;
    expect(tolerance / fill).toBeLessThan(0.13);
    expectNear(scenario.fullAt("collector"), 300 + fill, tolerance);
    scenario.says(300 + 2_000_000 / 3_170);
  });

  test("the servers keep what the channel lacks", () => {
    const kept = 1200 * lacks - 2_000_000;
    const tolerance = drainNoise(1200) + threeSigma(1200 * OFFERED) + BATCH;
    expectNear(scenario.run().at("web", "backlogEvents", 1500), kept, tolerance);
  });

  test("two sinks have a rate above the load; their channel holds what a few stalls pile up", () => {
    expect(2 * drain).toBeGreaterThan(OFFERED);
    // All stalls of one sink that three standard deviations allow, were the other to get nothing of it.
    const stalls = drainNoise(1200);
    expect(scenario.layer("collector", "collector.sinks.count=2").peak!.events).toBeLessThan(
      stalls,
    );
  });

  test("a channel with room for all of it holds it", () => {
    const { peak } = scenario.layer("collector", "collector.channel.capacity=5000000");
    expectNear(peak!.events, 1200 * lacks, drainNoise(1200) + threeSigma(1200 * OFFERED) + BATCH);
  });
});
