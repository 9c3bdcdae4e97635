/** One value of a text, put in place: everything else, comments and layout too, stays to the letter. */
import { isMap, isScalar, LineCounter, type Document, type YAMLMap } from "yaml";
import { nodeAt, pairOf, syntaxOf, type Step, type TextChange } from "./syntax.js";

/**
 * @param path from the top, in the document's own keys; what is missing at its end is added
 * @param value as one would write it
 * @returns undefined where the text is broken, or the path leads through an alias or into something else
 */
export function setValue(
  text: string,
  path: readonly Step[],
  value: string,
): TextChange | undefined {
  const document = syntaxOf(text);
  if (document === undefined || document.errors.length > 0) return undefined;
  const depth = deepestMap(document, path);
  if (depth === undefined) return undefined;
  const map = nodeAt(document.contents, path.slice(0, depth)) as YAMLMap;
  const rest = path.slice(depth);
  const key = String(rest[0]);
  const pair = pairOf(map, key);
  if (pair === undefined) return added(text, map, key, written(rest.slice(1), value));
  const { value: node } = pair;
  if (!isScalar(node) || !node.range) return undefined;
  const [from, to] = node.range;
  const plain = text.slice(from, to);
  if (rest.length === 1) return { from, to, insert: plain === "" ? ` ${value}` : value };
  // `channel: memory` becomes `channel: { type: memory, capacity: … }`.
  if (plain === "") return { from, to, insert: ` ${written(rest.slice(1), value)}` };
  return {
    from,
    to,
    insert: `{ type: ${plain}, ${String(rest[1])}: ${written(rest.slice(2), value)} }`,
  };
}

/** @returns how many steps lead to the deepest map of the path that is there */
function deepestMap(document: Document.Parsed, path: readonly Step[]): number | undefined {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    if (isMap(nodeAt(document.contents, path.slice(0, depth)))) return depth;
  }
  return undefined;
}

/** `3`, or `{ type: { … } }` for what lies deeper. */
function written(steps: readonly Step[], value: string): string {
  return steps.reduceRight<string>((inner, step) => `{ ${String(step)}: ${inner} }`, value);
}

function added(text: string, map: YAMLMap, key: string, value: string): TextChange | undefined {
  if (!map.range) return undefined;
  const entry = `${key}: ${value}`;
  if (map.flow) {
    const at = map.range[0] + 1;
    return { from: at, to: at, insert: map.items.length === 0 ? ` ${entry} ` : ` ${entry},` };
  }
  // Before the first key, in its column: what stands behind the last one may be a comment of anything.
  const at = map.range[0];
  const lines = new LineCounter();
  for (let i = 0; i >= 0; i = text.indexOf("\n", i) + 1 || -1) lines.addNewLine(i);
  const indent = " ".repeat(Math.max(0, lines.linePos(at).col - 1));
  return { from: at, to: at, insert: `${entry}\n${indent}` };
}
