/** Who sends to whom, node by node: a server to the one that it tries first, an agent to where its sinks go. */
import { targetOf } from "./flows.js";
import type { GraphNode } from "./graph.js";
import type { RunModel } from "./run-model.js";
import { BACKPRESSURED, FILLING } from "./states.js";

export interface Links {
  /** By index of a node: indices of nodes. */
  readonly to: readonly (readonly number[])[];
  readonly from: readonly (readonly number[])[];
}

const LINKS = new WeakMap<RunModel, Links>();

export function linksOf(run: RunModel): Links {
  const known = LINKS.get(run);
  if (known !== undefined) return known;
  const to = run.graph.nodes.map((node) => [...new Set(targetsOf(run, node))]);
  const from: number[][] = run.graph.nodes.map(() => []);
  to.forEach((targets, node) => {
    for (const target of targets) from[target]!.push(node);
  });
  const links = { to, from };
  LINKS.set(run, links);
  return links;
}

function targetsOf({ graph, view }: RunModel, node: GraphNode): number[] {
  if (node.target !== undefined) return [graph.byAddress.get(node.target)?.index ?? []].flat();
  return node.sinks.flatMap((sink) => targetOf(graph, view, node, sink)?.node?.index ?? []);
}

/** What it waits for: those it sends to that are full or worse; only of a node that is held up itself. */
export function waitsFor(run: RunModel, node: GraphNode, sample: number): GraphNode[] {
  if (run.state(node.index, sample) < FILLING) return [];
  return linksOf(run)
    .to[node.index]!.filter((target) => run.state(target, sample) >= BACKPRESSURED)
    .map((target) => run.graph.nodes[target]!);
}

/** Who waits for it: those that send to it and are held up, while it is in trouble. */
export function waitingFor(run: RunModel, node: GraphNode, sample: number): GraphNode[] {
  if (run.state(node.index, sample) < BACKPRESSURED) return [];
  return linksOf(run)
    .from[node.index]!.filter((sender) => run.state(sender, sample) >= FILLING)
    .map((sender) => run.graph.nodes[sender]!);
}
