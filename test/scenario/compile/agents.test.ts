import { describe, expect, test } from "vitest";
import type { AgentTemplate, Tier } from "../../../src/scenario/types/agents.js";
import { ROUTED, SMALL, TWO, edited, scenarioOf, type Edit } from "../../support/scenario.js";

function tier(name: string, text: string, set: readonly string[] = []): Tier {
  return scenarioOf(text, { set }).tiers.find((one) => one.name === name)!;
}

function template(name: string, text: string, agent = 0): AgentTemplate {
  const { agents, templates } = tier(name, text);
  return templates[agents[agent]!.template]!;
}

/** Names of sinks and what each sends to. */
function targets({ sinks }: AgentTemplate): unknown[] {
  return sinks.map((sink) => [sink.name, sink.kind === "avro" ? sink.to : sink.kind]);
}

describe("one declaration makes the sinks of an agent", () => {
  const SINKS = "sinks: { type: avro, to: tier2 }";

  test("alone, one sink that is spread over the tier", () => {
    expect(targets(template("tier1", TWO))).toEqual([
      ["sink", { kind: "spread", tier: "tier2", ordinal: 0, of: 1, source: undefined }],
    ]);
  });

  test("with a count, so many sinks, each with its ordinal", () => {
    const text = edited(TWO, [SINKS, "sinks: { type: avro, to: tier2, count: 3 }"]);
    expect(targets(template("tier1", text))).toEqual(
      [0, 1, 2].map((ordinal) => [
        `sink${ordinal}`,
        { kind: "spread", tier: "tier2", ordinal, of: 3, source: undefined },
      ]),
    );
    expect(template("tier1", text).groups).toEqual([]);
  });

  test("with a processor, one group of a sink for each agent, in the order of a HashSet", () => {
    const text = edited(TWO, [
      SINKS,
      "sinks: { type: avro, to: tier2, processor: { type: load_balance, backoff: true } }",
    ]);
    const agent = template("tier1", text);
    expect(targets(agent)).toEqual(
      [0, 1, 2].map((index) => [
        `sink-${index}`,
        { kind: "agent", agent: { tier: "tier2", agent: index }, source: undefined },
      ]),
    );
    expect(agent.groups).toEqual([
      {
        name: "sink",
        sinks: ["sink-2", "sink-0", "sink-1"],
        processor: {
          kind: "load_balance",
          selector: "round_robin",
          backoff: true,
          maxTimeOutTicks: 30e9,
        },
      },
    ]);
  });

  test("to one agent, a sink to that agent; to a range, a group over the range", () => {
    const one = edited(TWO, [SINKS, 'sinks: { type: avro, to: "tier2[1]", count: 2 }']);
    expect(targets(template("tier1", one))).toEqual(
      ["sink0", "sink1"].map((name) => [
        name,
        { kind: "agent", agent: { tier: "tier2", agent: 1 }, source: undefined },
      ]),
    );
    const range = edited(TWO, [
      SINKS,
      'sinks: { type: avro, to: ["tier2[2]", "tier2[0..1]"], processor: failover }',
    ]);
    expect(template("tier1", range).sinks.map(({ name }) => name)).toEqual([
      "sink-2",
      "sink-0",
      "sink-1",
    ]);
  });

  test("to named agents, sinks of their names; over two tiers, with the tier in front", () => {
    const named = edited(
      TWO,
      [SINKS, "sinks: { type: avro, to: tier2, processor: failover }"],
      ["agents: 3", "agents: [east, west]"],
    );
    expect(template("tier1", named).sinks.map(({ name }) => name)).toEqual([
      "sink-east",
      "sink-west",
    ]);
    const both = edited(
      named,
      ["to: tier2,", "to: [tier2, tier3],"],
      ["  tier2:", "  tier3: { agents: 1, source: avro, channel: file, sinks: null }\n  tier2:"],
    );
    expect(template("tier1", both).sinks.map(({ name }) => name)).toEqual([
      "sink-tier2-east",
      "sink-tier2-west",
      "sink-tier3-0",
    ]);
  });

  test("several declarations by name have their names, and groups are over them", () => {
    const text = edited(TWO, [
      SINKS,
      `sinks:
      k1: { type: avro, to: "tier2[0]", batch-size: 50 }
      k2: { type: avro, to: "tier2[1]" }
      direct: { type: timed, service: 5 ms, count: 2 }
    groups:
      g: { sinks: k1 k2, processor: { type: failover, priority: { k1: 10, k2: 5 } } }`,
    ]);
    const agent = template("tier1", text);
    expect(agent.sinks.map(({ name, batchEvents }) => [name, batchEvents])).toEqual([
      ["k1", 50],
      ["k2", 100],
      ["direct0", 100],
      ["direct1", 100],
    ]);
    expect(agent.groups).toEqual([
      {
        name: "g",
        sinks: ["k1", "k2"],
        processor: { kind: "failover", priorities: [10, 5], maxPenaltyTicks: 30e9 },
      },
    ]);
  });

  test("without priorities a failover group counts down in hash order", () => {
    const text = edited(TWO, [SINKS, "sinks: { type: avro, to: tier2, processor: failover }"]);
    const [group] = template("tier1", text).groups;
    expect(group!.sinks).toEqual(["sink-2", "sink-0", "sink-1"]);
    expect(group!.processor).toMatchObject({ priorities: [-1, -2, -3] });
  });

  test("a named source of the target is kept by its name", () => {
    const text = edited(
      TWO,
      [SINKS, "sinks: { type: avro, to: { agents: tier2, source: r1 } }"],
      [
        "source: avro\n    channel: { type: file }",
        "sources: { r1: avro }\n    channel: { type: file }",
      ],
    );
    expect(targets(template("tier1", text))).toEqual([
      ["sink", { kind: "spread", tier: "tier2", ordinal: 0, of: 1, source: "r1" }],
    ]);
  });

  test("several sinks may be named and no more than typed", () => {
    const text = edited(SMALL, [
      "{ type: timed, service: 10 ms }",
      "{ k1: null, k2: { type: null } }",
    ]);
    expect(template("tier1", text).sinks.map(({ name, kind }) => [name, kind])).toEqual([
      ["k1", "null"],
      ["k2", "null"],
    ]);
  });

  test("a null sink may be written as YAML's null", () => {
    const text = edited(SMALL, ["{ type: timed, service: 10 ms }", "{ type: null, batchSize: 7 }"]);
    expect(template("tier1", text).sinks).toEqual([
      { name: "sink", kind: "null", channel: "channel", batchEvents: 7 },
    ]);
  });
});

