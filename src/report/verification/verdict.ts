/** A file given to `fanin verify`, and what came of it. */
import type { Check } from "../../verify/checks.js";
import type { Overlay } from "../../verify/overlay.js";
import type { ReferenceTrace } from "../../verify/trace.js";
import { html, type Html } from "../html/markup.js";

export interface Verified {
  readonly file: string;
  /** Undefined: the file is no recording. */
  readonly trace: ReferenceTrace | undefined;
  readonly overlay: Overlay | undefined;
  /** Other recordings of the same experiment that it was compared with. */
  readonly repeats: number;
  readonly checks: readonly Check[];
  /** Why it cannot be simulated; empty when it was. */
  readonly unusable: readonly string[];
}

/**
 * What they are called on the page. Recordings of one experiment have one name: the second and later ones are
 * told apart.
 */
export function titlesOf(all: readonly Verified[]): string[] {
  return all.map(({ file, trace }, i) => {
    if (trace === undefined) return file;
    const before = all.slice(0, i).filter((other) => other.trace?.name === trace.name).length;
    return before === 0 ? trace.name : `${trace.name}, again (${String(before)})`;
  });
}

export type Verdict = "pass" | "miss" | "unusable";

export function verdictOf({ checks, unusable }: Verified): Verdict {
  if (unusable.length > 0) return "unusable";
  return checks.every(({ isPassed }) => isPassed) ? "pass" : "miss";
}

/** Sign and word: colour only repeats them. */
export function verdictHtml(verdict: Verdict): Html {
  const words = { pass: "✓ PASS", miss: "✗ MISS", unusable: "? UNUSABLE" };
  return html`<span class="verdict ${verdict}">${words[verdict]}</span>`;
}

export function withinLimits({ checks }: Verified): string {
  const within = checks.filter(({ isPassed }) => isPassed).length;
  return checks.length === 0 ? "-" : `${String(within)} of ${String(checks.length)}`;
}
