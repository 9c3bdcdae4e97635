/** What many seeds say together: means with intervals, shares with intervals. Plain data, versioned. */
import { meanInterval, type MeanInterval } from "../statistics/mean-interval.js";
import { quantileInterval, type QuantileInterval } from "../statistics/quantile-interval.js";
import { shareInterval, type ShareInterval } from "../statistics/share-interval.js";
import type { FluidComparison } from "./beside-fluid.js";
import type { HeadlineUnit, Trouble } from "./headlines.js";
import type { RunResult } from "./job.js";
import type { Stop } from "./stop-rule.js";

export const REPLICATIONS_FORMAT = "fanin-replications/1";

export interface Replications {
  readonly format: typeof REPLICATIONS_FORMAT;
  readonly scenario: { readonly name: string; readonly about: string };
  readonly layers: readonly string[];
  readonly set: readonly string[];
  readonly seeds: readonly number[];
  readonly verdict: ReplicatedVerdict;
  readonly objectives: readonly ObjectiveShare[];
  readonly headlines: readonly HeadlineEstimate[];
  /** Of the numbers that vary over seeds and are asked for first: what half and 95 % of the seeds are at or below. */
  readonly quantiles: readonly SeedQuantiles[];
  readonly troubles: readonly TroubleCount[];
  /** The means beside the fluid of the scenario. */
  readonly fluid: FluidComparison;
  readonly stop: Stop;
  readonly warmUp: WarmUp;
}

/** Seeds that meet all objectives. */
export interface ReplicatedVerdict extends ShareInterval {
  /** Share of seeds asked for, 0–1. */
  readonly asked: number;
  readonly isMet: boolean;
  /** Whether the interval lies on one side of what is asked. */
  readonly isDecided: boolean;
}

export interface ObjectiveShare extends ShareInterval {
  readonly text: string;
  /** Seeds in which it could not be judged: they count as not met. */
  readonly unjudged: number;
  /** What the first seed showed that did not meet it; null: none. */
  readonly miss: { readonly seed: number; readonly found: string } | null;
}

export interface HeadlineEstimate {
  readonly name: string;
  readonly unit: HeadlineUnit;
  /** Over the seeds in which it happened; null: in none. */
  readonly interval: MeanInterval | null;
  readonly seeds: number;
}

/** Over the seeds in which it happened. */
export interface SeedQuantiles {
  readonly name: string;
  readonly unit: HeadlineUnit;
  readonly quantiles: readonly QuantileInterval[];
}

/** In how many seeds trouble began in that way. */
export interface TroubleCount {
  readonly layer: string;
  readonly what: Trouble["what"];
  readonly seeds: number;
  readonly earliestSeconds: number;
}

/** What of the beginning of each run is not judged. */
export interface WarmUp {
  readonly by: "scenario" | "mser-5" | "none";
  readonly ticks: number;
  /** The series that MSER-5 looked at, and what it said when nothing was cut. */
  readonly note: string;
}

/** @param results at least one, with the same names in the same order */
export function estimateHeadlines(results: readonly RunResult[]): HeadlineEstimate[] {
  return results[0]!.headlines.map(({ name, unit }, i) => {
    const values = results
      .map(({ headlines }) => headlines[i]!.value)
      .filter((value) => value !== null);
    return { name, unit, interval: meanInterval(values), seeds: results.length };
  });
}

const SEED_SHARES = [0.5, 0.95];

/** @param isWanted by name @returns those that are not the same in every seed */
export function seedQuantiles(
  results: readonly RunResult[],
  isWanted: (name: string) => boolean,
): SeedQuantiles[] {
  return results[0]!.headlines.flatMap(({ name, unit }, i): SeedQuantiles[] => {
    const values = results
      .map(({ headlines }) => headlines[i]!.value)
      .filter((value) => value !== null)
      .sort((a, b) => a - b);
    if (!isWanted(name) || values.length === 0 || values[0] === values.at(-1)) return [];
    return [{ name, unit, quantiles: SEED_SHARES.map((share) => quantileInterval(values, share)) }];
  });
}

/** @param asked share of seeds that must meet the objectives, 0–1 */
export function replicatedVerdict(results: readonly RunResult[], asked: number): ReplicatedVerdict {
  const met = results.filter(({ isMet }) => isMet).length;
  const interval = shareInterval(met, results.length);
  const isMet = met >= asked * results.length;
  const isDecided = isMet ? interval.low >= asked : interval.high < asked;
  return { ...interval, asked, isMet, isDecided };
}

export function objectiveShares(results: readonly RunResult[]): ObjectiveShare[] {
  return results[0]!.objectives.map(({ text }, i) => {
    const judged = results.map(({ seed, objectives }) => ({ seed, ...objectives[i]! }));
    const missed = judged.find(({ isMet }) => isMet !== true);
    return {
      ...shareInterval(judged.filter(({ isMet }) => isMet === true).length, results.length),
      text,
      unjudged: judged.filter(({ isMet }) => isMet === null).length,
      miss: missed === undefined ? null : { seed: missed.seed, found: missed.found },
    };
  });
}

/** Where trouble showed first, the most frequent first. */
export function countTroubles(results: readonly RunResult[]): TroubleCount[] {
  const counts = new Map<string, TroubleCount>();
  for (const { firstTrouble } of results) {
    if (firstTrouble === null) continue;
    const { layer, what, atSeconds } = firstTrouble;
    const key = `${layer} ${what}`;
    const before = counts.get(key) ?? { layer, what, seeds: 0, earliestSeconds: Infinity };
    const earliestSeconds = Math.min(before.earliestSeconds, atSeconds);
    counts.set(key, { ...before, seeds: before.seeds + 1, earliestSeconds });
  }
  return [...counts.values()].sort((a, b) => b.seeds - a.seeds);
}
