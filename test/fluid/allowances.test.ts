/**
 * Goal: how far a run may be from its fluid is worked out from the scenario, reason by reason. Method: a scenario whose
 * allowances are computed by hand, and changes that bring a reason about or take it away.
 *
 *   in hands     of a server 2 × 25 events; of the channel 20 callers × 25 and the sink's 200: 700. All: 20 × 50 + 700
 *   idle         a server 1 s of retry and 3 s of keep-alive, a sink 5 s of sleep: 9 s of the servers' load, 5 s of the agent's
 *   chance       four standard deviations of Poisson arrivals since the channel was empty: 4 √(1,000/s × 240 s)
 */
import { describe, expect, test } from "vitest";
import { fluidCourse } from "../../src/fluid/fluid.js";
import { edited, scenarioOf, type Edit } from "../support/scenario.js";

const TEXT = `fanin: 1
duration: 30 min
record: { every: 2 s }
servers:
  web: { count: 20, rate: 50 events/s, size: 100 B, batch: 25, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    machine: { heap: 4 GB }
    source: { type: avro }
    channel: { type: memory, capacity: 300000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 200, service: 100 ms }
faults:
  - { at: 5 min, for: 4 min, on: agent.sinks.sink, kind: down }
`;
const OUTAGE = "  - { at: 5 min, for: 4 min, on: agent.sinks.sink, kind: down }\n";
const DRAIN = "drain.agent.sinks.sink";

type Reasons = Readonly<Record<string, number>>;

/** Of each number, by reason. */
function allowances(...edits: readonly Edit[]): Readonly<Record<string, Reasons>> {
  const { allowances: all } = fluidCourse(scenarioOf(edited(TEXT, ...edits)));
  return Object.fromEntries(
    all.map(({ name, reasons }) => [
      name,
      Object.fromEntries(reasons.map(({ why, amount }) => [why, amount])),
    ]),
  );
}

const near = (value: number): unknown => expect.closeTo(value, 9);

describe("an outage that the channel holds", () => {
  const found = allowances();

  test("the channel's peak: what is in hands, and what comes while its sink sleeps, of its capacity", () => {
    expect(found["agent.peakFill"]).toEqual({
      batches: near(700 / 300_000),
      "idle time": near(5000 / 300_000),
    });
  });

  test("a server's backlog: two batches, and nine seconds of its load", () => {
    expect(found["web.peakBacklog"]).toEqual({ batches: near(5000), "idle time": near(45_000) });
  });

  test("all that is under way: both, and what comes between two samples", () => {
    expect(found["maxBacklog"]).toEqual({ batches: 1700, "idle time": 9000, samples: 2000 });
  });

  test("the drain: as long as that takes at what is left of the sink, and the minute of calm twice", () => {
    const { batches, "idle time": idle, samples, "quiet minute": quiet } = found[DRAIN]!;
    // The sink sends 2,000 events/s, but for some microseconds an event, and 1,000 go on coming.
    expect(batches! / 1.7).toBeCloseTo(1, 2);
    expect(idle! / 18).toBeCloseTo(1, 2);
    expect({ samples, quiet }).toEqual({ samples: 4, quiet: 120 });
  });

  test("the sink's work, as a share of the run: five seconds of sleep in half an hour that it works half of", () => {
    const { "idle time": idle, batches } = found["agent.working"]!;
    expect(idle! / (0.5 * (5 / 1800))).toBeCloseTo(1, 2);
    expect(batches! / (0.5 * (700 / 1_800_000))).toBeCloseTo(1, 2);
  });

  test("nothing is lost or dropped, give or take nothing", () => {
    for (const name of ["lost", "dropped", "web.lost", "agent.lost", "web.dropped"]) {
      expect(found[name]).toEqual({});
    }
  });
});

test("random arrivals add chance, wherever events pile up", () => {
  const found = allowances(["arrivals: periodic", "arrivals: poisson"]);
  const swing = 4 * Math.sqrt(240_000);
  expect(found["maxBacklog"]!["chance"]).toBeCloseTo(swing, 6);
  expect(found["agent.peakFill"]!["chance"]).toBeCloseTo(swing / 300_000, 9);
});

test("without trouble nobody sleeps, and there is nothing to drain", () => {
  const found = allowances([`faults:\n${OUTAGE}`, ""]);
  expect(found["agent.peakFill"]).toEqual({ batches: near(700 / 300_000) });
  expect(found["maxBacklog"]).toEqual({ batches: 1700, samples: 2000 });
  expect(found[DRAIN]).toBeUndefined();
});

