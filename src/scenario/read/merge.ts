/**
 * Entries of one key become one entry: what outranks wins, maps are merged key by key.
 *
 * Ranks come from laying an agent's override or `--set` over what the file says (document/node.ts).
 * A `type` that differs from the one it is laid over keeps those keys of the block that it has, too: of a
 * file channel a memory channel takes the capacity, not the checkpoint interval.
 */
import { quote } from "../document/describe.js";
import type { Entry, MapNode } from "../document/node.js";
import type { ProblemList } from "../problem-list.js";

/** @returns one entry a key, in the order of first appearance; a key twice at one rank is a problem */
export function mergeEntries(entries: readonly Entry[], problems: ProblemList): Entry[] {
  const byKey = new Map<string, Entry>();
  for (const entry of entries) {
    const first = byKey.get(entry.key);
    byKey.set(entry.key, first === undefined ? entry : mergePair(first, entry, problems));
  }
  return [...byKey.values()];
}

function mergePair(first: Entry, second: Entry, problems: ProblemList): Entry {
  const [under, over] = second.rank >= first.rank ? [first, second] : [second, first];
  if (under.value.kind === "map" && over.value.kind === "map") {
    const entries = [...under.value.entries, ...over.value.entries];
    return { ...over, value: { ...under.value, entries } };
  }
  if (under.rank < over.rank && under.value.kind === "scalar" && over.value.kind === "map") {
    return { ...over, value: { ...over.value, over: under.value } };
  }
  if (under.rank === over.rank) {
    problems.error(
      "duplicate-key",
      { ...second.keyPlace, path: second.value.path },
      {
        expected: "each key once",
        found: `${quote(second.key)} again, first on line ${first.keyPlace.line}`,
        fix: "remove one of them",
      },
    );
    return first;
  }
  return over;
}

/** @returns the entries that stood with another `type`, before one of higher rank was laid over it */
export function besideOtherType(map: MapNode): ReadonlySet<Entry> {
  let winner: Entry | undefined;
  let hasOther = false;
  for (const entry of map.entries) {
    if (entry.key !== "type") continue;
    if (winner !== undefined && typeText(winner) !== typeText(entry)) hasOther = true;
    if (winner === undefined || entry.rank >= winner.rank) winner = entry;
  }
  if (winner === undefined) return new Set();
  if (map.over !== undefined && map.over.text.toLowerCase() !== typeText(winner)) hasOther = true;
  if (!hasOther) return new Set();
  const { rank } = winner;
  return new Set(map.entries.filter((entry) => entry.rank < rank));
}

function typeText(entry: Entry): string {
  return entry.value.kind === "scalar" ? entry.value.text.toLowerCase() : "";
}

/** @returns the entry as one of a map that stands under its key: `{ rest: value }` */
export function nestedEntry(entry: Entry, rest: string, path: string): Entry["value"] {
  const { file, line, column } = entry.keyPlace;
  return { kind: "map", file, line, column, path, entries: [{ ...entry, key: rest }] };
}
