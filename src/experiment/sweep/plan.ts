/** A sweep before it is run: dimensions, points, seeds, and the jobs they come to. */
import type { Problem } from "../../scenario/problem.js";
import type { Job, ScenarioSource } from "../job.js";
import { gridPoints, gridSize, latinHypercube, type Point } from "./design.js";
import { quote, readVary, varyProblem, type Dimension } from "./vary.js";

/** More runs than anybody waits for: a slip in a range. */
const MOST_RUNS = 1_000_000;

export interface SweepPlan {
  readonly design: "grid" | "latin hypercube";
  readonly dimensions: readonly Dimension[];
  readonly points: readonly Point[];
  /** The same at every point: common random numbers, so that points differ by their settings alone. */
  readonly seeds: readonly number[];
}

export interface SweepRequest {
  /** As on the command line. */
  readonly vary: readonly string[];
  /** Points of a space-filling design; undefined: the full grid. */
  readonly points: number | undefined;
  readonly replications: number;
  readonly firstSeed: number;
}

export type PlanReading =
  | { readonly plan: SweepPlan; readonly problems: readonly [] }
  | { readonly plan: undefined; readonly problems: readonly Problem[] };

export function planSweep({ vary, points, replications, firstSeed }: SweepRequest): PlanReading {
  const readings = vary.map((written) => readVary(written, points !== undefined));
  const problems = readings.flatMap((reading) => (reading.isRead ? [] : [reading.problem]));
  const dimensions = readings.flatMap((reading) => (reading.isRead ? [reading.dimension] : []));
  problems.push(...pathsTwice(dimensions));
  if (vary.length === 0) problems.push(emptyGrid());
  if (problems.length > 0) return { plan: undefined, problems };
  const runs = (points ?? gridSize(dimensions)) * replications;
  if (runs > MOST_RUNS) {
    const last = dimensions.at(-1)!;
    const fix = "take fewer values, or --points N for so many points spread over all of it";
    const found = `${String(runs)} runs`;
    const expected = `a sweep of at most ${String(MOST_RUNS)} runs`;
    const problem = varyProblem(last.written, last.path, { expected, found, fix });
    return { plan: undefined, problems: [problem] };
  }
  const plan: SweepPlan = {
    design: points === undefined ? "grid" : "latin hypercube",
    dimensions,
    points:
      points === undefined ? gridPoints(dimensions) : latinHypercube(dimensions, points, firstSeed),
    seeds: Array.from({ length: replications }, (_, i) => firstSeed + i),
  };
  return { plan, problems: [] };
}

/** Point by point, seed by seed. @param set settings under those of the points */
export function sweepJobs(
  plan: SweepPlan,
  source: ScenarioSource,
  set: readonly string[],
  untilTicks: number | null,
): Job[] {
  return plan.points.flatMap((point, i) =>
    plan.seeds.map((seed) => ({
      key: `point ${String(i + 1)} seed ${String(seed)}`,
      source,
      set: [...set, ...settingsOf(plan, point)],
      seed,
      untilTicks,
      returns: "headlines" as const,
    })),
  );
}

/** `path=value` of a point. */
export function settingsOf({ dimensions }: SweepPlan, point: Point): string[] {
  return dimensions.map(({ path }, i) => `${path}=${point[i]!}`);
}

function pathsTwice(dimensions: readonly Dimension[]): Problem[] {
  return dimensions.flatMap(({ path, written }, i) => {
    const isSecond = dimensions.slice(0, i).some((other) => other.path === path);
    if (!isSecond) return [];
    const fix = "put all its values into one --vary";
    return [varyProblem(written, path, { expected: "each path once", found: quote(path), fix })];
  });
}

function emptyGrid(): Problem {
  const fix = "write --vary tier2.channel.capacity=1000000,2000000";
  return varyProblem("", "", {
    expected: "at least one --vary",
    found: "none: an empty grid",
    fix,
  });
}
