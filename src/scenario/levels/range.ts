/** `low..high:steps`: a range of amounts, and the levels it stands for. */
import { exp, ln } from "../../random/elementary.js";
import { amountText, inOneUnit, readAmount, rounded } from "./amount.js";

export interface Range {
  readonly low: number;
  readonly high: number;
  /** Of both ends; "" for bare numbers. */
  readonly unit: string;
  readonly steps: Steps | undefined;
}

export type Steps =
  | { readonly kind: "step"; readonly by: number } // in the unit of the range
  | { readonly kind: "factor"; readonly by: number }
  | { readonly kind: "points"; readonly count: number };

type RangeReading =
  | { readonly isRead: true; readonly range: Range }
  | { readonly isRead: false; readonly expected: string; readonly fix: string };

/** More values than this would be a slip. */
const MOST_LEVELS = 10_000;
/** A last step that misses the end by less than this share of a step reaches it. */
const TOLERANCE = 1e-9;

/** @returns undefined for what is no range: a value that has no `..` in it, or is quoted */
export function readRange(item: string): RangeReading | undefined {
  if (!item.includes("..") || /^["'[{]/.test(item)) return undefined;
  const [ends = "", stepText] = splitOnce(item, ":");
  const [lowText = "", highText = ""] = splitOnce(ends, "..");
  const low = readAmount(lowText);
  const high = readAmount(highText ?? "");
  if (low === undefined || high === undefined) {
    return bad("`low..high` or `low..high:step`, each a number with or without a unit");
  }
  const both = inOneUnit(low, high);
  if (both === undefined) return bad("two ends that measure the same");
  const [from, to] = both;
  if (!(from.value < to.value)) return bad("a range from a smaller to a larger value");
  const range = { low: from.value, high: to.value, unit: from.unit };
  if (stepText === undefined) return { isRead: true, range: { ...range, steps: undefined } };
  const steps = readSteps(stepText.trim(), range);
  return typeof steps === "string" ? bad(steps) : { isRead: true, range: { ...range, steps } };
}

/** @returns the steps, or what was expected */
function readSteps(text: string, { low, high, unit }: Omit<Range, "steps">): Steps | string {
  const points = /^(\d+) ?points?$/.exec(text);
  if (points !== null) {
    const count = Number(points[1]);
    if (count < 2 || count > MOST_LEVELS) return `2 to ${String(MOST_LEVELS)} points`;
    return low > 0 ? { kind: "points", count } : "a range that begins above 0, for equal factors";
  }
  if (text.startsWith("*")) {
    const factor = readAmount(text.slice(1));
    const isFactor = factor !== undefined && factor.unit === "" && factor.value > 1;
    if (!isFactor) return "a factor above 1 after `*`";
    return low > 0 ? { kind: "factor", by: factor.value } : "a range that begins above 0";
  }
  const step = readAmount(text);
  const expected = "a step above 0 (`:10`), a factor (`:*2`) or a number of points (`:5 points`)";
  if (step === undefined) return expected;
  // In the unit of the range: 0 of it beside the step shows whether they measure the same.
  const inUnit = inOneUnit({ value: 1, unit }, step);
  if (inUnit === undefined) return "a step in the unit of the range";
  const by = inUnit[1].value / inUnit[0].value;
  if (!(by > 0)) return expected;
  return by <= high - low ? { kind: "step", by } : "a step no longer than the range";
}

/** The levels of a range as texts of a scenario file; or what was expected instead of it. */
export function rangeLevels(range: Range): readonly string[] | string {
  const { low, high, unit, steps } = range;
  const isWhole = Number.isInteger(low) && Number.isInteger(high);
  if (steps === undefined && !isWhole) return "a step, where the ends are no whole numbers";
  const values = levelValues(low, high, steps ?? { kind: "step", by: 1 });
  if (values === undefined) return `at most ${String(MOST_LEVELS)} values`;
  // Bare whole ends mean whole values: a capacity of 177827.94 would be none.
  const isCount = isWhole && unit === "" && steps?.kind !== "step";
  return values.map((value) => amountText({ value: isCount ? Math.round(value) : value, unit }));
}

function levelValues(low: number, high: number, steps: Steps): number[] | undefined {
  switch (steps.kind) {
    case "step": {
      const count = Math.floor((high - low) / steps.by + TOLERANCE) + 1;
      if (count > MOST_LEVELS) return undefined;
      return Array.from({ length: count }, (_, i) => rounded(low + i * steps.by));
    }
    case "factor": {
      const count = Math.floor(ln(high / low) / ln(steps.by) + TOLERANCE) + 1;
      if (count > MOST_LEVELS) return undefined;
      let value = low;
      return Array.from({ length: count }, (_, i) =>
        rounded((value = i === 0 ? low : value * steps.by)),
      );
    }
    case "points": {
      const last = steps.count - 1;
      const growth = ln(high / low) / last;
      return Array.from({ length: steps.count }, (_, i) =>
        i === last ? high : rounded(low * exp(growth * i)),
      );
    }
  }
}

/** The value at a share of a range: whole where bare whole ends mean whole values. @param share 0 to below 1 */
export function rangeAt({ low, high, unit }: Range, share: number): string {
  const isCount = Number.isInteger(low) && Number.isInteger(high) && unit === "";
  const value = isCount
    ? low + Math.floor(share * (high - low + 1))
    : Number((low + share * (high - low)).toPrecision(6));
  return amountText({ value, unit });
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

function bad(expected: string): RangeReading {
  const fix = "write it as 1..10, 10 min..1 h:10 min, 100k..1600k:*2 or 100k..1M:5 points";
  return { isRead: false, expected, fix };
}
