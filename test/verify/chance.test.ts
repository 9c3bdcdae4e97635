/**
 * Goal: where chance rules, real curves look like simulated ones drawn with other seeds.
 * Method: six recordings of one experiment, each with seeds of its own, against 200 seeds of the simulation. A real
 * channel shows what its queue held when a put was counted, and the sink that the put woke may have emptied it by
 * then or not (MemoryChannel.doCommit counts after it releases): a batch more or less is the same.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { simulate } from "../../src/experiment/run.js";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { TICKS_PER_MILLISECOND } from "../../src/units/time.js";
import { scenarioDocument } from "../../src/verify/to-scenario.js";
import { columnValues } from "../../src/verify/trace.js";
import { references } from "../support/references.js";

const SEEDS = 200;
const GROUP = 6;
const BATCH = 10; // [events] of a call of a load client

const traces = references()
  .map(({ trace }) => trace)
  .filter(({ name }) => name === "stochastic");
const { t } = traces[0]!.series["a"]!;
/** Samples from the end of the warm-up on. */
const samples = t.flatMap((ms, i) => (ms >= traces[0]!.warmupMs ? [i] : []));
const real = traces.map(({ series }) =>
  columnValues(series["a"]!.components["CHANNEL.c"]!["ChannelSize"], t.length),
);
/** The simulated channel, by seed and sample. */
const simulated: number[][] = [];

beforeAll(() => {
  const { document, offsetMs } = scenarioDocument(traces[0]!);
  for (let seed = 1; seed <= SEEDS; seed++) {
    const text = JSON.stringify({ ...document, seed });
    const { scenario } = parseScenario(text, { file: "stochastic" });
    const { parts, series, times } = simulate(scenario!);
    const part = parts.findIndex(({ kind }) => kind === "channel");
    const { values } = series.find((each) => each.part === part && each.name === "ChannelSize")!;
    const every = (times[1]! - times[0]!) / TICKS_PER_MILLISECOND;
    const first = times[0]! / TICKS_PER_MILLISECOND;
    simulated.push(samples.map((i) => values[Math.round((t[i]! + offsetMs - first) / every)]!));
  }
}, 120_000);

describe("a channel under Poisson arrivals and exponential service", () => {
  test("each real curve is in the band of 95 % of the seeds at 90 % of the samples or more", () => {
    expect(real).toHaveLength(GROUP);
    for (const curve of real) {
      const inside = samples.filter((i, at) => {
        const { low, high } = band(at);
        return curve[i]! >= low - BATCH && curve[i]! <= high;
      });
      expect(inside.length / samples.length).toBeGreaterThanOrEqual(0.9);
    }
  });

  test("the six differ from each other as any six seeds do", () => {
    // 33 groups of six seeds: a model that varies too much, or too little, has all of them on one side.
    const ofReal = meanSpread(samples.map((i) => real.map((curve) => curve[i]!)));
    const groups = Array.from({ length: Math.floor(SEEDS / GROUP) }, (_, g) => {
      const curves = simulated.slice(g * GROUP, (g + 1) * GROUP);
      return meanSpread(samples.map((_sample, at) => curves.map((curve) => curve[at]!)));
    });
    const wider = groups.filter((spread) => spread > ofReal).length / groups.length;
    expect(wider).toBeGreaterThan(0.025);
    expect(wider).toBeLessThan(0.975);
  });
});

/** What 95 % of the seeds lie between at a sample [events]. */
function band(at: number): { low: number; high: number } {
  const values = simulated.map((curve) => curve[at]!).sort((a, b) => a - b);
  return { low: values[Math.floor(0.025 * SEEDS)]!, high: values[Math.ceil(0.975 * SEEDS) - 1]! };
}

/** @param curves by sample, the values of all curves */
function meanSpread(curves: readonly (readonly number[])[]): number {
  const sum = curves.reduce((all, values) => all + Math.max(...values) - Math.min(...values), 0);
  return sum / curves.length;
}