test("a channel that is full: when, by what is in hands at the rate at which it fills; and it holds up the servers", () => {
  const found = allowances(["for: 4 min", "for: 10 min"]);
  expect(found["agent.firstFull"]).toEqual({ batches: near(0.7) });
  // What the channel is off by, its servers are: 700 events of 100 B over 20 of them.
  expect(found["web.peakBacklog"]!["below"]).toBeCloseTo(3500, 6);
});

test("a load that is too high: who gets rid of all it has waits in line all the same, behind 21 batches of 25", () => {
  const small =
    "  small: { count: 1, rate: 10 events/s, size: 100 B, batch: 25, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: agent }\n";
  const found = allowances(
    [`faults:\n${OUTAGE}`, ""],
    ["rate: 50 events/s", "rate: 150 events/s"],
    ["tiers:\n", `${small}tiers:\n`],
  );
  const full = 300_000 / (3010 - 2000); // [s]
  const line = 525 / 2000; // [s]
  const { batches, below } = found["small.heldUp"]!;
  expect(batches! / ((10 / 25) * line * ((1800 - full) / 1800))).toBeCloseTo(1, 2);
  // When the channel is full may be off by 21 batches of 25 in calls and 200 in the sink's hands.
  expect(below! / (725 / 1010 / 1800)).toBeCloseTo(1, 2);
});

test("a crash of a memory channel loses what it holds, give or take what is in hands", () => {
  const crash = "  - { at: 8 min, for: 10 s, on: agent, kind: crash }\n";
  const found = allowances([OUTAGE, `${OUTAGE}${crash}`]);
  expect(found["agent.lost"]!["batches"]).toBeCloseTo(700, 6);
  expect(found["lost"]!["batches"]).toBeGreaterThanOrEqual(700);
});

describe("what the fluid does not share out as Flume does", () => {
  const BALANCED = `fanin: 1
duration: 20 min
servers:
  web: { count: 30, rate: 100 events/s, size: 100 B, batch: 100, arrivals: periodic, client: { type: avro, policy: load_balance, backoff: true, maxBackoff: 30 s, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 3
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 1000, service: 800 ms }
faults:
  - { at: 2 min, for: 10 min, on: "agent[2]", kind: down }
`;

  /** [s] by which the channels may be full earlier for it: the two agents get 1,500 events/s and drain 1,250. */
  function earlier(...edits: readonly Edit[]): { seconds: number; fill: number; time: number } {
    const course = fluidCourse(scenarioOf(edited(BALANCED, ...edits)));
    const { firstFull } = course.layers.find(({ layer }) => layer === "agent")!;
    const { reasons } = course.allowances.find(({ name }) => name === "agent.firstFull")!;
    const buffer = course.buffers.find(({ where }) => where === "agent[0].channel")!;
    const at = buffer.content.atSeconds.findLastIndex((t) => t < firstFull!.atSeconds);
    return {
      seconds: reasons.find(({ why }) => why === "next host")?.amount ?? 0,
      fill: buffer.content.rate[at]!,
      time: firstFull!.atSeconds - 120,
    };
  }

  test("with back-off a server meets the dead agent 5 times, then every 30 s; half of it is out of its share", () => {
    const { seconds, fill, time } = earlier();
    expect(fill).toBeGreaterThan(240);
    const refused = 30 * 100 * (5 + time / 30);
    expect((seconds * fill) / (refused / 2)).toBeCloseTo(1, 6);
  });

  test("without, every third batch is refused", () => {
    const { seconds, fill, time } = earlier(["backoff: true, maxBackoff: 30 s, ", ""]);
    expect((seconds * fill) / ((3000 / 3 / 2) * time)).toBeCloseTo(1, 6);
  });

  test("with two hosts one is left, and it gets all in both", () => {
    expect(earlier(["agents: 3", "agents: 2"], ['"agent[2]"', '"agent[1]"']).seconds).toBe(0);
  });
});

