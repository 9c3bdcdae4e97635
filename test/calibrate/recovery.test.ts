/**
 * Goal: the intervals that calibration prints are what they say. Method: hidden parameters by chance (fixed seeds),
 * simulate, turn the run into a recording, calibrate: of 100 true values at least 95 must lie in their 95 %
 * intervals, and the intervals must be narrow enough to mean something.
 */
import { describe, expect, test } from "vitest";
import { calibrate } from "../../src/calibrate/calibrate.js";
import type { Estimate } from "../../src/calibrate/estimate.js";
import { simulate } from "../../src/experiment/run.js";
import { Streams } from "../../src/random/streams.js";
import { scenarioOf } from "../support/scenario.js";
import { simulatedTrace, type KnownSetup } from "../support/simulated-trace.js";

const CASES = 100;
const FEWEST_COVERED = 95;
/** A memory channel's own cost, machine profile `server`: each event of a call has it in its time. */
const MEMORY_PUT_MICROSECONDS = 0.042;

/** A uniform draw for each name; the same for the same case. */
function draws(kind: string, index: number): (name: string, low: number, high: number) => number {
  const streams = new Streams(index);
  return (name, low, high) => low + (high - low) * streams.stream(`${kind}/${name}`).uniform();
}

/** Of one parameter in all cases: how often it was covered, and how wide the intervals were. */
class Coverage {
  readonly #outside: string[] = [];
  readonly #widths: number[] = [];

  /** @param scale what the width is a share of; the truth, if left out */
  add(index: number, truth: number, estimate: Estimate | undefined, scale = truth): void {
    const said =
      estimate === undefined ? "nothing" : `${String(estimate.low)}..${String(estimate.high)}`;
    const isIn = estimate !== undefined && truth >= estimate.low && truth <= estimate.high;
    if (!isIn) this.#outside.push(`case ${String(index)}: ${String(truth)} not in ${said}`);
    if (estimate !== undefined) this.#widths.push((estimate.high - estimate.low) / scale);
  }

  get covered(): number {
    return CASES - this.#outside.length;
  }

  /** Of the widths, the one that half of them are below. */
  get medianWidth(): number {
    return this.#widths.sort((a, b) => a - b)[Math.floor(this.#widths.length / 2)]!;
  }

  get report(): string {
    const width = (100 * this.medianWidth).toFixed(2);
    return `${String(this.covered)} covered, width ${width} %; ${this.#outside.join("; ")}`;
  }
}

function calibrated(text: string, setup: KnownSetup): readonly Estimate[] {
  const recording = simulate(scenarioOf(text));
  return calibrate([simulatedTrace(recording, setup)], undefined).estimates;
}

function byKey(estimates: readonly Estimate[], key: string): Estimate | undefined {
  return estimates.find((estimate) => estimate.key === key);
}

function expectCoverage(
  all: Readonly<Record<string, Coverage>>,
  widths: Readonly<Record<string, number>>,
): void {
  for (const [name, coverage] of Object.entries(all)) {
    expect(coverage.covered, `${name}: ${coverage.report}`).toBeGreaterThanOrEqual(FEWEST_COVERED);
    expect(coverage.medianWidth, `${name}: ${coverage.report}`).toBeLessThan(widths[name]!);
  }
}

const agentConf = (sink: readonly string[], channel = "memory"): string[] => [
  "sources = src",
  "channels = c",
  "sinks = k",
  "sources.src.type = avro",
  "sources.src.channels = c",
  `channels.c.type = ${channel}`,
  "sinks.k.channel = c",
  ...sink,
];

describe("a saturated sink", () => {
  const NOISES = [
    { text: "none", variation: () => 0 },
    { text: "exponential", variation: () => 1 },
    { text: "{ type: erlang, stages: 4 }", variation: () => 0.5 },
    { text: "{ type: uniform, spread: 0.6 }", variation: () => 0.6 / Math.sqrt(3) },
    { text: "{ type: lognormal, sigma: 0.4 }", variation: () => Math.sqrt(Math.exp(0.16) - 1) },
  ];

  test("its service time and its spread are recovered", () => {
    const service = new Coverage();
    const spread = new Coverage();
    for (let i = 0; i < CASES; i++) {
      const draw = draws("sink", i);
      const ms = draw("service", 5, 150);
      const noise = NOISES[i % NOISES.length]!;
      const perSecond = (1.5 * 100 * 1000) / ms;
      const estimates = calibrated(
        `fanin: 1
seed: ${String(i)}
duration: 150 s
machine: { sleepOvershoot: 0 s }
record: { every: 250 ms, series: all }
servers:
  web: { count: 2, rate: ${String(perSecond / 2)} events/s, batch: 100, to: a }
tiers:
  a:
    agents: 1
    machine: { heap: 100 GB }
    sources: { src: { type: avro } }
    channels: { c: { type: memory, capacity: 10000000, transactionCapacity: 1000 } }
    sinks: { k: { type: timed, channel: c, batchSize: 100, service: ${String(ms)} ms, noise: ${noise.text} } }
`,
        {
          name: "sink",
          confs: { a: agentConf(["sinks.k.type = ref.SlowSink", "sinks.k.batchSize = 100"]) },
        },
      );
      service.add(i, ms, byKey(estimates, "a.sinks.k.service"));
      spread.add(i, noise.variation(), byKey(estimates, "a.sinks.k.noise"), 1);
    }
    expectCoverage({ service, spread }, { service: 0.05, spread: 0.25 });
  });
});

