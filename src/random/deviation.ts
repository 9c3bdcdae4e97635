/** The exact standard deviation of a distribution; Infinity where it does not exist. */
import { assertNever } from "../assert.js";
import { mean, type Distribution } from "./distribution.js";
import { exp } from "./elementary.js";

/** @returns in the unit of the distribution */
export function deviation(law: Distribution): number {
  const centre = mean(law);
  return Math.sqrt(Math.max(0, secondMoment(law) - centre * centre));
}

function secondMoment(law: Distribution): number {
  switch (law.kind) {
    case "constant":
      return law.value * law.value;
    case "uniform":
      return (law.min * law.min + law.min * law.max + law.max * law.max) / 3;
    case "exponential":
      return 2 * law.mean * law.mean;
    case "erlang":
      return law.mean * law.mean * (1 + 1 / law.stages);
    case "lognormal":
      return law.median * law.median * exp(2 * law.sigma * law.sigma);
    case "pareto":
      if (law.shape <= 2) return Infinity;
      return (law.minimum * law.minimum * law.shape) / (law.shape - 2);
    case "empirical":
      return law.values.reduce((sum, value) => sum + value * value, 0) / law.values.length;
    case "mixture": {
      const weights = law.parts.reduce((sum, part) => sum + part.weight, 0);
      return (
        law.parts.reduce((sum, part) => sum + part.weight * secondMoment(part.of), 0) / weights
      );
    }
    default:
      return assertNever(law, "a distribution");
  }
}
