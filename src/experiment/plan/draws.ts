/**
 * Uncertain inputs, drawn for a seed: by the inverse of their distribution function from one uniform number of a stream
 * of their own, so that every configuration of a plan meets the same draws at the same seed.
 */
import { assertNever } from "../../assert.js";
import { Streams } from "../../random/streams.js";
import { amountText } from "../../scenario/levels/amount.js";
import type { UncertainSetting } from "../../scenario/types/plan.js";
import { incompleteBetaInverse } from "../../statistics/beta.js";

/** A drawn amount needs no more digits than anybody measures. */
const DIGITS = 6;

/** @returns `path=value` of each */
export function drawn(uncertain: readonly UncertainSetting[], seed: number): string[] {
  const streams = new Streams(seed);
  return uncertain.map((input) => {
    const uniform = streams.stream(`uncertain ${input.path}`).uniform();
    return settingAt(input, uniform);
  });
}

/** @param share 0 to 1: the value that so much of the distribution lies below */
export function settingAt(input: UncertainSetting, share: number): string {
  const isCount =
    input.unit === "" && Number.isInteger(input.least) && Number.isInteger(input.most);
  const value = quantileOf(input, share);
  const rounded = isCount ? Math.round(value) : Number(value.toPrecision(DIGITS));
  return `${input.path}=${amountText({ value: rounded, unit: input.unit })}`;
}

export function quantileOf(input: UncertainSetting, share: number): number {
  const { law, least, likely, most } = input;
  const width = most - least;
  switch (law) {
    case "uniform":
      return least + share * width;
    case "triangular": {
      // F(x) = (x - least)² / (width (likely - least)) up to `likely`, and mirrored beyond.
      const below = (likely - least) / width;
      if (share <= below) return least + Math.sqrt(share * width * (likely - least));
      return most - Math.sqrt((1 - share) * width * (most - likely));
    }
    case "beta": {
      // PERT (D. G. Malcolm and others, 1959): α = 1 + 4 (likely - least) / width, β = 6 - α.
      const alpha = 1 + (4 * (likely - least)) / width;
      return least + width * incompleteBetaInverse(share, alpha, 6 - alpha);
    }
    default:
      return assertNever(law, "a law of an uncertain input");
  }
}
