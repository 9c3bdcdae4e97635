/** Surprises of Flume's semantics about configuration and accounting that no other file has, through whole runs. */
import { describe, expect, test } from "vitest";
import { SMALL, TWO, edited, saidOf } from "../support/scenario.js";
import { simulated } from "../support/simulated.js";

const LAB = `
fanin: 1
record: { every: 500 ms, series: all }
machine: { profile: lab, sleepOvershoot: 0 s }
network: { latency: 0 s }`;

describe("surprise 27: one wrong sink empties an agent, one missing line its sinks", () => {
  test("a batch over transactionCapacity removes the sink; in a group it takes the whole agent along", () => {
    const alone = saidOf(edited(TWO, ["to: tier2 }", "to: tier2, batch-size: 200 }"]));
    expect(alone[0]).toContain("error batch-over-transaction-capacity");
    expect(alone).toContain("  Flume: removes the sink at start-up");
    const grouped = saidOf(
      edited(TWO, ["to: tier2 }", "to: tier2, batch-size: 200, processor: load_balance }"]),
    );
    expect(grouped).toContain(
      "  Flume: removes the sink at start-up, and with it everything in the agent, for the sink is in a group",
    );
  });

  test("a group without processor.type runs none of its sinks, and is not taken for `default`", () => {
    const group = `sinks: { k1: { type: timed, service: 10 ms }, k2: { type: timed, service: 10 ms } }
    groups: { g: { sinks: [k1, k2] } }`;
    const said = saidOf(edited(SMALL, ["sinks: { type: timed, service: 10 ms }", group]));
    expect(said[0]).toMatch(/^error (type|key)-missing .*groups/);
    expect(said.join("\n")).toContain("removes the group");
  });
});

describe("surprise 28: hash order decides who gets duplicates, not the order in the file", () => {
  /** Required channels as the file lists them; Java's hash order is disk, mem, copy. Batch 2 is the first to be refused. */
  const replicating = (full: string): ReturnType<typeof simulated> => {
    const channel = (name: string): string =>
      `${name}: { type: memory, capacity: ${name === full ? "100" : "100000"}, transactionCapacity: 100 }`;
    const sink = (name: string): string =>
      `k-${name}: { type: timed, channel: ${name}, batchSize: 100, service: 10 ms }`;
    const names = ["mem", "disk", "copy"];
    return simulated(`${LAB}
duration: 30 s
servers:
  web:
    count: 1
    rate: 100 events/s
    arrivals: { type: periodic, phase: aligned }
    client: { type: avro, backlog: unlimited, retry: 1 s }
    to: agent
tiers:
  agent:
    agents: 1
    source: { type: avro, channels: [mem, disk, copy] }
    channels: { ${names.map(channel).join(", ")} }
    sinks: { ${names.map(sink).join(", ")} }
faults:
  - { at: 0 s, for: 100 s, on: agent.sinks.k-${full}, kind: hang }
`);
  };
  const putsOf = (run: ReturnType<typeof simulated>): number[] =>
    ["mem", "disk", "copy"].map((name) =>
      run.at(`agent[0].channels.${name}`, "EventPutSuccessCount", 29),
    );

  test("`copy` is written last: the two before it get a copy with each of 7 failed attempts", () => {
    // Attempts begin at 2, 6, 10, 14, 18, 22, 26 s: 3 s of keep-alive and 1 s of pause each.
    expect(putsOf(replicating("copy"))).toEqual([800, 800, 100]);
  });

  test("`mem` stands first in the file and second in the hash: only `disk` gets copies", () => {
    expect(putsOf(replicating("mem"))).toEqual([100, 800, 100]);
  });

  test("`disk` stands second in the file and first in the hash: nobody gets copies", () => {
    expect(putsOf(replicating("disk"))).toEqual([100, 100, 100]);
  });

  test("the turns of a load-balancing group follow the hash as well: sink-2, sink-0, sink-1", () => {
    // A batch a second; three sinks of 100 ms. The first batch goes to the first of the order, and so on.
    const run = simulated(`${LAB}
duration: 10 s
servers:
  web: { count: 1, rate: 100 events/s, arrivals: { type: periodic, phase: aligned }, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 10000, transactionCapacity: 100 }
    sinks:
      sink-0: { type: timed, batchSize: 100, service: 100 ms }
      sink-1: { type: timed, batchSize: 100, service: 100 ms }
      sink-2: { type: timed, batchSize: 100, service: 100 ms }
    groups: { g: { sinks: [sink-0, sink-1, sink-2], processor: { type: load_balance } } }
`);
    const drained = (seconds: number): number[] =>
      [0, 1, 2].map((i) => run.at(`agent[0].sinks.sink-${i}`, "EventDrainSuccessCount", seconds));
    expect([drained(1.5), drained(2.5), drained(3.5), drained(4.5)]).toEqual([
      [0, 0, 100],
      [100, 0, 100],
      [100, 100, 100],
      [100, 100, 200],
    ]);
  });
});

