/** The distributions by which a random quantity may be given, and what each one's parameters are. */
import type { Dimension } from "../../units/units.js";
import type { QuantityField } from "./field.js";
import { block, list, union } from "./make/collections.js";
import { required } from "./make/keys.js";
import { count, distribution, number } from "./make/values.js";

const MAX_SIGMA = 5; // beyond, a lognormal's mean is 270,000 medians: a mistake

/** @returns the table of distributions of one dimension */
export function distributionUnion(dimension: Dimension) {
  const value: QuantityField = {
    kind: "quantity",
    dimension,
    bareUnit: undefined,
    min: undefined,
    max: undefined,
    isWhole: false,
  };
  return union("a distribution", {
    constant: block("always the same", {
      value: required(value, "The value."),
    }),
    uniform: block("evenly between two ends", {
      min: required(value, "The smallest value."),
      max: required(value, "The largest value."),
    }),
    exponential: block("without memory", {
      mean: required(value, "The mean."),
    }),
    erlang: block("a sum of exponential stages", {
      mean: required(value, "The mean."),
      stages: required(
        count("stages", 1, 1000),
        "How many stages; the coefficient of variation is 1 / √stages.",
      ),
    }),
    lognormal: block("the exponential of a normal", {
      median: required(value, "The median."),
      sigma: required(
        number("a standard deviation of the logarithm", 0, MAX_SIGMA),
        "Standard deviation of the logarithm.",
      ),
    }),
    pareto: block("a heavy tail: P(X > x) = (minimum / x)^shape", {
      minimum: required(value, "The smallest value."),
      shape: required(
        number("a tail exponent", 1.000001, 1000),
        "Exponent of the tail, above 1, so that the mean exists.",
      ),
    }),
    empirical: block("one of listed values, each as likely", {
      values: required(list(value), "The values."),
    }),
    mixture: block("one of several distributions, by weight", {
      parts: required(
        list(
          block("one part", {
            weight: required(number("a weight", 0, 1e9), "How often, relative to the other parts."),
            of: required(distribution(dimension), "The distribution of this part."),
          }),
          { max: 20 },
        ),
        "The parts; a part without weight is never drawn.",
      ),
    }),
  });
}
