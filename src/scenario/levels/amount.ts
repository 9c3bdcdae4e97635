/**
 * Amounts as they stand in ranges: `10`, `100k`, `0.5 s`, `64 MB/s`, `80 %`. A bare number may carry k, M, G or T, for
 * thousands; what has a unit has one that scenario files know.
 */
import { exactQuantity } from "../../units/format.js";
import { unitNamed } from "../../units/units.js";

export interface Amount {
  readonly value: number;
  /** Name of its unit; "" for a bare number. */
  readonly unit: string;
}

const AMOUNT = /^([+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)\s*(.*)$/i;
const THOUSANDS: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9, T: 1e12 };
const DIGITS = 12;

/** @returns undefined for what is no amount */
export function readAmount(text: string): Amount | undefined {
  const [, digits = "", unit = ""] = AMOUNT.exec(text.trim()) ?? [];
  if (digits === "") return undefined;
  const value = Number(digits);
  if (!Number.isFinite(value)) return undefined;
  if (Object.hasOwn(THOUSANDS, unit)) return { value: value * THOUSANDS[unit]!, unit: "" };
  return unit === "" || unitNamed(unit) !== undefined ? { value, unit } : undefined;
}

/**
 * Two amounts in one unit: a bare one takes the other's; where the units differ, both in the base unit of their
 * dimension. @returns undefined when they measure different things
 */
export function inOneUnit(a: Amount, b: Amount): readonly [Amount, Amount] | undefined {
  if (a.unit === b.unit) return [a, b];
  if (a.unit === "") return [{ ...a, unit: b.unit }, b];
  if (b.unit === "") return [a, { ...b, unit: a.unit }];
  const [ofA, ofB] = [unitNamed(a.unit)!, unitNamed(b.unit)!];
  if (ofA.dimension !== ofB.dimension) return undefined;
  // The smaller of the two units holds both without a fraction more.
  const small = ofA.times / ofA.per <= ofB.times / ofB.per ? ofA : ofB;
  const inSmall = ({ value }: Amount, of: typeof ofA): Amount => ({
    value: rounded((value * of.times * small.per) / (of.per * small.times)),
    unit: small.name,
  });
  return [inSmall(a, ofA), inSmall(b, ofB)];
}

/** As a scenario file has it: `600 s` stays so, `1.5 M events` too; bare numbers are plain. */
export function amountText({ value, unit }: Amount): string {
  const plain = rounded(value);
  if (unit === "") return String(plain);
  const text = `${String(plain)} ${unit}`;
  const known = unitNamed(unit)!;
  // A number that would need an exponent reads better in another unit.
  return String(plain).includes("e")
    ? exactQuantity((plain * known.times) / known.per, known.dimension)
    : text;
}

/** Steps add up to 0.30000000000000004; twelve digits are more than any setting has. */
export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
