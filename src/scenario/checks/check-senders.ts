/** Checks between a sender (server group or avro sink) and the agents it sends to. */
import { mean } from "../../random/distribution.js";
import type { AgentPlan } from "../compile/agents/agent.js";
import type { SinkPlan } from "../compile/agents/sinks.js";
import { targetParts } from "../compile/servers/client.js";
import type { Compiled } from "../compile/scenario.js";
import type { CompiledTier } from "../compile/agents/tiers.js";
import { nearest } from "../document/nearest.js";
import { listNames, quote } from "../document/describe.js";
import type { DocNode } from "../document/node.js";
import type { ProblemList } from "../problem-list.js";
import type { Block } from "../schema/field.js";
import type { Channel } from "../types/agents.js";
import type { AgentRef } from "../types/servers.js";
import type { AvroSink } from "../types/sinks.js";
import { capacityOf, channelsBehind, channelsOf, transactionCapacityOf } from "./check-agents.js";
import { heldEvents } from "./event-sizes.js";
import { boundBy, foundOf, whereOf } from "./where.js";

/** Something that sends batches to agents. */
interface Sender {
  readonly batchEvents: number;
  readonly block: Block;
  readonly batchKey: string;
  readonly agents: readonly AgentRef[];
  readonly source: string | undefined;
  readonly sourceNode: DocNode | undefined;
  /** [bytes] the smallest mean size of an event among those that it may send. */
  readonly eventBytes: number;
}

export function checkSenders(compiled: Compiled, problems: ProblemList): void {
  const tiers = new Map(compiled.tiers.map((tier) => [tier.tier.name, tier]));
  for (const sender of sendersOf(compiled)) {
    for (const plan of plansOf(sender.agents, tiers)) {
      checkSource(sender, plan, problems);
      for (const channel of channelsBehind(plan.template, sender.source)) {
        checkBatch(sender, channel, plan, problems);
      }
    }
  }
  for (const { group, client, block } of compiled.groups) {
    const { client: written } = block.values;
    const isBalanced = client.client.kind === "avro" && client.client.policy === "load_balance";
    if (!isBalanced || client.client.kind !== "avro" || client.client.to.agents.length > 1)
      continue;
    problems.error("client-too-few-agents", whereOf(block, "to"), {
      expected: "at least two agents for `policy: load_balance`",
      found: `${client.client.to.agents.length}`,
      flume: `refuses to make the client of \`${group.name}\``,
      fix: `name more agents, or write \`policy: default\` (${boundBy(written.block, "policy")})`,
    });
  }
}

function* sendersOf(compiled: Compiled): Iterable<Sender> {
  for (const { group, client, block } of compiled.groups) {
    if (client.client.kind !== "avro") continue;
    const { agents, source } = client.client.to;
    const { sourceNode } = targetParts(block.values.to);
    yield {
      batchEvents: group.batchEvents,
      block,
      batchKey: "batch",
      agents,
      source,
      sourceNode,
      eventBytes: mean(group.sizeBytes),
    };
  }
  const sizes = new Map(compiled.groups.map(({ group }) => [group.name, mean(group.sizeBytes)]));
  for (const { tier, plans } of compiled.tiers) {
    const feeding = [...(compiled.graph.fedBy.get(tier.name) ?? [])];
    const eventBytes = Math.min(...feeding.map((name) => sizes.get(name) ?? 1));
    for (const { sinks } of plans) {
      for (const [block, { sink, batchKey, agents }] of byDeclaration(sinks, compiled.tiers)) {
        const { to } = block.values as { readonly to: Parameters<typeof targetParts>[0] };
        yield {
          batchEvents: sink.batchEvents,
          block,
          batchKey,
          agents,
          source: sink.to.source,
          sourceNode: targetParts(to).sourceNode,
          eventBytes: Number.isFinite(eventBytes) ? eventBytes : 1,
        };
      }
    }
  }
}

interface Declared {
  readonly sink: AvroSink;
  readonly batchKey: string;
  readonly agents: AgentRef[];
}

