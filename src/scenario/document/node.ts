/**
 * A scenario text as a tree that still knows where each value stands and how it was written.
 *
 * Scalars keep their text, not a type: what `1e3`, `on` or `null` means is for the field to say that
 * reads it. Entries of a map carry a rank: what was put over the file (an agent's override, `--set`)
 * outranks what it stands over, and the reader of a block takes the highest.
 */

export interface Place {
  readonly file: string;
  readonly line: number; // from 1
  readonly column: number; // from 1
}

interface NodeBase extends Place {
  /** In the document's own keys: `tiers.tier1.channel.capacity`, `faults[0].at`. */
  readonly path: string;
}

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  /** The value as text, escapes resolved, quotes gone. */
  readonly text: string;
  readonly isQuoted: boolean;
}

export interface MapNode extends NodeBase {
  readonly kind: "map";
  readonly entries: readonly Entry[];
  /** The single value that this map was laid over: the type of a union, written as its name alone. */
  readonly over?: ScalarNode;
}

export interface ListNode extends NodeBase {
  readonly kind: "list";
  readonly items: readonly DocNode[];
}

export type DocNode = ScalarNode | MapNode | ListNode;

export interface Entry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: DocNode;
  readonly rank: number; // 0: as in the file
}

/** @returns the entry of that name with the highest rank */
export function entryOf(map: MapNode, key: string): Entry | undefined {
  let best: Entry | undefined;
  for (const entry of map.entries) {
    if (entry.key === key && (best === undefined || entry.rank >= best.rank)) best = entry;
  }
  return best;
}

/** @returns a map without entries, standing where another node stands */
export function emptyMap(at: DocNode, path: string): MapNode {
  const { file, line, column } = at;
  return { kind: "map", file, line, column, path, entries: [] };
}
