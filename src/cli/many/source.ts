/** Scenario files as jobs carry them: their text, and the texts of the files that they name. */
import type { ScenarioSource } from "../../experiment/job.js";
import type { Problem } from "../../scenario/problem.js";
import { parseScenario } from "../../scenario/parse-scenario.js";
import type { PlanSpec } from "../../scenario/types/plan.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { EXIT, type ExitCode } from "../exit.js";
import { besides, readText } from "../files.js";
import { problemsText } from "../scenario-files.js";

export interface LoadedSource {
  readonly source: ScenarioSource;
  readonly set: readonly string[];
  /** Undefined when there are problems. */
  readonly scenario: Scenario | undefined;
  /** The `plan` block, if there is one. */
  readonly plan: PlanSpec | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

export function loadSource(file: string, set: readonly string[]): LoadedSource {
  const text = readText(file);
  const find = besides(file);
  const files: Record<string, string> = {};
  const result = parseScenario(text, {
    file,
    set,
    files: (name) => {
      const found = find(name);
      if (found !== undefined) files[name] = found;
      return found;
    },
  });
  return { source: { file, text, files }, set, ...result };
}

/** Prints what is wrong. @returns bad input if anything is */
export function printProblems(loaded: readonly LoadedSource[]): ExitCode {
  let worst: ExitCode = EXIT.met;
  for (const { problems, warnings } of loaded) {
    if (problems.length > 0) {
      process.stderr.write(`${problemsText(problems, "problem")}\n`);
      worst = EXIT.badInput;
    } else if (warnings.length > 0) {
      process.stderr.write(`${problemsText(warnings, "warning")}\n\n`);
    }
  }
  return worst;
}
