/** Limits and times of a map in few letters. */
import type { RegimeCell, RegimeMap } from "../../fluid/regime/map.js";
import { formatDuration } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";

/** In cells where every limit holds. */
export const HOLDS = "·";

/** Of the limit with that index. */
export function letterAt(i: number): string {
  return String.fromCodePoint(65 + i);
}

/** Of the limit that breaks first in a cell. */
export function letterOf({ limits }: RegimeMap, { first }: RegimeCell): string {
  return first === null ? HOLDS : letterAt(limits.indexOf(first.limit));
}

/** Whole seconds are enough. */
export function lengthText(seconds: number): string {
  return formatDuration(Math.round(seconds) * TICKS_PER_SECOND);
}
