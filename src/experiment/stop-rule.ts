/**
 * How many seeds are enough: rounds of runs until the numbers asked for are known well enough, or the share of seeds
 * that meet the objectives is decided.
 *
 * Looked at after 10 seeds and then after every half more (10, 15, 23, 35, …), not after each: the more often a rule
 * looks, the likelier it stops on a lucky streak, and the less its intervals cover. Sizes of rounds do not depend on
 * the number of threads, so neither does the result.
 */
import { assertNever } from "../assert.js";
import { relativeHalfWidth } from "../statistics/mean-interval.js";
import { shareInterval } from "../statistics/share-interval.js";
import { estimateHeadlines } from "./estimates.js";
import type { RunResult } from "./job.js";

export type StopRule =
  | { readonly kind: "count"; readonly seeds: number }
  /** Half width over mean of every number in `names` (null: of the standard ones) at most `relative`. */
  | {
      readonly kind: "precision";
      readonly relative: number;
      readonly names: readonly string[] | null;
      readonly mostSeeds: number;
    }
  /** The 95 % interval of the share of seeds that meet the objectives lies on one side of `share`. */
  | { readonly kind: "share"; readonly share: number; readonly mostSeeds: number };

export type Stop =
  | { readonly why: "count" | "precision" | "share" | "interrupted" }
  /** `open`: what is not known well enough yet. */
  | { readonly why: "most-seeds"; readonly open: readonly string[] };

const FIRST_ROUND = 10;

/** @returns how many seeds more are to be run, or why no more are needed */
export function nextRound(rule: StopRule, results: readonly RunResult[]): number | Stop {
  const { length } = results;
  if (rule.kind === "count") return length < rule.seeds ? rule.seeds - length : { why: "count" };
  const most = rule.mostSeeds;
  if (length === 0) return Math.min(FIRST_ROUND, most);
  const open = openNumbers(rule, results);
  if (open.length === 0) return { why: rule.kind };
  if (length >= most) return { why: "most-seeds", open };
  return Math.min(most, Math.ceil(length * 1.5)) - length;
}

function openNumbers(
  rule: Exclude<StopRule, { kind: "count" }>,
  results: readonly RunResult[],
): string[] {
  switch (rule.kind) {
    case "share": {
      const met = results.filter(({ isMet }) => isMet).length;
      const { low, high } = shareInterval(met, results.length);
      return low >= rule.share || high < rule.share ? [] : ["the share of seeds"];
    }
    case "precision": {
      const { names, relative } = rule;
      return estimateHeadlines(results)
        .filter(({ name }) => (names === null ? isStandard(name) : names.includes(name)))
        .filter(({ interval }) => interval !== null && relativeHalfWidth(interval) > relative)
        .map(({ name }) => name);
    }
    default:
      return assertNever(rule, "a stop rule");
  }
}

const STANDARD = /\.(peakFill|peakBacklog|firstFull|p50|p95|p99)$|^drain\.|^maxBacklog$/;

/** Whether a number is among those that must be precise when none is named. */
export function isStandard(name: string): boolean {
  return STANDARD.test(name);
}
