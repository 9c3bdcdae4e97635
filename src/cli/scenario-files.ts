/** Scenario files from the command line: read, parse, and print what is wrong with them. */
import { formatProblem, type Problem } from "../scenario/problem.js";
import { parseScenario } from "../scenario/parse-scenario.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { besides, readText } from "./files.js";

export interface LoadedScenario {
  readonly file: string;
  /** Undefined when there are problems. */
  readonly scenario: Scenario | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** As it stands in the file. */
  readonly text: string;
}

export function loadScenario(file: string, set: readonly string[]): LoadedScenario {
  const text = readText(file);
  const result = parseScenario(text, { file, set, files: besides(file) });
  return { file, text, ...result };
}

/** Problems for people, and a count. */
export function problemsText(problems: readonly Problem[], noun: string): string {
  const count = `${String(problems.length)} ${noun}${problems.length === 1 ? "" : "s"}`;
  return [...problems.map(formatProblem), count].join("\n");
}
