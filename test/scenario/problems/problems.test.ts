/** Everything that can be wrong with a scenario, and every word that is said of it. */
import { describe, expect, test } from "vitest";
import { PROBLEM_KINDS } from "../../../src/scenario/problem-codes.js";
import { edited, saidOf, type ProblemRow } from "../../support/scenario.js";
import { AGENTS_ROWS } from "./agents.rows.js";
import { LIMIT_ROWS } from "./limits.rows.js";
import { NAMES_ROWS } from "./names.rows.js";
import { PLAN_ROWS } from "./plan.rows.js";
import { TEXT_ROWS } from "./text.rows.js";
import { TIMES_ROWS } from "./times.rows.js";
import { VALUES_ROWS } from "./values.rows.js";
import { WHOLE_ROWS } from "./whole.rows.js";

const TABLES: readonly [of: string, rows: readonly ProblemRow[]][] = [
  ["a text that is no scenario", TEXT_ROWS],
  ["a text or a file beyond the limits", LIMIT_ROWS],
  ["a value that does not fit its key", VALUES_ROWS],
  ["a name that leads nowhere", NAMES_ROWS],
  ["an agent that cannot work", AGENTS_ROWS],
  ["a whole that does not fit together", WHOLE_ROWS],
  ["a fault or an objective that does not fit", TIMES_ROWS],
  ["a plan that cannot be", PLAN_ROWS],
];

describe.each(TABLES)("%s", (_of, rows) => {
  test.each(rows)("$name", ({ text, edits, set = [], files = {}, says }) => {
    const said = saidOf(edited(text, ...edits), { set, files: (name) => files[name] });
    expect(said).toEqual(says);
  });
});

test("every code of the table is provoked, with the severity that the table says", () => {
  const provoked = new Map<string, Set<string>>();
  for (const line of TABLES.flatMap(([, rows]) => rows.flatMap(({ says }) => says))) {
    const match = /^(error|warning) (\S+) /.exec(line);
    if (match === null) continue;
    provoked.set(match[2]!, (provoked.get(match[2]!) ?? new Set()).add(match[1]!));
  }
  const kinds = Object.entries(PROBLEM_KINDS).map(([code, { isWarning }]) => {
    return [code, isWarning ? "warning" : "error"] as const;
  });
  const missing = kinds.filter(([code, severity]) => !provoked.get(code)?.has(severity));
  expect(missing).toEqual([]);
  expect([...provoked.keys()].filter((code) => !Object.hasOwn(PROBLEM_KINDS, code))).toEqual([]);
});
