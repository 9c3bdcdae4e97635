/** Where an axis has its ticks, and what they say. */
import { scaleLinear } from "d3-scale";
import { formatClock, formatCount, formatFraction, formatNumber } from "../units/format.js";
import { TICKS_PER_SECOND } from "../units/time.js";

export interface Tick {
  readonly at: number; // in the unit of the axis
  readonly text: string;
}

/** Ticks of time, and the unit that they are in: to be shown beside them. */
export interface TimeTicks {
  readonly ticks: readonly Tick[];
  readonly unit: "s" | "hh:mm:ss";
}

/** A chart of at most this length counts seconds; a longer one shows the clock [s]. */
const LONGEST_IN_SECONDS = 600;
const DAY = 86_400;
/** 0.3 / 0.1 is 2.9999999999999996: that much of a step [1]. */
const ROUNDING = 1e-9;
const STEPS: readonly number[] = [
  ...[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
  ...[1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1200, 1800],
  ...[3600, 7200, 10_800, 21_600, 43_200],
  ...[1, 2, 5, 10, 20, 50, 100].map((days) => days * DAY),
];

/**
 * Whole steps of a clock: 1, 2, 5, 10, 20, 30 s, 1, 2, 5, 10, 15, 20, 30 min, 1, 2, 3, 6, 12 h, days.
 * @param from [s] @param to [s] @param most ticks that there is room for, at least 1
 */
export function timeTicks(from: number, to: number, most: number): TimeTicks {
  const step = STEPS.find((each) => countOf(from, to, each) <= most) ?? STEPS.at(-1)!;
  const unit = to <= LONGEST_IN_SECONDS ? "s" : "hh:mm:ss";
  const first = Math.ceil(from / step - ROUNDING);
  const ticks = Array.from({ length: countOf(from, to, step) }, (_, i): Tick => {
    // Rounded, because 3 · 0.1 is not 0.3.
    const at = Math.round((first + i) * step * 1000) / 1000;
    return { at, text: unit === "s" ? String(at) : clock(at, step) };
  });
  return { ticks, unit };
}

/** Of a second, where the step is shorter than one, thousandths are shown too. */
function clock(seconds: number, step: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const rest = step < 1 ? (Math.abs(seconds) - whole).toFixed(3).slice(1) : "";
  return `${seconds < 0 ? "−" : ""}${formatClock(whole * TICKS_PER_SECOND)}${rest}`;
}

function countOf(from: number, to: number, step: number): number {
  return Math.floor(to / step + ROUNDING) - Math.ceil(from / step - ROUNDING) + 1;
}

export type ValueForm = "share" | "count" | "number";

/** @returns a round number, at which an axis that shows `largest` may end */
export function niceTop(largest: number): number {
  return largest > 0 ? scaleLinear().domain([0, largest]).nice(5).domain()[1]! : 1;
}

/** About `about` ticks; of counts only whole ones. */
export function valueTicks(
  [bottom, top]: readonly [number, number],
  about: number,
  form: ValueForm,
): readonly Tick[] {
  return scaleLinear()
    .domain([bottom, top])
    .ticks(about)
    .filter((at) => form !== "count" || Number.isInteger(at))
    .map((at) => ({ at, text: formatValue(at, form) }));
}

/** @returns three significant digits: `12.5 %`, `12.3 k`, `0.125` */
export function formatValue(value: number, form: ValueForm): string {
  if (value < 0) return `−${formatValue(-value, form)}`;
  if (form === "share") return formatFraction(value);
  return form === "count" ? formatCount(value) : formatNumber(value);
}