describe("calls of several sizes into and out of memory and file channels", () => {
  /** Agent, its channel, its target's channel, batch. */
  const CALLERS = [
    ["m1", "memory", "memory", 20],
    ["m2", "memory", "memory", 1000],
    ["p1", "memory", "file", 50],
    ["p2", "memory", "file", 800],
    ["t1", "file", "memory", 50],
    ["t2", "file", "memory", 400],
  ] as const;
  const FILL_SECONDS = 10;
  const DRAIN_SECONDS = 10;

  interface Hidden {
    readonly call: number; // [ms] of both sides
    readonly perEvent: number; // [us] of both sides
    readonly put: number; // [us]
    readonly take: number; // [us]
    readonly fsync: number; // [ms] mean
  }

  function scenario(index: number, { call, perEvent, put, take, fsync }: Hidden): string {
    const sigma = 0.5;
    const median = fsync * Math.exp(-(sigma * sigma) / 2);
    const channel = (kind: string): string =>
      kind === "memory"
        ? "{ type: memory, capacity: 100000000, transactionCapacity: 10000 }"
        : "{ type: file, capacity: 100000000, transactionCapacity: 10000, checkpointInterval: 3600000 }";
    const servers = CALLERS.map(([name, from, into, batch]) => {
      const files = (from === "file" ? 1 : 0) + (into === "file" ? 1 : 0);
      const eachUs = perEvent + (into === "file" ? put : 0) + (from === "file" ? take : 0);
      const ms = call + files * fsync + (batch * eachUs) / 1000;
      const wished = (DRAIN_SECONDS * 1000 * batch) / ms;
      const most = from === "file" ? (6 * 1e6) / put : Infinity;
      const perSecond = Math.min(wished, most) / FILL_SECONDS / 40;
      return `  w${name}: { count: 40, rate: ${String(perSecond)} events/s, batch: ${String(Math.min(1000, 5 * batch))}, to: ${name}, profile: { type: steps, steps: [{ at: ${String(FILL_SECONDS)} s, factor: 0 }] } }`;
    });
    const tiers = CALLERS.flatMap(([name, from, into, batch]) => [
      `  ${name}:`,
      "    agents: 1",
      "    sources: { src: { type: avro } }",
      `    channels: { c: ${channel(from)} }`,
      `    sinks: { k: { type: avro, channel: c, batch-size: ${String(batch)}, to: ${name}x } }`,
      `  ${name}x:`,
      "    agents: 1",
      "    sources: { src: { type: avro } }",
      `    channels: { c: ${channel(into)} }`,
      "    sinks: { k: { type: timed, channel: c, batchSize: 1, service: 1 h } }",
    ]);
    const faults = CALLERS.map(
      ([name]) => `  - { at: 0 s, for: ${String(FILL_SECONDS + 3)} s, on: ${name}x, kind: down }`,
    );
    return `fanin: 1
seed: ${String(index)}
duration: ${String(FILL_SECONDS + 3 + 5 + DRAIN_SECONDS)} s
record: { every: 250 ms, series: all }
network: { latency: 0 s }
machine:
  heap: 1 TB
  cores: 512
  network: 100 Tbit/s
  sleepOvershoot: 0 s
  rpc.clientCall: ${String(call * 0.4)} ms
  rpc.serverCall: ${String(call * 0.6)} ms
  rpc.clientPerEvent: ${String(perEvent * 0.3)} us
  rpc.serverPerEvent: ${String(perEvent * 0.7)} us
  rpc.clientPerByte: 0 ns
  rpc.serverPerByte: 0 ns
  disk.fsync: { type: lognormal, median: ${String(median)} ms, sigma: ${String(sigma)} }
  disk.putPerEvent: ${String(put)} us
  disk.takePerEvent: ${String(take)} us
  disk.bandwidth: 1 TB/s
  disk.space: 100 TB
servers:
${servers.join("\n")}
tiers:
${tiers.join("\n")}
faults:
${faults.join("\n")}
`;
  }

  const confs = Object.fromEntries(
    CALLERS.flatMap(([name, from, into, batch]) => [
      [
        name,
        agentConf(
          [
            "sinks.k.type = avro",
            `sinks.k.batch-size = ${String(batch)}`,
            `sinks.k.port = \${port:${name}x}`,
          ],
          from,
        ),
      ],
      [`${name}x`, agentConf(["sinks.k.type = ref.SlowSink", "sinks.k.batchSize = 1"], into)],
    ]),
  );

  test("call, event, fsync, put and take are recovered", () => {
    const all = {
      call: new Coverage(),
      perEvent: new Coverage(),
      "disk.fsync": new Coverage(),
      "disk.putPerEvent": new Coverage(),
      "disk.takePerEvent": new Coverage(),
    };
    for (let i = 0; i < CASES; i++) {
      const draw = draws("calls", i);
      const hidden: Hidden = {
        call: draw("call", 2, 10),
        perEvent: draw("perEvent", 5, 40),
        put: draw("put", 3, 12),
        take: draw("take", 5, 20),
        fsync: draw("fsync", 1, 8),
      };
      const estimates = calibrated(scenario(i, hidden), { name: "calls", confs });
      // A COMMIT record is written before each fsync; a memory channel's own puts and takes are in each event.
      all.call.add(i, hidden.call, byKey(estimates, "call"));
      all.perEvent.add(
        i,
        hidden.perEvent + 2 * MEMORY_PUT_MICROSECONDS,
        byKey(estimates, "perEvent"),
      );
      all["disk.fsync"].add(i, hidden.fsync + hidden.put / 1000, byKey(estimates, "disk.fsync"));
      all["disk.putPerEvent"].add(
        i,
        hidden.put - MEMORY_PUT_MICROSECONDS,
        byKey(estimates, "disk.putPerEvent"),
      );
      all["disk.takePerEvent"].add(
        i,
        hidden.take - MEMORY_PUT_MICROSECONDS,
        byKey(estimates, "disk.takePerEvent"),
      );
    }
    expectCoverage(all, {
      call: 0.05,
      perEvent: 0.05,
      "disk.fsync": 0.1,
      "disk.putPerEvent": 0.5,
      "disk.takePerEvent": 0.5,
    });
  });
});

