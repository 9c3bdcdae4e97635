/** Single values: text in, value in base units out, or a problem. */
import { numberFromText, readQuantity, type QuantityFault } from "../../units/quantity.js";
import { unitList, type Dimension } from "../../units/units.js";
import { readAddress } from "../address.js";
import { describeNode } from "../document/describe.js";
import type { ScalarNode } from "../document/node.js";
import { nearest } from "../document/nearest.js";
import { plainNumber } from "../levels/values.js";
import type { ProblemCode } from "../problem-codes.js";
import type { Finding, ProblemList } from "../problem-list.js";
import type { AmountField, Field } from "../schema/field.js";
import { DIMENSION_NOUNS, nounOf, quantityRange } from "./noun.js";

type Quantity = Extract<Field, { kind: "quantity" }>;
type Whole = Extract<Field, { kind: "count" }>;
type Enum = Extract<Field, { kind: "enum" }>;
type Text = Extract<Field, { kind: "text" }>;
export type ScalarField = Exclude<
  Field,
  { kind: "distribution" | "list" | "map" | "block" | "union" | "shape" | "raw" | "either" }
>;

/** @returns the value, or `undefined` after a problem */
export function readScalar(field: ScalarField, node: ScalarNode, problems: ProblemList): unknown {
  switch (field.kind) {
    case "quantity":
      return readQuantityField(field, node, problems);
    case "count":
      return readCount(field, node, problems);
    case "number": {
      const value = numberFromText(node.text);
      return inRange(value, field, node, problems);
    }
    case "boolean": {
      const word = node.text.toLowerCase();
      if (word === "true" || word === "false") return word === "true";
      return report(problems, "wrong-type", node, { expected: nounOf(field) });
    }
    case "enum":
      return readEnum(field, node, problems);
    case "text":
      return readText(field, node, problems);
    case "address": {
      const reading = readAddress(node.text);
      if (reading.isRead) return reading.address;
      problems.error("address-syntax", node, {
        expected: `${field.of}: ${reading.expected}`,
        found: reading.found,
      });
      return undefined;
    }
    case "amount":
      return readAmount(field, node, problems);
  }
}

function readQuantityField(
  field: Quantity,
  node: ScalarNode,
  problems: ProblemList,
): number | undefined {
  const { dimension, bareUnit } = field;
  const reading = readQuantity(node.text, dimension, bareUnit);
  if (!reading.isRead) {
    explainFault(reading.fault, dimension, node, problems);
    return undefined;
  }
  const value = field.isWhole ? Math.round(reading.value) : reading.value;
  const isTooSmall = field.min !== undefined && value < bound(field.min, dimension);
  const isTooLarge = field.max !== undefined && value > bound(field.max, dimension);
  if (!isTooSmall && !isTooLarge) return value;
  const isBareShare = dimension === "fraction" && reading.unit === undefined && value <= 100;
  problems.error("out-of-range", node, {
    expected: `${DIMENSION_NOUNS[dimension][0]} ${quantityRange(field)}`,
    found: describeNode(node),
    fix: isBareShare ? `write \`${node.text.trim()} %\`` : undefined,
  });
  return undefined;
}

function bound(text: string, dimension: Dimension): number {
  const reading = readQuantity(text, dimension);
  return reading.isRead ? reading.value : NaN;
}

/** The longest that can be counted in ticks of 1 ns. */
const LONGEST_DURATION = "a duration of at most 104 d";

/** Words for what is wrong with a quantity. */
function explainFault(
  fault: QuantityFault,
  dimension: Dimension,
  node: ScalarNode,
  problems: ProblemList,
): void {
  const [noun, example] = DIMENSION_NOUNS[dimension];
  const expected = `${noun} such as \`${example}\``;
  const text = node.text.trim();
  switch (fault.kind) {
    case "not-a-number":
      report(problems, "not-a-quantity", node, { expected, fix: withoutSeparators(text) });
      return;
    case "too-large":
      report(problems, "out-of-range", node, {
        expected:
          dimension === "duration" ? LONGEST_DURATION : `${noun} that can be counted exactly`,
      });
      return;
    case "negative":
      report(problems, "out-of-range", node, { expected: `${noun} of at least 0` });
      return;
    case "unit-missing": {
      const unit = example.slice(example.indexOf(" ") + 1);
      report(problems, "unit-missing", node, {
        expected: `${noun} with its unit (${unitList(dimension)})`,
        fix: `write \`${fault.number} ${unit}\` if ${unit} is meant`,
      });
      return;
    }
    case "unit-unknown":
      report(problems, "unit-unknown", node, {
        expected: `${noun} in one of ${unitList(dimension)}`,
        fix:
          fault.nearest === undefined
            ? undefined
            : `write \`${text.slice(0, text.length - fault.unit.length).trim()} ${fault.nearest}\``,
      });
      return;
    case "unit-of-other-dimension":
      report(problems, "unit-of-other-dimension", node, {
        expected,
        found: `${describeNode(node)}, ${DIMENSION_NOUNS[fault.of][0]}`,
      });
      return;
  }
}

