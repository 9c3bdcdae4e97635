/** What the cells of a matrix stand for, and in which order. */
import { blocksOf, type GraphLayer, type GraphNode } from "../../model/graph.js";
import { worstFirst } from "../../model/topology/groups.js";
import type { RunModel } from "../../model/run-model.js";

export type Cell = readonly GraphNode[];

/** Cells of nodes that try the same agent first. */
export interface CellBlock {
  readonly target: string; // empty where it is not known
  readonly nodes: readonly Cell[];
}

/** More cells than this are too small to be told apart. */
const MOST_BLOCKS = 1_000;

export function cellBlocks(layer: GraphLayer, perCell: number): readonly CellBlock[] {
  return blocksOf(layer).map(({ target, nodes }) => {
    const cells: Cell[] = [];
    for (let i = 0; i < nodes.length; i += perCell) cells.push(nodes.slice(i, i + perCell));
    return { target, nodes: cells };
  });
}

/** @returns how many nodes are one cell of a matrix of blocks: 2, 5, 10, 20, 50 and so on */
export function nodesPerCell(count: number): number {
  for (let power = 1; ; power *= 10) {
    const found = [2, 5, 10].find((step) => count / (step * power) <= MOST_BLOCKS);
    if (found !== undefined) return found * power;
  }
}

/** The worst first, blocks as well as cells within them. */
export function inOrder(
  blocks: readonly CellBlock[],
  run: RunModel,
  sample: number,
): readonly CellBlock[] {
  const sorted = blocks.map(({ target, nodes }) => {
    return { target, nodes: worstFirst(run, nodes, sample, (cell) => cell) };
  });
  return worstFirst(run, sorted, sample, ({ nodes }) => nodes.flat());
}

export function areSame(some: readonly Cell[], others: readonly Cell[]): boolean {
  return some.length === others.length && some.every((cell, i) => cell === others[i]);
}
