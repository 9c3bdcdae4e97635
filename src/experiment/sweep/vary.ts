/**
 * `--vary path=values`: one dimension of a sweep.
 *
 *     values = item { "," item }         commas inside brackets and quotes separate nothing
 *     item   = literal | low ".." high [ ":" steps ]
 *     steps  = step                      each one step above the one before: 1..10:3, 10 min..1 h:10 min
 *            | "*" factor                each so many times the one before: 100k..1600k:*2
 *            | number "points"           so many, each the same factor above the one before: 100k..1M:5 points
 *
 * Without steps a range goes in ones (of its unit); in a space-filling design it is then every value between its ends.
 */
import type { Problem } from "../../scenario/problem.js";
import { rangeLevels, readRange, type Range } from "./range.js";
import { splitList } from "./split-list.js";

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
  const items = splitList(written.slice(equals + 1));
  const levels: string[] = [];
  let range: Range | undefined;
  for (const item of items) {
    if (item === "")
      return fail("a value between commas", "nothing", "take the comma away", equals);
    const reading = readRange(item);
    if (reading === undefined) {
      levels.push(item);
      continue;
    }
    if (!reading.isRead) return fail(reading.expected, quote(item), reading.fix, equals);
    if (reading.range.steps === undefined && items.length === 1 && fillsSpace) {
      ({ range } = reading);
      continue;
    }
    const steps = rangeLevels(reading.range);
    if (typeof steps === "string") return fail(steps, quote(item), "give the range a step", equals);
    levels.push(...steps);
  }
  const twice = levels.find((level, i) => levels.indexOf(level) !== i);
  if (twice !== undefined) {
    return fail("each value once", `${quote(twice)} twice`, "take one of them away", equals);
  }
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
