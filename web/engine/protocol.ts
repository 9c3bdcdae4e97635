/** What the page and its worker say to each other: plain data, columns handed over and not copied. */
import type { Findings } from "../../src/analysis/findings.js";
import type { Problem } from "../../src/scenario/problem.js";
import type { Recording } from "../../src/record/recording.js";

/** The text of a scenario, and of the files that it names. */
export interface ScenarioText {
  readonly name: string; // of its file
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

export type Request =
  | {
      readonly kind: "run";
      readonly scenario: ScenarioText;
      /** Instead of the scenario's. */
      readonly seed: number | undefined;
    }
  | { readonly kind: "open"; readonly name: string; readonly text: string }
  | { readonly kind: "cancel" };

export type Reply =
  | { readonly kind: "progress"; readonly progress: Progress }
  /** What there is so far, while the run goes on. */
  | { readonly kind: "partial"; readonly result: RunResult }
  | { readonly kind: "done"; readonly result: RunResult }
  /** The scenario has problems: nothing was run. */
  | { readonly kind: "problems"; readonly problems: readonly Problem[] }
  | { readonly kind: "failed"; readonly message: string };

export interface Progress {
  readonly atTicks: number;
  readonly durationTicks: number;
  readonly notices: number;
  readonly generatedEvents: number;
  readonly wallMs: number; // since the run began
}

export interface RunResult {
  readonly recording: Recording;
  readonly findings: Findings;
  /** By sample, then by node: the index of its state; see model/states.ts. */
  readonly states: Uint8Array;
}
