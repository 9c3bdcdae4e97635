/** Surprises 1 to 4 of Flume's semantics: threads and blocking. */
import { describe, expect, test } from "vitest";
import { simulated } from "../support/simulated.js";

/** One agent that drains a full channel; `sinks` is filled in. Three sinks of 100 events a second each. */
function draining(sinks: string): string {
  return `
fanin: 1
duration: 60 s
machine: { profile: lab, sleepOvershoot: 0 s }
network: { latency: 0 s }
servers:
  web:
    count: 10
    rate: 100 events/s
    batch: 100
    arrivals: periodic
    client: { type: avro, backlog: unlimited }
    to: agent
tiers:
  agent:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 1000 }
    ${sinks}
`;
}

describe("surprise 1: one thread per sink, one per sink group", () => {
  const named = `sinks:
      k1: { type: timed, batchSize: 100, service: 1 s }
      k2: { type: timed, batchSize: 100, service: 1 s }
      k3: { type: timed, batchSize: 100, service: 1 s }`;

  test("three sinks outside a group drain three times as fast as one", () => {
    // 100 events a second each, about 59 rounds in 60 s.
    const run = simulated(draining(named));
    const drained = ["k1", "k2", "k3"].map((k) =>
      run.total(`agent[0].sinks.${k}`, "EventDrainSuccessCount"),
    );
    for (const events of drained) expect(Math.abs(events - 5900)).toBeLessThanOrEqual(200);
  });

  test("the same three in a group drain no faster than one", () => {
    const group = `${named}
    groups: { g: { sinks: [k1, k2, k3], processor: { type: load_balance } } }`;
    const run = simulated(draining(group));
    const drained = ["k1", "k2", "k3"].map((k) =>
      run.total(`agent[0].sinks.${k}`, "EventDrainSuccessCount"),
    );
    expect(Math.abs(drained[0]! + drained[1]! + drained[2]! - 5900)).toBeLessThanOrEqual(200);
    for (const events of drained) expect(Math.abs(events - 1967)).toBeLessThanOrEqual(200);
  });

  test("a group spends the connect time-outs of black-holed hosts one after another", () => {
    // Both tier-2 agents are cut off: a round costs 2 × 20 s of connect time-outs and 5 s of sleep, so
    // three minutes hold floor(180 / 45) = 4 rounds and the beginning of a fifth.
    const run = simulated(`
fanin: 1
duration: 3 min
machine: { profile: lab, sleepOvershoot: 0 s }
servers:
  web: { count: 1, rate: 100 events/s, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: tier1 }
tiers:
  tier1:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 100 }
    sinks: { type: avro, to: tier2, processor: { type: load_balance } }
  tier2:
    agents: 2
    source: { type: avro }
    channel: { type: memory }
    sinks: { type: "null" }
faults:
  - { at: 0 s, for: 3 min, on: tier1->tier2, kind: partition }
`);
    const failures = ["sink-0", "sink-1"].map((k) =>
      run.total(`tier1[0].sinks.${k}`, "ConnectionFailedCount"),
    );
    expect(failures.sort()).toEqual([4, 4]);
  });
});

/** Servers against a channel that stays full, so that every put waits out its keep-alive. */
function blocked(servers: number, more = ""): string {
  return `
fanin: 1
duration: 30 s
record: { every: 500 ms, series: all }
machine: { profile: lab, sleepOvershoot: 0 s, cores: 4 }
network: { latency: 0 s }
${more}
servers:
  web:
    count: ${String(servers)}
    rate: 100 events/s
    batch: 100
    arrivals: { type: periodic, phase: aligned }
    client: { type: avro, backlog: unlimited, retry: 100 s, connect-timeout: 100 s, request-timeout: 100 s }
    to: agent
tiers:
  agent:
    agents: 1
    source: { type: avro, threads: 2 }
    channel: { type: memory, capacity: 100, transactionCapacity: 100 }
    sinks: { type: timed, batchSize: 100, service: 1 s }
faults:
  - { at: 0 s, for: 30 s, on: agent.sinks, kind: hang }
`;
}

