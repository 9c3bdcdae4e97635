/** A scenario with everything that the page draws: many servers, three tiers' worth of layers, refusals, an HDFS that goes. */
export const OUTAGE = `fanin: 1
name: Outage with refusals
about: Who notices an outage of 4 minutes?
seed: 5
duration: 12 min
servers:
  web:
    count: 60
    rate: 20 events/s
    size: 300 B
    batch: 20
    client: { type: avro, policy: load_balance, backoff: true, retry: 1 s, backlog: 10 MB }
    to: tier1
tiers:
  tier1:
    agents: 3
    source: { type: avro }
    channel: { type: memory, capacity: 5000, transactionCapacity: 1000 }
    sinks:
      { type: avro, batch-size: 100, to: tier2, processor: { type: load_balance, backoff: true } }
  tier2:
    agents: 2
    source: { type: avro }
    channel: { type: file, capacity: 60000, transactionCapacity: 1000 }
    sinks: { type: hdfs, hdfs.path: /logs, hdfs.batchSize: 500, to: hadoop }
storage:
  hadoop: { type: hdfs, datanodes: 5 }
faults:
  - { at: 2 min, for: 4 min, on: hadoop, kind: down }
objectives:
  - no: loss
  - no: refusals
record: { every: 2 s, series: all }
`;
