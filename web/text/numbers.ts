/**
 * Numbers as the page writes them: three significant digits and SI prefixes as on the command line, in the digits of
 * the page's language. Bytes follow the reader's choice of kB or KiB. Exact values are for tooltips.
 */
import { durationParts, scaled } from "../../src/units/format.js";
import { LOCALE } from "./locale.js";
import { say, sayCount } from "./say.js";
import { choices } from "./choices.js";

const SIGNIFICANT_DIGITS = 3;

export interface Numbers {
  /** `0.125`, `12.3`, `1230` */
  number(value: number): string;
  /** `1 234 567`: every digit; a space between groups means the same in every language. */
  exact(value: number): string;
}

/** @param tag as `Intl` takes it */
export function numbersOf(tag: string): Numbers {
  const options = { maximumSignificantDigits: SIGNIFICANT_DIGITS, useGrouping: false } as const;
  // Intl rounds the shortest decimal form: 9.995 would be 10 here, and 9.99 on the command line.
  const rounded = (value: number): number => Number(value.toPrecision(SIGNIFICANT_DIGITS));
  const plain = new Intl.NumberFormat(tag, options);
  const scientific = new Intl.NumberFormat(tag, { ...options, notation: "scientific" });
  const whole = new Intl.NumberFormat(tag, { maximumSignificantDigits: 21, useGrouping: true });
  return {
    number: (value) => {
      const magnitude = Math.abs(value);
      const isPlain = value === 0 || (magnitude < 1e15 && magnitude >= 1e-6);
      if (isPlain || !Number.isFinite(value)) return signed(plain.format(rounded(value)));
      return signed(scientific.format(rounded(value))).replace("E", "e");
    },
    exact: (value) => {
      const parts = whole.formatToParts(value);
      return signed(parts.map(({ type, value: text }) => (type === "group" ? " " : text)).join(""));
    },
  };
}

/** Zero has no sign. */
function signed(text: string): string {
  return /^-0$/.test(text) ? "0" : text;
}

const numbers = numbersOf(LOCALE.numbers);

/** @returns `0.125`, `12.3`, `1230` */
export function formatNumber(value: number): string {
  return Number.isNaN(value) ? say("not a number") : numbers.number(value);
}

/** Every digit, for a tooltip: `1 234 567` */
export function exact(value: number): string {
  return numbers.exact(value);
}

/** @returns `950`, `12.3 k`, `4 M` */
export function formatCount(count: number): string {
  const [amount, prefix] = scaled(count);
  return prefix === "" ? formatNumber(amount) : `${formatNumber(amount)} ${prefix}`;
}

/** @returns `1 event`, `12.3 k events` */
export function formatEvents(events: number): string {
  return sayCount([events, formatCount(events)], {
    one: "{count} event",
    other: "{count} events",
  });
}

/** `12.3 k/s` */
export function perSecond(rate: number): string {
  return `${formatCount(rate)}/s`;
}

/** @param bytes [bytes] @returns `300 B`, `64 MB`; by choice `61 MiB` */
export function formatBytes(bytes: number): string {
  const [amount, prefix] = scaled(bytes, choices().units === "IEC" ? 1024 : 1000);
  return `${formatNumber(amount)} ${prefix}B`;
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
