/** Goal: enough seeds and no more. Method: the rule alone, on results made by hand. */
import { describe, expect, test } from "vitest";
import { replicatedVerdict } from "../../src/experiment/estimates.js";
import type { RunResult } from "../../src/experiment/job.js";
import { nextRound, type StopRule } from "../../src/experiment/stop-rule.js";

interface Made {
  readonly isMet?: boolean;
  readonly fill?: number | null;
  readonly drain?: number | null;
}

function results(made: readonly Made[]): RunResult[] {
  return made.map(({ isMet = true, fill = 0.5, drain = null }, i) => ({
    kind: "run",
    key: `seed ${String(i)}`,
    seed: i,
    digest: "",
    end: { kind: "finished", atTicks: 1, notices: 1 },
    isMet,
    objectives: [],
    headlines: [
      { name: "t.peakFill", unit: "share", value: fill },
      { name: "drain.t", unit: "s", value: drain },
      { name: "t.rejections", unit: "calls", value: i % 2 },
    ],
    firstTrouble: null,
    findings: null,
    backlog: null,
  }));
}

/** Rounds until the rule stops, and why it does. */
function rounds(rule: StopRule, made: (i: number) => Made): { sizes: number[]; stop: unknown } {
  const sizes: number[] = [];
  for (;;) {
    const done = sizes.reduce((sum, size) => sum + size, 0);
    const next = nextRound(rule, results(Array.from({ length: done }, (_, i) => made(i))));
    if (typeof next !== "number") return { sizes, stop: next };
    sizes.push(next);
  }
}

describe("a number of seeds", () => {
  test("is one round", () => {
    expect(rounds({ kind: "count", seeds: 7 }, () => ({}))).toEqual({
      sizes: [7],
      stop: { why: "count" },
    });
  });
});

describe("until the share is decided", () => {
  const rule: StopRule = { kind: "share", share: 0.95, mostSeeds: 200 };

  test("all met: the 73rd seed would decide, so the round that reaches it does", () => {
    // 0.025^(1/n) is 0.95 at n = 71.9.
    expect(rounds(rule, () => ({}))).toEqual({
      sizes: [10, 5, 8, 12, 18, 27],
      stop: { why: "share" },
    });
  });

  test("three of ten not met: ten are enough", () => {
    expect(rounds(rule, (i) => ({ isMet: i > 2 }))).toEqual({
      sizes: [10],
      stop: { why: "share" },
    });
  });

  test("every 20th not met: never decided, the limit stops it", () => {
    const { sizes, stop } = rounds(rule, (i) => ({ isMet: i % 20 !== 19 }));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(200);
    expect(stop).toEqual({ why: "most-seeds", open: ["the share of seeds"] });
  });
});

describe("until numbers are precise", () => {
  const rule: StopRule = { kind: "precision", relative: 0.05, names: null, mostSeeds: 100 };

  test("equal values and what never happened need no more; counts are not asked for", () => {
    expect(rounds(rule, () => ({}))).toEqual({ sizes: [10], stop: { why: "precision" } });
  });

  test("± 20 % values need √n times fewer percent: 62 seeds, so 80", () => {
    // 1 ± 0.2 by turns: half width 2.0 · 0.2 / √n = 0.05 at n = 65.
    const { sizes, stop } = rounds(rule, (i) => ({ fill: i % 2 === 0 ? 0.8 : 1.2 }));
    expect({ sum: sizes.reduce((a, b) => a + b, 0), stop }).toEqual({
      sum: 80,
      stop: { why: "precision" },
    });
  });

  test("what happened in one seed of all is not known", () => {
    const { stop } = rounds(rule, (i) => ({ drain: i === 3 ? 60 : null }));
    expect(stop).toEqual({ why: "most-seeds", open: ["drain.t"] });
  });

  test("named numbers are looked at alone", () => {
    const named: StopRule = { ...rule, names: ["t.peakFill"] };
    const { stop } = rounds(named, (i) => ({ drain: i === 3 ? 60 : null }));
    expect(stop).toEqual({ why: "precision" });
  });
});

describe("the verdict over seeds", () => {
  test.each([
    [100, 97, 0.95, { isMet: true, isDecided: false }],
    [100, 100, 0.95, { isMet: true, isDecided: true }],
    [100, 80, 0.95, { isMet: false, isDecided: true }],
    [10, 10, 0.95, { isMet: true, isDecided: false }],
    [10, 9, 0.9, { isMet: true, isDecided: false }],
    [20, 20, 0.8, { isMet: true, isDecided: true }],
  ])("%d seeds, %d met, %d asked", (seeds, met, asked, expected) => {
    const made = Array.from({ length: seeds }, (_, i) => ({ isMet: i < met }));
    expect(replicatedVerdict(results(made), asked)).toMatchObject(expected);
  });
});
