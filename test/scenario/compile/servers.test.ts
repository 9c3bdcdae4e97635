import { describe, expect, test } from "vitest";
import type { ServerGroup } from "../../../src/scenario/types/servers.js";
import { HDFS, SMALL, TWO, edited, scenarioOf } from "../../support/scenario.js";

const TO = "to: tier1 }";
const MIN = 60e9;
const H = 60 * MIN;

function web(text: string, files: Readonly<Record<string, string>> = {}): ServerGroup {
  return scenarioOf(text, { files: (name) => files[name] }).servers[0]!;
}

function withKeys(keys: string, files: Readonly<Record<string, string>> = {}): ServerGroup {
  return web(edited(SMALL, [TO, `to: tier1, ${keys} }`]), files);
}

test("a group of servers has fanin's and Flume's defaults", () => {
  const { machine } = scenarioOf(SMALL).tiers[0]!.templates[0]!;
  expect(web(SMALL)).toEqual({
    name: "web",
    count: 2,
    beginTicks: 0,
    ratePerSecond: 10,
    profile: { name: "constant", startTicks: [0], fromFactor: [1], toFactor: [1] },
    sizeBytes: { kind: "constant", value: 300 },
    arrivals: { kind: "poisson" },
    batchEvents: 100,
    header: undefined,
    hasTimestampHeader: false,
    skew: { kind: "even" },
    client: {
      kind: "avro",
      policy: "default",
      hostSelector: "round_robin",
      backoff: false,
      maxBackoffTicks: 30e9,
      maxAttempts: undefined,
      connectTimeoutTicks: 20e9,
      requestTimeoutTicks: 20e9,
      to: {
        agents: [
          { tier: "tier1", agent: 0 },
          { tier: "tier1", agent: 1 },
        ],
        source: undefined,
      },
      placement: { kind: "round-robin", exponent: undefined, weights: undefined, hosts: undefined },
      onFailure: "retry",
      retryTicks: 1e9,
      rpc: machine.rpc,
    },
    backlog: { bytes: undefined, events: undefined },
  } satisfies ServerGroup);
});

describe("each key of a server group becomes its part of the contract", () => {
  const rows: readonly [keys: string, part: object][] = [
    [
      "size: { type: lognormal, median: 250 B, sigma: 0.5 }",
      { sizeBytes: { kind: "lognormal", median: 250, sigma: 0.5 } },
    ],
    ["size: 1 kB", { sizeBytes: { kind: "constant", value: 1000 } }],
    [
      "arrivals: periodic",
      { arrivals: { kind: "periodic", phase: "spread", pacing: "continuous" } },
    ],
    [
      "arrivals: { type: periodic, phase: aligned, pacing: per-batch }",
      { arrivals: { kind: "periodic", phase: "aligned", pacing: "per-batch" } },
    ],
    [
      // (4 · 10 s + f · 60 s) / 70 s = 1, so f = 30 / 60
      "arrivals: { type: mmpp, burstFactor: 4, burst: 10 s, calm: 60 s }",
      {
        arrivals: {
          kind: "mmpp",
          burstFactor: 4,
          calmFactor: 0.5,
          burstMeanTicks: 10e9,
          calmMeanTicks: 60e9,
        },
      },
    ],
    ["batch: 50", { batchEvents: 50 }],
    [
      "header: { name: kind, values: [x, y, z, 404] }",
      {
        header: {
          name: "kind",
          values: ["x", "y", "z", "404"],
          shares: [0.25, 0.25, 0.25, 0.25],
          by: "event",
        },
      },
    ],
    [
      "header: { name: kind, values: { x: 75 %, y: 0.5 }, by: server }",
      { header: { name: "kind", values: ["x", "y"], shares: [0.6, 0.4], by: "server" } },
    ],
    ["timestamp: true", { hasTimestampHeader: true }],
    ["skew: zipf", { skew: { kind: "zipf", exponent: 1 } }],
    ["skew: { type: lognormal, sigma: 0.8 }", { skew: { kind: "lognormal", sigma: 0.8 } }],
    [
      "skew: { type: weights, weights: [3, 1] }",
      { skew: { kind: "weights", weights: [1.5, 0.5] } },
    ],
    ["client: { type: avro, backlog: 50 MB }", { backlog: { bytes: 50e6, events: undefined } }],
    [
      "client: { type: avro, backlog: 8 k events }",
      { backlog: { bytes: undefined, events: 8000 } },
    ],
    [
      "client: { type: avro, backlog: unlimited }",
      { backlog: { bytes: undefined, events: undefined } },
    ],
    [
      "client: { type: avro, policy: default_loadbalance, selector: random, backoff: true, maxBackoff: 5 s, retry: 2 s, onFailure: drop }",
      {
        client: {
          policy: "load_balance",
          hostSelector: "random",
          backoff: true,
          maxBackoffTicks: 5e9,
          retryTicks: 2e9,
          onFailure: "drop",
        },
      },
    ],
    [
      "client: { type: avro, policy: failover, max-attempts: 3 }",
      { client: { policy: "failover", maxAttempts: 3 } },
    ],
    ["client: { type: avro, connect-timeout: 500 ms }", { client: { connectTimeoutTicks: 20e9 } }],
    [
      "placement: { type: zipf, exponent: 0.5, hosts: 1 }",
      { client: { placement: { kind: "zipf", exponent: 0.5, hosts: 1 } } },
    ],
    ["placement: listed", { client: { placement: { kind: "listed" } } }],
    [
      "placement: { type: weights, weights: [2, 1] }",
      { client: { placement: { kind: "weights", weights: [2, 1] } } },
    ],
  ];
  test.each(rows)("%s", (keys, part) => {
    expect(withKeys(keys)).toMatchObject(part);
  });
});

