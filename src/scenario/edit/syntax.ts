/** The text of a scenario as its author writes it, broken places and all: what an editor works on. */
import { isMap, isScalar, Parser, type Document, type Pair, type Scalar, type YAMLMap } from "yaml";
import { compose, firstTooDeep, sizeBeyondLimit } from "../document/compose.js";

/** A key of a map, or an index of a list. */
export type Step = string | number;

/** One change of a text: what stands from `from` to `to` gives way to `insert`. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** @returns the document with whatever is wrong in it, `undefined` beyond the limits of a scenario */
export function syntaxOf(text: string): Document.Parsed | undefined {
  if (sizeBeyondLimit(text) !== undefined) return undefined;
  const tokens = [...new Parser().parse(text)];
  if (firstTooDeep(tokens) !== undefined) return undefined;
  return [...compose(tokens, text.length)][0];
}

export function keyText(pair: Pair): string | undefined {
  return isScalar(pair.key) ? scalarText(pair.key) : undefined;
}

/** As it is written; quoted text without its quotes. */
export function scalarText(scalar: Scalar): string {
  return typeof scalar.value === "string" ? scalar.value : (scalar.source ?? "");
}

/** The pair of a key; dotted keys are also found nested, as Flume's blocks allow. */
export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  const direct = map.items.find((pair) => keyText(pair) === key);
  if (direct !== undefined) return direct;
  const dot = key.indexOf(".");
  if (dot < 0) return undefined;
  const family = map.items.find((pair) => keyText(pair) === key.slice(0, dot))?.value;
  return isMap(family) ? pairOf(family, key.slice(dot + 1)) : undefined;
}

/** The node at the end of a path, where each step is written out and no alias stands between. */
export function nodeAt(root: unknown, path: readonly Step[]): unknown {
  let node = root;
  for (const step of path) {
    if (typeof step === "number") {
      node =
        typeof node === "object" && node !== null && "items" in node
          ? itemOf(node, step)
          : undefined;
    } else node = isMap(node) ? pairOf(node, step)?.value : undefined;
  }
  return node;
}

function itemOf(node: { readonly items: unknown }, index: number): unknown {
  return Array.isArray(node.items) ? (node.items as unknown[])[index] : undefined;
}
