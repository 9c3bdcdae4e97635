import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import type { Scenario } from "../../src/scenario/types/scenario.js";
import {
  HDFS,
  ROUTED,
  SMALL,
  TWO,
  edited,
  linesOf,
  saidOf,
  scenarioOf,
} from "../support/scenario.js";

const DESIGN = readFileSync(new URL("examples/design.yaml", import.meta.url), "utf8");
const TEXTS: readonly [name: string, text: string][] = [
  ["the design's example", DESIGN],
  ["one tier", SMALL],
  ["two tiers", TWO],
  ["two routes", ROUTED],
  ["one tier on HDFS", HDFS],
];
const MIN = 60e9;

describe("the design's example", () => {
  const { scenario, warnings } = parseScenario(DESIGN, { file: "design.yaml" });

  test("is a scenario without a warning", () => {
    expect(warnings).toEqual([]);
    expect(scenario).toMatchObject({
      format: "fanin-scenario/1",
      name: "HDFS upgrade at the evening peak",
      seed: 42,
      start: "2026-03-02T18:00:00+01:00",
      durationTicks: 120 * MIN,
      warmUpTicks: 0,
      flume: "1.11",
      record: { everyTicks: 10e9, series: "totals" },
    } satisfies Partial<Scenario>);
  });

  test("has 200 servers at the evening's peak, balanced over tier 1", () => {
    const [web] = scenario!.servers;
    expect(web).toMatchObject({
      count: 200,
      ratePerSecond: 120,
      backlog: { bytes: 50e6, events: undefined },
      client: { kind: "avro", policy: "load_balance", retryTicks: 1e9 },
    });
    // 18:00 is half-way from 17:30 (1.34 of the shifted hours) to 18:30 (1.39).
    expect(web!.profile.startTicks).toEqual([0, 30 * MIN]);
    expect(web!.profile.fromFactor[0]).toBeCloseTo((1.365 * 24) / 24.02, 12);
    expect(web!.profile.toFactor[1]).toBeCloseTo((1.39 * 24) / 24.02, 12);
  });

  test("has twelve agents with a group of three sinks, and three with four sinks to HDFS", () => {
    const tiers = scenario!.tiers.map(({ name, level, agents, templates }) => {
      const sinks = templates[0]!.sinks.map((sink) => `${sink.kind} ${sink.name}`);
      return [name, level, agents.length, templates.length, sinks];
    });
    expect(tiers).toEqual([
      ["tier1", 0, 12, 1, ["avro sink-0", "avro sink-1", "avro sink-2"]],
      ["tier2", 1, 3, 1, ["hdfs sink0", "hdfs sink1", "hdfs sink2", "hdfs sink3"]],
    ]);
  });

  test("has HDFS down for half an hour, and three objectives", () => {
    expect(scenario!.faults).toMatchObject([
      { kind: "down", on: "hadoop", fromTicks: 30 * MIN, toTicks: 60 * MIN },
    ]);
    expect(scenario!.objectives.map(({ text }) => text)).toEqual([
      "no loss",
      "backlog of servers under 10 MB",
      "drained within 1 h after hadoop is back",
    ]);
  });

  test("logs what its author did not write, each once, and nothing that is written", () => {
    const paths = scenario!.defaults.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(scenario!.defaults).toEqual(
      expect.arrayContaining([
        {
          path: "tiers.tier1.channel.keep-alive",
          value: "3 s",
          source: "Flume 1.11, MemoryChannel",
          confidence: "high",
        },
        {
          path: "tiers.tier1.channel.byteCapacity",
          value: "1.6 GB",
          source: "Flume 1.11, MemoryChannel: 80 % of the heap",
          confidence: "high",
        },
        {
          path: "machine.disk.fsync",
          value: "{ type: lognormal, median: 2 ms, sigma: 0.6 }",
          source: "machine profile server: usual for a busy SSD or a disk with a write cache",
          confidence: "low",
        },
        {
          path: "record.every",
          value: "10 s",
          source: "fanin: about 720 samples",
          confidence: "high",
        },
        {
          path: "network.latency",
          value: "0.2 ms",
          source: "usual within one data centre",
          confidence: "medium",
        },
      ]),
    );
    const written = [
      "seed",
      "duration",
      "servers.web.size",
      "servers.web.profile",
      "tiers.tier1.machine.heap",
    ];
    expect(paths.filter((path) => written.includes(path))).toEqual([]);
  });

  test("written with its defaults it is the same scenario, with fewer defaults", () => {
    const { defaults, ...rest } = scenario!;
    const usable = defaults.filter(({ path, value }) => {
      const isPath = /^[\w.-]+$/.test(path) && !path.startsWith("tiers.tier1.sinks.count");
      return isPath && value !== "[]" && path !== "links" && path !== "accept";
    });
    const set = usable.map(({ path, value }) => `${path}=${value}`);
    const { defaults: left, ...again } = scenarioOf(DESIGN, { set });
    expect(again).toEqual(rest);
    expect(left.length).toBeLessThan(defaults.length / 10);
  });
});

