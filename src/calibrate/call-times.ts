/**
 * How long one appendBatch takes by its size, from all who called: avro sinks that were saturated, and recorded
 * clients that wrote down how long they stood in their calls.
 *
 * A call of n events takes
 *   call + n·perEvent + f·fsync + n·(put if into a file channel) + n·(take if from one)
 * with f the commits on file channels on its way (Flume 1.11: one fsync each). Weighted least squares over the
 * mean times of the callers, each with its own variance; where callers differ by more than that, all variances
 * are multiplied by the misfit. What they wait for each other (processors, the monitor of a log) is in the times.
 */
import type { Estimate } from "./estimate.js";
import { studentT } from "./quantiles.js";
import { weightedLeastSquares, type Coefficient, type Fit } from "./regression.js";

export interface Caller {
  readonly who: string;
  readonly batch: number; // [events] a call
  readonly meanMs: number;
  readonly halfWidthMs: number; // of its 95 % interval
  /** Commits on file channels in one call. */
  readonly fileCommits: number;
  readonly isIntoFile: boolean;
  readonly isFromFile: boolean;
}

const COLUMNS = [
  { key: "call", what: "one call, without its events", unit: "ms" },
  { key: "perEvent", what: "each event of a call", unit: "us" },
  { key: "disk.fsync", what: "a commit on a file channel (fsync)", unit: "ms" },
  { key: "disk.putPerEvent", what: "each event written to a file channel", unit: "us" },
  { key: "disk.takePerEvent", what: "each event read from a file channel", unit: "us" },
] as const;

const MICROSECONDS = 1000;
/** Degrees of freedom of a caller's own interval, at the least. */
const OWN_FREEDOM = 20;
/** No mean is known better than this share of it: what no model of this kind says. */
const FINEST = 1e-3;

export interface CallTimes {
  readonly estimates: readonly Estimate[];
  /** Names of columns of which only a combination is known. */
  readonly mixed: readonly (readonly string[])[];
  /** Callers beyond those needed, and how much they differ from the fit as a share of their times. */
  readonly freedom: number;
  readonly error: number;
}

export function callTimes(callers: readonly Caller[]): CallTimes {
  const observations = callers.map((caller) => {
    const deviation = caller.halfWidthMs / studentT(OWN_FREEDOM);
    const finest = FINEST * caller.meanMs;
    return {
      y: caller.meanMs,
      x: columnsOf(caller),
      variance: deviation * deviation + finest * finest,
    };
  });
  const fit = weightedLeastSquares(observations, COLUMNS.length);
  const names = fit.mixed.map((group) => group.map((column) => COLUMNS[column]!.what));
  return {
    estimates: estimatesOf(fit, callers.length),
    mixed: names,
    freedom: fit.freedom,
    error: fit.freedom > 0 ? meanError(callers, fit) : 0,
  };
}

/** What each coefficient is multiplied by; per-event ones in microseconds. */
function columnsOf({ batch, fileCommits, isIntoFile, isFromFile }: Caller): number[] {
  const events = batch / MICROSECONDS;
  return [1, events, fileCommits, isIntoFile ? events : 0, isFromFile ? events : 0];
}

function estimatesOf(fit: Fit, callers: number): Estimate[] {
  const scale = Math.sqrt(Math.max(1, fit.misfit));
  const t = studentT(fit.misfit > 1 ? fit.freedom : OWN_FREEDOM);
  return COLUMNS.flatMap(({ key, what, unit }, column) => {
    const coefficient: Coefficient | undefined = fit.coefficients[column];
    if (coefficient === undefined) return [];
    const half = t * scale * coefficient.deviation;
    return [
      {
        what,
        key,
        unit,
        value: Math.max(0, coefficient.value),
        low: Math.max(0, coefficient.value - half),
        high: Math.max(0, coefficient.value + half),
        from: `regression over ${String(callers)} callers`,
      },
    ];
  });
}

/** Root of the mean squared relative difference between the callers' times and the fit. */
function meanError(callers: readonly Caller[], fit: Fit): number {
  if (fit.coefficients.every((coefficient) => coefficient === undefined)) return 0;
  const squares = callers.map((caller) => {
    const fitted = columnsOf(caller).reduce((total, x, column) => {
      return total + x * (fit.coefficients[column]?.value ?? 0);
    }, 0);
    const relative = (caller.meanMs - fitted) / caller.meanMs;
    return relative * relative;
  });
  return Math.sqrt(squares.reduce((total, square) => total + square, 0) / squares.length);
}
