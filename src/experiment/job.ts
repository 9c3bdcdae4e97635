/**
 * A job: one run that somebody else may carry out, in a thread or on another machine. Plain data, in and out; what
 * comes back depends on the job alone.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Findings } from "../analysis/findings.js";
import { canonicalJson } from "../record/digest.js";
import type { Problem } from "../scenario/problem.js";
import type { Headline, Trouble } from "./headlines.js";

/** Raised whenever the same job would give other results, or results of another form. */
export const JOB_FORMAT = "fanin-job/1";

/** A scenario as text, with everything that its reading needs. */
export interface ScenarioSource {
  /** Name of the file, for problems and for replaying. */
  readonly file: string;
  readonly text: string;
  /** Texts of the files that the scenario names, by the names it uses. */
  readonly files: Readonly<Record<string, string>>;
}

export interface Job {
  /** Names it among the jobs it is given out with. */
  readonly key: string;
  readonly source: ScenarioSource;
  /** `path=value`, laid over the text; later ones win. */
  readonly set: readonly string[];
  readonly seed: number;
  /** [ticks] stop there; null: at the scenario's end. */
  readonly untilTicks: number | null;
  /** What comes beside the headline numbers. */
  readonly returns: "headlines" | "findings" | "backlog";
}

export type JobResult = RunResult | InvalidResult;

/** What a run showed. */
export interface RunResult {
  readonly kind: "run";
  readonly key: string;
  readonly seed: number;
  readonly digest: string;
  readonly end: { readonly kind: string; readonly atTicks: number; readonly notices: number };
  /** All objectives are met; false too when one could not be judged. */
  readonly isMet: boolean;
  readonly objectives: readonly ObjectiveResult[];
  readonly headlines: readonly Headline[];
  /** Where trouble showed first; null: nowhere. */
  readonly firstTrouble: Trouble | null;
  readonly findings: Findings | null;
  /** [events] not delivered yet, at each sample. */
  readonly backlog: readonly number[] | null;
}

export interface ObjectiveResult {
  readonly text: string;
  /** null: it could not be judged. */
  readonly isMet: boolean | null;
  readonly found: string;
}

/** Settings that do not go together: nothing was run. */
export interface InvalidResult {
  readonly kind: "invalid";
  readonly key: string;
  readonly seed: number;
  readonly problems: readonly Problem[];
}

/**
 * What a job is known by wherever its result is kept: equal identities mean equal results. The key, which is the
 * asker's, and the file's name, which says nothing of what is in it, are left out.
 */
export function jobId({ source: { text, files }, set, seed, untilTicks, returns }: Job): string {
  const covered = { format: JOB_FORMAT, text, files, set, seed, untilTicks, returns };
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(covered)))).slice(0, 32);
}

/** The command that does this one job again, for a shell. */
export function replayCommand({ source, set, seed, untilTicks }: Job): string {
  const settings = set.map((setting) => `--set ${shellWord(setting)}`);
  const until = untilTicks === null ? [] : [`--until '${String(untilTicks)} ns'`];
  const words = ["fanin run", shellWord(source.file), ...settings, `--seed ${String(seed)}`];
  return [...words, ...until].join(" ");
}

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w./=@:+,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
