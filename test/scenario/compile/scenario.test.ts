import { describe, expect, test } from "vitest";
import { niceInterval } from "../../../src/scenario/compile/record-plan.js";
import { HDFS, ROUTED, SMALL, edited, scenarioOf, type Edit } from "../../support/scenario.js";

const S = 1e9;
const MIN = 60 * S;

describe("faults", () => {
  const FAULT = "{ at: 10 min, for: 5 min, on: hadoop, kind: down }";
  const faults = (text: string): unknown => scenarioOf(edited(ROUTED, [FAULT, text])).faults;

  test("a list of times is a fault at each", () => {
    expect(faults("{ at: [10 min, 30 min], for: 5 min, on: hadoop, kind: down }")).toEqual(
      [10, 30].map((at) => ({
        kind: "down",
        on: "hadoop",
        targets: [{ kind: "storage", storage: "hadoop" }],
        fromTicks: at * MIN,
        toTicks: (at + 5) * MIN,
        factor: 1,
      })),
    );
  });

  test("a fault ends when it says, or never", () => {
    expect(
      faults("{ at: 10 min, until: 20 min, on: hadoop, kind: slow, factor: 4 }"),
    ).toMatchObject([{ toTicks: 20 * MIN, factor: 4 }]);
    expect(faults("{ at: 10 min, on: hadoop, kind: hang }")).toMatchObject([
      { toTicks: Number.MAX_SAFE_INTEGER },
    ]);
  });

  const agent = (index: number): object => ({ kind: "agent", tier: "tier1", agent: index });
  const sink = (index: number, name: string): object => {
    return { kind: "component", tier: "tier2", agent: index, part: "sink", name };
  };
  const end = (name: string, index?: number): object => ({ name, index });
  const rows: readonly [on: string, kind: string, targets: readonly object[]][] = [
    ["tier1", "crash", [agent(0), agent(1)]],
    ['"tier1[1]"', "hang", [agent(1)]],
    ['"tier1[*]"', "hang", [agent(0), agent(1)]],
    ['"tier2[west]"', "crash", [{ kind: "agent", tier: "tier2", agent: 1 }]],
    ["tier2.sinks.k2", "down", [sink(0, "k2"), sink(1, "k2")]],
    ['"tier2[east].sinks[k2]"', "down", [sink(0, "k2")]],
    ['"tier2[0].sink.k2"', "hang", [sink(0, "k2")]],
    ["hadoop.namenode", "hang", [{ kind: "namenode", storage: "hadoop" }]],
    [
      '"hadoop.datanodes[1..2]"',
      "down",
      [1, 2].map((index) => ({ kind: "datanode", storage: "hadoop", index })),
    ],
    ["tier1->tier2", "partition", [{ kind: "link", from: end("tier1"), to: end("tier2") }]],
    [
      '"tier1[1]->tier2[west]"',
      "down",
      [{ kind: "link", from: end("tier1", 1), to: end("tier2", 1) }],
    ],
    ['"web[*]->tier1"', "partition", [{ kind: "link", from: end("web"), to: end("tier1") }]],
    ["tier2->hadoop", "down", [{ kind: "link", from: end("tier2"), to: end("hadoop") }]],
  ];
  test.each(rows)("on %s: %s", (on, kind, targets) => {
    expect(faults(`{ at: 1 min, for: 1 min, on: ${on}, kind: ${kind} }`)).toMatchObject([
      { targets },
    ]);
  });
});

