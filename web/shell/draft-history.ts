/** The last texts that were run or rested on, kept by the browser: nobody loses an idea to a closed tab. */
import type { ScenarioText } from "../engine/protocol.js";

export interface KeptDraft extends ScenarioText {
  /** ISO 8601: when it was kept last. */
  readonly at: string;
}

const KEY = "fanin-drafts";
const MOST = 20;

/** The latest first. */
export function keptDrafts(): readonly KeptDraft[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(read) ? read.filter(isKept) : [];
  } catch {
    return [];
  }
}

export function keepDraft(draft: ScenarioText): void {
  const others = keptDrafts().filter(({ text }) => text !== draft.text);
  const kept = [{ ...draft, at: new Date().toISOString() }, ...others].slice(0, MOST);
  // What does not fit makes room for itself: the oldest go first.
  for (let count = kept.length; count > 0; count = Math.floor(count / 2)) {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept.slice(0, count)));
      return;
    } catch {
      continue;
    }
  }
}

function isKept(read: unknown): read is KeptDraft {
  if (typeof read !== "object" || read === null) return false;
  const { name, text, at, files } = read as Readonly<Record<string, unknown>>;
  const isText = [name, text, at].every((each) => typeof each === "string");
  return isText && typeof files === "object" && files !== null;
}
