/** What a field asks for, as a noun phrase: for messages, the JSON Schema and the reference. */
import { exactQuantity } from "../../units/format.js";
import { readQuantity } from "../../units/quantity.js";
import type { Dimension } from "../../units/units.js";
import { listNames } from "../document/describe.js";
import type { Field } from "../schema/field.js";

/** A dimension in words, with an example of how it is written. */
export const DIMENSION_NOUNS: Readonly<
  Record<Dimension, readonly [noun: string, example: string]>
> = {
  duration: ["a duration", "30 s"],
  bytes: ["a size", "64 MB"],
  bandwidth: ["a bandwidth", "1 Gbit/s"],
  rate: ["a rate", "120 events/s"],
  events: ["a number of events", "8 k events"],
  fraction: ["a share", "25 %"],
};

/** @returns `a duration such as 30 s`, `one of poisson, periodic`, `a list` … */
export function nounOf(field: Field): string {
  switch (field.kind) {
    case "quantity":
      return quantityNoun(field);
    case "either":
      return field.fields.map((one) => nounOf(one)).join(", or ");
    case "count": {
      const of = field.of === "" ? "" : ` of ${field.of}`;
      return `a whole number${of}${rangeText(field.min, field.max)}`;
    }
    case "number":
      return `${field.of}${rangeText(field.min, field.max)}`;
    case "boolean":
      return "`true` or `false`";
    case "enum":
      return oneOfText(field.values);
    case "text":
    case "address":
      return field.of;
    case "amount":
      return amountNoun(field.dimensions, field.words);
    case "distribution":
      return `${DIMENSION_NOUNS[field.dimension][0]} or a distribution of it`;
    case "list":
      return field.mayBeSingle ? `${nounOf(field.items)}, or a list of them` : "a list";
    case "map":
      return `a map of ${field.of}s by name`;
    case "block":
      return `a map (${field.title})`;
    case "union":
      return `a map with \`type\` (${field.title}), or ${oneOfText(Object.keys(field.variants))}`;
    case "raw":
      return nounOf(field.as);
    case "shape": {
      const shapes = Object.values(field.shapes) as Field[];
      return [...new Set(shapes.map((shape) => nounOf(shape)))].join(", or ");
    }
  }
}

function quantityNoun(field: Extract<Field, { kind: "quantity" }>): string {
  const [noun, example] = DIMENSION_NOUNS[field.dimension];
  const bare = field.bareUnit === undefined ? "" : ` (a bare number is in ${field.bareUnit})`;
  const range = quantityRange(field);
  return range === "" ? `${noun} such as \`${example}\`${bare}` : `${noun} ${range}${bare}`;
}

/** @returns `from 1 s to 104 d`, `of at least 1 s`, or nothing when any is right */
export function quantityRange(field: Extract<Field, { kind: "quantity" }>): string {
  const min = boundOf(field.min, field.dimension);
  const max = boundOf(field.max, field.dimension);
  if (field.min !== undefined && field.max !== undefined) return `from ${min} to ${max}`;
  if (field.min !== undefined) return `of at least ${min}`;
  if (field.max !== undefined) return `of at most ${max}`;
  return "";
}

function boundOf(text: string | undefined, dimension: Dimension): string {
  if (text === undefined) return "";
  const reading = readQuantity(text, dimension);
  return reading.isRead && reading.value > 0 ? exactQuantity(reading.value, dimension) : "0";
}

function amountNoun(dimensions: readonly Dimension[], words: readonly string[]): string {
  const quantities = dimensions.map((dimension) => {
    const [noun, example] = DIMENSION_NOUNS[dimension];
    return `${noun} such as \`${example}\``;
  });
  return [...quantities, ...words.map((word) => `\`${word}\``)].join(", or ");
}

function rangeText(min: number, max: number): string {
  if (min === 0 && max >= Number.MAX_SAFE_INTEGER) return "";
  return ` from ${min} to ${max}`;
}

/** @returns `one of a, b`, or the only one */
export function oneOfText(words: readonly string[]): string {
  return words.length === 1 ? `\`${words[0]!}\`` : `one of ${listNames(words)}`;
}
