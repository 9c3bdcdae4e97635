/**
 * Loads that repeat every day: measured hourly factors, and a sine.
 *
 * Hourly factors are means over an hour; the curve goes straight from the middle of one hour to the
 * middle of the next, which keeps the day's mean and shows no steps that nobody measured.
 */
import { cos } from "../../random/elementary.js";
import type { Knot } from "./pieces.js";

const TICKS_PER_HOUR = 3.6e12;
export const TICKS_PER_DAY = 24 * TICKS_PER_HOUR;
const TWO_PI = 6.283185307179586;

/**
 * Ordinary weekday: hours 0 to 23 divided by their mean; World Cup 98 site, May weekdays, 1,347 million
 * requests counted per minute. There the hours are UTC; here they are local.
 */
export const WEEKDAY_FACTORS: readonly number[] = [
  0.68, 0.67, 0.66, 0.66, 0.59, 0.61, 0.84, 0.82, 0.93, 0.99, 1.04, 1.19, 1.28, 1.34, 1.39, 1.39,
  1.39, 1.3, 1.22, 1.21, 1.15, 1.08, 0.83, 0.76,
];

/** By how much `evening-peak` is later than `weekday`: its highest hours are 18:00 to 21:00. */
const EVENING_SHIFT_HOURS = 4;

export const EVENING_PEAK_FACTORS: readonly number[] = WEEKDAY_FACTORS.map(
  (_, hour) => WEEKDAY_FACTORS[(hour + 24 - EVENING_SHIFT_HOURS) % 24]!,
);

/**
 * @param factors 24, scaled to mean 1 here
 * @param startOfDay [ticks] time of day at the start of the run
 * @returns knots that cover [0, end]
 */
export function hourlyKnots(factors: readonly number[], startOfDay: number, end: number): Knot[] {
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
  return dayKnots(TICKS_PER_HOUR, startOfDay, end, (hour) => factors[hour]! / mean);
}

/** @param peakOfDay [ticks] time of day of the largest factor, 1 + amplitude */
export function sineKnots(
  amplitude: number,
  peakOfDay: number,
  startOfDay: number,
  end: number,
): Knot[] {
  // A chord of a quarter of an hour is off by less than 0.06 % of the amplitude.
  const step = TICKS_PER_HOUR / 4;
  return dayKnots(step, startOfDay, end, (slot) => {
    const timeOfDay = (slot + 0.5) * step;
    return 1 + amplitude * cos((TWO_PI * (timeOfDay - peakOfDay)) / TICKS_PER_DAY);
  });
}

/** Knots in the middle of each slot of the day, from before 0 to after the end. */
function dayKnots(
  slotTicks: number,
  startOfDay: number,
  end: number,
  valueOf: (slotOfDay: number) => number,
): Knot[] {
  const slotsADay = Math.round(TICKS_PER_DAY / slotTicks);
  const first = Math.floor(startOfDay / slotTicks) - 1;
  const last = Math.ceil((startOfDay + end) / slotTicks) + 1;
  const knots: Knot[] = [];
  for (let slot = first; slot <= last; slot++) {
    const slotOfDay = ((slot % slotsADay) + slotsADay) % slotsADay;
    knots.push({ at: (slot + 0.5) * slotTicks - startOfDay, value: valueOf(slotOfDay) });
  }
  return knots;
}