describe("objectives are maps or sentences, and say themselves as sentences", () => {
  const rows: readonly [written: string, text: string, part: object][] = [
    ["no: loss", "no loss", { kind: "no", what: "loss" }],
    ["no refusals", "no refusals", { kind: "no", what: "refusals" }],
    [
      "{ backlog: servers, under: 10 MB }",
      "backlog of servers under 10 MB",
      { kind: "backlog", group: undefined, under: { unit: "bytes", value: 10e6 } },
    ],
    [
      "backlog of web under 5 k events",
      "backlog of web under 5 k events",
      { kind: "backlog", group: "web", under: { unit: "events", value: 5000 } },
    ],
    [
      "backlog web under 90 s",
      "backlog of web under 90 s",
      { kind: "backlog", group: "web", under: { unit: "ticks-of-load", value: 90 * S } },
    ],
    [
      "{ fill: tier2, under: 80 % }",
      "fill of tier2 under 80 %",
      { kind: "fill", tier: "tier2", underFraction: 0.8 },
    ],
    [
      "fill of tiers under 0.07",
      "fill of tiers under 7 %",
      { kind: "fill", tier: undefined, underFraction: 0.07 },
    ],
    [
      "{ latency: p99, under: 30 s }",
      "latency p99 under 30 s",
      { kind: "latency", quantile: 0.99, underTicks: 30 * S },
    ],
    ["latency p99.9 under 1 min", "latency p99.9 under 1 min", { quantile: 0.999 }],
    [
      "latency median under 1500 ms",
      "latency median under 1.5 s",
      { quantile: 0.5, underTicks: 1.5 * S },
    ],
    ["latency max under 2 h", "latency max under 2 h", { quantile: 1 }],
    [
      "{ blocked: servers, under: 5 % }",
      "blocked of servers under 5 %",
      { kind: "blocked", group: undefined, underFraction: 0.05 },
    ],
    [
      "drained: within 60 min after hadoop is back",
      "drained within 1 h after hadoop is back",
      { kind: "drained", withinTicks: 60 * MIN, after: "hadoop" },
    ],
    [
      "drained within 90 s after hadoop",
      "drained within 90 s after hadoop is back",
      { kind: "drained" },
    ],
  ];
  const compiled = (written: string): readonly { readonly text: string }[] => {
    const edit: Edit = ["storage:", `objectives:\n  - ${written}\nstorage:`];
    return scenarioOf(edited(ROUTED, edit)).objectives;
  };

  test.each(rows)("%s", (written, text, part) => {
    const [objective] = compiled(written);
    expect(objective).toMatchObject({ text, ...part });
    expect(compiled(text)).toEqual([objective]);
  });

  test("where none is written there are five, and they are logged as a default", () => {
    const { objectives, defaults } = scenarioOf(SMALL);
    expect(objectives.map(({ text }) => text)).toEqual([
      "no loss",
      "no drops",
      "no refusals",
      "blocked of servers under 10 %",
      "backlog of servers under 1 min",
    ]);
    expect(defaults.find(({ path }) => path === "objectives")).toEqual({
      path: "objectives",
      value:
        "[no loss, no drops, no refusals, blocked of servers under 10 %, backlog of servers under 60 s]",
      source: "fanin",
      confidence: "medium",
    });
  });
});

test("samples are about 720, at 1, 2 or 5 times a power of ten, and 100 ms apart or more", () => {
  const interval = (seconds: number): number => niceInterval((seconds * S) / 720) / S;
  expect([1, 60, 72, 95, 1800, 3600, 7200, 86_400, 104 * 86_400].map(interval)).toEqual([
    0.1, 0.1, 0.1, 0.1, 2, 5, 10, 100, 10_000,
  ]);
});

test("a scenario has one latency, that of its machine's profile, and links that differ", () => {
  const network = (...edits: Edit[]): unknown => scenarioOf(edited(SMALL, ...edits)).network;
  const duration = "duration: 1 h";
  expect(network()).toEqual({ latencyTicks: 200_000, links: [] });
  expect(network([duration, `${duration}\nmachine: { profile: lab }`])).toMatchObject({
    latencyTicks: 0,
  });
  expect(
    network([
      duration,
      `${duration}\nnetwork: { latency: 1 ms }\nlinks: [{ from: "web[1]", to: tier1, bandwidth: 8 Mbit/s }, { from: web, to: "tier1[0]", latency: 3 ms }]`,
    ]),
  ).toEqual({
    latencyTicks: 1e6,
    links: [
      {
        from: { name: "web", index: 1 },
        to: { name: "tier1", index: undefined },
        latencyTicks: 1e6,
        bytesPerSecond: 1e6,
      },
      {
        from: { name: "web", index: undefined },
        to: { name: "tier1", index: 0 },
        latencyTicks: 3e6,
        bytesPerSecond: undefined,
      },
    ],
  });
});

