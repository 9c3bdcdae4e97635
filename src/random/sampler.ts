/**
 * Draws from a distribution.
 *
 * A distribution with one possible value draws nothing and asks for no stream, so a scenario whose
 * times are all constant costs no random numbers at all. Parameters are checked where the scenario
 * is read; here they are asserted.
 */
import { assert, assertNever } from "../assert.js";
import type { Distribution } from "./distribution.js";
import { exp, pow } from "./elementary.js";
import type { RandomStream } from "./stream.js";

export class Sampler {
  readonly distribution: Distribution;
  /** Whether every draw gives the same value. */
  readonly isConstant: boolean;
  readonly #constant: number;
  readonly #stream: RandomStream | undefined;
  /** One for each part of a mixture, all on the one stream. */
  readonly #parts: readonly Sampler[];
  /** Sum of the weights up to and with each part, over the sum of all. */
  readonly #cumulative: Float64Array;

  /** @param stream gives the stream to draw from; called once at most, here, and not for a constant */
  constructor(distribution: Distribution, stream: () => RandomStream) {
    assertDrawable(distribution);
    const constant = constantValue(distribution);
    this.distribution = distribution;
    this.isConstant = constant !== undefined;
    this.#constant = constant ?? NaN;
    const own = constant === undefined ? stream() : undefined;
    this.#stream = own;
    const parts = own !== undefined && distribution.kind === "mixture" ? distribution.parts : [];
    this.#parts = parts.map((part) => new Sampler(part.of, () => own!));
    const weights = parts.map((part) => part.weight);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let reached = 0;
    this.#cumulative = Float64Array.from(weights, (weight) => (reached += weight) / total);
  }

  /** The next value, in the unit of the distribution. */
  draw(): number {
    const stream = this.#stream;
    if (stream === undefined) return this.#constant;
    const law = this.distribution;
    switch (law.kind) {
      case "exponential":
        return law.mean * stream.exponential();
      case "uniform":
        return law.min + (law.max - law.min) * stream.uniform();
      case "lognormal":
        return law.median * exp(law.sigma * stream.normal());
      case "erlang":
        return (law.mean / law.stages) * stream.gamma(law.stages);
      case "pareto":
        return law.minimum * pow(1 - stream.uniform(), -1 / law.shape);
      case "empirical":
        return law.values[stream.integer(law.values.length)]!;
      case "mixture":
        return this.#drawPart(stream.uniform());
      case "constant":
        return law.value;
      default:
        return assertNever(law, "a distribution");
    }
  }

  #drawPart(at: number): number {
    const cumulative = this.#cumulative;
    const last = cumulative.length - 1;
    let part = 0;
    while (part < last && at >= cumulative[part]!) part++;
    return this.#parts[part]!.draw();
  }
}

/** @returns the only value a draw can give; `undefined` when there are several */
function constantValue(law: Distribution): number | undefined {
  switch (law.kind) {
    case "constant":
      return law.value;
    case "uniform":
      return law.min === law.max ? law.min : undefined;
    case "exponential":
    case "erlang":
      return law.mean === 0 ? 0 : undefined;
    case "lognormal":
      return law.sigma === 0 ? law.median : undefined;
    case "pareto":
      return undefined;
    case "empirical":
      return law.values.every((value) => value === law.values[0]) ? law.values[0] : undefined;
    case "mixture":
      return onlyValue(
        law.parts.filter((part) => part.weight > 0).map((part) => constantValue(part.of)),
      );
    default:
      return assertNever(law, "a distribution");
  }
}

function onlyValue(values: readonly (number | undefined)[]): number | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}
function assertDrawable(law: Distribution): void {
  assert(isDrawable(law), "a distribution has parameters that it can be drawn with", { law });
}

function isDrawable(law: Distribution): boolean {
  switch (law.kind) {
    case "constant":
      return Number.isFinite(law.value);
    case "uniform":
      return law.min <= law.max;
    case "exponential":
      return law.mean >= 0;
    case "erlang":
      return law.mean >= 0 && law.stages >= 1;
    case "lognormal":
      return law.median >= 0 && law.sigma >= 0;
    case "pareto":
      return law.minimum > 0 && law.shape > 1;
    case "empirical":
      return law.values.length > 0;
    case "mixture":
      return (
        law.parts.some((part) => part.weight > 0) && law.parts.every((part) => part.weight >= 0)
      );
    default:
      return assertNever(law, "a distribution");
  }
}
