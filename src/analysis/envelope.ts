/**
 * What recordings of real agents cover, and what of a run lies outside of it: there the simulator follows Flume's
 * and Hadoop's code and published figures, and nothing real has been held against it.
 */
import type { Recording } from "../record/recording.js";
import type { Fault } from "../scenario/types/faults.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { formatCount, formatRate } from "../units/format.js";
import { TICKS_PER_SECOND } from "../units/time.js";

/** The set-ups of the recordings in test/reference, together; a test holds this against them. */
export const COVERED = {
  /** In one set-up, over all tiers. */
  agents: 5,
  /** [events/s] offered to one agent at most, but for moments. */
  agentRate: 2000,
  /** [events] of a call of a web server. */
  clientBatch: { from: 5, to: 400 },
  /** [events] that a sink takes at most. */
  sinkBatch: { from: 50, to: 500 },
  kinds: [
    "avro sinks",
    "avro sources",
    "failover processors",
    "file channels",
    "hdfs sinks",
    "load_balance processors",
    "memory channels",
    "multiplexing selectors",
    "replicating selectors",
    "spillable channels",
    "timed sinks",
  ],
  faults: [
    "crash of an agent",
    "down of a datanode",
    "down of a sink",
    "down of a storage",
    "hang of a storage",
    "hang of an agent",
    "safe-mode of a storage",
    "slow of a sink",
    "start of an agent",
  ],
} as const;

/** @returns what lies outside, with what was recorded; empty: nothing */
export function outsideRecordings(recording: Recording): string[] {
  const { scenario } = recording;
  const agents = scenario.tiers.reduce((sum, tier) => sum + tier.agents.length, 0);
  const rate = busiestAgentRate(recording);
  const sinks = scenario.tiers.flatMap(({ templates }) => templates.flatMap((each) => each.sinks));
  const outside: string[] = [];
  if (agents > COVERED.agents) {
    outside.push(`${formatCount(agents)} agents (recorded: up to ${String(COVERED.agents)})`);
  }
  if (rate > COVERED.agentRate) {
    outside.push(`${formatRate(rate)} an agent (recorded: up to ${formatRate(COVERED.agentRate)})`);
  }
  outside.push(
    ...batchesOutside("servers", scenario.servers, COVERED.clientBatch),
    ...batchesOutside("sinks", sinks, COVERED.sinkBatch),
    ...missing(kindsOf(scenario), COVERED.kinds),
    ...missing(faultsOf(scenario), COVERED.faults),
  );
  return outside;
}

/** Kinds of components that a scenario has, in order. */
export function kindsOf({ tiers }: Scenario): string[] {
  const kinds = tiers.flatMap(({ templates }) =>
    templates.flatMap(({ sources, channels, sinks, groups }) => [
      ...sources.flatMap(({ kind, selector }) => [`${kind} sources`, `${selector.kind} selectors`]),
      ...channels.map(({ kind }) => `${kind} channels`),
      ...sinks.map(({ kind }) => `${kind} sinks`),
      ...groups.flatMap(({ processor: { kind } }) =>
        kind === "default" ? [] : [`${kind} processors`],
      ),
    ]),
  );
  return [...new Set(kinds)].sort();
}

/** Kinds of faults that a scenario has, and of what, in order. */
export function faultsOf({ faults }: Scenario): string[] {
  const named = faults.flatMap((fault) => fault.targets.map((target) => faultName(fault, target)));
  return [...new Set(named)].sort();
}

function faultName({ kind }: Fault, target: Fault["targets"][number]): string {
  const part = target.kind === "component" ? target.part : target.kind;
  if (part === "servers") return `${kind} of servers`;
  return `${kind} of ${part === "agent" ? "an" : "a"} ${part}`;
}

function batchesOutside(
  who: string,
  members: readonly { readonly batchEvents: number }[],
  { from, to }: { readonly from: number; readonly to: number },
): string[] {
  const sizes = new Set(members.map(({ batchEvents }) => batchEvents));
  const strange = [...sizes].filter((size) => size < from || size > to).sort((a, b) => a - b);
  if (strange.length === 0) return [];
  const recorded = from === to ? formatCount(from) : `${formatCount(from)} to ${formatCount(to)}`;
  return [`batches of ${who} of ${strange.map(formatCount).join(", ")} (recorded: ${recorded})`];
}

function missing(names: readonly string[], covered: readonly string[]): string[] {
  return names.filter((name) => !covered.includes(name)).map((name) => `${name} (not recorded)`);
}

/** [events/s] that the busiest agent received, over the whole run. */
function busiestAgentRate({ parts, end }: Recording): number {
  const received = new Map<string, number>();
  for (const { kind, layer, member, totals } of parts) {
    if (kind !== "source") continue;
    const agent = `${layer}[${String(member)}]`;
    received.set(agent, (received.get(agent) ?? 0) + (totals["EventReceivedCount"] ?? 0));
  }
  const seconds = end.atTicks / TICKS_PER_SECOND;
  return seconds === 0 ? 0 : Math.max(0, ...received.values()) / seconds;
}
