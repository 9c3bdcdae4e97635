/**
 * A scenario whose rules of thumb are worked out by hand. 32 servers name 5 events/s and send 7.5 from the second minute
 * on (a peak that the name of the rate does not tell); agents of one sink each, 40 events every 400 ms.
 *
 *   named      32 × 5 = 160 events/s: 40 an agent of 4      offered   32 × 7.5 = 240 events/s: 60 an agent
 *   a sink     40 / 400 ms = 100 events/s                   outage    100 s from 00:02:00 on
 *
 * What piles up while the outage lasts: 60 × 100 = 6,000 in each channel, and 60 × 5 s more at the most, for so long does
 * a sink sleep between two tries. Then four agents send 400 events/s and 240 go on coming: 24,000 to 25,200 events leave at
 * 160 events/s, in 150 to 158 s and a sleep of up to 5 s. Three agents send 300: 60 to spare, 400 s.
 *
 *   1:16 of 32 senders              2 agents   200 < 240: never drained             needs 4
 *   1:4 of 32 senders               8 agents   more than 4
 *   160 × 100 B ÷ 100 MB/s          1 agent    100 < 240
 *   (1 source + 1 sink) ÷ 2         1 core     does
 *   40 × 100 s                      4,000      full at 00:02:00 + 4,000 / 60 s = 00:03:06
 *   40 × 100 s × 1.10               4,400      full at 00:02:00 + 4,400 / 60 s = 00:03:13
 *   40 × 600 s                      24,000     does                                 needs 6,000 to 6,400
 *   40 × 7,200 s                    288,000    does
 *   Flume's default                 100        full at 00:02:01
 *   100 s × 160 ÷ 400               40 s       it takes 150 to 165 s
 */
export const AUDITED = `fanin: 1
name: Audited by hand
duration: 10 min
warm-up: 10 s
servers:
  web:
    count: 32
    rate: 5 events/s
    size: 100 B
    batch: 10
    arrivals: periodic
    profile: { type: steps, steps: [{ at: 1 min, factor: 1.5 }] }
    client: { type: avro, backlog: unlimited }
    to: agent
tiers:
  agent:
    agents: 4
    source: { type: avro }
    channel: { type: memory, capacity: 3000, transactionCapacity: 100 }
    sinks: { type: timed, batchSize: 40, service: 400 ms }
faults:
  - { at: 2 min, for: 100 s, on: agent.sinks, kind: down }
objectives:
  - no: refusals
  - drained: within 4 min after agent.sinks is back
`;
