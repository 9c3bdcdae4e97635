/** Scenarios of a second's work, for what surrounds a run. */

/** Two servers and one agent, whose destination is down for a minute. */
export function smallScenario(changes: { objective?: string; duration?: string } = {}): string {
  const { objective = "no: loss", duration = "5 min" } = changes;
  return `fanin: 1
name: Small
seed: 7
duration: ${duration}
servers:
  web:
    count: 2
    rate: 50 events/s
    batch: 10
    client: { type: avro, policy: default, backlog: 1 MB }
    to: collector
tiers:
  collector:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 50000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 100, service: 50 ms }
faults:
  - { at: 1 min, for: 1 min, on: collector.sinks.sink, kind: down }
objectives:
  - ${objective}
`;
}
