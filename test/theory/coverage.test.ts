/**
 * Goal: intervals hold what they say: 95 of 100 cover the true value, in simulations whose true value is known. Method: an
 * M/M/1 as a scenario (80 events/s, 100 a second served), replicated as `run --replications` does it: the share of time
 * at work, ρ = 0.8, and the 95 % quantile of the time in the system, -ln(0.05) / (μ - λ), each from four seeds; and the
 * events under way as `run --batch-means` has them, L = ρ / (1 - ρ) = 4, each from one long run.
 */
import { describe, expect, test } from "vitest";
import { mm1SojournQuantileSeconds } from "../../src/analysis/queueing.js";
import { replicate } from "../../src/engine/replicate.js";
import { estimateHeadlines } from "../../src/experiment/estimates.js";
import { simulate } from "../../src/experiment/run.js";
import { steadyState } from "../../src/experiment/steady-state.js";
import { station } from "../support/one-station.js";
import { scenarioOf } from "../support/simulated.js";
import { HERE } from "../support/plans.js";

const INTERVALS = 100;
/** 95 are expected; a binomial is as far from that as 88, or below, in less than one of a hundred tests. */
const FEWEST = 89;
const SEEDS = 4;

function text(duration: string): string {
  return station({
    service: "{ type: exponential, mean: 10 ms }",
    duration,
    warmUp: "8 s",
    capacity: 10_000,
    more: "record: { every: 1 s }",
  });
}

describe("intervals over replications", () => {
  const p95 = mm1SojournQuantileSeconds(0.95, { arrivalsPerSecond: 80, servicesPerSecond: 100 });
  const exact = { "agent.working": 0.8, "latency.agent.sink.p95": p95 };

  test("of a share of time and of a quantile cover it in 95 of 100", async () => {
    const source = { file: "mm1.yaml", text: text("40 s"), files: {} };
    const template = { source, set: [], untilTicks: null, returns: "headlines" as const };
    const covered = new Map<string, number>();
    for (let i = 0; i < INTERVALS; i++) {
      const rule = { kind: "count", seeds: SEEDS } as const;
      const { results } = await replicate(HERE, template, 1 + i * SEEDS, rule);
      for (const { name, interval } of estimateHeadlines(results)) {
        const value = exact[name as keyof typeof exact];
        if (value === undefined) continue;
        const isIn = Math.abs(interval!.mean - value) <= interval!.halfWidth!;
        covered.set(name, (covered.get(name) ?? 0) + (isIn ? 1 : 0));
      }
    }
    expect([...covered.keys()].sort()).toEqual(Object.keys(exact).sort());
    for (const [name, count] of covered) expect(count, name).toBeGreaterThanOrEqual(FEWEST);
  });
});

test("batch means of one long run cover L = 4 events in 95 of 100", () => {
  const scenario = scenarioOf(text("250 s"));
  let covered = 0;
  let widths = 0;
  for (let seed = 1; seed <= INTERVALS; seed++) {
    const { estimates } = steadyState(simulate(scenario, { seed }));
    const { means } = estimates.find(({ name }) => name === "backlog")!;
    if (Math.abs(means!.mean - 4) <= means!.halfWidth!) covered += 1;
    widths += means!.halfWidth! / INTERVALS;
  }
  expect(covered).toBeGreaterThanOrEqual(FEWEST);
  // Not by being wide: L of such a run has a standard deviation of 0.29, whose t interval is ± 0.6.
  expect(widths).toBeGreaterThan(0.45);
  expect(widths).toBeLessThan(0.75);
});
