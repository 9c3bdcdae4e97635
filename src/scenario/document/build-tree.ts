/**
 * Nodes of the `yaml` package → our tree, with the decisions YAML leaves open:
 *
 * - aliases stand for a copy of what they name; a merge key (`<<`) adds the keys that are not written
 *   out beside it, the first of several maps winning;
 * - keys are text, taken as written (`404`, `true`); each stands once in a map;
 * - tags mean nothing here and are refused before (the package warns of those it does not know).
 */
import { isAlias, isMap, isScalar, isSeq, Scalar, type Alias, type Node, type Pair } from "yaml";
import type { ProblemCode } from "../problem-codes.js";
import type { ProblemList } from "../problem-list.js";
import { describeNode, joinPath, quote } from "./describe.js";
import type { DocNode, Entry, Place } from "./node.js";
import { MAX_DEPTH, MAX_VALUES, TOO_DEEP } from "./limits.js";

type Pairs = readonly Pair<unknown, unknown>[];

export class TreeBuilder {
  readonly #placeAt: (offset: number) => Place;
  readonly #problems: ProblemList;
  readonly #anchors = new Map<string, Node>();
  /** Anchored nodes being copied for an alias just now: one of them again is a cycle. */
  readonly #copying = new Set<Node>();
  #values = 0;
  #hasFailed = false;

  constructor(placeAt: (offset: number) => Place, problems: ProblemList) {
    this.#placeAt = placeAt;
    this.#problems = problems;
  }

  /** @returns the tree, or `undefined` after at least one problem */
  build(contents: unknown, path: string): DocNode | undefined {
    const root = this.#convert(contents, path, 0, this.#placeAt(0));
    return this.#hasFailed ? undefined : root;
  }

  #convert(node: unknown, path: string, depth: number, near: Place): DocNode {
    const place = this.#placeOf(node) ?? near;
    const nothing: DocNode = { kind: "scalar", ...place, path, text: "", isQuoted: false };
    if (this.#hasFailed) return nothing;
    if (++this.#values > MAX_VALUES) {
      return this.#fail("document-too-large", nothing, {
        expected: `at most ${MAX_VALUES} values, aliases expanded`,
        found: "more",
      });
    }
    if (depth > MAX_DEPTH) return this.#fail("document-too-deep", nothing, TOO_DEEP);
    if (isAlias(node)) return this.#copyOf(node, path, depth, nothing);
    this.#remember(node);
    if (isMap(node)) {
      const entries = this.#entries(node.items as Pairs, path, depth, place);
      return { kind: "map", ...place, path, entries };
    }
    if (isSeq(node)) {
      const items = node.items.map((item, i) =>
        this.#convert(item, `${path}[${i}]`, depth + 1, place),
      );
      return { kind: "list", ...place, path, items };
    }
    if (!isScalar(node)) return nothing;
    return { kind: "scalar", ...place, path, text: textOf(node), isQuoted: isQuoted(node) };
  }

  #copyOf(alias: Alias, path: string, depth: number, nothing: DocNode): DocNode {
    const target = this.#anchors.get(alias.source);
    if (target === undefined || this.#copying.has(target)) {
      return this.#fail(target === undefined ? "alias-unknown" : "alias-cycle", nothing, {
        expected: "an alias of an anchor that stands before it and does not contain it",
        found: quote(`*${alias.source}`),
      });
    }
    this.#copying.add(target);
    const copy = this.#convert(target, path, depth, nothing);
    this.#copying.delete(target);
    return copy;
  }

  #entries(pairs: Pairs, path: string, depth: number, near: Place): Entry[] {
    const entries = new Map<string, Entry>();
    const merged: Entry[] = [];
    for (const pair of pairs) {
      const keyPlace = this.#placeOf(pair.key) ?? near;
      const key = isScalar(pair.key) ? textOf(pair.key) : undefined;
      if (key === undefined) {
        this.#problems.error(
          "key-not-text",
          { ...keyPlace, path },
          {
            expected: "a key that is text",
            found: isAlias(pair.key) ? quote(`*${pair.key.source}`) : "a collection as key",
          },
        );
        continue;
      }
      this.#remember(pair.key);
      if (key === "<<" && isScalar(pair.key) && !isQuoted(pair.key)) {
        merged.push(...this.#mergedEntries(pair.value, path, depth, keyPlace));
        continue;
      }
      const first = entries.get(key);
      if (first !== undefined) {
        this.#problems.error(
          "duplicate-key",
          { ...keyPlace, path: joinPath(path, key) },
          {
            expected: "each key once",
            found: `${quote(key)} again, first on line ${first.keyPlace.line}`,
            fix: "remove one of them",
          },
        );
        continue;
      }
      const value = this.#convert(pair.value, joinPath(path, key), depth + 1, keyPlace);
      entries.set(key, { key, keyPlace, value, rank: 0 });
    }
    for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    return [...entries.values()];
  }

  #mergedEntries(value: unknown, path: string, depth: number, near: Place): readonly Entry[] {
    const node = this.#convert(value, path, depth, near);
    const maps = node.kind === "list" ? node.items : [node];
    return maps.flatMap((map) => {
      if (map.kind === "map") return map.entries;
      this.#problems.error(
        "merge-not-map",
        { ...map, path: joinPath(path, "<<") },
        {
          expected: "a map, or a list of maps, to merge",
          found: describeNode(map),
        },
      );
      return [];
    });
  }

  #remember(node: unknown): void {
    if (this.#copying.size > 0) return;
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
      this.#anchors.set(node.anchor, node);
    }
  }

  #placeOf(node: unknown): Place | undefined {
    if (node === null || typeof node !== "object" || !("range" in node)) return undefined;
    const range = node.range as readonly number[] | null | undefined;
    return range?.[0] === undefined ? undefined : this.#placeAt(range[0]);
  }

  #fail(code: ProblemCode, at: DocNode, finding: { expected: string; found: string }): DocNode {
    this.#hasFailed = true;
    this.#problems.error(code, at, finding);
    return at;
  }
}

function textOf(scalar: Scalar): string {
  return scalar.source ?? (scalar.value === null ? "" : String(scalar.value));
}

function isQuoted(scalar: Scalar): boolean {
  return scalar.type !== undefined && scalar.type !== Scalar.PLAIN;
}