describe("noise has mean 1 whatever it is", () => {
  test.each([
    ["none", { kind: "constant", value: 1 }],
    ["exponential", { kind: "exponential", mean: 1 }],
    ["{ type: erlang, stages: 4 }", { kind: "erlang", mean: 1, stages: 4 }],
    ["{ type: uniform, spread: 0.5 }", { kind: "uniform", min: 0.5, max: 1.5 }],
    // exp(-0.8² / 2) = exp(-0.32)
    ["{ type: lognormal, sigma: 0.8 }", { kind: "lognormal", median: Math.exp(-0.32), sigma: 0.8 }],
  ])("%s", (noise, expected) => {
    const text = edited(SMALL, ["service: 10 ms", `service: 10 ms, noise: ${noise}`]);
    const [sink] = template("tier1", text).sinks;
    expect(sink).toMatchObject({ kind: "timed", perBatchTicks: { kind: "constant", value: 10e6 } });
    expect(sink!.kind === "timed" && sink!.noise).toEqual(expected);
  });
});

describe("channels have Flume's defaults, units and names", () => {
  test("a memory channel takes 80 % of the heap", () => {
    const text = edited(SMALL, ["channel: memory", "channel: MEMORY\n    machine: { heap: 1 GB }"]);
    expect(template("tier1", text).channels).toEqual([
      {
        name: "channel",
        kind: "memory",
        capacityEvents: 100,
        transactionCapacityEvents: 100,
        keepAliveTicks: 3e9,
        byteCapacity: 800e6,
        byteCapacityBufferPercentage: 20,
      },
    ]);
  });

  test("a bare number has Flume's unit, another unit may be written", () => {
    const bare =
      "{ type: file, keep-alive: 5, checkpointInterval: 45000, minimumRequiredSpace: 1048576, dataDirs: /a /b }";
    const written =
      "{ type: file, keep-alive: 5 s, checkpointInterval: 45 s, minimumRequiredSpace: 1 MiB, dataDirs: [/a, /b] }";
    const [first, second] = [bare, written].map((channel) => {
      return template("tier1", edited(SMALL, ["channel: memory", `channel: ${channel}`])).channels;
    });
    expect(first).toEqual(second);
    expect(first).toEqual([
      {
        name: "channel",
        kind: "file",
        capacityEvents: 1_000_000,
        transactionCapacityEvents: 10_000,
        keepAliveTicks: 5e9,
        checkpointIntervalTicks: 45e9,
        maxFileBytes: 1_623_195_647,
        minimumRequiredSpaceBytes: 1_048_576,
        useDualCheckpoints: false,
        fsyncPerTransaction: true,
        fsyncIntervalTicks: 5e9,
        dataDirs: 2,
      },
    ]);
  });

  test("a spillable channel holds a file channel of its overflow, which never waits", () => {
    const text = edited(SMALL, [
      "channel: memory",
      "channel: { type: SPILLABLEMEMORY, overflowCapacity: 20000 }",
    ]);
    const [channel] = template("tier1", text).channels;
    expect(channel).toMatchObject({
      kind: "spillable",
      memoryCapacityEvents: 10_000,
      overflowCapacityEvents: 20_000,
      overflowTimeoutTicks: 3e9,
      overflowDeactivationThreshold: 0.05,
      avgEventBytes: 500,
      file: { capacityEvents: 20_000, keepAliveTicks: 0, transactionCapacityEvents: 10_000 },
    });
  });
});

