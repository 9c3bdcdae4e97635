/**
 * Reads a tree by the tables of schema/: every value is checked and converted to base units, defaults
 * are filled in and logged, everything that is wrong is reported.
 *
 * `undefined` means that at least one problem was reported for the node or below it. So a block that
 * comes back is sound, and later checks need not ask; those on an unsound block wait until it is put
 * right, rather than report what follows from a mistake.
 */
import type { DocNode } from "../document/node.js";
import { readDocument } from "../document/read-document.js";
import { emptyMap } from "../document/node.js";
import { describeNode, isEmpty, joinPath, quote } from "../document/describe.js";
import type { ProblemList } from "../problem-list.js";
import type { Default, Field, Located, MapField, Named, ValueOf } from "../schema/field.js";
import type { DefaultUse } from "../types/scenario.js";
import { BlockReader } from "./read-block.js";
import { mergeEntries } from "./merge.js";
import { nounOf } from "./noun.js";
import type { Reading } from "./reading.js";
import { readScalar } from "./read-scalar.js";
import { readDistribution } from "./read-distribution.js";

export class Reader implements Reading {
  readonly problems: ProblemList;
  readonly #defaults = new Map<string, DefaultUse>();
  /** Values of default texts that were parsed; each agent asks for the same ones. */
  readonly #parsedDefaults = new Map<string, unknown>();
  readonly #blocks: BlockReader;

  constructor(problems: ProblemList) {
    this.problems = problems;
    this.#blocks = new BlockReader(this);
  }

  /** @returns the value, or `undefined` after at least one problem */
  read<F extends Field>(field: F, node: DocNode): ValueOf<F> | undefined {
    return this.#read(field, node) as ValueOf<F> | undefined;
  }

  /** Reads a default as if it stood at the block that lacks it, and logs it. */
  readDefault<F extends Field>(
    field: F,
    standIn: Default,
    at: DocNode,
    path: string,
  ): ValueOf<F> | undefined {
    // An empty map is no value of its own: the defaults of its keys are.
    if (standIn.text !== "{}") this.logDefault(path, standIn);
    return this.#readText(field, standIn.text, at, path) as ValueOf<F> | undefined;
  }

  #readText(field: Field, text: string, at: DocNode, path: string): unknown {
    const { file, line, column } = at;
    if (text === "{}") return this.#read(field, emptyMap(at, path));
    if (!/^[{[]/.test(text)) {
      return this.#read(field, { kind: "scalar", file, line, column, path, text, isQuoted: false });
    }
    // A block knows where it stands; a distribution is the same everywhere.
    const key = field.kind === "distribution" ? `${field.dimension} ${text}` : undefined;
    if (key !== undefined && this.#parsedDefaults.has(key)) return this.#parsedDefaults.get(key);
    const node = readDocument(text, { file, path, columnOffset: 0 }, this.problems);
    const value = this.#read(field, { ...node!, file, line, column });
    if (key !== undefined) this.#parsedDefaults.set(key, value);
    return value;
  }

  /** Notes that a default stands in at a path; once a path. */
  logDefault(path: string, standIn: Default): void {
    if (this.#defaults.has(path)) return;
    const { text, source, confidence } = standIn;
    this.#defaults.set(path, { path, value: text, source, confidence });
  }

  /** @returns the defaults in the order in which they were first used */
  get defaults(): DefaultUse[] {
    return [...this.#defaults.values()];
  }

  #read(field: Field, node: DocNode): unknown {
    switch (field.kind) {
      case "distribution":
        return readDistribution(this, field, node);
      case "list":
        return this.#readList(field, node);
      case "map":
        return this.#readMap(field, node);
      case "block":
        return this.#blocks.readBlock(field, node);
      case "raw":
      case "either":
        return node;
      case "union":
        return this.#blocks.readUnion(field, node);
      case "shape": {
        const shape = node.kind;
        const chosen = field.shapes[shape];
        if (chosen === undefined || isEmpty(node)) return this.wrongType(field, node);
        const value = this.#read(chosen, node);
        return value === undefined ? undefined : { shape, value, node };
      }
      default:
        if (node.kind !== "scalar" || isEmpty(node)) return this.wrongType(field, node);
        return readScalar(field, node, this.problems);
    }
  }

  #readList(field: Extract<Field, { kind: "list" }>, node: DocNode): unknown {
    const items = this.#itemsOf(field, node);
    if (items === undefined) return this.wrongType(field, node);
    if (items.length < field.min || items.length > field.max) {
      this.problems.error("out-of-range", node, {
        expected: `a list of ${field.min === field.max ? field.min : `${field.min} to ${field.max}`}`,
        found: items.length === 0 ? "an empty list" : `a list of ${items.length}`,
      });
      return undefined;
    }
    const located: Located<unknown>[] = [];
    for (const item of items) {
      const value = this.#read(field.items, item);
      if (value !== undefined) located.push({ value, node: item });
    }
    return located.length === items.length ? located : undefined;
  }

  #itemsOf(field: Extract<Field, { kind: "list" }>, node: DocNode): readonly DocNode[] | undefined {
    if (node.kind === "list") return node.items;
    if (isEmpty(node)) return undefined;
    if (field.isFlumeText && node.kind === "scalar") {
      const words = node.text.split(/[\s,]+/).filter((word) => word !== "");
      return words.map((text) => ({ ...node, text }));
    }
    return field.mayBeSingle ? [node] : undefined;
  }

  #readMap(field: MapField, node: DocNode): unknown {
    if (node.kind !== "map") return this.wrongType(field, node);
    const merged = mergeEntries(node.entries, this.problems);
    if (merged.length < field.min || merged.length > field.max) {
      this.problems.error("out-of-range", node, {
        expected: `${field.min} to ${field.max} ${field.of}s`,
        found: merged.length === 0 ? "none" : `${merged.length}`,
      });
      return undefined;
    }
    const named: Named<unknown>[] = [];
    for (const { key, keyPlace, value } of merged) {
      if (field.keyPattern !== undefined && !field.keyPattern.test(key)) {
        this.problems.error(
          "bad-name",
          { ...keyPlace, path: joinPath(node.path, key) },
          {
            expected: `a name for a ${field.of}: a letter, then letters, digits, \`-\` or \`_\`, at most 64`,
            found: quote(key),
          },
        );
        continue;
      }
      const read = this.#read(field.items, value);
      if (read !== undefined) named.push({ name: key, value: read, node: value });
    }
    return named.length === merged.length ? named : undefined;
  }

  wrongType(field: Field, node: DocNode): undefined {
    this.problems.error("wrong-type", node, {
      expected: nounOf(field),
      found: describeNode(node),
    });
    return undefined;
  }
}
