import { expect, test } from "vitest";
import { FAULT_TABLE } from "../../../src/scenario/fault-table.js";
import { PROBLEM_KINDS } from "../../../src/scenario/problem-codes.js";
import { scenarioReference } from "../../../src/scenario/publish/reference.js";
import type { Field, Key } from "../../../src/scenario/schema/field.js";
import { scenarioBlock } from "../../../src/scenario/schema/scenario.js";

const REFERENCE = scenarioReference();
const LINES = REFERENCE.split("\n");

/** Every key of the format, with its field. */
function keysOf(field: Field, seen = new Set<Field>()): [name: string, key: Key][] {
  if (seen.has(field)) return [];
  seen.add(field);
  switch (field.kind) {
    case "block":
      return Object.entries(field.keys).flatMap(([name, key]): [string, Key][] => {
        return [[name, key], ...keysOf(key.field, seen)];
      });
    case "union":
      return Object.values(field.variants).flatMap((block) => keysOf(block, seen));
    case "list":
    case "map":
      return keysOf(field.items, seen);
    case "raw":
      return keysOf(field.as, seen);
    case "either":
      return field.fields.flatMap((one) => keysOf(one, seen));
    case "shape":
      return Object.values(field.shapes).flatMap((shape) => keysOf(shape as Field, seen));
    default:
      return [];
  }
}

test("every key has a row with its help, its default and where that comes from", () => {
  const missing = keysOf(scenarioBlock).filter(([name, { help, standIn }]) => {
    const isNamed = standIn !== undefined && standIn.text !== "{}";
    return !LINES.some((line) => {
      const isRow =
        line.startsWith(`| \`${name}\` |`) && line.includes(help.replaceAll("|", "\\|"));
      return isRow && (!isNamed || (line.includes(standIn.text) && line.includes(standIn.source)));
    });
  });
  expect(missing.map(([name]) => name)).toEqual([]);
});

test("every row has as many cells as its table has columns", () => {
  let columns = 0;
  for (const line of LINES) {
    if (!line.startsWith("|")) continue;
    const cells = line.split(/(?<!\\)\|/).length;
    if (/^\|(---\|)+$/.test(line)) columns = cells;
    else if (
      columns > 0 &&
      !line.startsWith("| key") &&
      !line.startsWith("| on |") &&
      !line.startsWith("| code")
    ) {
      expect([line, cells]).toEqual([line, columns]);
    }
    if (line.startsWith("| key") || line.startsWith("| on |") || line.startsWith("| code"))
      columns = 0;
  }
});

test("sections have different titles", () => {
  const titles = LINES.filter((line) => /^#+ /.test(line));
  expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
});

test("the table of faults and the table of problems are in it", () => {
  for (const [part, kinds] of Object.entries(FAULT_TABLE)) {
    for (const [kind, meaning] of Object.entries(kinds)) {
      expect(LINES).toContain(`| ${part} | \`${kind}\` | ${meaning} |`);
    }
  }
  for (const [code, { means }] of Object.entries(PROBLEM_KINDS)) {
    expect(LINES.some((line) => line.startsWith(`| \`${code}\` |`) && line.includes(means))).toBe(
      true,
    );
  }
});
