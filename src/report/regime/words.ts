/** Limits and times of a map in few letters. */
import type { BrokenLimit, KeptFault, RegimeCell, RegimeMap } from "../../fluid/regime/map.js";
import { formatClock, formatDuration } from "../../units/format.js";
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

/** How long after the outage began; with several faults a limit may break before it. */
export function afterText({ afterSeconds }: BrokenLimit): string {
  return afterSeconds < 0 ? "before" : lengthText(afterSeconds);
}

/** The other faults of the scenario; nothing where there are none. */
export function keptText({ kept }: RegimeMap): string {
  return kept.length === 0 ? "" : ` Kept as they are: ${kept.map(keptFaultText).join("; ")}.`;
}

function keptFaultText({ fault, fromSeconds, forSeconds }: KeptFault): string {
  const length = forSeconds === null ? "" : ` for ${lengthText(forSeconds)}`;
  return `${fault} at ${formatClock(fromSeconds * TICKS_PER_SECOND)}${length}`;
}