test("who could not send brings all at once: 35 s that a failover sink sleeps, as far as they come faster than they leave", () => {
  const found = fluidCourse(
    scenarioOf(`fanin: 1
duration: 6 min
servers:
  web: { count: 10, rate: 100 events/s, size: 100 B, batch: 50, client: { type: avro }, to: tier1 }
tiers:
  tier1:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 1000 }
    sinks: { type: avro, batch-size: 500, to: tier2 }
  tier2:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 500, service: 50 ms }
faults:
  - { at: 2 min, for: 40 s, on: tier2, kind: crash }
`),
  );
  const above = found.allowances
    .find(({ name }) => name === "tier2.peakFill")!
    .reasons.find(({ why }) => why === "above")!.amount;
  // Servers 1 s of retry and 3 s of keep-alive, a sink 5 s of sleep, at 1,000 events/s; 10,000 leave and more come.
  const content = found.buffers.find(({ where }) => where === "tier2[0].channel")!.content;
  const [release] = content.rate.filter((rate) => rate > 0);
  const into = release! + 10_000;
  expect(above * 100_000).toBeGreaterThan(9000 * (1 - 10_000 / into) * 0.99);
  expect(above * 100_000).toBeLessThan(9000 * (1 - 10_000 / into) * 1.02);
});

describe("HDFS", () => {
  const DIRECT = `fanin: 1
duration: 10 min
record: { every: 1 s }
servers:
  web: { count: 200, rate: 100 events/s, size: 300 B, batch: 100, arrivals: periodic, client: { type: hdfs, hdfs.path: /logs, hdfs.rollInterval: 60, hdfs.rollSize: 0, hdfs.rollCount: 0 }, to: hadoop }
storage:
  hadoop: { type: hdfs, datanodes: 10, datanode: { transferThreads: 50 } }
`;
  const of = (text: string): Map<string, Reasons> =>
    new Map(
      fluidCourse(scenarioOf(text)).allowances.map(({ name, reasons }) => [
        name,
        Object.fromEntries(reasons.map(({ why, amount }) => [why, amount])),
      ]),
    );

  test("500 transfer threads hold 166 files of three replicas: 34 of 200 servers wait 60 s for the next roll", () => {
    const found = of(DIRECT);
    expect(found.get("web.peakBacklog")!["transfer threads"]).toBeCloseTo(60 * 100 * 300, 6);
    expect(found.get("web.heldUp")!["transfer threads"]).toBeCloseTo(34 / 200, 9);
    expect(found.get("maxBacklog")!["transfer threads"]).toBeCloseTo(34 * 6000, 4);
  });

  test("with 60 of them everybody writes", () => {
    const found = of(DIRECT.replace("Threads: 50", "Threads: 60"));
    expect(found.get("web.peakBacklog")).not.toHaveProperty("transfer threads");
    expect(found.get("web.heldUp")).toEqual({});
  });

  const SLOW = `fanin: 1
duration: 40 min
servers:
  web: { count: 40, rate: 200 events/s, size: 300 B, batch: 100, client: { type: avro }, to: collector }
tiers:
  collector:
    agents: 1
    machine: { heap: 4 GB }
    source: { type: avro }
    channel: { type: memory, capacity: 2000000, transactionCapacity: 1000 }
    sinks: { type: hdfs, count: 2, hdfs.path: /logs, hdfs.batchSize: 1000, hdfs.rollInterval: 300, hdfs.rollSize: 0, hdfs.rollCount: 0, to: hadoop }
storage:
  hadoop: { type: hdfs, datanodes: 10 }
faults:
  - { at: 5 min, for: 20 min, on: hadoop, kind: slow, factor: 20 }
`;

  test("twenty times slower, a stream writes 112 ms of a batch that its sink need not wait for", () => {
    const { "collector.working": working } = Object.fromEntries(of(SLOW));
    // 2.6 ms of network and 120 ms of the stream, less 10 ms of appending; eight batches a second, half of the time.
    const share = (8 * 0.1126 * 1200) / (2 * 2400);
    expect(working!["streams"]! / share).toBeCloseTo(1, 1);
    expect(
      of(SLOW.replace("factor: 20", "factor: 1.1")).get("collector.working"),
    ).not.toHaveProperty("streams");
  });

  test("a channel that is always empty may fill while one flush stalls, as long as it stalls when HDFS is slow", () => {
    const stall = (factor: string): number =>
      of(SLOW.replace("factor: 20", `factor: ${factor}`)).get("collector.peakFill")![
        "service times"
      ]!;
    expect(stall("20") / stall("10")).toBeCloseTo(2, 1);
  });
});
