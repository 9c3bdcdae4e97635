/** Regular expressions of a JSON Schema: quantities and words as the reader takes them. */
import { readQuantity } from "../../units/quantity.js";
import { UNITS, type Dimension } from "../../units/units.js";
import type { Field } from "../schema/field.js";

type Schema = Readonly<Record<string, unknown>>;

const NUMBER = String.raw`(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?`;
const ZERO = String.raw`[+-]?0+(\.0*)?([eE][+-]?\d+)?`;

/** A number written as text. */
export function textNumber(): Schema {
  return { type: "string", pattern: `^\\s*[+-]?${NUMBER}\\s*$` };
}

/** A number and one of the dimension's units; durations also in parts. */
export function quantityText(dimension: Dimension, isBareAllowed: boolean): Schema {
  const names = UNITS.filter((unit) => unit.dimension === dimension).map(({ name }) => name);
  const longestFirst = names.sort((a, b) => b.length - a.length);
  const unit = `(${longestFirst.map((name) => escaped(name).replaceAll(" ", "\\s+")).join("|")})`;
  const one = `\\+?${NUMBER}\\s*${unit}`;
  const whole = dimension === "duration" ? `${one}(\\s*${NUMBER}\\s*${unit})*` : one;
  const alternatives = [whole, ZERO, ...(isBareAllowed ? [`\\+?${NUMBER}`] : [])];
  return { type: "string", pattern: `^\\s*(${alternatives.join("|")})\\s*$` };
}

/** A quantity as text, or as a number where it needs no unit. */
export function quantitySchema(field: Extract<Field, { kind: "quantity" }>): Schema {
  const { dimension, bareUnit, max } = field;
  const isBare = bareUnit !== undefined || dimension === "fraction" || dimension === "events";
  const maximum = max === undefined ? {} : { maximum: inUnit(max, dimension, bareUnit) };
  const number = isBare ? { type: "number", minimum: 0, ...maximum } : { const: 0 };
  return { anyOf: [quantityText(dimension, isBare), number] };
}

function inUnit(text: string, dimension: Dimension, unit: string | undefined): number {
  const reading = readQuantity(text, dimension);
  const one = unit === undefined ? undefined : readQuantity(`1 ${unit}`, dimension);
  const value = reading.isRead ? reading.value : Number.MAX_SAFE_INTEGER;
  return value / (one?.isRead === true ? one.value : 1);
}

/** A pattern of the word in upper or lower case. */
export function anyCase(word: string): string {
  return [...word]
    .map((letter) => {
      const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
      return lower === upper ? escaped(letter) : `[${lower}${upper}]`;
    })
    .join("");
}

export function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
