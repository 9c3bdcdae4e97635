/** Keys of a block: a field, whether it must be written, what stands in, one line of help. */
import type { Confidence, Field, Key } from "../field.js";

/** Where a default comes from. */
export const FLUME = "Flume 1.11";
export const OURS = "fanin";

export function required<F extends Field>(field: F, help: string): Key<F, "required"> {
  return { field, presence: "required", help, standIn: undefined };
}

export function optional<F extends Field>(field: F, help: string): Key<F, "optional"> {
  return { field, presence: "optional", help, standIn: undefined };
}

/** @param text the default as one would write it; braces and brackets as in YAML */
export function withDefault<F extends Field>(
  field: F,
  text: string,
  help: string,
  source: string = OURS,
  confidence: Confidence = "high",
): Key<F, "default"> {
  return { field, presence: "default", help, standIn: { text, source, confidence } };
}

/** @param how how the default is computed, as a noun phrase */
export function derived<F extends Field>(
  field: F,
  how: string,
  help: string,
  source: string = OURS,
  confidence: Confidence = "high",
): Key<F, "derived"> {
  return { field, presence: "derived", help, standIn: { text: how, source, confidence } };
}
