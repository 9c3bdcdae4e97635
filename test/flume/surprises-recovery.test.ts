/** Surprises of Flume's semantics about back-off, recovery and accounting, through whole runs. */
import { describe, expect, test } from "vitest";
import { simulated } from "../support/simulated.js";

const LAB = `
fanin: 1
record: { every: 500 ms, series: all }
machine: { profile: lab, sleepOvershoot: 0 s }
network: { latency: 0 s }`;

/** One tier-1 agent before a tier-2 agent whose destination hangs: tier 2 is full after a second. */
const FULL_DOWNSTREAM = `${LAB}
duration: 60 s
servers:
  web: { count: 1, rate: 100 events/s, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: tier1 }
tiers:
  tier1:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 100 }
    sinks: { type: avro, to: tier2 }
  tier2:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100, transactionCapacity: 100 }
    sinks: { type: timed, batchSize: 100, service: 10 s }
faults:
  - { at: 0 s, for: 100 s, on: tier2.sinks, kind: hang }
`;

describe("surprise 18: FAILED from a full downstream is treated like a dead host", () => {
  const run = simulated(FULL_DOWNSTREAM);

  test("back-pressure is a saw of about 8 s: 3 s of keep-alive, 5 s of sleep", () => {
    // The batch at 1 s is taken by the hanging sink; that of 2 s is rejected at 5 s, and again every 8 s:
    // 5, 13, 21, 29, 37, 45, 53.
    expect(run.total("tier1[0].sink", "EventWriteFail")).toBe(7);
    expect(run.total("tier2[0].source", "ChannelWriteFail")).toBe(7);
  });

  test("each failure closes the connection, and each new try opens one", () => {
    // First connection, and one after each of the failures; the last sleep ends at 58 s.
    expect(run.total("tier1[0].sink", "ConnectionClosedCount")).toBe(7);
    expect(run.total("tier1[0].sink", "ConnectionCreatedCount")).toBe(8);
  });

  test("nothing is lost by it: tier 1 holds what tier 2 rejects", () => {
    const [ledger] = run.found.ledgers;
    expect(ledger).toMatchObject({ lost: 0, dropped: 0, copies: 0, balances: true });
  });
});

describe("surprise 19: request-timeout does not apply to the first request of a connection", () => {
  // connect-timeout 2 s, request-timeout 10 s; tier 2 is stopped (it accepts and never answers) from 5.5 s on.
  const text = `${LAB}
duration: 40 s
servers:
  web: { count: 1, rate: 100 events/s, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: tier1 }
tiers:
  tier1:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 100 }
    sinks: { type: avro, to: tier2, connect-timeout: 2000, request-timeout: 10000 }
  tier2:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 10000, transactionCapacity: 100 }
    sinks: { type: timed, batchSize: 100, service: 10 ms }
faults:
  - { at: 5500 ms, for: 34 s, on: tier2, kind: hang }
`;

  test("a used connection waits its request-timeout, a fresh one its connect-timeout", () => {
    // The call of 6 s is bounded by 10 s: fails at 16 s. Sleep to 21 s, a fresh connection: fails at 23 s. Sleep
    // to 28 s: fails at 30 s, then 37 s.
    const run = simulated(text);
    const failed = [15.5, 16.5, 22.5, 23.5, 29.5, 30.5, 36.5, 37.5].map((seconds) =>
      run.at("tier1[0].sink", "EventWriteFail", seconds),
    );
    expect(failed).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
  });

  test("what was sent to a stopped server is committed when it goes on, and delivered twice", () => {
    // The same batch was sent 4 times into the stopped process (6, 21, 28, 35 s) and is committed as often
    // once it goes on; when the run ends the sink has sent it a fifth time and the rest of the backlog.
    const run = simulated(text, ["duration=60 s"]);
    const [ledger] = run.found.ledgers;
    expect(ledger!.copies).toBe(400);
    expect(ledger!.balances).toBe(true);
  });
});