/** Sinks of one declaration differ in their agents only; they are checked together. */
function byDeclaration(
  plans: readonly SinkPlan[],
  tiers: readonly CompiledTier[],
): Map<Block, Declared> {
  const declared = new Map<Block, Declared>();
  for (const { sink, block, batchKey } of plans) {
    if (sink.kind !== "avro") continue;
    const known = declared.get(block);
    if (known === undefined) {
      declared.set(block, { sink, batchKey, agents: [...agentsOf(sink, tiers)] });
    } else if (sink.to.kind === "agent") known.agents.push(sink.to.agent);
  }
  return declared;
}

function agentsOf({ to }: AvroSink, tiers: readonly CompiledTier[]): readonly AgentRef[] {
  if (to.kind === "agent") return [to.agent];
  const target = tiers.find(({ tier }) => tier.name === to.tier);
  return target?.roster.refs ?? [];
}

/** The distinct set-ups among the agents. */
function plansOf(
  agents: readonly AgentRef[],
  tiers: ReadonlyMap<string, CompiledTier>,
): Set<AgentPlan> {
  const plans = new Set<AgentPlan>();
  for (const { tier, agent } of agents) {
    const compiled = tiers.get(tier);
    if (compiled !== undefined) plans.add(compiled.plans[compiled.tier.agents[agent]!.template]!);
  }
  return plans;
}

function checkSource(sender: Sender, plan: AgentPlan, problems: ProblemList): void {
  const { source, sourceNode } = sender;
  if (source === undefined || sourceNode === undefined || plan.sources.has(source)) return;
  const names = [...plan.sources.keys()];
  const near = nearest(source, names);
  problems.error("unknown-name", sourceNode, {
    expected: `a source of the agents it sends to: ${listNames(names)}`,
    found: quote(source),
    fix: near === undefined ? undefined : `write \`${near}\``,
  });
}

function isSplit(plan: AgentPlan, source: string | undefined): boolean {
  const { sources } = plan.template;
  const found = source === undefined ? sources[0] : sources.find(({ name }) => name === source);
  return found?.selector.kind === "multiplexing" && channelsOf(found.selector).length > 1;
}

/** Flume checks a batch against its own channel only; one too large for the next fails for ever. */
function checkBatch(
  sender: Sender,
  channel: Channel,
  plan: AgentPlan,
  problems: ProblemList,
): void {
  const { batchEvents, block, batchKey } = sender;
  const channelBlock = plan.channels.get(channel.name)!;
  const where = whereOf(block, batchKey);
  const found = foundOf(block, batchKey);
  const flume = "loads both, then fails the same batch for ever, a try every few seconds";
  const limit = transactionCapacityOf(channel);
  const isChecked = channel.kind !== "spillable" || channel.overflowCapacityEvents > 0;
  if (isChecked && batchEvents > limit) {
    const finding = {
      expected: `at most ${limit} events (${channelBlock.node.path}: ${boundBy(channelBlock, "transactionCapacity")})`,
      found,
      fix: "lower it, or raise `transactionCapacity` there",
    };
    const code = "upstream-batch-over-transaction-capacity";
    // A multiplexing selector splits the batch, and its parts may be small enough.
    if (isSplit(plan, sender.source)) {
      problems.warning(code, where, { ...finding, flume: `${flume}, if so many have one route` });
    } else problems.error(code, where, { ...finding, flume });
    return;
  }
  // A channel whose capacity is below its own transactions is reported where it stands.
  if (batchEvents > capacityOf(channel) && (!isChecked || capacityOf(channel) >= limit)) {
    problems.error("batch-over-capacity", where, {
      expected: `at most ${capacityOf(channel)} events (what ${channelBlock.node.path} holds)`,
      found,
      flume,
      fix: "lower it, or raise the capacity there",
    });
    return;
  }
  if (
    channel.kind === "file" ||
    (channel.kind === "spillable" && channel.overflowCapacityEvents > 0)
  ) {
    return;
  }
  const held = heldEvents(channel, sender.eventBytes);
  if (batchEvents <= held) return;
  problems.error("batch-over-byte-capacity", where, {
    expected: `at most ${held} events of this size (${channelBlock.node.path}: ${boundBy(channelBlock, "byteCapacity")})`,
    found,
    flume,
    fix: "lower it, or raise `byteCapacity` there",
  });
}
