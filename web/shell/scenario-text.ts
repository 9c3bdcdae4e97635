/** The text of a scenario as it comes in links and pictures: of anybody's making. */
import type { ScenarioText } from "../engine/protocol.js";

/** @returns undefined for what is none */
export function readScenarioText(value: unknown): ScenarioText | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { name, text, files } = value as Readonly<Record<string, unknown>>;
  if (typeof name !== "string" || typeof text !== "string") return undefined;
  const texts = Object.entries(typeof files === "object" && files !== null ? files : {});
  return { name, text, files: Object.fromEntries(texts.map(([file, of]) => [file, String(of)])) };
}

/** @returns undefined for what is none */
export function readSeed(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