describe("calls of clients that wrote down how long they took", () => {
  test("call and event are recovered from groups of several batch sizes", () => {
    const all = { call: new Coverage(), perEvent: new Coverage() };
    const sizes = [10, 100, 500]; // each to an agent of its own, so that no call waits for another
    const conf = agentConf(["sinks.k.type = ref.SlowSink", "sinks.k.batchSize = 1000"]);
    for (let i = 0; i < CASES; i++) {
      const draw = draws("clients", i);
      const call = draw("call", 0.5, 5);
      const perEvent = draw("perEvent", 2, 40);
      const groups = sizes.map((batch) => {
        const rate = `${String(5 * batch)} events/s`;
        return `  w${String(batch)}: { count: 2, rate: ${rate}, batch: ${String(batch)}, arrivals: poisson, to: a${String(batch)} }`;
      });
      const clients = sizes.map((batch) => {
        const client = {
          servers: 2,
          rate: 5 * batch,
          batch,
          hosts: `127.0.0.1:\${port:a${String(batch)}}`,
        };
        return [`w${String(batch)}`, client] as const;
      });
      const tiers = sizes.flatMap((batch) => [
        `  a${String(batch)}:`,
        "    agents: 1",
        "    sources: { src: { type: avro } }",
        "    channels: { c: { type: memory, capacity: 1000000, transactionCapacity: 1000 } }",
        "    sinks: { k: { type: timed, channel: c, batchSize: 1000, service: 1 ms } }",
      ]);
      const estimates = calibrated(
        `fanin: 1
seed: ${String(i)}
duration: 30 s
record: { every: 250 ms, series: all }
network: { latency: 0 s }
machine:
  heap: 100 GB
  cores: 64
  network: 100 Tbit/s
  rpc.clientCall: ${String(call / 2)} ms
  rpc.serverCall: ${String(call / 2)} ms
  rpc.clientPerEvent: ${String(perEvent / 2)} us
  rpc.serverPerEvent: ${String(perEvent / 2)} us
  rpc.clientPerByte: 0 ns
  rpc.serverPerByte: 0 ns
servers:
${groups.join("\n")}
tiers:
${tiers.join("\n")}
`,
        {
          name: "clients",
          confs: Object.fromEntries(sizes.map((batch) => [`a${String(batch)}`, conf])),
          clients: Object.fromEntries(clients),
          warmupMs: 5000,
        },
      );
      all.call.add(i, call, byKey(estimates, "call"));
      all.perEvent.add(i, perEvent + MEMORY_PUT_MICROSECONDS, byKey(estimates, "perEvent"));
    }
    expectCoverage(all, { call: 0.05, perEvent: 0.05 });
  });
});