describe("surprise 30: take attempts and batch counters", () => {
  test("TakeAttempt counts empty polls; BatchComplete moves although every call fails", () => {
    // Tier 2 takes two batches, one of them to its hanging sink; every later one is rejected at once, and each
    // 5 s the sink takes a batch, counts it, and puts it back. Before and between its batches it polls in vain.
    const run = simulated(`${LAB}
duration: 31 s
servers:
  web: { count: 1, rate: 100 events/s, arrivals: { type: periodic, phase: aligned }, client: { type: avro, backlog: unlimited }, to: tier1 }
tiers:
  tier1:
    agents: 1
    source: { type: avro }
    channel: { type: file, capacity: 100000, transactionCapacity: 100 }
    sinks: { type: avro, to: tier2 }
  tier2:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100, transactionCapacity: 100, keep-alive: 0 }
    sinks: { type: timed, batchSize: 100, service: 10 s }
faults:
  - { at: 0 s, for: 100 s, on: tier2.sinks, kind: hang }
`);
    const drained = run.total("tier1[0].sink", "EventDrainSuccessCount");
    const failed = run.total("tier1[0].sink", "EventWriteFail");
    expect(failed).toBeGreaterThanOrEqual(5);
    expect(run.total("tier1[0].sink", "BatchCompleteCount")).toBe(drained / 100 + failed);
    expect(run.total("tier1[0].sink", "EventDrainAttemptCount")).toBe(drained + 100 * failed);
    const empty = run.total("tier1[0].sink", "BatchEmptyCount");
    expect(empty).toBeGreaterThan(0);
    expect(run.total("tier1[0].channel", "EventTakeAttemptCount")).toBe(
      drained + 100 * failed + empty,
    );
  });
});

describe("surprise 22: load balancing backs off only where it is told to", () => {
  /** One of two agents refuses for 100 s; a batch is sent each second, so its turn comes every 2 s. */
  const refusals = (backoff: boolean): number => {
    const run = simulated(`${LAB}
duration: 100 s
servers:
  web:
    count: 1
    rate: 100 events/s
    arrivals: { type: periodic, phase: aligned }
    client: { type: avro, policy: load_balance, backoff: ${String(backoff)}, backlog: unlimited }
    to: agents
tiers:
  agents: { agents: 2, source: { type: avro }, channel: { type: memory, capacity: 10000 }, sinks: { type: timed, service: 10 ms } }
faults:
  - { at: 0 s, for: 100 s, on: "agents[1].source", kind: down }
`);
    expect(run.at("web", "acked", 99.5)).toBe(9900); // the other one takes what it refuses
    return run.found.mishaps.connectionRefusals;
  };

  test("by default a dead agent is tried whenever its turn comes", () => {
    expect(refusals(false)).toBe(49); // with batches 2, 4, …, 98
  });

  test("with back-off after 2, 4, 8, 16 s, then 30 s, which no success shortens", () => {
    // Tried at 2 s; left out until 4, 8.., so again at the first turns after 4, 8, 16, 32 and 62 s, and 92 s.
    const tried = refusals(true);
    expect(tried).toBeGreaterThanOrEqual(6);
    expect(tried).toBeLessThanOrEqual(8);
  });
});

describe("surprise 34: a null sink returns BACKOFF after any short batch", () => {
  const draining = (sink: string, rate: number): ReturnType<typeof simulated> =>
    simulated(`${LAB}
duration: 62 s
servers:
  web: { count: 1, rate: ${rate} events/s, batch: 5, arrivals: { type: periodic, phase: aligned }, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    source: { type: avro }
    channel: { type: file, capacity: 100000, transactionCapacity: 1000 }
    sinks: ${sink}
`);

  test("it sleeps 1, 2, 3, 4, 5, 5 s … although events flow all the time", () => {
    // 10 events/s: at 0 s it finds nothing; then it wakes at 1, 3, 6, 10, 15, 20, … 60 s and drains what has come.
    const run = draining('{ type: "null", batchSize: 100 }', 10);
    const drained = [2, 5, 9, 14, 19, 24, 59].map((seconds) =>
      run.at("agent[0].sink", "EventDrainSuccessCount", seconds),
    );
    const woke = [1, 3, 6, 10, 15, 20, 55];
    drained.forEach((events, i) => expect(Math.abs(events - 10 * woke[i]!)).toBeLessThanOrEqual(5));
    expect(run.total("agent[0].sink", "BatchUnderflowCount")).toBe(14);
    expect(run.total("agent[0].sink", "BatchEmptyCount")).toBe(1);
    expect(run.total("agent[0].sink", "idleTicks") / 62e9).toBeGreaterThan(0.95);
  });

  test("a sink that answers READY after a short batch looks again at once, and rests 1 s after an empty one", () => {
    const run = draining("{ type: timed, batchSize: 100, service: 0 s }", 10);
    expect(run.total("agent[0].sink", "BatchUnderflowCount")).toBeGreaterThanOrEqual(58);
  });

  test("full batches keep it awake: at 1,000 events/s it drains them in a row", () => {
    // After a short batch it sleeps 1 s, finds 1,000, drains 10 full batches and a short one, and sleeps again.
    const run = draining('{ type: "null", batchSize: 100 }', 1000);
    const complete = run.total("agent[0].sink", "BatchCompleteCount");
    expect(complete).toBeGreaterThan(550);
    expect(run.total("agent[0].sink", "BatchUnderflowCount")).toBeLessThanOrEqual(61);
  });
});