describe("servers name agents in the order in which they are written", () => {
  const cases: readonly [to: string, agents: readonly [string, number][]][] = [
    [
      "tier1",
      [
        ["tier1", 0],
        ["tier1", 1],
      ],
    ],
    [
      '["tier2[1..2]", tier1]',
      [
        ["tier2", 1],
        ["tier2", 2],
        ["tier1", 0],
        ["tier1", 1],
      ],
    ],
    [
      '["tier1[1]", tier1]',
      [
        ["tier1", 1],
        ["tier1", 0],
      ],
    ],
    [
      "{ agents: tier1, source: source }",
      [
        ["tier1", 0],
        ["tier1", 1],
      ],
    ],
  ];
  test.each(cases)("%s", (to, agents) => {
    const { client } = web(edited(TWO, [TO, `to: ${to} }`]));
    const expected = agents.map(([tier, agent]) => ({ tier, agent }));
    expect(client.kind === "avro" && client.to.agents).toEqual(expected);
  });
});

test("servers may write to HDFS themselves", () => {
  const text = edited(
    HDFS,
    [
      TO,
      'to: hadoop, timestamp: true, client: { type: hdfs, hdfs.path: "/logs/%H", hdfs: { rollInterval: 60, rollSize: 0, rollCount: 0 } } }',
    ],
    ["tiers:", "x-tiers:"],
  );
  expect(web(text).client).toEqual({
    kind: "hdfs",
    storage: "hadoop",
    writer: {
      buckets: { path: "/logs/%H", byHeader: undefined, periodTicks: H, clock: "event" },
      rollIntervalTicks: 60e9,
      rollSizeBytes: 0,
      rollCountEvents: 0,
      idleTimeoutTicks: 0,
      closeTries: 0,
      retryIntervalTicks: 180e9,
    },
    appendPerEventTicks: 10_000,
    retryTicks: 1e9,
    onFailure: "retry",
  });
});

