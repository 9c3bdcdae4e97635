/** `--vary path=values`: one dimension of a sweep; what values are, levels/values.ts says. */
import type { Range } from "../../scenario/levels/range.js";
import { readValues } from "../../scenario/levels/values.js";
import type { Problem } from "../../scenario/problem.js";

export interface Dimension {
  readonly path: string;
  /** As on the command line. */
  readonly written: string;
  /** The values of a grid, as texts of a scenario file. */
  readonly levels: readonly string[];
  /** Every value in between, for a space-filling design; undefined when only the levels are meant. */
  readonly range: Range | undefined;
}

export type VaryReading =
  | { readonly isRead: true; readonly dimension: Dimension }
  | { readonly isRead: false; readonly problem: Problem };

/** @param fillsSpace ranges without steps stand for all between their ends, and need no levels */
export function readVary(written: string, fillsSpace: boolean): VaryReading {
  const equals = written.indexOf("=");
  const path = equals < 0 ? "" : written.slice(0, equals).trim();
  const fail = (expected: string, found: string, fix: string, at = 0): VaryReading => {
    return { isRead: false, problem: varyProblem(written, path, { expected, found, fix }, at) };
  };
  if (path === "" || equals === written.length - 1) {
    const fix = "write --vary tier2.channel.capacity=1000000,2000000";
    return fail("`path=values`", quote(written), fix);
  }
  if (path === "seed") {
    return fail("a setting other than the seed", "`seed`", "take --replications N for more seeds");
  }
  const values = readValues(written.slice(equals + 1), fillsSpace);
  if (!values.isRead) return fail(values.expected, values.found, values.fix, equals);
  const { levels, range } = values;
  return { isRead: true, dimension: { path, written, levels, range } };
}

/** @param at characters before what is wrong */
export function varyProblem(
  written: string,
  path: string,
  { expected, found, fix }: { expected: string; found: string; fix: string },
  at = 0,
): Problem {
  return {
    code: "vary",
    severity: "error",
    file: `--vary ${written}`,
    line: 1,
    column: at + 1,
    path,
    expected,
    found,
    fix,
  };
}

export function quote(text: string): string {
  return `\`${text}\``;
}
