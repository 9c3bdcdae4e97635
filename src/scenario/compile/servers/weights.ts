/** Weights that the author gives one by one. */
import type { DocNode } from "../../document/node.js";
import type { ProblemList } from "../../problem-list.js";

/** @returns the weights, if they are as many as what they are for and not all 0 */
export function weightsFor(
  weights: readonly number[],
  count: number,
  of: string,
  node: DocNode,
  problems: ProblemList,
): readonly number[] | undefined {
  if (weights.length !== count) {
    problems.error("out-of-range", node, {
      expected: `${count} weights, as many as ${of}`,
      found: `${weights.length}`,
    });
    return undefined;
  }
  if (weights.some((weight) => weight > 0)) return weights;
  problems.error("out-of-range", node, { expected: "a weight above 0", found: "none" });
  return undefined;
}
