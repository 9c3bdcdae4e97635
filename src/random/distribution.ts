/**
 * Distributions as plain data: what a scenario says and a stream draws from.
 *
 * A distribution carries no unit; the field that holds it does (ticks for a duration, bytes for a
 * size). `mean` is exact; draws are made in `sampler.ts`.
 */

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
