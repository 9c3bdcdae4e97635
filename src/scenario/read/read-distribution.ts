/**
 * Random quantities: `40 ms` (always that), or a map with `type` and the parameters of one
 * distribution, each with the field's unit. Lengths stay exact; draws are rounded where they are made.
 */
import type { Distribution, MixturePart } from "../../random/distribution.js";
import { describeNode } from "../document/describe.js";
import type { DocNode } from "../document/node.js";
import type { DistributionField, Field } from "../schema/field.js";
import { distributionUnion } from "../schema/distributions.js";
import type { Reading } from "./reading.js";

/** @returns the distribution, `undefined` after at least one problem */
export function readDistribution(
  reader: Reading,
  field: DistributionField,
  node: DocNode,
): Distribution | undefined {
  if (node.kind === "scalar") {
    const value = reader.read(quantityOf(field), node);
    return value === undefined ? undefined : { kind: "constant", value };
  }
  const read = reader.read(distributionUnion(field.dimension), node);
  if (read === undefined) return undefined;
  switch (read.type) {
    case "constant":
      return { kind: "constant", value: read.block.values.value };
    case "uniform": {
      const { min, max } = read.block.values;
      if (min <= max) return { kind: "uniform", min, max };
      const node = read.block.written.get("max")!;
      reader.problems.error("out-of-range", node, {
        expected: "`max` at least as large as `min`",
        found: describeNode(node),
      });
      return undefined;
    }
    case "exponential":
      return { kind: "exponential", mean: read.block.values.mean };
    case "erlang":
      return { kind: "erlang", mean: read.block.values.mean, stages: read.block.values.stages };
    case "lognormal":
      return {
        kind: "lognormal",
        median: read.block.values.median,
        sigma: read.block.values.sigma,
      };
    case "pareto":
      return { kind: "pareto", minimum: read.block.values.minimum, shape: read.block.values.shape };
    case "empirical": {
      const values = read.block.values.values.map((item) => item.value);
      return { kind: "empirical", values };
    }
    case "mixture": {
      const parts: MixturePart[] = [];
      for (const { value: part } of read.block.values.parts) {
        parts.push({ weight: part.values.weight, of: part.values.of });
      }
      if (parts.some((part) => part.weight > 0)) return { kind: "mixture", parts };
      reader.problems.error("out-of-range", node, {
        expected: "at least one part with a weight above 0",
        found: "none",
      });
      return undefined;
    }
  }
}

function quantityOf(field: DistributionField): Extract<Field, { kind: "quantity" }> {
  const { dimension } = field;
  return {
    kind: "quantity",
    dimension,
    bareUnit: undefined,
    min: undefined,
    max: undefined,
    isWhole: false,
  };
}
