/**
 * Goal: where chance rules, real curves look like simulated ones drawn with other seeds.
 * Method: six recordings of one experiment, each with seeds of its own, against 200 seeds of the simulation.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { simulate } from "../../src/experiment/run.js";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { TICKS_PER_MILLISECOND } from "../../src/units/time.js";
import { scenarioDocument } from "../../src/verify/to-scenario.js";
import { columnValues } from "../../src/verify/trace.js";
import { references } from "../support/references.js";
import { replayedQueue, type QueueCurve } from "../support/replayed-queue.js";

const SEEDS = 200;
const GROUP = 6;

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
        return curve[i]! >= low && curve[i]! <= high;
      });
      expect(inside.length / samples.length).toBeGreaterThanOrEqual(0.9);
    }
  });

  test("the six differ from each other as any six seeds do", () => {
    // 33 groups of six seeds: a model that varies too much, or too little, has all of them on one side.
    const ofReal = meanSpread(samples.map((i) => real.map((curve) => curve[i]!)));
    const groups = groupSpreads();
    const wider = groups.filter((spread) => spread > ofReal).length / groups.length;
    expect(wider).toBeGreaterThan(0.025);
    expect(wider).toBeLessThan(0.975);
  });
});

describe("how wide the band is", () => {
  const spread = meanSpread(samples.map((i) => real.map((curve) => curve[i]!)));
  const replayed = traces.map((trace) => replayedQueue(trace));

  /**
   * Asked for: a band at most 1.5 times as wide as the spread of the six. It misses: 1.8 times. Of the simulator's
   * own groups of six, fewer than half would pass (for a normal law, 95 % are 3.92 standard deviations wide and six
   * draws spread over 2.53), and the next test shows what the six real ones owe to their seeds.
   */
  test("the band is more than 1.5 times as wide as the six spread, and so it is for most sixes of seeds", () => {
    const widths = samples.map((_sample, at) => band(at).high - band(at).low);
    const width = widths.reduce((sum, each) => sum + each, 0) / widths.length;
    const passing =
      groupSpreads().filter((each) => width <= 1.5 * each).length / groupSpreads().length;
    expect(width / spread).toBeGreaterThan(1.5);
    expect(width / spread).toBeLessThan(1.9);
    expect(passing).toBeLessThan(0.5);
  });

  test("a queue worked out by hand from the six's own draws spreads as little as they do", () => {
    const curves = replayed.map((curve) => samples.map((i) => valueAt(curve, t[i]!)));
    for (const [which, curve] of curves.entries()) {
      const recorded = samples.map((i) => real[which]![i]!);
      expect(correlation(curve, recorded)).toBeGreaterThan(0.98);
    }
    const ofReplayed = meanSpread(samples.map((_sample, at) => curves.map((curve) => curve[at]!)));
    expect(Math.abs(ofReplayed / spread - 1)).toBeLessThan(0.05);
  });
});

/** How far sixes of seeds spread: 33 of them [events]. */
function groupSpreads(): number[] {
  return Array.from({ length: Math.floor(SEEDS / GROUP) }, (_, g) => {
    const curves = simulated.slice(g * GROUP, (g + 1) * GROUP);
    return meanSpread(samples.map((_sample, at) => curves.map((curve) => curve[at]!)));
  });
}

function valueAt({ times, events }: QueueCurve, ms: number): number {
  const after = times.findIndex((time) => time > ms);
  return events.at(after < 0 ? -1 : after - 1)!;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (x: readonly number[], mx: number, y: readonly number[], my: number): number =>
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  const both = product(a, meanA, b, meanB);
  return both / Math.sqrt(product(a, meanA, a, meanA) * product(b, meanB, b, meanB));
}

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
