/** The published schema and the reader agree: what one takes, the other takes. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseScenario } from "../../../src/scenario/parse-scenario.js";
import type { ProblemCode } from "../../../src/scenario/problem-codes.js";
import { scenarioJsonSchema } from "../../../src/scenario/publish/json-schema.js";
import { documents } from "../../support/scenario-arbitrary.js";
import { HDFS, ROUTED, SMALL, TWO, edited, type ProblemRow } from "../../support/scenario.js";
import { AGENTS_ROWS } from "../problems/agents.rows.js";
import { NAMES_ROWS } from "../problems/names.rows.js";
import { TEXT_ROWS } from "../problems/text.rows.js";
import { TIMES_ROWS } from "../problems/times.rows.js";
import { VALUES_ROWS } from "../problems/values.rows.js";
import { WHOLE_ROWS } from "../problems/whole.rows.js";

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(scenarioJsonSchema());
const DESIGN = readFileSync(new URL("../examples/design.yaml", import.meta.url), "utf8");
const ROWS = [
  ...TEXT_ROWS,
  ...VALUES_ROWS,
  ...NAMES_ROWS,
  ...AGENTS_ROWS,
  ...WHOLE_ROWS,
  ...TIMES_ROWS,
];

function asData(text: string): unknown {
  return parse(text, { merge: true, uniqueKeys: false });
}

/** @returns what the schema has against a text, nothing when it is right */
function schemaErrors(data: unknown): unknown {
  return validate(data) ? undefined : validate.errors;
}

test.each([
  ["the design's example", DESIGN],
  ["one tier", SMALL],
  ["two tiers", TWO],
  ["two routes", ROUTED],
  ["one tier on HDFS", HDFS],
])("%s is valid", (_name, text) => {
  expect(schemaErrors(asData(text))).toBe(undefined);
});

test("the schema itself is plain data, and the same every time", () => {
  expect(JSON.parse(JSON.stringify(scenarioJsonSchema()))).toEqual(scenarioJsonSchema());
});

test("every document that the reader takes is valid", () => {
  let taken = 0;
  const property = fc.property(documents, (document) => {
    if (parseScenario(JSON.stringify(document)).scenario === undefined) return;
    taken++;
    expect(schemaErrors(document)).toBe(undefined);
  });
  fc.assert(property, { numRuns: 200 });
  expect(taken).toBeGreaterThan(10);
});

describe("what the reader refuses for a single value is invalid", () => {
  /** Codes that one value alone gives, and so a schema can give too. */
  const VISIBLE: readonly ProblemCode[] = [
    "format-version",
    "not-a-number",
    "not-a-quantity",
    "not-whole",
    "type-not-simulated",
    "unit-missing",
    "unit-of-other-dimension",
    "unit-unknown",
    "unknown-key",
    "unknown-value",
    "bad-name",
  ];
  /** Where the reader knows more: sentences, and the text of what YAML has made a number of. */
  const BEYOND = ["objectives that are none", "a hexadecimal number"];
  const isVisible = ({ name, says, set }: ProblemRow): boolean => {
    if (set !== undefined || BEYOND.some((prefix) => name.startsWith(prefix))) return false;
    return VISIBLE.some((code) => says[0]!.startsWith(`error ${code} `));
  };
  const visible = ROWS.filter(isVisible);

  test("there are such rows", () => {
    expect(visible.length).toBeGreaterThan(15);
  });

  test.each(visible)("$name", ({ text, edits }) => {
    expect(validate(asData(edited(text, ...edits)))).toBe(false);
  });
});

describe("what the reader only warns of, or finds by comparing, is valid", () => {
  const rows = [...AGENTS_ROWS, ...WHOLE_ROWS, ...TIMES_ROWS].filter(({ says }) => {
    return says.every((line) => !/^(error|warning) /.test(line) || line.startsWith("warning "));
  });
  test.each(rows)("$name", ({ text, edits }) => {
    expect(schemaErrors(asData(edited(text, ...edits)))).toBe(undefined);
  });
});
