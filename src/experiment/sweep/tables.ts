/** A sweep's results as tables: a row a run, and a row a point. */
import type { JobResult } from "../job.js";
import { resultRow, type Row } from "../result-tables.js";
import type { SweepPlan } from "./plan.js";
import type { SweepSummary } from "./summary.js";

/** Point, settings, then the run. @param results of all jobs of the plan, in their order */
export function runRows(plan: SweepPlan, results: readonly JobResult[]): Row[] {
  return results.map((result, i) => {
    const index = Math.floor(i / plan.seeds.length);
    const point = plan.points[index]!;
    const settings = Object.fromEntries(plan.dimensions.map(({ path }, d) => [path, point[d]!]));
    const at = { point: index + 1, ...settings };
    if (result.kind === "run") return { ...at, problem: null, ...resultRow(result) };
    const { path, expected, found } = result.problems[0]!;
    return { ...at, problem: `${path}: expected ${expected}, found ${found}`, seed: result.seed };
  });
}

/** Settings, share of seeds that meet the objectives with its interval, mean and half width of every number. */
export function pointRows({ points, paths, ranking }: SweepSummary): Row[] {
  return points.map((point, i) => {
    const settings = Object.fromEntries(
      point.settings.map((setting, d) => [paths[d]!, setting.slice(paths[d]!.length + 1)]),
    );
    const at = { point: i + 1, ...settings };
    if (point.kind === "invalid") return { ...at, problem: point.problem };
    const trouble = point.troubles[0];
    const numbers = point.headlines.flatMap(({ name, unit, interval }, n) => [
      [`${name} [${unit}]`, interval?.mean ?? null],
      [`± ${name} [${unit}]`, interval?.halfWidth ?? null],
      [`Δ ${name} [${unit}]`, point.differences[n]?.mean ?? null],
      [`± Δ ${name} [${unit}]`, point.differences[n]?.halfWidth ?? null],
    ]) as [string, number | null][];
    return {
      ...at,
      problem: null,
      rank: ranking.indexOf(i) + 1,
      isMet: point.isMet,
      seeds: point.met.trials,
      seedsMet: point.met.successes,
      shareLow: point.met.low,
      shareHigh: point.met.high,
      firstTroubleLayer: trouble?.layer ?? null,
      firstTrouble: trouble?.what ?? null,
      firstTroubleEarliestSeconds: trouble?.earliestSeconds ?? null,
      ...Object.fromEntries(numbers),
    };
  });
}
