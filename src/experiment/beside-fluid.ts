/** A run, or the means of many, beside the fluid of the same scenario. */
import type { Findings } from "../analysis/findings.js";
import { besideFluid, type BesideFluid } from "../fluid/compare.js";
import { fluidCourse } from "../fluid/fluid.js";
import type { Recording } from "../record/recording.js";
import type { Scenario } from "../scenario/types/scenario.js";
import type { HeadlineEstimate } from "./estimates.js";
import { headlines } from "./headlines.js";

export interface FluidComparison {
  readonly rows: readonly BesideFluid[];
  /** What of the scenario is not in the fluid, for people. */
  readonly leftOut: readonly string[];
}

/** Of a run, whole or stopped: the fluid is stopped at the same time. */
export function runBesideFluid(found: Findings, recording: Recording): FluidComparison {
  const { scenario, seed, end } = recording;
  const course = fluidCourse(scenario, { seed, untilTicks: end.atTicks });
  return { rows: besideFluid(course, headlines(found, recording)), leftOut: course.leftOut };
}

/** Of many seeds: their means. Placements and weights that are drawn are those of the scenario's own seed. */
export function meansBesideFluid(
  scenario: Scenario,
  untilTicks: number | null,
  estimates: readonly HeadlineEstimate[],
): FluidComparison {
  const course = fluidCourse(scenario, untilTicks === null ? {} : { untilTicks });
  const means = estimates.map(({ name, interval }) => ({ name, value: interval?.mean ?? null }));
  return { rows: besideFluid(course, means), leftOut: course.leftOut };
}
