/** Two runs on one clock: both from their start, or both from the beginning of their first fault. */
import { secondsFromTicks } from "../../../src/units/time.js";
import type { RunModel } from "../run-model.js";

export const ALIGNMENTS = ["start", "fault"] as const;
export type Alignment = (typeof ALIGNMENTS)[number];

/** @returns [s] of a run's own clock at which the common clock is 0; undefined: it has no fault */
export function zeroOf(run: RunModel, alignment: Alignment): number | undefined {
  if (alignment === "start") return 0;
  const begins = run.recording.episodes
    .filter(({ kind }) => kind === "fault")
    .map(({ fromTicks }) => fromTicks);
  return begins.length === 0 ? undefined : secondsFromTicks(Math.min(...begins));
}
