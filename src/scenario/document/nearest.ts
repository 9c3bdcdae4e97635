/** The nearest of a few names to one that is none of them, for "did you mean". */

/**
 * @returns the candidate with the fewest edits (insert, delete, replace, swap of neighbours), ignoring
 *   case and the difference between `-`, `_` and nothing; `undefined` when none is near enough, or
 *   when several are as near
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const wanted = squeeze(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let bestEdits = limit + 1;
  let isTie = false;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit + 3) continue;
    const edits = countEdits(wanted, squeeze(candidate));
    if (edits === bestEdits && candidate !== best) isTie = true;
    if (edits < bestEdits) {
      best = candidate;
      bestEdits = edits;
      isTie = false;
    }
  }
  return isTie ? undefined : best;
}

function squeeze(name: string): string {
  return name
    .slice(0, 80)
    .toLowerCase()
    .replaceAll(/[-_\s]/g, "");
}

/** Optimal string alignment distance. */
function countEdits(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, replaced);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) edits = Math.min(edits, beforeLast[j - 2]! + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