describe("checkpoints", () => {
  test("their length is recovered from the pauses of a saturated sender", () => {
    const coverage = new Coverage();
    for (let i = 0; i < CASES; i++) {
      const ms = draws("checkpoint", i)("length", 150, 1500);
      const estimates = calibrated(
        `fanin: 1
seed: ${String(i)}
duration: 80 s
record: { every: 250 ms, series: all }
machine: { heap: 1 TB, cores: 64, rpc.serverCall: 8 ms, disk.checkpoint: ${String(ms)} ms, disk.checkpointPerSlot: 0 ns }
servers:
  web: { count: 10, rate: 1500 events/s, batch: 1000, to: a }
tiers:
  a:
    agents: 1
    sources: { src: { type: avro } }
    channels: { c: { type: memory, capacity: 10000000, transactionCapacity: 1000 } }
    sinks: { k: { type: avro, channel: c, batch-size: 100, to: b } }
  b:
    agents: 1
    sources: { src: { type: avro } }
    channels: { c: { type: file, capacity: 10000000, transactionCapacity: 1000, checkpointInterval: 5000 } }
    sinks: { k: { type: timed, channel: c, batchSize: 1, service: 1 h } }
`,
        {
          name: "checkpoint",
          confs: {
            a: agentConf([
              "sinks.k.type = avro",
              "sinks.k.batch-size = 100",
              "sinks.k.port = ${port:b}",
            ]),
            b: [
              ...agentConf(["sinks.k.type = ref.SlowSink", "sinks.k.batchSize = 1"], "file"),
              "channels.c.checkpointInterval = 5000",
            ],
          },
        },
      );
      coverage.add(i, ms, byKey(estimates, "disk.checkpoint"));
    }
    expectCoverage({ checkpoint: coverage }, { checkpoint: 0.1 });
  });
});

describe("restarts", () => {
  test("the time of a restart is recovered from a few of them", () => {
    const coverage = new Coverage();
    const RESTARTS = 6;
    for (let i = 0; i < CASES; i++) {
      const ms = draws("restart", i)("jvm", 400, 5000);
      const crashes = Array.from({ length: RESTARTS }, (_, k) => 10 + 22 * k);
      const estimates = calibrated(
        `fanin: 1
seed: ${String(i)}
duration: 145 s
record: { every: 250 ms, series: all }
machine: { start.jvm: { type: lognormal, median: ${String(ms)} ms, sigma: 0.15 }, start.source: 0.26 s }
servers:
  web: { count: 1, rate: 50 events/s, batch: 50, to: a }
tiers:
  a:
    agents: 1
    sources: { src: { type: avro } }
    channels: { c: { type: memory } }
    sinks: { k: { type: timed, channel: c, service: 1 ms } }
faults:
${crashes.map((at) => `  - { at: ${String(at)}.1 s, for: 5 s, on: a, kind: crash }`).join("\n")}
`,
        {
          name: "restart",
          confs: { a: agentConf(["sinks.k.type = ref.SlowSink"]) },
          life: crashes.map((at) => ({ agent: "a", startedMs: (at + 5.1) * 1000 })),
        },
      );
      // Besides the JVM: one look of Flume's every 500 ms, and the start of the source.
      const mean = ms * Math.exp((0.15 * 0.15) / 2) + 760;
      coverage.add(i, mean, byKey(estimates, "start.jvm"));
    }
    expectCoverage({ restart: coverage }, { restart: 0.5 });
  });
});

describe("arrivals", () => {
  test("their rate is recovered, periodic or by chance", () => {
    const coverage = new Coverage();
    for (let i = 0; i < CASES; i++) {
      const draw = draws("arrivals", i);
      const perSecond = draw("rate", 100, 5000);
      const batch = Math.round(draw("batch", 1, 100));
      const estimates = calibrated(
        `fanin: 1
seed: ${String(i)}
duration: 65 s
record: { every: 250 ms, series: all }
servers:
  web: { count: 5, rate: ${String(perSecond / 5)} events/s, batch: ${String(batch)}, arrivals: ${i % 2 === 0 ? "poisson" : "periodic"}, to: a }
tiers:
  a:
    agents: 1
    sources: { src: { type: avro } }
    channels: { c: { type: memory, capacity: 100000, transactionCapacity: 100 } }
    sinks: { k: { type: timed, channel: c, service: 1 ms } }
`,
        {
          name: "arrivals",
          confs: { a: agentConf(["sinks.k.type = ref.SlowSink"]) },
          warmupMs: 5000,
        },
      );
      coverage.add(i, perSecond, byKey(estimates, "servers.rate"));
    }
    expectCoverage({ arrivals: coverage }, { arrivals: 0.05 });
  });
});
