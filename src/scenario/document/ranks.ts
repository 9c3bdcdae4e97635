/** What lies over what: the ranks of entries, from the file up (merge.ts in read/ uses them). */
import type { DocNode, Entry } from "./node.js";

/** Rank of what `--set` lays over the file; below that of an agent's own keys. */
export const SET_RANK = 1000;
/** Rank of an agent's own keys over its tier's. */
export const OVERRIDE_RANK = 10_000;
/** Rank of a tier's machine over the scenario's. */
export const OVER_SCENARIO_RANK = 1_000_000;

/** @returns the same tree with every rank in it raised, to be put over another */
export function raised(node: DocNode, by: number): DocNode {
  switch (node.kind) {
    case "scalar":
      return node;
    case "list":
      return { ...node, items: node.items.map((item) => raised(item, by)) };
    case "map":
      return { ...node, entries: raisedEntries(node.entries, by) };
  }
}

export function raisedEntries(entries: readonly Entry[], by: number): Entry[] {
  return entries.map((entry) => ({
    ...entry,
    rank: entry.rank + by,
    value: raised(entry.value, by),
  }));
}
