/**
 * Which entry of a map belongs to which key of a block, where dotted keys and nested maps are the same:
 *
 *     hdfs.batchSize: 5            hdfs: { batchSize: 5 }           → key `hdfs.batchSize`
 *     processor.type: failover     processor: { type: failover }    → key `processor`, nested
 *     selector.mapping.x: c1       selector: { mapping: { x: c1 }}  → key `selector`, nested
 */
import type { Entry } from "../document/node.js";
import type { BlockField, Field } from "../schema/field.js";
import { nestedEntry } from "./merge.js";

export interface SortedOut {
  /** Under the names of the block's keys; one key may have several, still to be merged. */
  readonly known: Entry[];
  readonly unknown: Entry[];
  /** Known to Flume, meaning nothing here, with what is said of them. */
  readonly ignored: [entry: Entry, why: string][];
}

export function sortOut(field: BlockField, entries: readonly Entry[], path: string): SortedOut {
  const result: SortedOut = { known: [], unknown: [], ignored: [] };
  for (const entry of entries) assign(field, entry, path, result);
  return result;
}

function assign(field: BlockField, entry: Entry, path: string, result: SortedOut): void {
  const { key, value } = entry;
  const own = Object.hasOwn(field.keys, key) ? field.keys[key] : undefined;
  const isFamily = field.isDotted && value.kind === "map" && hasKeysUnder(field, key);
  if (own !== undefined && !(isFamily && !takesMap(own.field))) {
    result.known.push(entry);
    return;
  }
  const why = reasonToIgnore(field, key);
  if (why !== undefined) {
    result.ignored.push([entry, why]);
    return;
  }
  if (isFamily) {
    // `hdfs: { batchSize: 5 }`: each child as if written with its dotted key.
    for (const child of value.entries) {
      assign(field, { ...child, key: `${key}.${child.key}` }, path, result);
    }
    return;
  }
  const parent = field.isDotted ? parentOf(field, key) : undefined;
  if (parent === undefined) {
    result.unknown.push(entry);
    return;
  }
  const rest = key.slice(parent.length + 1);
  const parentPath = path === "" ? parent : `${path}.${parent}`;
  result.known.push({ ...entry, key: parent, value: nestedEntry(entry, rest, parentPath) });
}

function hasKeysUnder(field: BlockField, key: string): boolean {
  const prefix = `${key}.`;
  const names = [...Object.keys(field.keys), ...Object.keys(field.ignored)];
  return names.some((name) => name.startsWith(prefix));
}

/** @returns the longest key of the block that the dotted one lies under and that takes a map */
function parentOf(field: BlockField, key: string): string | undefined {
  let parent: string | undefined;
  for (const [name, candidate] of Object.entries(field.keys)) {
    if (!key.startsWith(`${name}.`) || !takesMap(candidate.field)) continue;
    if (parent === undefined || name.length > parent.length) parent = name;
  }
  return parent;
}

function reasonToIgnore(field: BlockField, key: string): string | undefined {
  if (Object.hasOwn(field.ignored, key)) return field.ignored[key];
  for (const [pattern, why] of Object.entries(field.ignored)) {
    if (pattern.endsWith("*") && key.startsWith(pattern.slice(0, -1))) return why;
  }
  return undefined;
}

/** @returns whether a field can be given as a map, so that dotted keys may lead into it */
function takesMap(field: Field): boolean {
  switch (field.kind) {
    case "block":
    case "union":
    case "map":
    case "distribution":
      return true;
    case "shape":
      return field.shapes.map !== undefined;
    case "raw":
      return takesMap(field.as);
    default:
      return false;
  }
}
