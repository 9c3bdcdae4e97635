/**
 * The choice of DataNodes for a block: distinct, not known to be dead, and not among those that the writer has found bad;
 * each as likely as the other (writers do not run on DataNodes, and racks are not simulated).
 */
import type { RandomStream } from "../../random/stream.js";
import type { DataNode } from "./data-node.js";

export class Placement {
  readonly #nodes: readonly DataNode[];
  readonly #random: RandomStream;
  /** Indexes of all nodes in the order of the last choices: shuffled further by each. */
  readonly #order: Int32Array;

  constructor(nodes: readonly DataNode[], random: RandomStream) {
    this.#nodes = nodes;
    this.#random = random;
    this.#order = Int32Array.from(nodes, (_, i) => i);
  }

  /** Whether there is a node that works beside those given. */
  hasAnother(chosen: readonly DataNode[], excluded: readonly DataNode[]): boolean {
    return this.#nodes.some((node) => {
      return !node.condition.isDown && isFree(node, chosen, excluded);
    });
  }

  /** Adds up to `count` nodes to `chosen`; fewer when there are not enough. */
  choose(now: number, count: number, chosen: DataNode[], excluded: readonly DataNode[]): void {
    const order = this.#order;
    const wanted = chosen.length + count;
    for (let i = 0; i < order.length && chosen.length < wanted; i++) {
      const j = i + this.#random.integer(order.length - i);
      const index = order[j]!;
      order[j] = order[i]!;
      order[i] = index;
      const node = this.#nodes[index]!;
      if (node.isChosen(now) && isFree(node, chosen, excluded)) chosen.push(node);
    }
  }
}

function isFree(
  node: DataNode,
  chosen: readonly DataNode[],
  excluded: readonly DataNode[],
): boolean {
  return !excluded.includes(node) && !chosen.includes(node);
}
