/** What a thing of a text is set to: each key of its block as it is written, with its place, or the default. */
import { isMap, isNode, isScalar, isSeq } from "yaml";
import { joinPath } from "../document/describe.js";
import { keysAt, meaningAt } from "./fields.js";
import { lineStarts, placeAt } from "./line-starts.js";
import { keyText, nodeAt, pairOf, scalarText, syntaxOf, type Step } from "./syntax.js";

export interface Setting {
  /** In the document's own keys: `tiers.tier1.channel.capacity`. */
  readonly path: string;
  /** As it is written, or the default that stands in. */
  readonly value: string;
  /** Undefined: a default. */
  readonly at: { readonly line: number; readonly column: number } | undefined;
}

/** @param paths of blocks: a tier, a group of servers, a storage @returns none while the text is broken */
export function settingsOf(text: string, paths: readonly (readonly Step[])[]): Setting[] {
  const document = syntaxOf(text);
  if (document === undefined || document.errors.length > 0) return [];
  const starts = lineStarts(text);
  return paths.flatMap((path) => under(document.contents, path, starts));
}

/** Of a block, and of the blocks within it that are written out. */
function under(root: unknown, path: readonly Step[], starts: readonly number[]): Setting[] {
  const map = nodeAt(root, path);
  if (!isMap(map)) return [];
  const { fields } = meaningAt(root, path);
  const known = keysAt(fields, map);
  const written = map.items.flatMap((pair): Setting[] => {
    const key = keyText(pair);
    if (key === undefined) return [];
    const inner = [...path, key];
    if (isMap(pair.value)) return under(root, inner, starts);
    if (isSeq(pair.value)) return items(root, inner, starts);
    if (!isScalar(pair.value)) return [];
    const at = placeAt(starts, pair.value.range?.[0] ?? 0);
    return [{ path: textOf(inner), value: scalarText(pair.value), at }];
  });
  const standIns = [...known].flatMap(([key, { standIn }]): Setting[] => {
    if (standIn === undefined || standIn.text === "" || pairOf(map, key) !== undefined) return [];
    return [{ path: textOf([...path, key]), value: standIn.text, at: undefined }];
  });
  return [...written, ...standIns];
}

function items(root: unknown, path: readonly Step[], starts: readonly number[]): Setting[] {
  const list = nodeAt(root, path);
  if (!isSeq(list)) return [];
  return list.items.flatMap((item, i): Setting[] => {
    if (isMap(item)) return under(root, [...path, i], starts);
    if (!isScalar(item) || !isNode(item)) return [];
    const at = placeAt(starts, item.range?.[0] ?? 0);
    return [{ path: textOf([...path, i]), value: scalarText(item), at }];
  });
}

function textOf(path: readonly Step[]): string {
  return path.reduce<string>((joined, step) => {
    return typeof step === "number" ? `${joined}[${String(step)}]` : joinPath(joined, step);
  }, "");
}
