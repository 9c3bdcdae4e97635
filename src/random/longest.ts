/** How long the longest of many draws from a distribution may be: passed in one of a hundred tries at the most, or so. */
import { assertNever } from "../assert.js";
import type { Distribution } from "./distribution.js";
import { exp, ln } from "./elementary.js";

const TRIES = 100;

/** @param draws how many @returns in the unit of the distribution */
export function longestOf(law: Distribution, draws: number): number {
  const rare = ln(Math.max(1, draws) * TRIES); // minus the logarithm of the chance of one draw
  switch (law.kind) {
    case "constant":
      return law.value;
    case "uniform":
      return law.max;
    case "exponential":
      return law.mean * rare;
    case "erlang":
      return law.mean * rare; // less than that of one stage
    case "lognormal":
      return law.median * exp(law.sigma * Math.sqrt(2 * rare)); // P(Z > z) < exp(-z²/2)
    case "pareto":
      return law.minimum * exp(rare / law.shape);
    case "empirical":
      return law.values.reduce((most, value) => Math.max(most, value), 0);
    case "mixture":
      return law.parts.reduce((most, { of }) => Math.max(most, longestOf(of, draws)), 0);
    default:
      return assertNever(law, "a distribution");
  }
}