describe("surprise 29: replicating duplicates grow with every retry", () => {
  /** Two required channels; `b` is full from its second batch on. Java's hash order of `a`, `b` is a, b. */
  const replicating = (full: string): string => `${LAB}
duration: 30 s
servers:
  web:
    count: 1
    rate: 100 events/s
    arrivals: periodic
    client: { type: avro, backlog: unlimited, retry: 1 s }
    to: agent
tiers:
  agent:
    agents: 1
    source: { type: avro }
    channels:
      a: { type: memory, capacity: ${full === "a" ? "100" : "100000"}, transactionCapacity: 100 }
      b: { type: memory, capacity: ${full === "b" ? "100" : "100000"}, transactionCapacity: 100 }
    sinks:
      ka: { type: timed, channel: a, batchSize: 100, service: 10 ms }
      kb: { type: timed, channel: b, batchSize: 100, service: 10 ms }
faults:
  - { at: 0 s, for: 100 s, on: agent.sinks.k${full}, kind: hang }
`;

  test("each failed attempt writes one more copy to the channels before the full one", () => {
    // Batch 1 goes to both. Batch 2 (2 s) waits 3 s in b and fails at 5 s; tried again every 4 s (3 s of
    // waiting, 1 s of pause): attempts begin at 2, 6, 10, 14, 18, 22, 26 and 30 s; 7 of them by 29 s.
    const run = simulated(replicating("b"));
    expect(run.at("agent[0].channels.a", "EventPutSuccessCount", 29)).toBe(800);
    expect(run.at("agent[0].channels.b", "EventPutSuccessCount", 29)).toBe(100);
    expect(run.total("agent[0].source", "ChannelWriteFail")).toBe(7);
  });

  test("a full channel that is written first stops all, and nothing is duplicated", () => {
    const run = simulated(replicating("a"));
    expect(run.total("agent[0].channels.b", "EventPutSuccessCount")).toBe(100);
  });

  test("a full optional channel costs its wait per batch, and drops what it cannot take", () => {
    // Optional: the batch succeeds after 3 s. One batch a second is offered, one every 3 s gets through:
    // 2 s to 29 s hold floor(28 / 3) = 9 of them.
    const run = simulated(replicating("b"), ["agent.source.selector.optional=b"]);
    expect(run.total("web", "failedCalls")).toBe(0);
    expect(run.at("web", "acked", 30)).toBe(1000);
    expect(run.total("agent[0].channels.b", "EventPutSuccessCount")).toBe(100);
    expect(run.found.mishaps.droppedEvents).toBe(900);
  });
});

describe("surprise 30: counters", () => {
  test("EventAcceptedCount counts events that no channel got; the ledger calls them dropped", () => {
    // Half of the events have a value without a mapping, and there is no default.
    const run = simulated(`${LAB}
duration: 10 s
servers:
  web:
    count: 1
    rate: 100 events/s
    arrivals: periodic
    header: { name: kind, values: [x, y] }
    client: { type: avro, backlog: unlimited }
    to: agent
tiers:
  agent:
    agents: 1
    source: { type: avro, selector: { type: multiplexing, header: kind, mapping: { x: channel } } }
    channel: { type: memory, capacity: 10000 }
    sinks: { type: timed, service: 10 ms }
`);
    const accepted = run.total("agent[0].source", "EventAcceptedCount");
    expect(run.total("agent[0].channel", "EventPutSuccessCount")).toBe(accepted / 2);
    expect(run.found.mishaps.droppedEvents).toBe(accepted / 2);
  });

  test("EventReceivedCount counts retries again, DrainAttempt moves before the outcome is known", () => {
    const run = simulated(FULL_DOWNSTREAM);
    // Tier 2 received the first batch, and the second eight times (the eighth waits at 60 s).
    expect(run.total("tier2[0].source", "EventReceivedCount")).toBe(900);
    expect(run.total("tier1[0].sink", "EventDrainAttemptCount")).toBe(900);
    expect(run.total("tier1[0].sink", "EventDrainSuccessCount")).toBe(100);
  });
});

describe("surprise 33: counters reset on restart", () => {
  const text = `${LAB}
duration: 150 s
servers:
  web: { count: 1, rate: 100 events/s, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 10000 }
    sinks: { type: timed, service: 10 ms }
faults:
  - { at: 100 s, for: 10 s, on: agent, kind: crash }
`;
  const run = simulated(text);

  test("a restarted component begins at zero, and is not there in between", () => {
    const accepted = (seconds: number): number =>
      run.at("agent[0].source", "EventAcceptedCount", seconds);
    expect(accepted(99)).toBeGreaterThanOrEqual(9800);
    expect(accepted(105)).toBeNaN();
    expect(accepted(125)).toBeLessThan(5000);
  });

  test("the total of a recording is that of all lives", () => {
    const [ledger] = run.found.ledgers;
    const accepted = run.total("agent[0].source", "EventAcceptedCount");
    expect(accepted).toBe(ledger!.delivered + ledger!.held + ledger!.lost + ledger!.copies);
  });

  test("OpenConnectionCount is a 60 s sample", () => {
    const open = (seconds: number): number =>
      run.at("agent[0].source", "OpenConnectionCount", seconds);
    expect([open(59), open(61), open(99)]).toEqual([0, 1, 1]);
  });
});

describe("surprise 9: an oversized batch is a livelock", () => {
  test("an upstream batch beyond the downstream transactionCapacity is rejected for ever, at once", () => {
    // Put number 101 fails without waiting: 5 s of sleep per round, so 60 s hold 12 rounds.
    const run = simulated(`${LAB}
duration: 60 s
accept: [upstream-batch-over-transaction-capacity]
servers:
  web: { count: 1, rate: 1000 events/s, batch: 100, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: tier1 }
tiers:
  tier1:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 500 }
    sinks: { type: avro, batch-size: 500, to: tier2 }
  tier2:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 10000, transactionCapacity: 100 }
    sinks: { type: timed, service: 10 ms }
`);
    expect(run.total("tier1[0].sink", "EventDrainSuccessCount")).toBe(0);
    expect(run.total("tier1[0].sink", "EventWriteFail")).toBe(12);
    expect(run.total("tier2[0].channel", "EventPutAttemptCount")).toBe(12 * 101);
  });
});
