/** Goal: an avro sink tells a failure of its channel from one of its peer. Method: a channel whose disk breaks under it. */
import { expect, test } from "vitest";
import { simulated } from "../support/simulated.js";

test("a ChannelException is BACKOFF: 2, 3, 4, 5, 5 s, the connection stays, and what was sent is sent again", () => {
  // The sink hangs with its batch until 25 s, sends it, and cannot commit: the disk is broken from 20 s on. Its
  // next takes fail at 27, 30, 34, 39, 44 s, for it had found the channel empty once before its batch.
  const run = simulated(`
fanin: 1
duration: 80 s
record: { every: 500 ms, series: all }
machine: { profile: lab, sleepOvershoot: 0 s }
network: { latency: 0 s }
servers:
  web: { count: 1, rate: 100 events/s, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: tier1 }
tiers:
  tier1:
    agents: 1
    source: { type: avro }
    channel: { type: file, capacity: 100000, transactionCapacity: 100 }
    sinks: { type: avro, to: tier2 }
  tier2:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 10000 }
    sinks: { type: timed, service: 10 ms }
faults:
  - { at: 10 s, for: 15 s, on: tier1.sink, kind: hang }
  - { at: 20 s, for: 24900 ms, on: tier1.channel, kind: down }
`);
  const failed = (seconds: number): number => run.at("tier1[0].sink", "ChannelReadFail", seconds);
  expect([24, 25.5, 27.5, 30.5, 34.5, 39.5, 44.5].map(failed)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(run.total("tier1[0].sink", "ChannelReadFail")).toBe(6);
  expect(run.total("tier1[0].sink", "EventWriteFail")).toBe(0);
  expect(run.total("tier1[0].sink", "ConnectionClosedCount")).toBe(0);
  expect(run.total("tier1[0].channel", "EventTakeErrorCount")).toBe(5);
  expect(run.found.ledgers[0]).toMatchObject({ copies: 100, lost: 0, dropped: 0, balances: true });
});
