/** Headline numbers for people: by their units, and with the width of their intervals. */
import type { HeadlineUnit } from "../../experiment/headlines.js";
import type { SteadyUnit } from "../../experiment/steady-state.js";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatFraction,
  formatRate,
} from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";

/** `96.3 %`, `12.3 kB`, `2 min 4 s`, `1.2 k` */
export function numberText(value: number, unit: HeadlineUnit | SteadyUnit): string {
  switch (unit) {
    case "share":
      return formatFraction(value);
    case "s":
      return formatDuration(value * TICKS_PER_SECOND);
    case "bytes":
      return formatBytes(value);
    case "events/s":
      return formatRate(value);
    default:
      return formatCount(value);
  }
}

/** Half of an interval, in the unit of its number; `-` where one value has none. */
export function widthText(halfWidth: number | null, unit: HeadlineUnit | SteadyUnit): string {
  if (halfWidth === null) return "-";
  return halfWidth === 0 ? "0" : numberText(halfWidth, unit);
}

/** `91 to 99 %` */
export function shareRange(low: number, high: number): string {
  const percent = (share: number): string => String(Math.round(share * 100));
  return `${percent(low)} to ${percent(high)} %`;
}
