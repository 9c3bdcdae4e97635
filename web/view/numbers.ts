/** Numbers as the page writes them. */
import { formatClock, formatCount, formatDuration } from "../../src/units/format.js";

/** `t+00:15:22` */
export function clock(ticks: number): string {
  return `t+${formatClock(ticks)}`;
}

/** `12.3 k/s` */
export function perSecond(rate: number): string {
  return `${formatCount(rate)}/s`;
}

/** `1234567`: every digit, for a tooltip. */
export function exact(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, " ");
}

/** `from 00:30:00 for 30 min`, or the moment alone. */
export function span(fromTicks: number, toTicks: number): string {
  return toTicks <= fromTicks ? "" : formatDuration(toTicks - fromTicks);
}
