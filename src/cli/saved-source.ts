/** What a result was made from, kept beside it: scenario text, the files it names, settings. */
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ScenarioSource } from "../experiment/job.js";
import { readText } from "./files.js";

const SOURCE_FORMAT = "fanin-source/1";

export interface SavedSource {
  readonly format: typeof SOURCE_FORMAT;
  readonly source: ScenarioSource;
  readonly set: readonly string[];
}

export function sourceJson(source: ScenarioSource, set: readonly string[]): string {
  const saved: SavedSource = { format: SOURCE_FORMAT, source, set };
  return JSON.stringify(saved);
}

/** @param result `NAME.recording.json` @returns what `NAME.source.json` beside it says; undefined: nothing that can be read */
export function savedSourceOf(result: string): SavedSource | undefined {
  const name = basename(result).replace(/\.(recording|replications|plan)\.json$/, "");
  const file = join(dirname(result), `${name}.source.json`);
  if (!existsSync(file)) return undefined;
  try {
    const saved = JSON.parse(readText(file)) as SavedSource;
    const isOurs = saved.format === SOURCE_FORMAT && typeof saved.source.text === "string";
    return isOurs && Array.isArray(saved.set) ? saved : undefined;
  } catch {
    return undefined;
  }
}
