/**
 * Levels of the topology: a layer, a group of its nodes, a node. A group is what feeds the same agent, or a hundred
 * in a row; what is said of one is its worst member, sums, and the largest: an average would hide the one that refuses.
 */
import { blocksOf, type Graph, type GraphLayer, type GraphNode } from "../graph.js";
import type { RunModel } from "../run-model.js";

/** Where in the topology: nothing is all of it, then the name of a layer, then that of one of its groups. */
export type Inside = readonly string[];

export interface Group {
  readonly name: string;
  /** Whom its nodes try first; undefined: they are only together. */
  readonly target: string | undefined;
  readonly nodes: readonly GraphNode[];
}

const TOGETHER = 100;

export function groupsOf(layer: GraphLayer): readonly Group[] {
  const blocks = blocksOf(layer);
  if (blocks.length > 1) {
    return blocks.map(({ target, nodes }) => ({ name: target, target, nodes }));
  }
  const groups: Group[] = [];
  for (let from = 0; from < layer.nodes.length; from += TOGETHER) {
    const nodes = layer.nodes.slice(from, from + TOGETHER);
    const last = from + nodes.length - 1;
    groups.push({
      name: `${layer.name}[${String(from)}…${String(last)}]`,
      target: blocks[0]?.target === "" ? undefined : blocks[0]?.target,
      nodes,
    });
  }
  return groups;
}

/** @returns the way to a node's group; to its layer alone where that has one group */
export function wayTo(graph: Graph, node: GraphNode): Inside {
  const layer = graph.layers.find(({ name }) => name === node.layer)!;
  const groups = groupsOf(layer);
  if (groups.length === 1) return [layer.name];
  return [layer.name, groups.find(({ nodes }) => nodes.includes(node))!.name];
}

/** As far as it leads in this graph. */
export function knownWay({ layers }: Graph, [name, group]: Inside): Inside {
  const layer = layers.find((each) => each.name === name);
  if (layer === undefined) return [];
  const isKnown = groupsOf(layer).some((each) => each.name === group);
  return group !== undefined && isKnown ? [layer.name, group] : [layer.name];
}

export interface RollUp {
  /** The worst state of any. */
  readonly worst: number;
  /** How many are in it. */
  readonly count: number;
  readonly of: number;
}

export function rollUp(run: RunModel, nodes: readonly GraphNode[], sample: number): RollUp {
  let worst = 0;
  let count = 0;
  for (const { index } of nodes) {
    const state = run.state(index, sample);
    if (state > worst) {
      worst = state;
      count = 0;
    }
    if (state === worst) count++;
  }
  return { worst, count, of: nodes.length };
}

/** Fill at a sample: the largest, and the one in the middle; undefined where none is known. */
export function fills(
  run: RunModel,
  nodes: readonly GraphNode[],
  sample: number,
): { readonly most: number; readonly median: number } | undefined {
  const known = nodes
    .map((node) => run.fill(node)?.[sample] ?? NaN)
    .filter((share) => !Number.isNaN(share))
    .sort((a, b) => a - b);
  const [median, most] = [known[known.length >> 1], known.at(-1)];
  return median === undefined || most === undefined ? undefined : { most, median };
}

/** The worst first, of one state the fullest; what is equal stays in its order. */
export function worstFirst<T>(
  run: RunModel,
  items: readonly T[],
  sample: number,
  nodesOf: (item: T) => readonly GraphNode[],
): T[] {
  const keyed = items.map((item) => {
    const nodes = nodesOf(item);
    const { worst, count } = rollUp(run, nodes, sample);
    const fill = nodes.length === 1 ? (run.fill(nodes[0]!)?.[sample] ?? 0) : count;
    return { item, worst, fill: Number.isNaN(fill) ? 0 : fill };
  });
  return keyed.sort((a, b) => b.worst - a.worst || b.fill - a.fill).map(({ item }) => item);
}
