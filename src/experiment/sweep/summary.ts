/** What a sweep showed: every point over its seeds, and the points from best to worst. Plain data, versioned. */
import { meanInterval, type MeanInterval } from "../../statistics/mean-interval.js";
import { shareInterval, type ShareInterval } from "../../statistics/share-interval.js";
import {
  countTroubles,
  estimateHeadlines,
  objectiveShares,
  type HeadlineEstimate,
  type ObjectiveShare,
  type TroubleCount,
} from "../estimates.js";
import type { InvalidResult, JobResult, RunResult } from "../job.js";
import { settingsOf, type SweepPlan } from "./plan.js";

export const SWEEP_FORMAT = "fanin-sweep/2";

export interface SweepSummary {
  readonly format: typeof SWEEP_FORMAT;
  readonly scenario: string;
  readonly design: SweepPlan["design"];
  readonly paths: readonly string[];
  readonly seeds: readonly number[];
  /** Share of the seeds that must meet the objectives, 0–1. */
  readonly asked: number;
  /** In the order of the design. */
  readonly points: readonly PointSummary[];
  /** Indexes of the points that were run, best first; see `compare`. */
  readonly ranking: readonly number[];
}

export type PointSummary = RunPoint | InvalidPoint;

export interface RunPoint {
  readonly kind: "run";
  readonly settings: readonly string[];
  readonly met: ShareInterval;
  /** As many seeds meet the objectives as asked for. */
  readonly isMet: boolean;
  readonly objectives: readonly ObjectiveShare[];
  /** Where trouble began, the most frequent first. */
  readonly troubles: readonly TroubleCount[];
  readonly headlines: readonly HeadlineEstimate[];
  /** Each number less that of the first point that was run, seed by seed: the noise they share cancels. */
  readonly differences: readonly (MeanInterval | null)[];
}

/** Settings that do not go together. */
export interface InvalidPoint {
  readonly kind: "invalid";
  readonly settings: readonly string[];
  readonly problem: string;
}

/** @param results of all jobs of the plan, in their order */
export function summarizeSweep(
  plan: SweepPlan,
  results: readonly JobResult[],
  { scenario, asked }: { scenario: string; asked: number },
): SweepSummary {
  const { seeds } = plan;
  const byPoint = plan.points.map((_, i) =>
    results.slice(i * seeds.length, (i + 1) * seeds.length),
  );
  const first = byPoint.find((own) => own.every(isRun)) as readonly RunResult[] | undefined;
  const points = byPoint.map((own, i): PointSummary => {
    const settings = settingsOf(plan, plan.points[i]!);
    const invalid = own.find((result): result is InvalidResult => result.kind === "invalid");
    if (invalid !== undefined) {
      return { kind: "invalid", settings, problem: problemText(invalid) };
    }
    const runs = own.filter(isRun);
    const met = shareInterval(runs.filter(({ isMet }) => isMet).length, runs.length);
    return {
      kind: "run",
      settings,
      met,
      isMet: met.successes >= asked * met.trials,
      objectives: objectiveShares(runs),
      troubles: countTroubles(runs),
      headlines: estimateHeadlines(runs),
      differences: differences(runs, first!),
    };
  });
  const ranking = points
    .flatMap((point, i) => (point.kind === "run" ? [{ point, i }] : []))
    .sort((a, b) => compare(a.point, b.point) || a.i - b.i)
    .map(({ i }) => i);
  const paths = plan.dimensions.map(({ path }) => path);
  return {
    format: SWEEP_FORMAT,
    scenario,
    design: plan.design,
    paths,
    seeds,
    asked,
    points,
    ranking,
  };
}

function isRun(result: JobResult): result is RunResult {
  return result.kind === "run";
}

/** Numbers by name, because other settings may have other numbers (a drain more, a destination less). */
function differences(
  runs: readonly RunResult[],
  first: readonly RunResult[],
): (MeanInterval | null)[] {
  const names = runs[0]!.headlines.map(({ name }) => name);
  return names.map((name) => {
    const pairs = runs.flatMap((run, s) => {
      const own = valueOf(run, name);
      const other = valueOf(first[s]!, name);
      return own === null || other === null ? [] : [own - other];
    });
    return meanInterval(pairs);
  });
}

function valueOf({ headlines }: RunResult, name: string): number | null {
  return headlines.find((each) => each.name === name)?.value ?? null;
}

/**
 * The better of two points: more seeds meet the objectives; fewer events lost or dropped; fewer calls rejected or
 * connections refused; less under way at the worst moment. Negative when a is better.
 */
function compare(a: RunPoint, b: RunPoint): number {
  return (
    b.met.successes - a.met.successes ||
    total(a, ["lost", "dropped"]) - total(b, ["lost", "dropped"]) ||
    total(a, ["rejections", "connectionRefusals"]) -
      total(b, ["rejections", "connectionRefusals"]) ||
    total(a, ["maxBacklog"]) - total(b, ["maxBacklog"])
  );
}

function total({ headlines }: RunPoint, names: readonly string[]): number {
  return headlines
    .filter(({ name }) => names.includes(name))
    .reduce((sum, { interval }) => sum + (interval?.mean ?? 0), 0);
}

function problemText({ problems }: InvalidResult): string {
  const { path, expected, found } = problems[0]!;
  const more = problems.length === 1 ? "" : ` (and ${String(problems.length - 1)} more)`;
  return `${path === "" ? "" : `${path}: `}expected ${expected}, found ${found}${more}`;
}
