/**
 * The values that a setting may take, as one text: literals and ranges, separated by commas.
 *
 *     values = item { "," item }         commas inside brackets and quotes separate nothing
 *     item   = literal | low ".." high [ ":" steps ]      a bare number may carry k, M, G or T: 500k,1M
 *     steps  = step                      each one step above the one before: 1..10:3, 10 min..1 h:10 min
 *            | "*" factor                each so many times the one before: 100k..1600k:*2
 *            | number "points"           so many, each the same factor above the one before: 100k..1M:5 points
 *
 * Without steps a range goes in ones (of its unit).
 */
import { amountText, readAmount } from "./amount.js";
import { rangeLevels, readRange, type Range } from "./range.js";
import { splitList } from "./split-list.js";

export type ValuesReading =
  | {
      readonly isRead: true;
      /** As texts of a scenario file. */
      readonly levels: readonly string[];
      /** One range without steps, where those are not asked for: every value between its ends. */
      readonly range: Range | undefined;
    }
  | {
      readonly isRead: false;
      readonly expected: string;
      readonly found: string;
      readonly fix: string;
    };

/** @param fillsSpace ranges without steps stand for all between their ends, and need no levels */
export function readValues(text: string, fillsSpace: boolean): ValuesReading {
  const fail = (expected: string, found: string, fix: string): ValuesReading => {
    return { isRead: false, expected, found, fix };
  };
  const items = splitList(text);
  const levels: string[] = [];
  let range: Range | undefined;
  for (const item of items) {
    if (item === "") return fail("a value between commas", "nothing", "take the comma away");
    const reading = readRange(item);
    if (reading === undefined) {
      levels.push(plainNumber(item));
      continue;
    }
    if (!reading.isRead) return fail(reading.expected, `\`${item}\``, reading.fix);
    if (reading.range.steps === undefined && items.length === 1 && fillsSpace) {
      ({ range } = reading);
      continue;
    }
    const steps = rangeLevels(reading.range);
    if (typeof steps === "string") return fail(steps, `\`${item}\``, "give the range a step");
    levels.push(...steps);
  }
  const twice = levels.find((level, i) => levels.indexOf(level) !== i);
  if (twice !== undefined) {
    return fail("each value once", `\`${twice}\` twice`, "take one of them away");
  }
  return { isRead: true, levels, range };
}

/** `1M` in full, as scenario files have it; everything else as it is written. */
export function plainNumber(text: string): string {
  if (!/[kMGT]$/.test(text)) return text;
  const amount = readAmount(text);
  return amount?.unit === "" ? amountText(amount) : text;
}