function readCount(field: Whole, node: ScalarNode, problems: ProblemList): number | undefined {
  let value = numberFromText(node.text);
  if (value === undefined && field.of === "events") {
    const reading = readQuantity(node.text, "events");
    if (reading.isRead) value = reading.value;
  }
  if (value !== undefined && !Number.isInteger(value) && Number.isFinite(value)) {
    return report(problems, "not-whole", node, { expected: nounOf(field) });
  }
  return inRange(value, field, node, problems);
}

function inRange(
  value: number | undefined,
  field: Extract<Field, { kind: "count" | "number" }>,
  node: ScalarNode,
  problems: ProblemList,
): number | undefined {
  if (value === undefined) {
    return report(problems, "not-a-number", node, {
      expected: nounOf(field),
      fix: inFull(node.text.trim()) ?? withoutSeparators(node.text.trim()),
    });
  }
  if (value >= field.min && value <= field.max) return value;
  return report(problems, "out-of-range", node, { expected: nounOf(field) });
}

function readEnum(field: Enum, node: ScalarNode, problems: ProblemList): string | undefined {
  const found = wordAmong(node.text, field.values, field.aliases);
  if (found !== undefined) return found;
  const near = nearest(node.text, field.values);
  return report(problems, "unknown-value", node, {
    expected: nounOf(field),
    fix: near === undefined ? undefined : `write \`${near}\``,
  });
}

/** @returns the word that is meant, whatever its case, `undefined` when it is none of them */
export function wordAmong(
  text: string,
  words: readonly string[],
  aliases: Readonly<Record<string, string>>,
): string | undefined {
  const lower = text.trim().toLowerCase();
  const known = words.find((word) => word.toLowerCase() === lower);
  return known ?? (Object.hasOwn(aliases, lower) ? aliases[lower] : undefined);
}

function readText(field: Text, node: ScalarNode, problems: ProblemList): string | undefined {
  if (node.text.length > field.maxLength) {
    return report(problems, "out-of-range", node, {
      expected: `${field.of} of at most ${field.maxLength} characters`,
      found: `${node.text.length} characters`,
    });
  }
  if (field.pattern === undefined || field.pattern.test(node.text)) return node.text;
  return report(problems, "wrong-type", node, { expected: field.of });
}

function readAmount(field: AmountField, node: ScalarNode, problems: ProblemList): unknown {
  const word = wordAmong(node.text, field.words, {});
  if (word !== undefined) return { dimension: "word", value: word };
  for (const dimension of field.dimensions) {
    const reading = readQuantity(node.text, dimension);
    if (reading.isRead && reading.unit !== undefined) {
      return { dimension, value: wholeOf(dimension, reading.value) };
    }
  }
  const bare = numberFromText(node.text);
  const isShare = field.dimensions.includes("fraction") && bare !== undefined;
  if (isShare && bare >= 0 && bare <= 1) return { dimension: "fraction", value: bare };
  const first = field.dimensions[0]!;
  const reading = readQuantity(node.text, first);
  const isOnlyUnitless = !reading.isRead && reading.fault.kind === "unit-missing";
  return report(problems, isOnlyUnitless ? "unit-missing" : "not-a-quantity", node, {
    expected: nounOf(field),
  });
}

function wholeOf(dimension: Dimension, value: number): number {
  return dimension === "rate" || dimension === "fraction" ? value : Math.round(value);
}

function report(
  problems: ProblemList,
  code: ProblemCode,
  node: ScalarNode,
  finding: Omit<Finding, "found"> & { readonly found?: string },
): undefined {
  problems.error(code, node, { ...finding, found: finding.found ?? describeNode(node) });
  return undefined;
}

/** `25M` is written 25000000. */
function inFull(text: string): string | undefined {
  const plain = plainNumber(text);
  return plain === text ? undefined : `write \`${plain}\``;
}

/** `20_000_000` and `20,000,000` are not numbers here; what was meant is clear. */
function withoutSeparators(text: string): string | undefined {
  const grouped = /^\d{1,3}(?:([_,'’ ])\d{3})(?:\1\d{3})*(?!\d)/.exec(text)?.[0];
  if (grouped === undefined) return undefined;
  return `write \`${grouped.replaceAll(/\D/g, "")}${text.slice(grouped.length)}\``;
}
