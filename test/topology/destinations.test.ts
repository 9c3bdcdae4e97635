/** Goal: events without a route are accounted for, and what cannot meet is kept apart. Method: small whole scenarios. */
import { describe, expect, test } from "vitest";
import { simulated } from "../support/simulated.js";

/** Values x and y of a header; where they go is up to the tests. */
const SERVERS = `
fanin: 1
duration: 30 s
servers:
  web: { count: 2, rate: 20 events/s, batch: 10, header: { name: kind, values: [x, y] }, to: tier1 }
`;
const MEMORY = "{ type: memory, capacity: 1000, transactionCapacity: 100 }";
const ONLY_X = "{ type: multiplexing, header: kind, mapping: { x: channel } }";

describe("events without a route", () => {
  test("beside another way of the same channel they are one destination with it", () => {
    const { recording } = simulated(`${SERVERS}
tiers:
  tier1:
    agents: 1
    source: avro
    channel: ${MEMORY}
    sinks: { onward: { type: avro, to: tier2, batch-size: 10 }, here: { type: "null", batchSize: 10 } }
  tier2: { agents: 1, source: { type: avro, selector: ${ONLY_X} }, channel: ${MEMORY}, sinks: "null" }
`);
    const names = recording.ledgers.map(({ destination }) => destination);
    expect(names).toEqual(["tier1.sinks.here + tier2.sink + (no route)"]);
    const [{ delivered, dropped, balances }] = recording.ledgers as [
      (typeof recording.ledgers)[number],
    ];
    expect(balances).toBe(true);
    expect(delivered).toBeGreaterThan(0);
    expect(dropped).toBeGreaterThan(0);
  });

  test("beside a replica that arrives they are a destination of their own", () => {
    const { recording } = simulated(`${SERVERS}
tiers:
  tier1:
    agents: 1
    source: avro
    channels: { a: ${MEMORY}, b: ${MEMORY} }
    sinks: { onward: { type: avro, channel: a, to: tier2 }, here: { type: "null", channel: b } }
  tier2: { agents: 1, source: { type: avro, selector: ${ONLY_X} }, channel: ${MEMORY}, sinks: "null" }
`);
    const of = (name: string) => recording.ledgers.find(({ destination }) => destination === name)!;
    expect(recording.ledgers).toHaveLength(3);
    expect(of("tier1.sinks.here")).toMatchObject({ dropped: 0, balances: true });
    expect(of("tier2.sink")).toMatchObject({ dropped: 0, balances: true });
    expect(of("(no route)")).toMatchObject({ delivered: 0, balances: true });
    expect(of("(no route)").dropped).toBeGreaterThan(0);
  });
});

test("a header value that never comes to a selector unites nothing there", () => {
  const tiers = `
tiers:
  tier1:
    agents: 1
    source: avro
    channel: ${MEMORY}
    sinks: { a: { type: avro, to: "tier2[0]" }, b: { type: avro, to: "tier2[1]" } }
  tier2:
    agents: 2
    source: { type: avro, selector: { type: multiplexing, header: kind, mapping: { x: a, y: b } } }
    channels: { a: ${MEMORY}, b: ${MEMORY} }
    sinks: { a: { type: "null", channel: a }, b: { type: "null", channel: b } }
    override: { 1: { source: { selector: { default: [a, b] } } } }
  side: { agents: 1, source: avro, channel: ${MEMORY}, sinks: "null" }
`;
  const stranger =
    "  app: { count: 1, rate: 5 events/s, header: { name: kind, values: [z] }, to: side }\n";
  const { recording } = simulated(`${SERVERS}${stranger}${tiers}`);
  const names = recording.ledgers.map(({ destination }) => destination);
  expect(names).toEqual(["side.sink", "tier2.sinks.a", "tier2.sinks.b"]);
});