describe("a profile is laid over the run", () => {
  test("steps: 1 before the first, then each until the next", () => {
    const keys =
      "profile: { type: steps, steps: [{ at: 10 min, factor: 2 }, { at: 20 min, factor: 0.5 }] }";
    expect(withKeys(keys).profile).toEqual({
      name: "steps",
      startTicks: [0, 10 * MIN, 20 * MIN],
      fromFactor: [1, 2, 0.5],
      toFactor: [1, 2, 0.5],
    });
  });

  test("a quarter of the load in the warm-up, as in the recordings", () => {
    const keys =
      "profile: { type: steps, steps: [{ at: 0 s, factor: 0.25 }, { at: 15 s, factor: 1 }] }";
    expect(withKeys(keys).profile).toMatchObject({
      startTicks: [0, 15e9],
      fromFactor: [0.25, 1],
      toFactor: [0.25, 1],
    });
  });

  test("a ramp goes straight from one factor to the other", () => {
    expect(withKeys("profile: { type: ramp, to: 3, at: 10 min, for: 20 min }").profile).toEqual({
      name: "ramp",
      startTicks: [0, 10 * MIN, 30 * MIN],
      fromFactor: [1, 1, 3],
      toFactor: [1, 3, 3],
    });
  });

  test("a burst rises, stays and falls", () => {
    const keys =
      "profile: { type: burst, at: 10 min, for: 20 min, factor: 4, rise: 5 min, fall: 10 min }";
    expect(withKeys(keys).profile).toEqual({
      name: "burst",
      startTicks: [0, 10 * MIN, 15 * MIN, 30 * MIN, 40 * MIN],
      fromFactor: [1, 1, 4, 4, 1],
      toFactor: [1, 4, 4, 1, 1],
    });
  });

  test("several profiles are multiplied", () => {
    const keys =
      "profile: [{ type: steps, steps: [{ at: 30 min, factor: 3 }] }, { type: burst, at: 20 min, for: 20 min, factor: 2 }]";
    expect(withKeys(keys).profile).toEqual({
      name: "steps × burst",
      startTicks: [0, 20 * MIN, 30 * MIN, 40 * MIN],
      fromFactor: [1, 2, 6, 3],
      toFactor: [1, 2, 6, 3],
    });
  });

  test("a day curve begins at the hour of `start`, where `start` is", () => {
    const start = (time: string): number => {
      const text = edited(
        SMALL,
        [TO, "to: tier1, profile: weekday }"],
        ["duration: 1 h", `duration: 1 h\nstart: ${time}`],
      );
      return web(text).profile.fromFactor[0]!;
    };
    const scale = 24 / 24.02;
    expect(start("2026-03-02T15:30:00+01:00")).toBeCloseTo(1.39 * scale, 12);
    expect(start("2026-03-02T04:30:00-08:00")).toBeCloseTo(0.59 * scale, 12);
    // Half-way between the middles of hours 17 (1.30) and 18 (1.22).
    expect(start("2026-03-02T18:00:00Z")).toBeCloseTo(1.26 * scale, 12);
  });

  test("`peak` is the profile's maximum: of the day, or of the run", () => {
    const peak = (profile: string): number => {
      return web(edited(SMALL, ["rate: 10 events/s", `peak: 12 events/s, profile: ${profile}`]))
        .ratePerSecond;
    };
    expect(peak("constant")).toBe(12);
    expect(peak("{ type: steps, steps: [{ at: 10 min, factor: 3 }] }")).toBe(4);
    expect(peak("{ type: steps, steps: [{ at: 2 h, factor: 3 }] }")).toBe(12);
    // The run of an hour from midnight never sees the day's peak.
    expect(peak("weekday")).toBeCloseTo(12 / ((1.39 * 24) / 24.02), 9);
    expect(peak("{ type: sine-day, amplitude: 20 % }")).toBeCloseTo(10, 2);
  });

  test("a trace to its mean has the shape, `rate` has the height", () => {
    // 60 s bins of 10 and 30 events/s: mean 20, factors 0.5 and 1.5, then nothing.
    const text = edited(SMALL, [TO, "to: tier1, profile: { type: trace, file: load.csv } }"]);
    expect(web(text, { "load.csv": "0,600\n60,1800\n" })).toMatchObject({
      beginTicks: 0,
      ratePerSecond: 10,
      profile: {
        name: "trace load.csv",
        startTicks: [0, 60e9, 120e9],
        fromFactor: [0.5, 1.5, 0],
        toFactor: [0.5, 1.5, 0],
      },
    });
  });

  test("a trace that keeps its counts gives load and size, shared by the servers", () => {
    const text = edited(
      SMALL,
      ["rate: 10 events/s, ", ""],
      [
        TO,
        "to: tier1, profile: { type: trace, file: load.csv, scale: keep, timeScale: 2, after: repeat } }",
      ],
    );
    const group = web(text, { "load.csv": "time,count,bytes\n0,600,60000\n60,1800,300000\n" });
    expect(group).toMatchObject({ ratePerSecond: 10, sizeBytes: { kind: "constant", value: 150 } });
    expect(group.profile.startTicks.slice(0, 4)).toEqual([0, 30e9, 60e9, 90e9]);
    expect(group.profile.fromFactor.slice(0, 4)).toEqual([0.5, 1.5, 0.5, 1.5]);
    expect(group.profile.startTicks.length).toBe(120);
  });

  test("rows that are missing in a trace are no load", () => {
    const text = edited(SMALL, [TO, "to: tier1, profile: { type: trace, file: load.csv } }"]);
    const { profile } = web(text, { "load.csv": "0,60\n60,60\n180,60\n" });
    // Mean of 180 events in 240 s is 0.75 a second; a bin has 1 a second.
    expect(profile).toMatchObject({
      startTicks: [0, 120e9, 180e9, 240e9],
      fromFactor: [1 / 0.75, 0, 1 / 0.75, 0],
    });
  });
});
