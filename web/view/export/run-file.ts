/** What files of a run are called, and what a picture of it carries. */
import type { RunModel } from "../../model/run-model.js";
import type { PageState } from "../../shell/state.js";

/** Letters, digits and hyphens of the scenario's name. */
export function fileNameOf({ recording }: RunModel): string {
  const plain = recording.scenario.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return plain.replace(/^-|-$/g, "").slice(0, 60) || "fanin";
}

/** @returns what opens the run again (JSON); undefined: it was opened as a recording, whose text is not known */
export function carriedBy({ run, draft, ranText }: PageState): string | undefined {
  if (run === undefined || draft === undefined || ranText === undefined) return undefined;
  const { name, files } = draft;
  return JSON.stringify({ name, text: ranText, files, seed: run.recording.seed });
}
