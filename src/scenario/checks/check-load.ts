/** Checks on load: more than can be counted, or more than the last sinks can ever drain. */
import { mean } from "../../random/distribution.js";
import { formatFraction, formatRate } from "../../units/format.js";
import { meanFactor } from "../compile/servers/profile.js";
import type { Compiled } from "../compile/scenario.js";
import type { ProblemList } from "../problem-list.js";
import type { AgentTemplate } from "../types/agents.js";
import type { ServerGroup } from "../types/servers.js";
import type { TimedSink } from "../types/sinks.js";
import { whereOf } from "./where.js";

const MAX_SINKS = 1_000_000;
/**
 * Pairs of a server and an agent that its client chooses from. Measured (Node 20, 64 bits): a pair takes 90
 * bytes from the start, and 450 once the server has connected, which load balancing comes to; so the bound
 * is 1.8 GB, within the heap that Node takes by itself.
 */
const MAX_CLIENT_PAIRS = 4_000_000;
const TICKS_PER_SECOND = 1e9;

export function checkLoad(compiled: Compiled, problems: ProblemList): void {
  checkSize(compiled, problems);
  checkClients(compiled, problems);
  if (!compiled.isWhole || compiled.graph.cycle.length > 0) return;
  const { durationTicks } = compiled.scenario ?? { durationTicks: compiled.block.values.duration };
  for (const { group, block } of compiled.groups) {
    const events = (meanRate(group, durationTicks) * durationTicks) / TICKS_PER_SECOND;
    if (events <= Number.MAX_SAFE_INTEGER) continue;
    problems.error("too-large", block.node, {
      expected: "no more events than can be counted exactly (9 × 10^15)",
      found: `${formatRate(meanRate(group, durationTicks))} over the run`,
      fix: "lower the rate or the number of servers",
    });
  }
  checkOverload(compiled, durationTicks, problems);
}

/** @returns [events/s] mean load of the whole group over the run */
function meanRate(group: ServerGroup, durationTicks: number): number {
  return group.count * group.ratePerSecond * meanFactor(group.profile, durationTicks);
}

function checkSize(compiled: Compiled, problems: ProblemList): void {
  let sinks = 0;
  for (const { roster, tier } of compiled.tiers) {
    sinks += tier.agents.reduce((sum, agent) => {
      return sum + tier.templates[agent.template]!.sinks.length;
    }, 0);
    if (sinks <= MAX_SINKS) continue;
    problems.error("too-large", roster.node, {
      expected: `at most ${MAX_SINKS} sinks in all agents`,
      found: `${sinks}`,
      fix: "lower the number of agents or of sinks",
    });
    return;
  }
}

/** A client with a list keeps the state of each agent of it; the default client knows one. */
function checkClients(compiled: Compiled, problems: ProblemList): void {
  let pairs = 0;
  for (const { group, client, block } of compiled.groups) {
    const { client: own } = client;
    if (own.kind !== "avro" || own.policy === "default") continue;
    const hosts = own.placement.hosts ?? own.to.agents.length;
    pairs += group.count * hosts;
    if (pairs <= MAX_CLIENT_PAIRS) continue;
    const most = Math.floor(MAX_CLIENT_PAIRS / group.count);
    problems.error("too-large", whereOf(block.values.client.block, "policy"), {
      expected: `at most ${MAX_CLIENT_PAIRS} pairs of a server and an agent that it knows`,
      found: `${group.count} servers that know ${hosts} agents each`,
      fix:
        most < 2
          ? "lower the number of servers, or write `policy: default`"
          : `let each server know fewer: \`placement: { type: round_robin, hosts: ${Math.min(most, 100)} }\``,
    });
    return;
  }
}

/**
 * Only where the capacity is exact: every last sink is timed, and every event goes to one channel. A
 * group drains as fast as its fastest sink, for it is one thread.
 */
function checkOverload(compiled: Compiled, durationTicks: number, problems: ProblemList): void {
  if (compiled.groups.some(({ group }) => group.client.kind === "hdfs")) return;
  let capacity = 0;
  for (const { tier } of compiled.tiers) {
    if (compiled.graph.fedBy.get(tier.name)!.size === 0) continue;
    for (const { template: index } of tier.agents) {
      const drained = drainRate(tier.templates[index]!);
      if (drained === undefined) return;
      capacity += drained;
    }
  }
  const load = compiled.groups.reduce((sum, { group }) => sum + meanRate(group, durationTicks), 0);
  if (load <= capacity) return;
  const where = compiled.block.written.get("servers") ?? compiled.block.node;
  problems.warning("overload", where, {
    expected: `a mean load of at most ${formatRate(capacity)}, what all timed sinks drain together`,
    found: `${formatRate(load)}, ${formatFraction(load / capacity)} of it`,
    fix: "lower the load, or add sinks",
  });
}

/** @returns [events/s] drained to the end by one agent; `undefined` when that is not exact */
function drainRate(template: AgentTemplate): number | undefined {
  if (template.channels.length > 1) return undefined;
  const timed: TimedSink[] = [];
  for (const sink of template.sinks) {
    if (sink.kind === "timed") timed.push(sink);
    else if (sink.kind !== "avro") return undefined;
  }
  const groupOf = new Map<string, string>();
  for (const { name, sinks } of template.groups) for (const sink of sinks) groupOf.set(sink, name);
  let total = 0;
  const mostOfGroup = new Map<string, number>();
  for (const sink of timed) {
    const group = groupOf.get(sink.name);
    if (group === undefined) total += rateOf(sink);
    else mostOfGroup.set(group, Math.max(mostOfGroup.get(group) ?? 0, rateOf(sink)));
  }
  for (const most of mostOfGroup.values()) total += most;
  return Number.isFinite(total) ? total : undefined;
}

function rateOf({ batchEvents, perBatchTicks, perEventTicks }: TimedSink): number {
  const ticks = mean(perBatchTicks) + batchEvents * perEventTicks;
  return ticks > 0 ? (batchEvents / ticks) * TICKS_PER_SECOND : Infinity;
}
