/**
 * What a scenario stands for once expanded: every agent with its sinks and where they go, every server
 * group with its load, and every value that the author did not write.
 */
import type { AgentTemplate, SinkGroup, Tier } from "../scenario/types/agents.js";
import type { Scenario } from "../scenario/types/scenario.js";
import type { ServerGroup } from "../scenario/types/servers.js";
import type { Sink } from "../scenario/types/sinks.js";
import { formatRate } from "../units/format.js";
import { textTable } from "./table.js";

export function expandedText(scenario: Scenario): string {
  return [
    ...scenario.servers.map((group) => serverText(scenario, group)),
    ...scenario.tiers.map((tier) => tierText(scenario, tier)),
    defaultsText(scenario),
  ].join("\n\n");
}

function serverText(scenario: Scenario, group: ServerGroup): string {
  const { name, count, ratePerSecond, batchEvents, client } = group;
  const load = `${String(count)} servers of ${formatRate(ratePerSecond)}, batches of ${String(batchEvents)}`;
  if (client.kind === "hdfs") return `${name}: ${load}, each writes to ${client.storage}`;
  const agents = client.to.agents.map(({ tier, agent }) => addressOf(scenario, tier, agent));
  return `${name}: ${load}, ${client.policy} client over ${agents.join(" ")}`;
}

function tierText(scenario: Scenario, tier: Tier): string {
  const lines = tier.agents.map(({ address, template }, i) => {
    const sinks = sinkTexts(scenario, tier.templates[template]!, i);
    return [`  ${address}`, ...sinks.map((text) => `    ${text}`)].join("\n");
  });
  const count = `${String(tier.agents.length)} ${tier.agents.length === 1 ? "agent" : "agents"}`;
  return [
    `${tier.name} (level ${String(tier.level)}, Flume ${tier.flume}): ${count}`,
    ...lines,
  ].join("\n");
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
  const rows = defaults.map(({ path, value, source, confidence }) => [
    path,
    value,
    confidence,
    source,
  ]);
  const table = textTable(
    [["value not in the file", "taken", "trust", "source"], ...rows],
    ["left", "left", "left", "left"],
  );
  return table.join("\n");
}
