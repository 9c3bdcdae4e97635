/** A scenario as the page runs it: each server with its series, no more samples than fit. */
import type { Scenario } from "../../src/scenario/types/scenario.js";
import { withSamplesThatFit } from "./need.js";

/** The digest does not depend on what is sampled, nor how often. */
export function preparedFor(scenario: Scenario, everyTicks: number | undefined): Scenario {
  const record = { everyTicks: everyTicks ?? scenario.record.everyTicks, series: "all" as const };
  return withSamplesThatFit({ ...scenario, record });
}
