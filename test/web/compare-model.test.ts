/** Goal: what two runs are compared by is worked out as told. Method: literals, two small runs, and a recording of real agents. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findings, simulate, type Recording } from "../../src/index.js";
import { RecordingView } from "../../src/analysis/view.js";
import { headlines as manyHeadlines } from "../../src/experiment/headlines.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { measuredSeries } from "../../src/verify/measured.js";
import { verify } from "../../src/verify/verify.js";
import { zeroOf } from "../../web/model/compare/alignment.js";
import { comparedCharts } from "../../web/model/compare/compared-charts.js";
import { differenceOf, heldAt } from "../../web/model/compare/curves.js";
import { deltasOf } from "../../web/model/compare/deltas.js";
import { headlines, type Headline } from "../../web/model/compare/headlines.js";
import { counterErrors } from "../../web/model/compare/measured.js";
import { graphOf } from "../../web/model/graph.js";
import { isPng, textOf, withText } from "../../web/model/png-text.js";
import { RunModel } from "../../web/model/run-model.js";
import { statesOf } from "../../web/model/states.js";
import { NO_COMPARISON, readComparison, sharedComparison } from "../../web/shell/compare-state.js";
import { reference } from "../support/references.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";

function modelOf(recording: Recording): RunModel {
  const states = statesOf(graphOf(recording), new RecordingView(recording));
  return new RunModel({ recording, findings: findings(recording), states });
}

const tight = modelOf(simulate(scenarioOf(OUTAGE)));
const roomy = modelOf(
  simulate(
    scenarioOf(
      OUTAGE.replace("capacity: 60000", "capacity: 400000").replace("at: 2 min", "at: 3 min"),
    ),
  ),
);

describe("deltas", () => {
  const headline = (value: number | undefined, change: Partial<Headline> = {}): Headline => {
    return {
      id: "x",
      name: "x",
      form: "count",
      value,
      better: "less",
      missing: "unknown",
      ...change,
    };
  };

  test.each([
    [100, 90, 0.01, "better", -10],
    [100, 110, 0.01, "worse", 10],
    [100, 101, 0.01, "equal", 1],
    [0, 0, 0, "equal", 0],
    [0, 1, 0.5, "worse", 1],
    [100, undefined, 0, "unknown", undefined],
  ] as const)("A %s, B %s within %s: %s", (a, b, within, judgement, difference) => {
    const [delta] = deltasOf([headline(a)], [headline(b)], within);
    expect(delta).toMatchObject({ judgement, difference });
    expect(delta?.share).toBe(difference === undefined || a === 0 ? undefined : difference / a);
  });

  test("more of what is good is better, and what has no direction only differs", () => {
    const more = { better: "more" } as const;
    expect(deltasOf([headline(1, more)], [headline(2, more)], 0)[0]?.judgement).toBe("better");
    const none = { better: "none" } as const;
    expect(deltasOf([headline(1, none)], [headline(2, none)], 0)[0]?.judgement).toBe("differs");
  });

  test("what never happened is the best, or the worst, as the number has it", () => {
    const first = { missing: "best", better: "more" } as const;
    expect(deltasOf([headline(5, first)], [headline(undefined, first)], 0)[0]?.judgement).toBe(
      "better",
    );
    const drained = { missing: "worst" } as const;
    expect(deltasOf([headline(5, drained)], [headline(undefined, drained)], 0)[0]?.judgement).toBe(
      "worse",
    );
    expect(
      deltasOf([headline(undefined, first)], [headline(undefined, first)], 0)[0]?.judgement,
    ).toBe("equal");
  });

  test("of two runs: a larger channel rejects less, and a layer of one alone is not judged", () => {
    const rows = deltasOf(headlines(tight.findings), headlines(roomy.findings), 0.01);
    const of = (id: string): (typeof rows)[number] => rows.find((row) => row.id === id)!;
    expect(of("rejections").a).toBe(tight.findings.mishaps.rejections);
    expect(of("rejections").b).toBe(roomy.findings.mishaps.rejections);
    expect(of("rejections").judgement).toBe("better");
    expect(of("peak tier2").a).toBe(1);
    const without = headlines(roomy.findings).filter(({ id }) => id !== "peak tier2");
    const alone = deltasOf(headlines(tight.findings), without, 0.01);
    expect(alone.find(({ id }) => id === "peak tier2")?.judgement).toBe("unknown");
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });
});

test("what means over many seeds are of, too, is the same number here", () => {
  const { findings: found, recording } = tight;
  const many = new Map(manyHeadlines(found, recording).map(({ name, value }) => [name, value]));
  const here = new Map(headlines(found).map(({ id, value }) => [id, value]));
  const counts = ["rejections", "lost", "dropped", "duplicates"].map((name) => [name, name]);
  const tiers = ["tier1", "tier2"].map((tier) => [`${tier}.peakFill`, `peak ${tier}`]);
  const names = [
    ...counts,
    ["connectionRefusals", "connection-refusals"],
    ...tiers,
    ["web.peakBacklog", "peak web"],
    ["web.heldUp", "held-up web"],
  ];
  for (const [name, id] of names) {
    expect([name, many.get(name!)]).toEqual([name, here.get(id!) ?? null]);
  }
  const [{ quantiles } = { quantiles: [] }] = found.latencies;
  for (const { share } of quantiles) {
    const quantile = `p${String(Math.round(share * 1000) / 10)}`;
    const seconds = many.get(`latency.hadoop.${quantile}`)!;
    expect(here.get(`latency hadoop ${quantile}`)).toBe(Math.round(seconds * TICKS_PER_SECOND));
  }
  expect(quantiles.length).toBeGreaterThan(3);
});

describe("curves on one clock", () => {
  const a = { times: [0, 10, 20], values: [1, 2, 3] };
  const b = { times: [5, 15], values: [10, 20] };

  test("hold from sample to sample, and are nothing before the first", () => {
    expect([-1, 0, 9, 10, 99].map((at) => heldAt(a, at))).toEqual([NaN, 1, 1, 2, 3]);
  });

  test("differ at the samples of both, as far as both reach", () => {
    expect(differenceOf(a, b)).toEqual({ times: [5, 10, 15], values: [9, 8, 18] });
  });

  test("the first fault of each is at 0 when they are aligned by it", () => {
    expect([zeroOf(tight, "start"), zeroOf(tight, "fault"), zeroOf(roomy, "fault")]).toEqual([
      0, 120, 180,
    ]);
    const charts = comparedCharts({ run: tight, zero: 120 }, { run: roomy, zero: 180 }, false);
    const fill = charts.find(({ id }) => id === "fill")!.chart;
    expect(fill.time).toMatchObject({ from: -180, to: 600 });
    expect(fill.spans.map(({ from, to, text }) => [from, to, text])).toEqual([
      [0, 240, "hadoop is down"],
    ]);
    expect(fill.series.map(({ style, name }) => [style, name])).toEqual([
      ["a1", "A: tier1, fullest agent"],
      ["b1", "B: tier1, fullest agent"],
      ["a2", "A: tier2, fullest agent"],
      ["b2", "B: tier2, fullest agent"],
    ]);
  });

  test("the difference of a run and itself is nothing, at every sample", () => {
    const charts = comparedCharts({ run: tight, zero: 0 }, { run: tight, zero: 0 }, true);
    expect(charts.length).toBe(6);
    for (const { chart } of charts) {
      for (const { curve } of chart.series) {
        const values = Array.from(curve.values).filter((value) => !Number.isNaN(value));
        expect(values.every((value) => value === 0)).toBe(true);
      }
    }
  });
});

test("against a recording of real agents each counter has its mean and its largest error", () => {
  const trace = reference("overload");
  const outcome = verify(trace, []);
  if (!("checks" in outcome)) throw new Error("it cannot be simulated");
  const run = modelOf(outcome.recording);
  const series = measuredSeries(trace, outcome.recording, outcome.offsetMs);
  const errors = counterErrors(run, series);
  const size = errors.find(({ name }) => name === "ChannelSize")!;
  const measured = series.find(
    ({ address, name }) => address === size.address && name === "ChannelSize",
  )!;
  const part = outcome.recording.parts.findIndex(({ address }) => address === size.address);
  const simulated = run.view.series(part, "ChannelSize")!;
  const off = Array.from(measured.values).flatMap((value, i) => {
    const before = run.seconds.findLastIndex((at) => at <= measured.times[i]!);
    return before < 0 || Number.isNaN(value + simulated[before]!)
      ? []
      : [Math.abs(simulated[before]! - value)];
  });
  expect(size.samples).toBe(off.length);
  expect(size.largestAbsolute).toBe(Math.max(...off));
  expect(size.meanAbsolute).toBeCloseTo(off.reduce((sum, each) => sum + each, 0) / off.length, 9);
  expect(size.largestAbsolute).toBeGreaterThan(0);
});

describe("a comparison in a link", () => {
  const source = {
    kind: "text" as const,
    scenario: { name: "a.yaml", text: "fanin: 1", files: {} },
    seed: 7,
  };
  const shared = {
    a: "pinned",
    b: "other",
    mode: "difference",
    alignment: "fault",
    within: 0.05,
  } as const;

  test("comes back as it was told", () => {
    const whole = {
      ...shared,
      pinned: source,
      other: { kind: "shipped" as const, id: "burst", seed: 1 },
    };
    expect(readComparison(JSON.stringify(whole))).toEqual(whole);
    expect(sharedComparison(NO_COMPARISON)).toBeUndefined();
  });

  test.each([undefined, "", "{", "[]", '{"a":"pinned"}', '{"a":"x","b":"current"}'])(
    "%s is none",
    (json) => {
      expect(readComparison(json)).toBeUndefined();
    },
  );

  test("what is not known in it is left out, or as usual", () => {
    const read = readComparison(
      JSON.stringify({
        ...shared,
        mode: "x",
        within: 9,
        pinned: { kind: "text" },
        other: { kind: "shipped", id: 1 },
      }),
    );
    expect(read).toEqual({ ...shared, mode: "overlay", within: 0.01 });
  });
});

test("a text within a PNG comes back, whatever it holds, and another keyword finds nothing", () => {
  const plain = new Uint8Array(readFileSync("test/web/support/plain.png"));
  const text = 'name: "Übung" ✓\n\u0000 ';
  const made = withText(plain, "fanin-scenario", text);
  expect(isPng(made)).toBe(true);
  expect(textOf(made, "fanin-scenario")).toBe(text);
  expect(textOf(made, "other")).toBeUndefined();
  expect(textOf(plain, "fanin-scenario")).toBeUndefined();
  expect(textOf(made.subarray(0, 40), "fanin-scenario")).toBeUndefined();
});
