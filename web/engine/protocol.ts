/** What the page and its workers say to each other: plain data, columns handed over and not copied. */
import type { Findings } from "../../src/analysis/findings.js";
import type { Knob } from "../../src/scenario/edit/knobs.js";
import type { Setting } from "../../src/scenario/edit/settings.js";
import type { Explanation, Suggestions } from "../../src/scenario/edit/suggest.js";
import type { Step, TextChange } from "../../src/scenario/edit/syntax.js";
import type { Problem } from "../../src/scenario/problem.js";
import type { Recording } from "../../src/record/recording.js";
import type { MeasuredSeries } from "../../src/verify/measured.js";

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
      /** [ticks] between samples, instead of the scenario's. */
      readonly everyTicks: number | undefined;
      /** Whether a run that may be too large for the browser is wanted all the same. */
      readonly isSure: boolean;
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
  /** Nothing was run: it needs more than browsers give. */
  | { readonly kind: "too-large"; readonly need: Need }
  /** A file that is not what it was opened as. */
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "failed"; readonly message: string };

/** What the page needs of a worker; see in-page.ts for where there is none. */
export interface EngineWorker {
  postMessage(message: Request | Asked): void;
  addEventListener(type: "message", heard: (event: MessageEvent) => void): void;
  addEventListener(type: "error", heard: (event: ErrorEvent) => void): void;
  addEventListener(type: "messageerror", heard: (event: Event) => void): void;
  terminate(): void;
}

/** Why a file cannot be shown, and what to do. */
export interface Refusal {
  readonly title: string;
  readonly details: string;
  readonly advice: string;
}

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
  /** [ticks] between samples that the scenario asks for, where they were taken further apart here. */
  readonly askedEveryTicks?: number;
  /** Of a recording that was opened: its digest is not that of its contents. */
  readonly isAltered?: boolean;
  /** Of a recording of real agents: what was measured there; the rest is the simulation of what was set up. */
  readonly measured?: Measured;
}

export interface Measured {
  readonly name: string;
  readonly series: readonly MeasuredSeries[];
}

/** What a run takes of the browser's memory; see engine/need.ts. */
export interface Need {
  readonly bytes: number;
  /** [ticks] between samples. */
  readonly everyTicks: number;
  /** [ticks] between samples that would need less; undefined: samples are not what needs it. */
  readonly coarserTicks: number | undefined;
}

/** Questions of the editor about a text; each is answered by itself, in order. */
export type Question =
  | { readonly kind: "check"; readonly scenario: ScenarioText }
  | { readonly kind: "lint"; readonly scenario: ScenarioText }
  | { readonly kind: "estimate"; readonly scenario: ScenarioText }
  | {
      readonly kind: "settings";
      readonly text: string;
      readonly paths: readonly (readonly Step[])[];
    }
  | { readonly kind: "suggest"; readonly text: string; readonly offset: number }
  | { readonly kind: "explain"; readonly text: string; readonly offset: number }
  | {
      readonly kind: "set";
      readonly text: string;
      readonly path: readonly Step[];
      readonly value: string;
    };

export interface Answers {
  readonly check: Checked;
  readonly lint: readonly Problem[];
  readonly settings: readonly Setting[];
  /** [ms] that a run will take, about; undefined: nothing to go by. */
  readonly estimate: number | undefined;
  readonly suggest: Suggestions | undefined;
  readonly explain: Explanation | undefined;
  readonly set: TextChange | undefined;
}

export interface Checked {
  /** Errors, warnings and lints, by place. */
  readonly problems: readonly Problem[];
  readonly knobs: readonly Knob[];
}

export type Answer<Q extends Question> = Answers[Q["kind"]];

export interface Asked {
  readonly kind: "ask";
  readonly id: number;
  readonly question: Question;
}

export type DeskReply =
  | { readonly kind: "answer"; readonly id: number; readonly answer: Answers[keyof Answers] }
  | { readonly kind: "unanswered"; readonly id: number; readonly message: string };
