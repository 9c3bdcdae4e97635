/**
 * A scenario to begin with: two tiers sized by the fluid formula for one outage, every number said where it
 * comes from, so that the first run shows what the formula leaves out.
 */
import { formatDuration, formatRate } from "../units/format.js";
import { secondsFromTicks, ticksFromSeconds } from "../units/time.js";

export interface StarterWish {
  readonly servers: number;
  readonly perSecond: number; // [events/s] of one server
  readonly outageTicks: number; // [ticks] to survive
}

/** Servers per tier-1 agent and tier-1 agents per tier-2 agent: the rule of thumb 1:16 and 1:4. */
const SERVERS_PER_AGENT = 16;
const AGENTS_PER_COLLECTOR = 4;
/** What the channel of tier 2 holds beyond rate times outage. */
const RESERVE = 1.25;

export function starterScenario({ servers, perSecond, outageTicks }: StarterWish): string {
  const tier1 = Math.max(2, Math.ceil(servers / SERVERS_PER_AGENT));
  const tier2 = Math.max(2, Math.ceil(tier1 / AGENTS_PER_COLLECTOR));
  const offered = servers * perSecond;
  const perCollector = offered / tier2;
  const capacity = roundUp(perCollector * secondsFromTicks(outageTicks) * RESERVE);
  const outage = formatDuration(outageTicks);
  const duration = formatDuration(ticksFromSeconds(600) + 4 * outageTicks);
  return `# yaml-language-server: $schema=fanin-scenario.schema.json
# (fanin schema > fanin-scenario.schema.json gives completion and checks in the editor)
fanin: 1
name: HDFS outage of ${outage}
about: Does an HDFS outage of ${outage} stay within every layer's limits?
seed: 1
start: 2026-03-02T18:00:00Z
duration: ${duration}
warm-up: 2 min

servers:
  web:
    count: ${String(servers)}
    rate: ${formatRate(perSecond)} # of each server: ${formatRate(offered)} together
    size: 300 B
    batch: 100
    client: { type: avro, policy: load_balance, backoff: true, retry: 1 s, backlog: 50 MB }
    to: tier1

tiers:
  tier1:
    agents: ${String(tier1)} # one for ${String(SERVERS_PER_AGENT)} servers, rule of thumb
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 1000 }
    sinks: { type: avro, batch-size: 1000, to: tier2, processor: { type: load_balance, backoff: true } }
  tier2:
    agents: ${String(tier2)} # one for ${String(AGENTS_PER_COLLECTOR)} tier-1 agents, rule of thumb
    source: { type: avro }
    # Fluid formula: ${formatRate(perCollector)} an agent for ${outage}, and a quarter more.
    channel: { type: file, capacity: ${String(capacity)}, transactionCapacity: 10000 }
    sinks:
      {
        type: hdfs,
        count: 4,
        hdfs.path: /logs,
        hdfs.batchSize: 1000,
        hdfs.rollInterval: 300,
        hdfs.rollSize: 0,
        hdfs.rollCount: 0,
        to: hadoop,
      }

storage:
  hadoop: { type: hdfs, datanodes: 10 }

faults:
  - { at: 10 min, for: ${outage}, on: hadoop, kind: down }

objectives:
  - no: loss
  - no: drops
  - no: refusals
  - backlog: servers
    under: 10 MB
  - drained: within ${outage} after hadoop is back
`;
}

/** To two significant digits, upwards. */
function roundUp(value: number): number {
  let step = 1;
  while (value / step >= 100) step *= 10;
  return Math.max(1, Math.ceil(value / step)) * step;
}
