/**
 * Distributions as plain data: what a scenario says and a stream draws from.
 *
 * A distribution carries no unit; the field that holds it does (ticks for a duration, bytes for a
 * size). `mean` is exact; draws are made in `sampler.ts`.
 */
import { assertNever } from "../assert.js";
import { exp } from "./elementary.js";

export type Distribution =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "uniform"; readonly min: number; readonly max: number }
  | { readonly kind: "exponential"; readonly mean: number }
  /** Sum of `stages` exponential stages; coefficient of variation 1 / √stages. */
  | { readonly kind: "erlang"; readonly mean: number; readonly stages: number }
  | { readonly kind: "lognormal"; readonly median: number; readonly sigma: number }
  /** P(X > x) = (minimum / x)^shape for x ≥ minimum; shape above 1, so that the mean exists. */
  | { readonly kind: "pareto"; readonly minimum: number; readonly shape: number }
  /** One of the listed values, each as likely as the other. */
  | { readonly kind: "empirical"; readonly values: readonly number[] }
  /** With probability weight / sum of weights, a draw from that part. */
  | { readonly kind: "mixture"; readonly parts: readonly MixturePart[] };

export interface MixturePart {
  readonly weight: number;
  readonly of: Distribution;
}

/** The exact mean, in the unit of the distribution. */
export function mean(law: Distribution): number {
  switch (law.kind) {
    case "constant":
      return law.value;
    case "uniform":
      return (law.min + law.max) / 2;
    case "exponential":
    case "erlang":
      return law.mean;
    case "lognormal":
      return law.median * exp((law.sigma * law.sigma) / 2);
    case "pareto":
      return (law.minimum * law.shape) / (law.shape - 1);
    case "empirical":
      return law.values.reduce((sum, value) => sum + value, 0) / law.values.length;
    case "mixture":
      return meanOfMixture(law.parts);
    default:
      return assertNever(law, "a distribution");
  }
}

function meanOfMixture(parts: readonly MixturePart[]): number {
  const weights = parts.reduce((sum, part) => sum + part.weight, 0);
  return parts.reduce((sum, part) => sum + part.weight * mean(part.of), 0) / weights;
}
