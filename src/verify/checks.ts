/**
 * What is compared between a recording and a simulation, and the limits that decide.
 *
 * Fill: mean ≤ 2 %, worst ≤ 10 % of capacity. Event totals: ≤ 1 %; files, and the events in them: ≤ 2 %. Failed
 * calls: ≤ 10 % or 3. Times: ≤ 1 s where the cause acts at once, ≤ one back-off period (5 s) where a sleeping
 * thread decides. Where two recordings of one experiment differ more from each other, 1.5 times that difference.
 */

export type Unit = "share" | "events" | "calls" | "ms";

/** One comparison: a number of the recording beside the same number of the other curve. */
export interface Measured {
  /** What it is about: `channel c of t2`, `clients 0`. */
  readonly subject: string;
  readonly what: string;
  readonly unit: Unit;
  /** Undefined where the thing did not happen. Distances have no recorded value: 0. */
  readonly recorded: number | undefined;
  readonly other: number | undefined;
  /** The limit that holds without repeated recordings, in the unit of `deviation`. */
  readonly limit: number;
}

export interface Check extends Measured {
  /** Share, count or ms by which the two differ; Infinity when only one of them happened. */
  readonly deviation: number;
  /** After widening by what repeated recordings show. */
  readonly allowed: number;
  readonly isPassed: boolean;
}

export const LIMITS = {
  fillMean: 0.02,
  fillWorst: 0.1,
  totals: 0.01,
  stored: 0.02,
  failedShare: 0.1,
  failedCalls: 3,
  promptMs: 1000,
  backoffMs: 5000,
} as const;

const WIDENING = 1.5;

/** By how much the two differ, in the measure that the limit is in. */
export function deviationOf({ unit, recorded, other }: Measured): number {
  if (recorded === undefined && other === undefined) return 0;
  if (recorded === undefined || other === undefined) return Infinity;
  const difference = Math.abs(recorded - other);
  if (unit !== "events") return difference;
  return difference === 0 ? 0 : difference / recorded;
}

/** @param spread by how much recordings of the same experiment differ from each other in this measure */
export function check(measured: Measured, spread: number): Check {
  const deviation = deviationOf(measured);
  const usual =
    measured.unit === "calls"
      ? Math.max(measured.limit, LIMITS.failedShare * (measured.recorded ?? 0))
      : measured.limit;
  const allowed = spread > usual ? WIDENING * spread : usual;
  return { ...measured, deviation, allowed, isPassed: deviation <= allowed };
}
