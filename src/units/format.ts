/**
 * Numbers for people: three significant digits, SI prefixes, durations in parts. Deterministic: no
 * Intl, only toFixed and toPrecision, which the language specifies to the digit. `exact…` texts lose
 * nothing: quantity.ts reads the same value back.
 */
import { readQuantity } from "./quantity.js";
import { unitNamed, unitNames, UNITS, type Dimension } from "./units.js";

const SIGNIFICANT_DIGITS = 3;
const SMALL_AMOUNT_DIGITS = 100; // `300 B` rather than `0.3 kB`
const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
const TICKS_PER_SECOND = 1e9;

/** @returns three significant digits, no exponent below 10^15, no trailing zeros: `0.125`, `12.3`, `1230` */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : signOf(value) + "∞";
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(SIGNIFICANT_DIGITS));
  const magnitude = Math.abs(rounded);
  if (magnitude >= 1e15 || magnitude < 1e-6) return rounded.toExponential().replace("e+", "e");
  return trimZeros(rounded.toFixed(magnitude >= 1 ? SIGNIFICANT_DIGITS - 1 : 8));
}

/** @returns `950`, `12.3 k`, `4 M` */
export function formatCount(count: number): string {
  return formatWithPrefix(count, "");
}

/** @returns `950 events`, `12.3 k events` */
export function formatEvents(events: number): string {
  return formatWithPrefix(events, events === 1 ? "event" : "events");
}

/** @param perSecond [events/s] @returns `8 k events/s` */
export function formatRate(perSecond: number): string {
  return formatWithPrefix(perSecond, "events/s");
}

/** @param bytes [bytes] @returns `300 B`, `64 MB`: decimal prefixes */
export function formatBytes(bytes: number): string {
  return formatTight(bytes, "B");
}

/** @param bytesPerSecond [bytes/s] @returns `64 MB/s` */
export function formatBandwidth(bytesPerSecond: number): string {
  return formatTight(bytesPerSecond, "B/s");
}

/** @param fraction 1 is 100 % @returns `12.5 %` */
export function formatFraction(fraction: number): string {
  return `${formatNumber(fraction * 100)} %`;
}

/** @param ticks [ticks] @returns `850 us`, `12.3 ms`, `4.5 s`, `12 min 4 s`, `3 h 5 min`, `2 d 4 h` */
export function formatDuration(ticks: number): string {
  if (!Number.isFinite(ticks)) return formatNumber(ticks);
  if (ticks < 0) return `-${formatDuration(-ticks)}`;
  const parts = durationParts(ticks);
  return parts.map(([amount, unit]) => `${formatNumber(amount)} ${unit}`).join(" ");
}

/** @param ticks [ticks] at least 0 @returns at most two amounts, each with its unit, the larger first */
export function durationParts(ticks: number): (readonly [amount: number, unit: string])[] {
  const rounded = Number(ticks.toPrecision(SIGNIFICANT_DIGITS));
  if (rounded < TICKS_PER_SECOND) return [shortPart(rounded)];
  const seconds = ticks / TICKS_PER_SECOND;
  if (Number(seconds.toPrecision(SIGNIFICANT_DIGITS)) < MINUTE_SECONDS) return [[seconds, "s"]];
  const whole = Math.round(seconds);
  if (whole < HOUR_SECONDS) return inParts(whole, MINUTE_SECONDS, "min", 1, "s");
  const wholeMinutes = Math.round(whole / MINUTE_SECONDS) * MINUTE_SECONDS;
  if (wholeMinutes < DAY_SECONDS) {
    return inParts(wholeMinutes, HOUR_SECONDS, "h", MINUTE_SECONDS, "min");
  }
  const wholeHours = Math.round(whole / HOUR_SECONDS) * HOUR_SECONDS;
  return inParts(wholeHours, DAY_SECONDS, "d", HOUR_SECONDS, "h");
}

/**
 * A point on the simulation clock, cut (not rounded) to the second, so that it never shows a time
 * that has not come.
 *
 * @param ticks [ticks] at least 0 @returns `00:14:32`; from a day on `2 d 00:14:32`
 */
