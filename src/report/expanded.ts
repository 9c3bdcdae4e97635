/**
 * What a scenario stands for once expanded: every agent with its sinks and where they go, every server
 * group with its load, and every value that the author did not write.
 */
import type {
  AgentTemplate,
  Channel,
  Selector,
  SinkGroup,
  Tier,
} from "../scenario/types/agents.js";
import type { Scenario } from "../scenario/types/scenario.js";
import type { ServerGroup } from "../scenario/types/servers.js";
import type { Sink } from "../scenario/types/sinks.js";
import { exactQuantity, formatRate } from "../units/format.js";
import { wrap } from "./table.js";
import { runsOf } from "./runs-of.js";

const COLUMNS = 80;

export function expandedText(scenario: Scenario): string {
  return [
    ...scenario.servers.map((group) => serverText(scenario, group)),
    ...scenario.tiers.map((tier) => tierText(scenario, tier)),
    defaultsText(scenario),
  ]
    .flatMap((text) => ["", ...text.split("\n").flatMap(fitted)])
    .slice(1)
    .join("\n");
}

/** A line broken to the width of a terminal; later lines are indented further than the first. */
function fitted(line: string): string[] {
  const indent = /^ */.exec(line)![0];
  return wrap(line, COLUMNS, `${indent}    `);
}

function serverText(scenario: Scenario, group: ServerGroup): string {
  const { name, count, ratePerSecond, batchEvents, client } = group;
  const load = `${String(count)} servers of ${formatRate(ratePerSecond)}, batches of ${String(batchEvents)}`;
  if (client.kind === "hdfs") return `${name}: ${load}, each writes to ${client.storage}`;
  const agents = client.to.agents.map(({ tier, agent }) => addressOf(scenario, tier, agent));
  return `${name}: ${load}, ${client.policy} client over ${runsOf(agents)}`;
}

/** Agents that are alike are shown once. */
function tierText(scenario: Scenario, tier: Tier): string {
  const alike = new Map<string, string[]>();
  tier.agents.forEach(({ address, template }, i) => {
    const text = agentText(scenario, tier.templates[template]!, i);
    alike.set(text, [...(alike.get(text) ?? []), address]);
  });
  const count = `${String(tier.agents.length)} ${tier.agents.length === 1 ? "agent" : "agents"}`;
  return [
    `${tier.name} (level ${String(tier.level)}, Flume ${tier.flume}): ${count}`,
    ...[...alike].flatMap(([text, addresses]) => [`  ${runsOf(addresses)}`, text]),
  ].join("\n");
}

function agentText(scenario: Scenario, template: AgentTemplate, agent: number): string {
  const sources = template.sources.map(({ name, kind, selector }) => {
    return `${name} (${kind}) → ${selectorText(selector)}`;
  });
  const lines = [
    ...sources,
    ...template.channels.map(channelText),
    ...sinkTexts(scenario, template, agent),
  ];
  return lines.map((line) => `    ${line}`).join("\n");
}

function selectorText(selector: Selector): string {
  const names = (channels: readonly string[]): string => channels.join(", ") || "nowhere";
  if (selector.kind === "replicating") {
    const { required, optional } = selector;
    const extra = optional.length === 0 ? "" : `, optionally ${names(optional)}`;
    return `${names(required)}${extra}`;
  }
  const { header, mapping, fallback, optional } = selector;
  const routes = mapping.map(({ value, channels }) => `${value}: ${names(channels)}`);
  const extras = optional.map(({ value, channels }) => `${value}: optionally ${names(channels)}`);
  return [`by ${header}`, ...routes, ...extras, `else ${names(fallback)}`].join("; ");
}

function channelText(channel: Channel): string {
  const events = (count: number): string => exactQuantity(count, "events");
  if (channel.kind !== "spillable") {
    const { name, kind, capacityEvents, transactionCapacityEvents } = channel;
    return `${name} (${kind}): ${events(capacityEvents)}, ${events(transactionCapacityEvents)} a transaction`;
  }
  const { name, kind, memoryCapacityEvents, overflowCapacityEvents } = channel;
  return `${name} (${kind}): ${events(memoryCapacityEvents)} in memory, ${events(overflowCapacityEvents)} on disk`;
}

/** One line a thread: a group of sinks has one between them, a sink outside groups its own. */
function sinkTexts(scenario: Scenario, template: AgentTemplate, agent: number): string[] {
  const target = (sink: Sink): string => targetText(scenario, sink, agent);
  const grouped = template.groups.map((group) => groupText(template, group, target));
  const inGroups = new Set(template.groups.flatMap(({ sinks }) => sinks));
  const single = template.sinks
    .filter(({ name }) => !inGroups.has(name))
    .map((sink) => `${sink.channel} → ${sink.name} (${sink.kind}) → ${target(sink)}`);
  return [...grouped, ...single];
}

function groupText(
  template: AgentTemplate,
  { name, processor, sinks }: SinkGroup,
  target: (sink: Sink) => string,
): string {
  const members = sinks.map((member) => {
    return `${member} → ${target(template.sinks.find((sink) => sink.name === member)!)}`;
  });
  return `${name} (${processor.kind}, one thread): ${members.join(", ")}`;
}

function targetText(scenario: Scenario, sink: Sink, agent: number): string {
  if (sink.kind === "hdfs") return sink.storage;
  if (sink.kind !== "avro") return "(ends here)";
  const { to } = sink;
  if (to.kind === "agent") return addressOf(scenario, to.agent.tier, to.agent.agent);
  const { agents } = scenario.tiers.find(({ name }) => name === to.tier)!;
  return agents[(agent * to.of + to.ordinal) % agents.length]!.address;
}

function addressOf(scenario: Scenario, tierName: string, agent: number): string {
  return scenario.tiers.find(({ name }) => name === tierName)!.agents[agent]!.address;
}

function defaultsText({ defaults }: Scenario): string {
  const bySource = new Map<string, string[]>();
  for (const { path, value, source, confidence } of defaults) {
    const heading = `Not in the file, taken from ${source} (trust: ${confidence})`;
    bySource.set(heading, [...(bySource.get(heading) ?? []), `  ${path}: ${value}`]);
  }
  return [...bySource].map(([heading, lines]) => [heading, ...lines].join("\n")).join("\n\n");
}
