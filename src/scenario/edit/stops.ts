/** The values that a slider stops at: round ones, evenly spaced to the eye, and the one that is written. */
import { exactQuantity, formatRate } from "../../units/format.js";
import { numberFromText, readQuantity } from "../../units/quantity.js";
import type { CountField, QuantityField } from "../schema/field.js";

export interface Stop {
  readonly value: number;
  /** As one would write it. */
  readonly text: string;
}

export type SliderField = QuantityField | CountField;

const MANTISSAS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const SECOND = 1e9;
const DURATIONS = [
  1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200,
  10_800, 14_400, 21_600, 28_800, 43_200, 64_800, 86_400, 129_600, 172_800, 259_200, 432_000,
  604_800,
].map((seconds) => seconds * SECOND);
/** Up to here every whole number is a stop. */
const EVERY_COUNT = 20;

/** @returns the value in the base unit, `undefined` for what is no such value */
export function valueOf(text: string, field: SliderField): number | undefined {
  if (field.kind === "count") {
    const number = numberFromText(text);
    return number !== undefined && Number.isInteger(number) ? number : undefined;
  }
  const reading = readQuantity(text, field.dimension, field.bareUnit);
  return reading.isRead ? reading.value : undefined;
}

/** @param written the text of the value that is there now: one of the stops, whatever it is */
export function stopsOf(
  field: SliderField,
  written: string,
  { low, high }: { readonly low: number; readonly high: number },
): Stop[] {
  const now = valueOf(written, field);
  const least = Math.max(low, field.kind === "count" ? field.min : 0);
  const most = field.kind === "count" ? Math.min(high, field.max) : high;
  const stops = roundValues(field, least, most)
    .filter((value) => value !== now)
    .map((value) => ({ value, text: textOf(value, field) }));
  if (now !== undefined) stops.push({ value: now, text: written });
  return stops.sort((a, b) => a.value - b.value);
}

function roundValues(field: SliderField, low: number, high: number): number[] {
  if (field.kind === "quantity" && field.dimension === "duration") {
    const zero = low === 0 ? [0] : [];
    return [...zero, ...DURATIONS.filter((value) => value >= low && value <= high)];
  }
  const values = new Set<number>();
  for (let decade = 1; decade <= high; decade *= 10) {
    for (const mantissa of MANTISSAS) values.add(mantissa * decade);
  }
  if (field.kind === "count") for (let i = 1; i <= EVERY_COUNT; i++) values.add(i);
  return [...values].filter((value) => {
    return value >= low && value <= high && (field.kind !== "count" || Number.isInteger(value));
  });
}

/** Round values have no digits that the shorter form of a rate would cut. */
function textOf(value: number, field: SliderField): string {
  if (field.kind === "count") return String(value);
  if (field.dimension === "rate") return formatRate(value);
  return value === 0 ? "0 s" : exactQuantity(value, field.dimension);
}
