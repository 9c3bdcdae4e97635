/** A file that was opened, or that `fanin show FILE` was started with. */
import type { Refusal, ScenarioText } from "../engine/protocol.js";

export type Opened =
  /** `seed`: instead of the scenario's. */
  | ({ readonly kind: "scenario"; readonly seed?: number } & ScenarioText)
  /** Of a run or of real agents; what exactly, the worker finds out. */
  | { readonly kind: "recording"; readonly name: string; readonly text: string }
  | { readonly kind: "unreadable"; readonly refusal: Refusal };

/** @returns undefined when there is none, or when another server than fanin's serves the page */
export async function loadOpened(): Promise<Opened | undefined> {
  try {
    const response = await fetch("./opened.json");
    if (!response.ok) return undefined;
    return ((await response.json()) as Opened | null) ?? undefined;
  } catch {
    return undefined;
  }
}
