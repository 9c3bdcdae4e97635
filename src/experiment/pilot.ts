/**
 * The warm-up of a scenario that names none, from pilot runs: MSER-5 on their mean backlog, before the first fault.
 *
 * A fault is no transient of the beginning: what comes after the first one is not looked at.
 */
import type { Scenario } from "../scenario/types/scenario.js";
import { mser5 } from "../statistics/mser.js";
import type { WarmUp } from "./estimates.js";
import type { RunResult } from "./job.js";

export const PILOT_SEEDS = 5;

/** @param pilots results with their backlogs; not looked at when the scenario has a warm-up of its own */
export function warmUpFrom(scenario: Scenario, pilots: readonly RunResult[]): WarmUp {
  const { warmUpTicks, record, faults, durationTicks } = scenario;
  if (warmUpTicks > 0) {
    return { by: "scenario", ticks: warmUpTicks, note: "the scenario's `warm-up`" };
  }
  const firstFault = faults.reduce((first, { fromTicks }) => {
    return Math.min(first, fromTicks);
  }, durationTicks);
  const samples = Math.floor(firstFault / record.everyTicks);
  const mean = Array.from({ length: samples }, (_, i) => {
    return pilots.reduce((sum, { backlog }) => sum + backlog![i]!, 0) / pilots.length;
  });
  const { values, isFound } = mser5(mean);
  const on = `the mean backlog of ${String(pilots.length)} pilot runs before the first fault`;
  if (!isFound) {
    const note = `MSER-5 finds no steady part in ${on}: nothing is cut`;
    return { by: "none", ticks: 0, note };
  }
  if (values === 0) return { by: "none", ticks: 0, note: `MSER-5 cuts nothing, on ${on}` };
  return { by: "mser-5", ticks: values * record.everyTicks, note: `MSER-5, on ${on}` };
}