describe("surprise 2: keep-alive blocks the request thread", () => {
  // At 1 s all servers send their first batch; one fits and is taken by the sink, which hangs and keeps
  // its 100 slots. All later puts wait 3 s for slots that never come.
  test("exactly 16 puts wait at a time, whatever `threads` says, and the next are served 3 s later", () => {
    const run = simulated(blocked(40));
    // The first batch commits; the 16 threads take requests 1 to 16, of which 15 wait, and the thread of
    // the first goes on with request 17: 17 received. 3 s later 16 more (18 to 33), then the last 7 and the
    // one that the first server sent at 2 s, its first batch being committed.
    expect(run.at("agent[0].source", "AppendBatchReceivedCount", 2)).toBe(17);
    expect(run.at("agent[0].source", "AppendBatchReceivedCount", 5)).toBe(33);
    expect(run.at("agent[0].source", "AppendBatchReceivedCount", 8)).toBe(41);
  });

  test("in Flume 1.9 a connection waits for its own worker, of which there are 2 × cores at most", () => {
    // threads: 2 bounds the workers of 1.9: request 1 commits, its worker goes on with 3, the other waits
    // with 2; from then on two more every 3 s.
    const run = simulated(blocked(7, 'version: "1.9"'));
    expect(run.at("agent[0].source", "AppendBatchReceivedCount", 2)).toBe(3);
    expect(run.at("agent[0].source", "AppendBatchReceivedCount", 5)).toBe(5);
    expect(run.at("agent[0].source", "AppendBatchReceivedCount", 8)).toBe(7);
  });

  test("a put can wait twice: for bytes, then for slots", () => {
    // Bytes for 3 batches of 30,000 B, slots for 2: 100,000 · 0.9 = 90,000 B. The sink hangs with the first
    // batch. The second commits. The third has its bytes at once and waits 3 s for slots: rejected at 4 s.
    // The fourth waits 3 s for the bytes that the third gives back at 4 s, and then 3 s for slots: rejected at
    // 7 s. Between them, at 5 s, go the second batches of the first two servers, sent at 2 s: no bytes.
    const run = simulated(blocked(4), [
      "agent.channel.capacity=200",
      "agent.channel.byteCapacity=100000",
      "agent.channel.byteCapacityBufferPercentage=10",
    ]);
    const failed = (seconds: number): number =>
      run.at("agent[0].source", "ChannelWriteFail", seconds);
    expect([failed(3.5), failed(4.5), failed(6.5), failed(7.5)]).toEqual([0, 1, 3, 4]);
  });
});

describe("surprise 3: sixteen request threads saturate", () => {
  test("more than about 43 upstream sinks queue before a full channel", () => {
    // A sink alone: 3 s in the server, 5 s asleep. 16 threads serve 16 / 3 = 5.33 requests/s; n sinks ask for
    // n / 8 /s, so from n = 43 on they queue. 64 sinks for 60 s: served 5.33 · 60 = 320, not 64 / 8 · 60 = 480.
    const run = simulated(`
fanin: 1
duration: 3 min
record: { every: 1 s, series: all }
machine: { profile: lab, sleepOvershoot: 0 s, cores: 16 }
network: { latency: 0 s }
servers:
  web: { count: 64, rate: 200 events/s, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: tier1 }
tiers:
  tier1:
    agents: 64
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 100 }
    sinks: { type: avro, to: tier2, connect-timeout: 100000, request-timeout: 100000 }
  tier2:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100, transactionCapacity: 100 }
    sinks: { type: timed, batchSize: 100, service: 1 s }
faults:
  - { at: 0 s, for: 3 min, on: tier2.sinks, kind: hang }
`);
    const served =
      run.at("tier2[0].source", "AppendBatchReceivedCount", 160) -
      run.at("tier2[0].source", "AppendBatchReceivedCount", 100);
    expect(Math.abs(served - 320)).toBeLessThanOrEqual(16);
  });
});

describe("surprise 4: client-side serialisation", () => {
  test("a load-balancing client that meets a black-holed host stands still for its connect time-out", () => {
    // Two agents; the way to one is cut from 10 s on. The client without back-off tries it at every second
    // call: 20 s each, in which the batches for the healthy agent wait too.
    const run = simulated(`
fanin: 1
duration: 100 s
machine: { profile: lab, sleepOvershoot: 0 s }
servers:
  web:
    count: 1
    rate: 100 events/s
    arrivals: periodic
    client: { type: avro, policy: load_balance, backlog: unlimited, request-timeout: 20 s }
    to: agents
tiers:
  agents: { agents: 2, source: { type: avro }, channel: { type: memory, capacity: 10000 }, sinks: { type: timed, service: 10 ms } }
faults:
  - { at: 9500 ms, for: 90.5 s, on: "web->agents[1]", kind: partition }
`);
    // From 9.5 s on a call to agent 1 costs 20 s and its batch then goes to agent 0, as does the next one:
    // two batches every 20 s, 4 cycles in 90 s; before, one a second.
    const acked = run.total("web", "acked") / 100;
    expect(acked).toBeGreaterThanOrEqual(9 + 7);
    expect(acked).toBeLessThanOrEqual(9 + 11);
  });
});
