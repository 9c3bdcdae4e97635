/** What an outage may bring about in a run, by layer: when each happened first. */
import type { Findings } from "../../analysis/findings.js";
import { idleSeconds } from "../../fluid/allowances/sizes.js";
import type { Fault } from "../../scenario/types/faults.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { RunResult } from "../job.js";
import type { Event } from "./borne.js";
import type { First } from "./result.js";

export interface FirstMoment {
  readonly layer: string;
  readonly what: First;
  /** undefined: it did not happen. */
  readonly atTicks: number | undefined;
}

/** That an objective is missed. */
export const OBJECTIVES = "objectives";

const TIER_FIRSTS: readonly First[] = ["full", "rejects", "loses"];
const SERVER_FIRSTS: readonly First[] = ["loses"];

export function keyOf({ layer, what }: Pick<FirstMoment, "layer" | "what">): string {
  return `${layer} ${what}`;
}

export function firstMoments({ layers }: Findings): FirstMoment[] {
  return layers.flatMap((found) => {
    const { layer, kind } = found;
    const whats = kind === "storage" ? [] : kind === "tier" ? TIER_FIRSTS : SERVER_FIRSTS;
    return whats.map((what) => ({ layer, what, atTicks: momentOf(found, what) }));
  });
}

function momentOf(found: Findings["layers"][number], what: First): number | undefined {
  if (what === "full") return found.firstFull?.atTicks;
  if (what === "rejects") return found.firstRejection?.atTicks;
  const times = [found.firstLoss?.atTicks, found.firstDrop?.atTicks];
  const happened = times.filter((ticks) => ticks !== undefined);
  return happened.length === 0 ? undefined : Math.min(...happened);
}

/** What may happen, from a run whose outage does not end; and that an objective is missed, where that is asked for. */
export function eventsOf(
  scenario: Scenario,
  { fromTicks }: Fault,
  { findings }: RunResult,
  withObjectives: boolean,
): Map<string, Event> {
  const layers = [...scenario.servers, ...scenario.tiers].map(({ name }) => name);
  const idleOf = (layer: string): number =>
    layers
      .slice(layers.indexOf(layer))
      .filter((each) => each === layer || scenario.tiers.some(({ name }) => name === each))
      .reduce((sum, each) => sum + idleSeconds(scenario, each), 0);
  const events = new Map<string, Event>();
  for (const moment of firstMoments(findings!)) {
    const { atTicks, layer } = moment;
    const untilSeconds =
      atTicks === undefined ? null : Math.max(0, atTicks - fromTicks) / TICKS_PER_SECOND;
    events.set(keyOf(moment), { untilSeconds, idleSeconds: idleOf(layer) });
  }
  if (withObjectives) events.set(OBJECTIVES, { untilSeconds: null, idleSeconds: 0 });
  return events;
}

/** What happened in a run. */
export function happenedIn({ findings, isMet }: RunResult): Set<string> {
  const moments = firstMoments(findings!).filter(({ atTicks }) => atTicks !== undefined);
  return new Set([...moments.map(keyOf), ...(isMet ? [] : [OBJECTIVES])]);
}