describe("one scenario, however it is written", () => {
  const same = (a: string, b: string): void => {
    expect(scenarioOf(a)).toEqual(scenarioOf(b));
  };

  test.each(TEXTS)("%s as JSON", (_name, text) => {
    same(JSON.stringify(parse(text)), text);
    same(JSON.stringify(parse(text), undefined, 2), text);
  });

  test.each(TEXTS)("%s with a byte order mark and lines that end as in Windows", (_name, text) => {
    same(`\ufeff${text.replaceAll("\n", "\r\n")}`, text);
  });

  test("with anchors, aliases and merge keys", () => {
    const text = edited(
      TWO,
      ["duration: 1 h", "x-sender: &sender { type: avro, batch-size: 50 }\nduration: 1 h"],
      ["sinks: { type: avro, to: tier2 }", "sinks: { <<: *sender, to: tier2 }"],
    );
    same(text, edited(TWO, ["type: avro, to: tier2", "type: avro, batch-size: 50, to: tier2"]));
  });

  test("what is written beside a merge key stands over what it merges", () => {
    const text = edited(
      TWO,
      ["duration: 1 h", "x-sender: &sender { type: avro, batch-size: 50 }\nduration: 1 h"],
      [
        "sinks: { type: avro, to: tier2 }",
        "sinks: { batch-size: 70, <<: [*sender, { to: tier2, type: hdfs }] }",
      ],
    );
    same(text, edited(TWO, ["type: avro, to: tier2", "type: avro, batch-size: 70, to: tier2"]));
  });

  test("with words in any case", () => {
    same(edited(SMALL, ["channel: memory", "channel: { type: MeMoRy }"]), SMALL);
    same(edited(SMALL, ["source: avro", "source: AVRO"]), SMALL);
  });
});

describe("`--set` is laid over the text", () => {
  const set = (...settings: string[]): Scenario => scenarioOf(ROUTED, { set: settings });

  test.each([
    ["duration=2 h", "duration: 1 h", "duration: 2 h"],
    ["web.rate=150 events/s", "rate: 10 events/s", "rate: 150 events/s"],
    ["servers.web.rate=150 events/s", "rate: 10 events/s", "rate: 150 events/s"],
    ["tier2.sinks.k2.service=7 ms", "service: 1 ms", "service: 7 ms"],
    ["tiers.tier2.sinks.k2.batchSize=50", "service: 1 ms", "service: 1 ms, batchSize: 50"],
    [
      "tier2.channels.c2.capacity=25000000",
      "c2: { type: file }",
      "c2: { type: file, capacity: 25000000 }",
    ],
    ["hadoop.datanodes=9", "datanodes: 5", "datanodes: 9"],
    ["faults[0].for=20 min", "for: 5 min", "for: 20 min"],
    ["faults[*].kind=hang", "kind: down", "kind: hang"],
    [
      "faults[new]={ at: 40 min, on: tier2, kind: hang }",
      "kind: down }",
      "kind: down }\n  - { at: 40 min, on: tier2, kind: hang }",
    ],
    ["web.header.values[1]=w", "values: [x, y, z]", "values: [x, w, z]"],
    ["tier1.channel.capacity=500", "channel: memory", "channel: { type: memory, capacity: 500 }"],
    [
      "tier1.channel={ type: file, capacity: 50000 }",
      "channel: memory",
      "channel: { type: file, capacity: 50000 }",
    ],
    [
      "web.client={ type: avro, policy: failover }",
      "to: tier1,",
      "to: tier1, client: { type: avro, policy: failover },",
    ],
    [
      "storage.hadoop.namenode.handlers=20",
      "datanodes: 5",
      "datanodes: 5, namenode: { handlers: 20 }",
    ],
    [
      "tier2[west].channels.c1.capacity=300",
      "west: {}",
      "west: { channels: { c1: { capacity: 300 } } }",
    ],
    [
      "tier2[1].channels.c1.capacity=300",
      "west: {}",
      "west: { channels: { c1: { capacity: 300 } } }",
    ],
    ["machine.cores=8", "duration: 1 h", "duration: 1 h\nmachine: { cores: 8 }"],
    ["objectives=[no loss]", "duration: 1 h", "duration: 1 h\nobjectives: [no loss]"],
  ])("%s", (setting, from, to) => {
    const { defaults: _a, ...laid } = set(setting);
    const { defaults: _b, ...written } = scenarioOf(edited(ROUTED, [from, to]));
    expect(laid).toEqual(written);
  });

  test("the last of several wins, and they build on each other", () => {
    const fault = "faults[new]={ at: 5 min, on: tier1, kind: down }";
    const { faults } = scenarioOf(SMALL, { set: [fault, fault, "faults[1].kind=hang"] });
    expect(faults.map(({ kind }) => kind)).toEqual(["down", "hang"]);
    expect(set("web.count=5", "web.count=7").servers[0]!.count).toBe(7);
    const { tiers } = set("tier1.channel.type=file", "tier1.channel.capacity=50000");
    expect(tiers[0]!.templates[0]!.channels).toMatchObject([
      { kind: "file", capacityEvents: 50_000 },
    ]);
  });

  test("another type takes over the keys that it has, too", () => {
    const text = edited(SMALL, ["channel: memory", "channel: { type: memory, capacity: 50000 }"]);
    const { tiers } = scenarioOf(text, { set: ["tier1.channel.type=file"] });
    expect(tiers[0]!.templates[0]!.channels).toMatchObject([
      { kind: "file", capacityEvents: 50_000 },
    ]);
  });

  test("a problem of a setting stands at its value", () => {
    expect(saidOf(SMALL, { set: ["web.count=many"] })).toEqual([
      "error not-a-number --set web.count=many:1:11: servers.web.count",
      "  expected a whole number of servers from 1 to 1000000, found `many`",
    ]);
  });
});

