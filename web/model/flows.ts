/**
 * The flows between nodes that the topology draws: from a server group to each agent that it feeds, from each
 * agent to where its sinks go. What was tried and not accepted is told apart.
 */
import type { RecordingView } from "../../src/analysis/view.js";
import type { Sink } from "../../src/scenario/types/sinks.js";
import type { Graph, GraphLayer, GraphNode } from "./graph.js";
import type { RateReader } from "./rates.js";

export interface Flow {
  /** Of a server group: the layer as a whole. */
  readonly from: { readonly layer: string; readonly node: GraphNode | undefined };
  readonly to: { readonly layer: string; readonly node: GraphNode | undefined };
  /** [events/s] */
  accepted(sample: number): number;
  /** [events/s] tried and not accepted. */
  refused(sample: number): number;
  /** Whether any try failed, be it with events or before it had any. */
  isFailing(sample: number): boolean;
}

/** Beyond this many flows between two layers they are one. */
const MOST_APART = 60;

export function flowsOf(graph: Graph, view: RecordingView, rates: RateReader): Flow[] {
  const { servers, tiers } = view.recording.scenario;
  const layer = (name: string): GraphLayer => graph.layers.find((each) => each.name === name)!;
  const fromServers = servers.flatMap(({ name, client }) => {
    if (client.kind === "hdfs") return [groupFlow(view, rates, name, layer(client.storage))];
    const targets = [...new Set(client.to.agents.map(({ tier }) => tier))];
    return targets.flatMap((tier) => {
      return serverFlows(view, rates, { group: name, to: layer(tier) });
    });
  });
  const fromAgents = tiers.flatMap(({ name }) => agentFlows(graph, view, rates, layer(name)));
  return [...fromServers, ...fromAgents];
}

/** Which layers send to a tier; a source does not tell its senders apart. */
function sendersTo(view: RecordingView, tier: string): number {
  const { servers, tiers } = view.recording.scenario;
  const groups = servers.filter(({ client }) => {
    return client.kind === "avro" && client.to.agents.some((agent) => agent.tier === tier);
  });
  const before = tiers.filter(({ templates }) =>
    templates.some(({ sinks }) =>
      sinks.some((sink) => {
        if (sink.kind !== "avro") return false;
        return (sink.to.kind === "agent" ? sink.to.agent.tier : sink.to.tier) === tier;
      }),
    ),
  );
  return groups.length + before.length;
}

/** To each agent where the group is alone in sending to it; else to the tier as a whole. */
function serverFlows(
  view: RecordingView,
  rates: RateReader,
  { group, to }: { readonly group: string; readonly to: GraphLayer },
): Flow[] {
  const from = { layer: group, node: undefined };
  if (sendersTo(view, to.name) > 1 || to.nodes.length > MOST_APART) {
    return [groupFlow(view, rates, group, to)];
  }
  return to.nodes.map((node) => ({
    from,
    to: { layer: to.name, node },
    accepted: (sample) => rates.of(node, sample).in ?? 0,
    refused: (sample) => rates.of(node, sample).refused,
    isFailing: (sample) => rates.of(node, sample).isRefusing,
  }));
}

/** Failed calls stand for as many batches of events. */
function groupFlow(view: RecordingView, rates: RateReader, group: string, to: GraphLayer): Flow {
  const part = view.partsOf(group, "servers")[0]!;
  const { batchEvents } = view.recording.scenario.servers.find(({ name }) => name === group)!;
  const node = to.nodes.length === 1 ? to.nodes[0] : undefined;
  return {
    from: { layer: group, node: undefined },
    to: { layer: to.name, node },
    accepted: (sample) => rates.perSecond([part], "acked", sample),
    refused: (sample) => rates.perSecond([part], "failedCalls", sample) * batchEvents,
    isFailing: (sample) => rates.perSecond([part], "failedCalls", sample) > 0,
  };
}

function agentFlows(
  graph: Graph,
  view: RecordingView,
  rates: RateReader,
  layer: GraphLayer,
): Flow[] {
  const parts = new Map<string, { from: GraphNode; to: Flow["to"]; sinks: number[] }>();
  for (const from of layer.nodes) {
    for (const part of from.sinks) {
      const to = targetOf(graph, view, from, part);
      if (to === undefined) continue;
      const key = `${from.address}>${to.node?.address ?? to.layer}`;
      const known = parts.get(key);
      if (known === undefined) parts.set(key, { from, to, sinks: [part] });
      else known.sinks.push(part);
    }
  }
  const pairs = [...parts.values()];
  if (pairs.length <= MOST_APART) {
    return pairs.map(({ from, to, sinks }) => ({
      from: { layer: layer.name, node: from },
      to,
      ...drained(rates, sinks),
    }));
  }
  const targets = [...new Set(pairs.map(({ to }) => to.layer))];
  return targets.map((name) => ({
    from: { layer: layer.name, node: undefined },
    to: { layer: name, node: undefined },
    ...drained(
      rates,
      pairs.filter(({ to }) => to.layer === name).flatMap(({ sinks }) => sinks),
    ),
  }));
}

/** An attempt is counted before its outcome is known: what is under way is no refusal. */
function drained(
  rates: RateReader,
  sinks: readonly number[],
): Pick<Flow, "accepted" | "refused" | "isFailing"> {
  const isFailing = (sample: number): boolean =>
    rates.perSecond(sinks, "EventWriteFail", sample) > 0 ||
    rates.perSecond(sinks, "ConnectionFailedCount", sample) > 0;
  return {
    isFailing,
    accepted: (sample) => rates.perSecond(sinks, "EventDrainSuccessCount", sample),
    refused: (sample) => {
      if (rates.perSecond(sinks, "EventWriteFail", sample) === 0) return 0;
      const tried = rates.perSecond(sinks, "EventDrainAttemptCount", sample);
      return Math.max(0, tried - rates.perSecond(sinks, "EventDrainSuccessCount", sample));
    },
  };
}

/** Where a sink goes; undefined for those that end in themselves. */
export function targetOf(
  graph: Graph,
  view: RecordingView,
  from: GraphNode,
  part: number,
): Flow["to"] | undefined {
  const tier = view.recording.scenario.tiers.find(({ name }) => name === from.layer)!;
  const template = tier.templates[tier.agents[from.member]!.template]!;
  const sink = template.sinks.find(({ name }) => name === view.part(part).name);
  if (sink?.kind === "hdfs") {
    return { layer: sink.storage, node: graph.byAddress.get(sink.storage) };
  }
  return sink?.kind === "avro" ? agentTarget(graph, from, sink.to) : undefined;
}

function agentTarget(
  graph: Graph,
  from: GraphNode,
  to: (Sink & { kind: "avro" })["to"],
): Flow["to"] {
  const name = to.kind === "agent" ? to.agent.tier : to.tier;
  const { nodes } = graph.layers.find((layer) => layer.name === name)!;
  const index =
    to.kind === "agent" ? to.agent.agent : (from.member * to.of + to.ordinal) % nodes.length;
  return { layer: name, node: nodes[index] };
}
