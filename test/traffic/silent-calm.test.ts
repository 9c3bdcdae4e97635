/** Goal: bursts alone may carry the whole load. Method: a long run; the mean must be the rate that was asked for. */
import { expect, test } from "vitest";
import { simulated } from "../support/simulated.js";

test("mmpp with a calm that is silent has the mean that it was given", () => {
  const { recording } = simulated(`
fanin: 1
duration: 1 h
servers:
  web:
    count: 20
    rate: 20 events/s
    batch: 5
    arrivals: { type: mmpp, burstFactor: 5, burst: 2 s, calm: 8 s }
    to: tier1
tiers:
  tier1:
    agents: 1
    source: avro
    channel: { type: memory, capacity: 100000, transactionCapacity: 100 }
    sinks: { type: "null", batchSize: 100 }
record: { every: 10 min }
`);
  expect(recording.scenario.servers[0]!.arrivals).toMatchObject({ calmFactor: 0 });
  // 20 servers x 360 cycles of 10 s: the share of time in bursts, and so the mean, varies by 1.3 %; three times that.
  const expected = 20 * 20 * 3600;
  expect(Math.abs(recording.ledgers[0]!.generated / expected - 1)).toBeLessThan(0.04);
});
