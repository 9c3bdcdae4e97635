/** Runs a scenario text in a test: problems fail it, and the ledger is checked at every sample. */
import { findings } from "../../src/analysis/find.js";
import type { Findings } from "../../src/analysis/findings.js";
import { simulate, type RunOptions } from "../../src/experiment/run.js";
import type { Recording } from "../../src/record/recording.js";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { formatProblem } from "../../src/scenario/problem.js";
import type { Scenario } from "../../src/scenario/types/scenario.js";

export interface Simulated {
  readonly recording: Recording;
  readonly found: Findings;
  /** A final counter of the part at an address. */
  total(address: string, counter: string): number;
  /** A series of the part at an address, with its value at a time (the last sample not after it). */
  at(address: string, series: string, seconds: number): number;
}

export function scenarioOf(text: string, set: readonly string[] = []): Scenario {
  const { scenario, problems } = parseScenario(text, { file: "test.yaml", set });
  if (scenario === undefined) throw new Error(problems.map(formatProblem).join("\n"));
  return scenario;
}

export function simulated(
  text: string,
  set: readonly string[] = [],
  options: RunOptions = {},
): Simulated {
  const recording = simulate(scenarioOf(text, set), { checksLedger: true, ...options });
  const partOf = (address: string): number => {
    const index = recording.parts.findIndex((part) => part.address === address);
    if (index < 0) throw new Error(`no part ${address}`);
    return index;
  };
  return {
    recording,
    found: findings(recording),
    total: (address, counter) => recording.parts[partOf(address)]!.totals[counter] ?? NaN,
    at: (address, name, seconds) => {
      const part = partOf(address);
      const series = recording.series.find((each) => each.part === part && each.name === name);
      if (series === undefined) throw new Error(`no series ${address} ${name}`);
      const index = recording.times.findLastIndex((ticks) => ticks <= seconds * 1e9);
      return series.values[index]!;
    },
  };
}
