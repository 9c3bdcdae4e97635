/** What a report or a comparison is made from: a file or folder of the command line, read and named for what it is. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { AUDIT_FORMAT, type Audit } from "../../experiment/audit/result.js";
import { CURVES_FORMAT, type Curves } from "../../experiment/curves/result.js";
import { REPLICATIONS_FORMAT, type Replications } from "../../experiment/estimates.js";
import { PLAN_FORMAT, type Plan } from "../../experiment/plan/result.js";
import type { RunResult } from "../../experiment/job.js";
import { RecordingError } from "../../record/check-recording.js";
import { recordingFromJson } from "../../record/json.js";
import { RECORDING_FORMAT, type Recording } from "../../record/recording.js";
import { FileError, readText } from "../files.js";
import { loadSource, type LoadedSource } from "../many/source.js";
import { savedSourceOf, type SavedSource } from "../saved-source.js";

export type Material =
  | ScenarioMaterial
  | RecordingMaterial
  | ReplicationsMaterial
  | { readonly kind: "plan"; readonly file: string; readonly plan: Plan }
  | { readonly kind: "curves"; readonly file: string; readonly curves: Curves }
  | { readonly kind: "audit"; readonly file: string; readonly audit: Audit };

export interface ScenarioMaterial {
  readonly kind: "scenario";
  readonly file: string;
  readonly loaded: LoadedSource;
}

export interface RecordingMaterial {
  readonly kind: "recording";
  readonly file: string;
  readonly recording: Recording;
  /** Where it was made from, if that was kept beside it. */
  readonly source: SavedSource | undefined;
}

export interface ReplicationsMaterial {
  readonly kind: "replications";
  readonly file: string;
  readonly found: Replications;
  /** A row a seed; empty: not in the file. */
  readonly results: readonly RunResult[];
  readonly source: SavedSource | undefined;
}

/** Kinds of files that say at their beginning what they are, and what to do with those that are of no use here. */
const OTHERS: Readonly<Record<string, string>> = {
  "fanin-findings": "it has no curves: give the recording that lies beside it",
  "fanin-sweep": "a sweep is many settings: give one of them, as a scenario with --set",
  "fanin-regime": "a report has the map of its scenario anyway: give the scenario",
  "flume-reference-trace":
    "it is a recording of real agents: `fanin verify` and `fanin calibrate` read it",
};

/** @param operand a file, or a folder that `fanin run --out` wrote @returns all that is in it */
export function readMaterial(operand: string, set: readonly string[]): Material[] {
  if (existsSync(operand) && statSync(operand).isDirectory()) {
    if (set.length > 0)
      throw new FileError(`${operand}: --set changes a scenario, and these are results`);
    return readFolder(operand);
  }
  return [readOne(operand, set)];
}

function readFolder(folder: string): Material[] {
  const names = readdirSync(folder).filter((name) =>
    /\.(recording|replications)\.json$/.test(name),
  );
  const runs = [
    ...new Set(names.map((name) => name.replace(/\.(recording|replications)\.json$/, ""))),
  ];
  if (runs.length === 0) {
    throw new FileError(
      `${folder}: expected a folder that \`fanin run --out\` wrote, found no recording in it` +
        " (NAME.recording.json or NAME.replications.json)",
    );
  }
  if (runs.length > 1) {
    throw new FileError(
      `${folder}: expected one run, found ${String(runs.length)}: ${runs.join(", ")};` +
        ` name the file: ${join(folder, names[0]!)}`,
    );
  }
  return names.sort().map((name) => readOne(join(folder, name), []));
}

function readOne(file: string, set: readonly string[]): Material {
  const text = readText(file);
  const format = formatIn(text);
  if (format === undefined) return { kind: "scenario", file, loaded: loadSource(file, set) };
  if (set.length > 0) {
    throw new FileError(`${file}: --set changes a scenario, and this is a result (${format})`);
  }
  return readResult(file, text, format);
}

function readResult(file: string, text: string, format: string): Material {
  const source = savedSourceOf(file);
  if (isOf(format, RECORDING_FORMAT)) {
    return { kind: "recording", file, recording: asRecording(file, text), source };
  }
  const value = parsed(file, text);
  if (isOf(format, REPLICATIONS_FORMAT)) {
    assertVersion(file, format, REPLICATIONS_FORMAT);
    const found = (value["replications"] ?? value) as Replications & { results?: RunResult[] };
    assertShape(file, found, ["scenario", "seeds", "verdict", "objectives", "headlines", "fluid"]);
    return { kind: "replications", file, found, results: found.results ?? [], source };
  }
  if (isOf(format, PLAN_FORMAT)) {
    assertVersion(file, format, PLAN_FORMAT);
    const plan = (value["plan"] ?? value) as Plan;
    assertShape(file, plan, ["outcome", "asked", "variables", "recommended", "bindings", "map"]);
    return { kind: "plan", file, plan };
  }
  if (isOf(format, CURVES_FORMAT)) {
    assertVersion(file, format, CURVES_FORMAT);
    const curves = (value["curves"] ?? value) as Curves;
    assertShape(file, curves, [
      "outage",
      "seeds",
      "firsts",
      "borne",
      "tolerable",
      "recovery",
      "tornado",
      "map",
    ]);
    return { kind: "curves", file, curves };
  }
  if (isOf(format, AUDIT_FORMAT)) {
    assertVersion(file, format, AUDIT_FORMAT);
    const audit = (value["audit"] ?? value) as Audit;
    assertShape(file, audit, ["scenario", "seeds", "reference", "findings", "left"]);
    return { kind: "audit", file, audit };
  }
  const family = format.split("/")[0]!;
  const hint = OTHERS[family] ?? "it is nothing that a report is made from";
  throw new FileError(
    `${file}: expected a scenario, a recording, a result of many runs or a plan, found ${format}; ${hint}`,
  );
}

/** What a file of ours says of itself near its beginning; undefined: it is taken as a scenario. */
function formatIn(text: string): string | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  return /"format"\s*:\s*"((?:fanin|flume)-[\w-]+\/\d+)"/.exec(text.slice(0, 400))?.[1];
}

function isOf(format: string, ours: string): boolean {
  return format.split("/")[0] === ours.split("/")[0];
}

function assertVersion(file: string, found: string, expected: string): void {
  if (found === expected) return;
  throw new FileError(
    `${file}: expected ${expected}, found ${found}, of another version of fanin; ` +
      "run the scenario again with this one",
  );
}

function parsed(file: string, text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FileError(
      `${file}: it is not whole (${reason}); it was perhaps cut off while it was written: make it again`,
    );
  }
}

function asRecording(file: string, text: string): Recording {
  try {
    return recordingFromJson(text);
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    throw new FileError(`${file}: ${error.message}. ${error.advice}`);
  }
}

function assertShape(file: string, value: object, keys: readonly string[]): void {
  const missing = keys.filter((key) => !Object.hasOwn(value, key));
  if (missing.length === 0) return;
  throw new FileError(`${file}: it is damaged: ${missing.join(", ")} is missing; make it again`);
}

/** What a report calls a file. */
export function nameOf(file: string): string {
  return basename(file);
}
