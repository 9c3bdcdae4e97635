/** The map of a scenario where nobody asked for rates or lengths: around what it has. */
import type { Scenario } from "../../scenario/types/scenario.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { regimeMap, type RegimeMap } from "./map.js";
import { outageFault } from "./vary-outage.js";

/** Half to twice the rate, in equal ratios. */
export const STANDARD_RATES: readonly number[] = [0.5, 0.63, 0.794, 1, 1.26, 1.59, 2];
/** Times the outage of the scenario. */
const STANDARD_OUTAGES: readonly number[] = [0.25, 0.5, 1, 2, 4, 8];

/** [s] lengths around that of a fault */
export function standardOutages({ faults }: Scenario, fault: number): number[] {
  const { fromTicks, toTicks } = faults[fault]!;
  return STANDARD_OUTAGES.map((times) => ((toTicks - fromTicks) / TICKS_PER_SECOND) * times);
}

/** @returns null: it has no fault that ends */
export function standardMap(scenario: Scenario): RegimeMap | null {
  const fault = outageFault(scenario);
  if (fault < 0) return null;
  return regimeMap(scenario, fault, STANDARD_RATES, standardOutages(scenario, fault));
}
