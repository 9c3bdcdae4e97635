/** The mean of independent values, and how far it may be off. */
import { studentT } from "./student-t.js";

export const CONFIDENCE = 0.95;

export interface MeanInterval {
  /** How many values it stands on. */
  readonly count: number;
  readonly mean: number;
  /** Half of the 95 % interval, which is mean ± this; null with fewer than two values. */
  readonly halfWidth: number | null;
  /** √ of the unbiased sample variance; null with fewer than two values. */
  readonly deviation: number | null;
  readonly min: number;
  readonly max: number;
}

/**
 * Mean ± t s / √n, with n - 1 degrees of freedom (Student 1908; A. M. Law, Simulation Modeling and Analysis,
 * 5th edition, 4.5).
 *
 * @returns null without values
 */
export function meanInterval(values: readonly number[]): MeanInterval | null {
  const count = values.length;
  if (count === 0) return null;
  const min = values.reduce((least, value) => Math.min(least, value));
  const max = values.reduce((most, value) => Math.max(most, value));
  // Equal values have that mean exactly; a sum of many of them, divided, may not.
  const mean = min === max ? min : values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { count, mean, halfWidth: null, deviation: null, min, max };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const deviation = Math.sqrt(squares / (count - 1));
  const halfWidth = (studentT(count - 1, CONFIDENCE) * deviation) / Math.sqrt(count);
  return { count, mean, halfWidth, deviation, min, max };
}

/** Half width over |mean|: 0.05 is ± 5 %; 0 when all values are equal, infinite around 0. */
export function relativeHalfWidth({ mean, halfWidth }: MeanInterval): number {
  if (halfWidth === null) return Infinity;
  return halfWidth === 0 ? 0 : halfWidth / Math.abs(mean);
}