export function formatClock(ticks: number): string {
  const seconds = Math.floor(ticks / TICKS_PER_SECOND);
  const days = Math.floor(seconds / DAY_SECONDS);
  const clock = [
    Math.floor((seconds % DAY_SECONDS) / HOUR_SECONDS),
    Math.floor((seconds % HOUR_SECONDS) / MINUTE_SECONDS),
    seconds % MINUTE_SECONDS,
  ].map((part) => String(part).padStart(2, "0"));
  return (days > 0 ? `${days} d ` : "") + clock.join(":");
}

/**
 * The text of one number and one unit that reads back as exactly this value: the number of at least 1
 * with the fewest digits, the largest unit of those.
 *
 * @param value in the base unit of the dimension, at least 0
 */
export function exactQuantity(value: number, dimension: Dimension): string {
  if (value === 0) return "0";
  let best = unitless(value, dimension);
  let bestDigits = Infinity;
  for (const unit of UNITS) {
    if (unit.dimension !== dimension || unit.isAlias) continue;
    const inUnit = (value * unit.per) / unit.times;
    // 0.07 · 100 is 7.000000000000001: twelve digits are tried before all of them.
    for (const amount of [Number(inUnit.toPrecision(12)), inUnit]) {
      const digits = plainDigits(amount).length + (amount < 1 ? SMALL_AMOUNT_DIGITS : 0);
      const text = `${plainDigits(amount)} ${unit.name}`;
      if (digits > bestDigits || !readsBackAs(text, dimension, value)) continue;
      best = text;
      bestDigits = digits;
    }
  }
  return best;
}

/** What always reads back: the base unit, and for shares the bare number. */
function unitless(value: number, dimension: Dimension): string {
  if (dimension === "fraction") return plainDigits(value);
  return `${plainDigits(value)} ${unitNames(dimension).find((name) => isBaseUnit(name))!}`;
}

function isBaseUnit(name: string): boolean {
  const unit = unitNamed(name);
  return unit?.times === 1 && unit.per === 1;
}

function plainDigits(value: number): string {
  return String(value).replace("e+", "e");
}

function readsBackAs(text: string, dimension: Dimension, value: number): boolean {
  const reading = readQuantity(text, dimension);
  return reading.isRead && reading.value === value;
}

/** `12.3 k events`: the prefix stands before the word. */
function formatWithPrefix(value: number, word: string): string {
  const [amount, prefix] = scaled(value);
  return [formatNumber(amount), prefix, word].filter((part) => part !== "").join(" ");
}

/** `12.3 kB`: the prefix is part of the unit. */
function formatTight(value: number, unit: string): string {
  const [amount, prefix] = scaled(value);
  return `${formatNumber(amount)} ${prefix}${unit}`;
}

/**
 * The largest prefix that leaves at least 1, after rounding to the digits that will be shown.
 *
 * @param step 1000 for `k`, `M`; 1024 for `Ki`, `Mi`
 */
export function scaled(value: number, step: 1000 | 1024 = 1000): [amount: number, prefix: string] {
  const prefixes = step === 1000 ? ["k", "M", "G", "T"] : ["Ki", "Mi", "Gi", "Ti"];
  let [size, found] = [1, ""];
  if (!Number.isFinite(value)) return [value, found];
  for (const prefix of prefixes) {
    const amount = Math.abs(value / size);
    if (Math.max(amount, Number(amount.toPrecision(SIGNIFICANT_DIGITS))) < step) break;
    size *= step;
    found = prefix;
  }
  return [value / size, found];
}

/** Below a second: one unit. @param ticks [ticks] already rounded to the digits shown */
function shortPart(ticks: number): readonly [number, string] {
  const unit = ["ms", "us", "ns"].find((name) => ticks >= unitNamed(name)!.times) ?? "ns";
  return ticks === 0 ? [0, "s"] : [ticks / unitNamed(unit)!.times, unit];
}

function inParts(
  seconds: number,
  largeSeconds: number,
  large: string,
  smallSeconds: number,
  small: string,
): (readonly [number, string])[] {
  const rest = (seconds % largeSeconds) / smallSeconds;
  const head = [Math.floor(seconds / largeSeconds), large] as const;
  return rest === 0 ? [head] : [head, [rest, small]];
}

function trimZeros(digits: string): string {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}

function signOf(value: number): string {
  return value < 0 ? "-" : "";
}
