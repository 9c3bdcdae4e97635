/**
 * Simulated time, counted in whole ticks of one nanosecond.
 *
 * Whole ticks make equal times exactly equal, so ties are decided by the order of scheduling and
 * never by rounding. A double counts ticks exactly up to 2^53, which is 104 days: the scenario
 * checker refuses a longer run.
 */

declare const simTime: unique symbol;

/** A point on the simulation clock [ticks since the start]. A duration is a plain number of ticks. */
export type SimTime = number & { readonly [simTime]: true };

export const TICKS_PER_SECOND = 1e9;
export const TICKS_PER_MILLISECOND = 1e6;
export const START_OF_RUN = 0 as SimTime;
/** Later than every point a run can reach: "never". */
export const END_OF_TIME = Number.MAX_SAFE_INTEGER as SimTime;

/** Rounds to the nearest tick. @param seconds [s] finite @returns [ticks] */
export function ticksFromSeconds(seconds: number): number {
  return Math.round(seconds * TICKS_PER_SECOND);
}

/** Rounds to the nearest tick. @param milliseconds [ms] finite @returns [ticks] */
export function ticksFromMilliseconds(milliseconds: number): number {
  return Math.round(milliseconds * TICKS_PER_MILLISECOND);
}

/** For reports, formulas and pictures: the model itself never computes in seconds. @returns [s] */
export function secondsFromTicks(ticks: number): number {
  return ticks / TICKS_PER_SECOND;
}