describe("sources write to channels in Flume's order", () => {
  test("all channels of the agent, as a HashSet has them", () => {
    const text = edited(
      SMALL,
      ["channel: memory", "channels: { c1: memory, c2: memory, c3: memory }"],
      ["source: avro", "source: { type: avro, selector: { optional: c2 } }"],
      [
        "{ type: timed, service: 10 ms }",
        "{ k1: { type: null, channel: c1 }, k2: { type: null, channel: c2 }, k3: { type: null, channel: c3 } }",
      ],
    );
    expect(template("tier1", text).sources[0]!.selector).toEqual({
      kind: "replicating",
      required: ["c3", "c1"],
      optional: ["c2"],
    });
  });

  test("multiplexing: as the file has them, optional ones less the required", () => {
    const selector: Edit = [
      "mapping: { x: c1 }, default: c2",
      "mapping.x: c1 c2, mapping: { y: [c2] }, optional: { x: c2, z: c1 c2 }, default: c2",
    ];
    expect(template("tier2", edited(ROUTED, selector)).sources[0]!.selector).toEqual({
      kind: "multiplexing",
      header: "kind",
      mapping: [
        { value: "x", channels: ["c1", "c2"] },
        { value: "y", channels: ["c2"] },
      ],
      fallback: ["c2"],
      optional: [
        { value: "x", channels: [] },
        { value: "z", channels: ["c1"] },
      ],
    });
  });
});

