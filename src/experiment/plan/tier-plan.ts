/** A scenario's tiers as a plan shows them: agents, channels with their footprints, sinks. */
import { mean } from "../../random/distribution.js";
import { targetTier } from "../../scenario/target-tier.js";
import type { AgentTemplate, Tier } from "../../scenario/types/agents.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import type { Sink } from "../../scenario/types/sinks.js";
import { footprint, type EventShape } from "./footprint.js";
import type { AgentPlan, ChannelPlan, SinkPlan, TierPlan } from "./result.js";

/** @param spare agents that may be away, by tier */
export function tierPlans(scenario: Scenario, spare: ReadonlyMap<string, number>): TierPlan[] {
  const event = eventShape(scenario);
  return scenario.tiers.map((tier) => {
    const needed = tier.agents.length;
    const away = spare.get(tier.name) ?? 0;
    return {
      tier: tier.name,
      agents: { needed, spare: away, total: needed + away },
      machines: tier.templates.map((template, i) => {
        const agents = tier.agents.filter((agent) => agent.template === i).length;
        return agentPlan(scenario, tier, template, { agents, event });
      }),
    };
  });
}

/** Mean over all servers' events, by how many each group sends. */
export function eventShape({ servers }: Scenario): EventShape {
  const weights = servers.map(({ count, ratePerSecond }) => count * ratePerSecond);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const average = (value: (i: number) => number): number =>
    weights.reduce((sum, weight, i) => sum + weight * value(i), 0) / (total || 1);
  return {
    bodyBytes: average((i) => mean(servers[i]!.sizeBytes)),
    headers: average((i) => {
      const { header, hasTimestampHeader } = servers[i]!;
      return (header === undefined ? 0 : 1) + (hasTimestampHeader ? 1 : 0);
    }),
  };
}

function agentPlan(
  scenario: Scenario,
  tier: Tier,
  template: AgentTemplate,
  { agents, event }: { agents: number; event: EventShape },
): AgentPlan {
  const { machine, sinks, groups } = template;
  const putBatchEvents = largestPut(scenario, tier);
  const channels = template.channels.map((channel): ChannelPlan => {
    const transactionCapacityEvents =
      channel.kind === "spillable"
        ? channel.file.transactionCapacityEvents
        : channel.transactionCapacityEvents;
    const { name, kind } = channel;
    return {
      name,
      kind,
      transactionCapacityEvents,
      putBatchEvents,
      ...footprint(channel, event, machine.disk),
    };
  });
  const sum = (of: (channel: ChannelPlan) => number): number =>
    channels.reduce((total, channel) => total + of(channel), 0);
  const grouped = new Set(groups.flatMap((group) => group.sinks));
  return {
    agents,
    channels,
    sinks: sinkPlans(sinks, grouped),
    heapBytes: sum(({ heapBytes }) => heapBytes),
    machineHeapBytes: machine.heapBytes,
    directBytes: sum(({ directBytes }) => directBytes),
    diskBytes: sum(({ diskBytes }) => diskBytes),
  };
}

/** Of the servers and sinks that send to a tier; servers and sinks whose tier is not known count too. */
function largestPut({ servers, tiers }: Scenario, tier: Tier): number {
  const ofServers = servers
    .filter(
      ({ client }) =>
        client.kind === "avro" && client.to.agents.some((to) => to.tier === tier.name),
    )
    .map(({ batchEvents }) => batchEvents);
  const ofSinks = tiers.flatMap(({ templates }) =>
    templates.flatMap(({ sinks }) =>
      sinks.filter((sink) => sink.kind === "avro" && targetTier(sink.to) === tier.name),
    ),
  );
  return Math.max(0, ...ofServers, ...ofSinks.map(({ batchEvents }) => batchEvents));
}

function targetOf(sink: Sink): string {
  switch (sink.kind) {
    case "avro":
      return targetTier(sink.to);
    case "hdfs":
      return sink.storage;
    case "timed":
      return "a timed destination";
    case "null":
      return "nowhere";
  }
}

/** Sinks that are alike, with their number. */
function sinkPlans(sinks: readonly Sink[], grouped: ReadonlySet<string>): SinkPlan[] {
  const plans: SinkPlan[] = [];
  for (const sink of sinks) {
    const { kind, batchEvents, name } = sink;
    const isGroup = grouped.has(name);
    const to = targetOf(sink);
    const like = plans.findIndex(
      (plan) =>
        plan.kind === kind &&
        plan.batchEvents === batchEvents &&
        plan.to === to &&
        plan.isGroup === isGroup,
    );
    if (like < 0) plans.push({ kind, count: 1, batchEvents, to, isGroup });
    else plans[like] = { ...plans[like]!, count: plans[like]!.count + 1 };
  }
  return plans;
}
