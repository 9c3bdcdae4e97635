/** The same scenario with more or less load, and with its outage longer or shorter. */
import type { Fault } from "../../scenario/types/faults.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import type { LoadProfile } from "../../scenario/types/profile.js";
import { END_OF_TIME, TICKS_PER_SECOND } from "../../units/time.js";

export interface Variation {
  /** Times the rate of every server. */
  readonly rateFactor: number;
  readonly outageSeconds: number;
}

/** Index of the fault that an outage is: the first that ends and is not an agent's start; −1: there is none. */
export function outageFault({ faults }: Scenario): number {
  return faults.findIndex(ends);
}

/** Names of faults, by which one is chosen: where it is, `hadoop`, and the second one there `hadoop#2`. */
export function faultNames({ faults }: Scenario): string[] {
  return faults.map(({ on }, i) => {
    const nth = faults.slice(0, i).filter((other) => other.on === on).length;
    return nth === 0 ? on : `${on}#${String(nth + 1)}`;
  });
}

/** Whether the length of a fault can be varied. */
export function ends({ kind, toTicks }: Fault): boolean {
  return kind !== "start" && toTicks < END_OF_TIME;
}

/**
 * The run is as long after the outage as it was; loads that end with the run go on as they ended.
 * @param fault index of the outage
 */
export function varied(scenario: Scenario, fault: number, variation: Variation): Scenario {
  const { fromTicks, toTicks } = scenario.faults[fault]!;
  const outageTicks = Math.round(variation.outageSeconds * TICKS_PER_SECOND);
  const durationTicks = Math.max(1, scenario.durationTicks + fromTicks + outageTicks - toTicks);
  return {
    ...scenario,
    durationTicks,
    servers: scenario.servers.map((group) => ({
      ...group,
      ratePerSecond: group.ratePerSecond * variation.rateFactor,
      profile: heldTo(group.profile, scenario.durationTicks, durationTicks),
    })),
    faults: scenario.faults.map((each, f) => {
      return f === fault ? { ...each, toTicks: fromTicks + outageTicks } : each;
    }),
  };
}

/** A profile over another duration: cut off, or held at its last value. */
function heldTo(profile: LoadProfile, before: number, after: number): LoadProfile {
  const { name, startTicks, fromFactor, toFactor } = profile;
  const count = startTicks.filter((start) => start < after).length;
  const ends = startTicks.map((_, i) => startTicks[i + 1] ?? before);
  const last = count - 1;
  const share =
    (Math.min(after, ends[last]!) - startTicks[last]!) / (ends[last]! - startTicks[last]!);
  const lastTo = fromFactor[last]! + (toFactor[last]! - fromFactor[last]!) * share;
  const cut = {
    name,
    startTicks: startTicks.slice(0, count),
    fromFactor: fromFactor.slice(0, count),
    toFactor: [...toFactor.slice(0, last), lastTo],
  };
  if (after <= before || fromFactor[last] === toFactor[last]) return cut;
  return {
    name,
    startTicks: [...cut.startTicks, before],
    fromFactor: [...cut.fromFactor, lastTo],
    toFactor: [...cut.toFactor, lastTo],
  };
}
