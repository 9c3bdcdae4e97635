/** The file that `fanin show FILE` was started with. */
import type { ScenarioText } from "../engine/protocol.js";

export type Opened =
  | ({ readonly kind: "scenario" } & ScenarioText)
  | { readonly kind: "recording"; readonly name: string; readonly text: string };

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