describe("agents of a tier", () => {
  test("agents that are alike share a template", () => {
    expect(tier("tier1", SMALL)).toMatchObject({
      level: 0,
      flume: "1.11",
      agents: [
        { address: "tier1[0]", template: 0, isLate: false },
        { address: "tier1[1]", template: 0, isLate: false },
      ],
    });
  });

  const AGENTS = "agents: 2";
  const capacities = (text: string, set: readonly string[] = []): unknown[] => {
    const { agents, templates } = tier("tier1", text, set);
    return agents.map(({ address, template: index }) => {
      const [channel] = templates[index]!.channels;
      return [address, channel!.kind === "memory" ? channel!.capacityEvents : channel!.kind];
    });
  };

  test("an override differs in what it says, by number, range and all", () => {
    const text = edited(SMALL, [
      AGENTS,
      'agents: 4\n    override: { "*": { channel: { capacity: 500 } }, "1..2": { channel: { capacity: 700 } }, "2": { channel: { type: file, capacity: 20000 } } }',
    ]);
    expect(capacities(text)).toEqual([
      ["tier1[0]", 500],
      ["tier1[1]", 700],
      ["tier1[2]", "file"],
      ["tier1[3]", 500],
    ]);
  });

  test("agents by name, with what differs, or as a list", () => {
    const byName = edited(SMALL, [
      AGENTS,
      "agents: { east-1: , west: { channel: { capacity: 700 } } }",
    ]);
    const asList = edited(SMALL, [
      AGENTS,
      "agents: [east-1, { name: west, channel: { capacity: 700 } }]",
    ]);
    for (const text of [byName, asList]) {
      expect(capacities(text)).toEqual([
        ["tier1[east-1]", 100],
        ["tier1[west]", 700],
      ]);
    }
  });

  test("what an agent says stands over what `--set` says of its tier", () => {
    const text = edited(SMALL, [
      AGENTS,
      'agents: 2\n    override: { "1": { channel: { capacity: 500 } } }',
    ]);
    expect(capacities(text, ["tier1.channel.capacity=900"])).toEqual([
      ["tier1[0]", 900],
      ["tier1[1]", 500],
    ]);
    expect(capacities(text, ["tier1[*].channel.capacity=900"])).toEqual([
      ["tier1[0]", 900],
      ["tier1[1]", 900],
    ]);
  });

  test("a machine is laid over its tier's, and that over the scenario's", () => {
    const text = edited(
      SMALL,
      ["duration: 1 h", "duration: 1 h\nmachine: { cores: 8, heap: 3 GB, disk: { fsync: 1 ms } }"],
      [
        AGENTS,
        'agents: 2\n    machine: { heap: 5 GB }\n    override: { "1": { machine: { cores: 16 } } }',
      ],
    );
    const machines = [0, 1].map((agent) => {
      const { cores, heapBytes, disk } = template("tier1", text, agent).machine;
      return [cores, heapBytes, disk.fsyncTicks];
    });
    const fsync = { kind: "constant", value: 1e6 };
    expect(machines).toEqual([
      [8, 5e9, fsync],
      [16, 5e9, fsync],
    ]);
  });

  test("late agents are marked, and the release is the tier's own", () => {
    const text = edited(
      SMALL,
      [AGENTS, 'agents: 2\n    version: 1.9\n    override: { "1": { late: true } }'],
      ["servers:", 'faults: [{ at: 1 min, on: "tier1[1]", kind: start }]\nservers:'],
    );
    expect(tier("tier1", text)).toMatchObject({
      flume: "1.9",
      agents: [{ isLate: false }, { isLate: true }],
    });
  });

  test("levels are longest distances, and tiers are in their order", () => {
    const text = edited(
      TWO,
      ["to: tier1 }", "to: [tier1, tier2, last] }"],
      ["servers:", "x-a: 1\nservers:"],
      ["tiers:", "tiers:\n  last: { agents: 1, source: avro, channel: file, sinks: null }"],
      ['{ type: "null" }', "{ type: avro, to: last }"],
    );
    const levels = scenarioOf(text).tiers.map(({ name, level }) => [name, level]);
    expect(levels).toEqual([
      ["tier1", 0],
      ["tier2", 1],
      ["last", 2],
    ]);
  });
});

describe("dotted keys and nested maps are the same", () => {
  test.each([
    ["hdfs.batchSize: 50, hdfs.rollSize: 0", "plain"],
    ["hdfs: { batchSize: 50, rollSize: 0 }", "nested"],
    ["hdfs.batchSize: 50, hdfs: { rollSize: 0 }", "both"],
  ])("%s", (keys) => {
    const text = edited(ROUTED, [
      "{ type: hdfs, to: hadoop,",
      `{ type: hdfs, to: hadoop, ${keys},`,
    ]);
    const [sink] = template("tier2", text).sinks;
    expect(sink).toMatchObject({ batchEvents: 50, writer: { rollSizeBytes: 0 } });
  });

  test("a key may be a value and a family at once, as processor.selector is", () => {
    const text = edited(TWO, [
      "to: tier2 }",
      "to: tier2, processor.type: load_balance, processor.selector: random, processor.selector.maxTimeOut: 5000 }",
    ]);
    expect(template("tier1", text).groups[0]!.processor).toEqual({
      kind: "load_balance",
      selector: "random",
      backoff: false,
      maxTimeOutTicks: 5e9,
    });
  });
});
