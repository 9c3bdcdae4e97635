/**
 * What is wrong with a sweep, before anything runs: a path that the scenario does not have, a value that no point can
 * have. Combinations that do not go together are no mistake: they are told in the results.
 */
import type { Problem } from "../../scenario/problem.js";
import { parseScenario } from "../../scenario/parse-scenario.js";
import { settingsOf, type SweepPlan } from "./plan.js";

/** Values of a dimension that are looked at; of more, some from all over it. */
const MOST_VALUES = 200;
/** Points that a value is tried in when it cannot be alone. */
const MOST_POINTS = 20;

export interface SweepText {
  readonly file: string;
  readonly text: string;
  readonly set: readonly string[];
  readonly files: (name: string) => string | undefined;
}

/** @returns problems in the order of the dimensions; none when at least one point of every value can be run */
export function checkPlan(plan: SweepPlan, scenario: SweepText): readonly Problem[] {
  const problemsWith = (settings: readonly string[]): readonly Problem[] => {
    const { file, text, set, files } = scenario;
    return parseScenario(text, { file, set: [...set, ...settings], files }).problems;
  };
  const problems = plan.dimensions.flatMap(({ path }, d) => {
    return someOf([...new Set(plan.points.map((point) => point[d]!))]).flatMap((value) => {
      const alone = problemsWith([`${path}=${value}`]);
      if (alone.length === 0) return [];
      const withIt = plan.points.filter((point) => point[d] === value).slice(0, MOST_POINTS);
      const isPossible = withIt.some((point) => problemsWith(settingsOf(plan, point)).length === 0);
      if (isPossible) return [];
      return alone.map((problem) => {
        const isOwn = problem.file === `--set ${path}=${value}`;
        return isOwn ? { ...problem, file: `--vary ${path}=${value}` } : problem;
      });
    });
  });
  return eachOnce(problems);
}

/** All values, or some evenly spread over them, the first and the last among them. */
function someOf(values: readonly string[]): readonly string[] {
  if (values.length <= MOST_VALUES) return values;
  return Array.from({ length: MOST_VALUES }, (_, i) => {
    return values[Math.round((i * (values.length - 1)) / (MOST_VALUES - 1))]!;
  });
}

/** What is wrong in the scenario itself is wrong with every value. */
function eachOnce(problems: readonly Problem[]): Problem[] {
  const seen = new Map<string, Problem>();
  for (const problem of problems) {
    const { file, line, column, code, path } = problem;
    const key = JSON.stringify([file, line, column, code, path]);
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()];
}
