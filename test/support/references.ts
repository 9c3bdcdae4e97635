/** The recordings of real Flume agents that are in the repository. */
import { readFileSync, readdirSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ReferenceTrace } from "../../src/verify/trace.js";

const FOLDER = "test/reference";

export interface Reference {
  /** `overload`, `again/overload-1` for a repetition, `lab/three-tiers` for one of our own. */
  readonly file: string;
  readonly trace: ReferenceTrace;
}

/** All of them, repetitions too, in order of their names. */
export function references(): Reference[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json.gz"))
    .map((name) => name.replace(/\.json\.gz$/, ""));
  return files.sort().map((file) => ({ file, trace: reference(file) }));
}

export function reference(file: string): ReferenceTrace {
  const bytes = gunzipSync(readFileSync(`${FOLDER}/${file}.json.gz`));
  return JSON.parse(bytes.toString()) as ReferenceTrace;
}
