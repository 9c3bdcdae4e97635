/**
 * Goal: a sink that waits for events is idle, for the shares of time are what the bottleneck is found from. Method: streams
 * whose gaps are known, so that the time at work can be computed.
 */
import { describe, expect, test } from "vitest";
import { FlumeWorld, memoryChannel, spillableChannel } from "../support/flume-world.js";
import { simulated } from "../support/simulated.js";

describe("a taker is told that it waits", () => {
  test.each([
    ["memory", memoryChannel()],
    ["spillable", spillableChannel()],
  ])("in a %s channel, until its batch is full or the keep-alive is over", (_, settings) => {
    const made = new FlumeWorld(settings);
    made.put(3);
    const taker = made.taker().take(5);
    expect([taker.taken.events, taker.isWaiting]).toEqual([3, true]);
    made.run(1000);
    made.put(1);
    expect([taker.taken.events, taker.isWaiting]).toEqual([4, true]);
    made.run(1000);
    made.put(1);
    expect([taker.taken.events, taker.isWaiting, taker.last]).toEqual([5, false, "taken"]);
    const next = made.taker().take(5);
    expect(next.isWaiting).toBe(true);
    made.run(3000);
    expect([next.isWaiting, next.last]).toEqual([false, "taken"]);
  });
});

describe("waiting for events is not working", () => {
  /** One event a second into a memory channel; the sink wants 10 of them, and takes 1 s for each batch. */
  const text = `
fanin: 1
duration: 110 s
record: { every: 1 s, series: all }
machine: { profile: lab, sleepOvershoot: 0 s }
network: { latency: 0 s }
servers:
  web: { count: 1, rate: 1 events/s, batch: 1, arrivals: { type: periodic, phase: aligned }, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 1000, keep-alive: 3 }
    sinks: { type: timed, batchSize: 10, service: 1 s }
`;

  test("a sink that fills its batch one event a second is idle meanwhile", () => {
    // Batches are full at 10, 20, …, 110 s: ten seconds of work by then, 100 s of waiting for the next event.
    const run = simulated(text);
    expect(Math.abs(run.total("agent[0].sink", "workingTicks") / 1e9 - 10)).toBeLessThan(0.1);
    expect(Math.abs(run.total("agent[0].sink", "idleTicks") / 1e9 - 100)).toBeLessThan(0.1);
  });

  test("a file channel lets nobody wait: its sink works, or sleeps", () => {
    const run = simulated(text, [
      "agent.channel={ type: file, capacity: 1000, transactionCapacity: 100 }",
    ]);
    const times = ["idleTicks", "workingTicks", "blockedTicks", "backingOffTicks"].map((name) =>
      run.total("agent[0].sink", name),
    );
    expect(times.reduce((sum, ticks) => sum + ticks, 0)).toBe(110e9);
    // Every batch is short and takes its second all the same; then it finds the channel with what came meanwhile.
    expect(times[1]! / 110e9).toBeGreaterThan(0.9);
  });
});
