/**
 * Quantities as people write them: a number and a unit, `40 ms`, `64 MiB`, `8 k events/s`, `80 %`.
 *
 * A reading is either the value in the base unit of its dimension (see units.ts) or what is wrong,
 * as data; the words are the caller's. Nothing is guessed: `30` is not 30 seconds unless the caller
 * says which unit a bare number has; only 0, shares (`0.25`) and numbers of events need none.
 * Durations may be written in parts, largest first: `1 h 30 min`.
 */
import { unitMeantBy, unitNamed, type Dimension, type Unit } from "./units.js";

export type QuantityReading =
  | { readonly isRead: true; readonly value: number; readonly unit: string | undefined }
  | { readonly isRead: false; readonly fault: QuantityFault };

export type QuantityFault =
  | { readonly kind: "not-a-number" }
  /** NaN, infinity, or beyond what a double counts exactly. */
  | { readonly kind: "too-large" }
  | { readonly kind: "negative" }
  | { readonly kind: "unit-missing"; readonly number: string }
  /** `nearest`: the unit that was probably meant. */
  | { readonly kind: "unit-unknown"; readonly unit: string; readonly nearest: string | undefined }
  | { readonly kind: "unit-of-other-dimension"; readonly unit: string; readonly of: Dimension };

const NUMBER = String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;
const SIGNED_NUMBER = new RegExp(String.raw`^[+-]?${NUMBER}$`);
const LEADING_NUMBER = new RegExp(String.raw`^[+-]?${NUMBER}`);
const DURATION_PART = new RegExp(String.raw`\s*(${NUMBER})\s*([a-zµμ]+)\s*`, "y");
const MAX_LENGTH = 100; // characters; longer than any quantity

/** @returns the number that the whole text is, `undefined` when it is none (`0x10`, `1_000`, `nan`) */
export function numberFromText(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH || !SIGNED_NUMBER.test(trimmed)) return undefined;
  return Number(trimmed);
}

/**
 * Reads a quantity of one dimension.
 *
 * @param bareUnit the unit of a number without one; left out: such a number is at fault, unless 0
 * @returns value in the base unit, at least 0 and at most 2^53 - 1, not rounded
 */
export function readQuantity(
  text: string,
  dimension: Dimension,
  bareUnit?: string,
): QuantityReading {
  const trimmed = text.trim().replaceAll(/\s+/g, " ");
  if (trimmed.length > MAX_LENGTH) return faulty({ kind: "not-a-number" });
  if (/^[+-]?\.?(nan|inf|infinity)$/i.test(trimmed)) return faulty({ kind: "too-large" });
  const number = LEADING_NUMBER.exec(trimmed)?.[0];
  if (number === undefined) return faulty({ kind: "not-a-number" });
  const unitName = trimmed.slice(number.length).trim();
  const amount = Number(number);
  if (unitName === "") return readBare(number, amount, dimension, bareUnit);
  const unit = unitNamed(unitName);
  if (unit?.dimension === dimension) return measured(amount, unit);
  if (dimension === "duration") {
    const inParts = readDurationParts(trimmed);
    if (inParts !== undefined) return inParts;
  }
  if (unit !== undefined) {
    return faulty({ kind: "unit-of-other-dimension", unit: unitName, of: unit.dimension });
  }
  const nearest = unitMeantBy(unitName, dimension);
  return faulty({ kind: "unit-unknown", unit: unitName, nearest });
}

function readBare(
  number: string,
  amount: number,
  dimension: Dimension,
  bareUnit: string | undefined,
): QuantityReading {
  if (bareUnit !== undefined) return measured(amount, unitNamed(bareUnit));
  const needsNoUnit = amount === 0 || dimension === "fraction" || dimension === "events";
  return needsNoUnit ? measured(amount, undefined) : faulty({ kind: "unit-missing", number });
}

function measured(amount: number, unit: Unit | undefined): QuantityReading {
  if (amount < 0) return faulty({ kind: "negative" });
  const value = unit === undefined ? amount : (amount * unit.times) / unit.per;
  if (!(value <= Number.MAX_SAFE_INTEGER)) return faulty({ kind: "too-large" });
  return { isRead: true, value: Math.abs(value), unit: unit?.name };
}

/** `1 h 30 min`: two parts or more, each of a smaller unit than the one before. */
function readDurationParts(text: string): QuantityReading | undefined {
  let total = 0;
  let lastTimes = Infinity;
  DURATION_PART.lastIndex = 0;
  let end = 0;
  while (end < text.length) {
    const part = DURATION_PART.exec(text);
    if (part === null) return undefined;
    const unit = unitNamed(part[2]!);
    if (unit?.dimension !== "duration" || unit.times >= lastTimes) return undefined;
    total += Number(part[1]!) * unit.times;
    lastTimes = unit.times;
    end = DURATION_PART.lastIndex;
  }
  if (!(total <= Number.MAX_SAFE_INTEGER)) return faulty({ kind: "too-large" });
  return { isRead: true, value: total, unit: undefined };
}

function faulty(fault: QuantityFault): QuantityReading {
  return { isRead: false, fault };
}