describe("`accept` makes an error a warning where the model can run it", () => {
  const LIVELOCK = edited(SMALL, ["to: tier1 }", "to: tier1, batch: 200 }"]);

  test("the batch that fails for ever runs when its code is accepted", () => {
    const text = edited(LIVELOCK, [
      "duration: 1 h",
      "duration: 1 h\naccept: [upstream-batch-over-transaction-capacity]",
    ]);
    const { scenario, problems, warnings } = parseScenario(text, { file: "s.yaml" });
    expect(problems).toEqual([]);
    expect(scenario!.warnings).toEqual(["upstream-batch-over-transaction-capacity"]);
    expect(warnings.flatMap((problem) => linesOf(problem))).toEqual([
      "warning upstream-batch-over-transaction-capacity s.yaml:5:57: servers.web.batch",
      "  expected at most 100 events (tiers.tier1.channel: `transactionCapacity`, 100 by default), found `200`",
      "  Flume: loads both, then fails the same batch for ever, a try every few seconds",
      "  fix: lower it, or raise `transactionCapacity` there",
    ]);
  });

  test("an error that is not accepted still stops the run", () => {
    const text = edited(LIVELOCK, [
      "duration: 1 h",
      "duration: 1 h\naccept: [upstream-batch-over-transaction-capacity]\nwarm-up: 2 h",
    ]);
    const { scenario, problems, warnings } = parseScenario(text);
    expect(scenario).toBe(undefined);
    expect(problems.map(({ code }) => code)).toEqual(["warm-up-covers-run"]);
    expect(warnings.map(({ code }) => code)).toEqual(["upstream-batch-over-transaction-capacity"]);
  });
});

test("everything that is wrong is said at once, in the order of the text", () => {
  const text = edited(
    ROUTED,
    ["duration: 1 h", "duration: 1 hour\nseed: -1"],
    ["count: 2, rate: 10 events/s, to: tier1,", "rate: 10, to: tier9,"],
    ["channel: memory", "channel: { type: memory, capacty: 5 }"],
    ["to: hadoop, channel: c1", "to: hadop, channel: c3"],
    ["kind: down", "kind: melt"],
  );
  const { problems } = parseScenario(text, { file: "s.yaml" });
  expect(problems.map(({ code, line, path }) => `${line} ${code} ${path}`)).toEqual([
    "2 unit-unknown duration",
    "3 out-of-range seed",
    "5 key-missing servers.web.count",
    "5 unit-missing servers.web.rate",
    "10 unknown-key tiers.tier1.channel.capacty",
    "17 unknown-name tiers.tier2.sinks.k1.to",
    "17 unknown-name tiers.tier2.sinks.k1.channel",
    "22 unknown-value faults[0].kind",
  ]);
});

test("a scenario is frozen to its last leaf and goes through JSON unchanged", () => {
  for (const [, text] of TEXTS) {
    const scenario = scenarioOf(text);
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario);
    const open: object[] = [scenario];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (!Object.isFrozen(next)) expect(next).toBe("frozen");
      open.push(...Object.values(next).filter((member) => typeof member === "object"));
    }
  }
});

test("the same text gives the same scenario, and leaves nothing behind", () => {
  parseScenario(edited(SMALL, ["count: 2", "count: 2, __proto__: { polluted: 1 }"]));
  expect(({} as { polluted?: number }).polluted).toBe(undefined);
  for (const [, text] of TEXTS) expect(scenarioOf(text)).toEqual(scenarioOf(text));
});

test("the largest scenario that is allowed is read in seconds", () => {
  const text = edited(
    SMALL,
    ["agents: 2", "agents: 10000"],
    ["count: 2", "count: 1000000"],
    [
      "{ type: timed, service: 10 ms }",
      "{ type: avro, to: tier2, count: 100 }\n  tier2: { agents: 10000, source: avro, channel: file, sinks: null }",
    ],
  );
  const begun = performance.now();
  expect(parseScenario(text).problems.map(({ code }) => code)).toEqual(["too-large"]);
  expect(scenarioOf(edited(text, ["count: 100 ", "count: 10 "])).tiers[1]!.agents.length).toBe(
    10_000,
  );
  expect(performance.now() - begun).toBeLessThan(10_000);
});
