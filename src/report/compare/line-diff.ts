/** Two texts line by line: what was taken out, what was put in, and a little of what stands around it. */
import { structuredPatch } from "diff";

/** Unchanged lines shown before and after a change. */
const AROUND = 2;

/** @returns lines that begin with `-`, `+` or a blank, stretches parted by `…`; empty: they are equal */
export function lineDiff(before: string, after: string): string[] {
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: AROUND });
  return hunks.flatMap(({ lines }, i) => (i === 0 ? lines : ["…", ...lines]));
}