describe("HDFS files change with headers and with the finest time in the path", () => {
  const H = 3600 * S;
  const rows: readonly [keys: string, buckets: object][] = [
    ["hdfs.path: /logs", { byHeader: undefined, periodTicks: undefined, clock: "event" }],
    ['hdfs.path: "/logs/%{kind}"', { byHeader: "kind", periodTicks: undefined }],
    ['hdfs.path: "/logs/%Y-%m-%d"', { periodTicks: 24 * H }],
    ['hdfs.path: "/logs/%Y/%m"', { periodTicks: 30 * 24 * H }],
    ['hdfs.path: "/logs/%D/%H%M"', { periodTicks: MIN }],
    [
      'hdfs.path: "/logs/%D/%H%M", hdfs.round: true, hdfs.roundValue: 10, hdfs.roundUnit: minute',
      { periodTicks: 10 * MIN },
    ],
    [
      'hdfs.path: "/logs/%D/%H", hdfs.round: true, hdfs.roundValue: 10, hdfs.roundUnit: minute',
      { periodTicks: H },
    ],
    ['hdfs.path: "/logs/%H", hdfs.roundValue: 10, hdfs.roundUnit: hour', { periodTicks: H }],
    ['hdfs.path: /logs, hdfs.filePrefix: "%[localhost]-%H"', { periodTicks: H }],
    [
      'hdfs.path: "/logs/100%%", hdfs.useLocalTimeStamp: true',
      { periodTicks: undefined, clock: "sink" },
    ],
    ['hdfs.path: "/%{kind}/%{kind}/%s"', { byHeader: "kind", periodTicks: S }],
  ];
  test.each(rows)("%s", (keys, buckets) => {
    const [sink] = scenarioOf(edited(HDFS, ["hdfs.path: /logs", keys])).tiers[0]!.templates[0]!
      .sinks;
    expect(sink!.kind === "hdfs" && sink!.writer.buckets).toMatchObject(buckets);
  });
});

test("an HDFS has the values that the facts ship", () => {
  expect(scenarioOf(HDFS).storages).toEqual([
    {
      name: "hadoop",
      kind: "hdfs",
      datanodes: 5,
      replication: 3,
      blockBytes: 134_217_728,
      writerBytesPerSecond: 50e6,
      hflushTicks: {
        kind: "mixture",
        parts: [
          { weight: 0.9995, of: { kind: "lognormal", median: 2.8e6, sigma: 0.82 } },
          { weight: 0.0005, of: { kind: "uniform", min: 150e6, max: 1e9 } },
        ],
      },
      nameNode: {
        mutationTicks: 200_000,
        readTicks: 200_000,
        handlers: 10,
        roundTripTicks: 500_000,
      },
      dataNode: { bytesPerSecond: 82e6, transferThreads: 4096 },
      leaseHardLimitTicks: 1200 * S,
    },
  ]);
});

describe("distributions carry the field's unit", () => {
  const rows: readonly [written: string, distribution: object][] = [
    ["40 ms", { kind: "constant", value: 40e6 }],
    ["{ type: constant, value: 40 ms }", { kind: "constant", value: 40e6 }],
    ["{ type: uniform, min: 1 ms, max: 3 ms }", { kind: "uniform", min: 1e6, max: 3e6 }],
    ["{ type: exponential, mean: 0.5 us }", { kind: "exponential", mean: 500 }],
    ["{ type: Erlang, mean: 2 ms, stages: 4 }", { kind: "erlang", mean: 2e6, stages: 4 }],
    [
      "{ type: lognormal, median: 2 ms, sigma: 0.6 }",
      { kind: "lognormal", median: 2e6, sigma: 0.6 },
    ],
    ["{ type: pareto, minimum: 1 ms, shape: 1.5 }", { kind: "pareto", minimum: 1e6, shape: 1.5 }],
    ["{ type: empirical, values: [1 ms, 2 ms] }", { kind: "empirical", values: [1e6, 2e6] }],
    [
      "{ type: mixture, parts: [{ weight: 9, of: 1 ms }, { weight: 1, of: { type: exponential, mean: 1 s } }] }",
      {
        kind: "mixture",
        parts: [
          { weight: 9, of: { kind: "constant", value: 1e6 } },
          { weight: 1, of: { kind: "exponential", mean: 1e9 } },
        ],
      },
    ],
  ];
  test.each(rows)("%s", (written, distribution) => {
    const [sink] = scenarioOf(edited(SMALL, ["service: 10 ms", `service: ${written}`])).tiers[0]!
      .templates[0]!.sinks;
    expect(sink).toMatchObject({ perBatchTicks: distribution });
  });
});
