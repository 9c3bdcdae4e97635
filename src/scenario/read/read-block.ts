/**
 * Maps with known keys: finds each key's value (plain, dotted or nested), reports keys that are not
 * known, fills in defaults. And unions: blocks whose keys depend on `type`.
 */
import { nearest } from "../document/nearest.js";
import { describeNode, isEmpty, joinPath, listNames, quote } from "../document/describe.js";
import type { DocNode, Entry, MapNode } from "../document/node.js";
import type { Block, BlockField, Key, UnionField } from "../schema/field.js";
import { besideOtherType, mergeEntries } from "./merge.js";
import { nounOf, oneOfText } from "./noun.js";
import { wordAmong } from "./read-scalar.js";
import { sortOut } from "./sort-out.js";
import type { Reading } from "./reading.js";

export class BlockReader {
  readonly #reader: Reading;

  constructor(reader: Reading) {
    this.#reader = reader;
  }

  /** @returns the block, or `undefined` after at least one problem in it */
  readBlock(field: BlockField, node: DocNode): Block | undefined {
    if (node.kind !== "map") return this.#reader.wrongType(field, node);
    const { known, unknown, ignored } = sortOut(field, node.entries, node.path);
    let isSound = true;
    for (const entry of unknown) {
      this.#reportUnknown(field, entry);
      isSound = false;
    }
    for (const [entry, why] of ignored) this.#warnIgnored(entry, why);
    const merged = new Map<string, Entry>();
    for (const entry of mergeEntries(known, this.#reader.problems)) merged.set(entry.key, entry);
    const values: [string, unknown][] = [];
    const written = new Map<string, DocNode>();
    const defaults = new Map<string, string>();
    for (const [name, key] of Object.entries(field.keys)) {
      const entry = merged.get(name);
      let value: unknown;
      if (entry !== undefined) {
        written.set(name, entry.value);
        value = this.#reader.read(key.field, entry.value);
      } else {
        value = this.#absent(name, key, node);
        if (key.standIn !== undefined) defaults.set(name, key.standIn.text);
      }
      const isNeeded =
        entry !== undefined || key.presence === "required" || key.presence === "default";
      if (value === undefined && isNeeded) isSound = false;
      values.push([name, value]);
    }
    if (!isSound) return undefined;
    return { node, values: Object.fromEntries(values), written, defaults };
  }

  /** @returns the type's name and its block, or `undefined` after at least one problem */
  readUnion(field: UnionField, node: DocNode): { type: string; block: Block } | undefined {
    if (node.kind === "list" || isEmpty(node)) return this.#reader.wrongType(field, node);
    if (node.kind === "scalar") {
      const type = this.#typeNamed(node.text, field, node);
      if (type === undefined) return undefined;
      return this.#variant(field, type, { ...node, kind: "map", entries: [] });
    }
    const [entry] = mergeEntries(
      node.entries.filter(({ key }) => key === "type"),
      this.#reader.problems,
    );
    const rest = { ...node, entries: node.entries.filter(({ key }) => key !== "type") };
    if (entry === undefined && node.over !== undefined) {
      const type = this.#typeNamed(node.over.text, field, node.over);
      return type === undefined ? undefined : this.#variant(field, type, rest);
    }
    if (entry === undefined) {
      const { defaultType } = field;
      if (defaultType !== undefined) {
        const standIn = { text: defaultType, source: "the format", confidence: "high" as const };
        this.#reader.logDefault(joinPath(node.path, "type"), standIn);
        return this.#variant(field, defaultType, rest);
      }
      this.#reader.problems.error("type-missing", node, {
        expected: `\`type\`: ${listNames(Object.keys(field.variants))}`,
        found: describeNode(node),
        flume: field.flumeWithoutType,
        fix: "write the type",
      });
      return undefined;
    }
    if (entry.value.kind !== "scalar" || isEmpty(entry.value)) {
      this.#reader.problems.error("wrong-type", entry.value, {
        expected: oneOfText(Object.keys(field.variants)),
        found: describeNode(entry.value),
      });
      return undefined;
    }
    const type = this.#typeNamed(entry.value.text, field, entry.value);
    if (type === undefined) return undefined;
    const kept = this.#withoutMeaningless(field.variants[type]!, type, rest, besideOtherType(node));
    return this.#variant(field, type, kept);
  }

  /** Leaves out those keys of another type that this one does not have, and says so. */
  #withoutMeaningless(
    variant: BlockField,
    type: string,
    node: MapNode,
    others: ReadonlySet<Entry>,
  ): MapNode {
    const { unknown } = sortOut(variant, [...others], node.path);
    const left = new Set(unknown.filter((entry) => others.has(entry)));
    for (const entry of left) {
      if (entry.key === "type") continue;
      this.#reader.problems.warning(
        "key-of-other-type",
        { ...entry.keyPlace, path: entry.value.path },
        {
          expected: `a key of type \`${type}\``,
          found: `${quote(entry.key)}, left out because the type was changed`,
        },
      );
    }
    return { ...node, entries: node.entries.filter((entry) => !left.has(entry)) };
  }

  #variant(
    field: UnionField,
    type: string,
    node: MapNode,
  ): { type: string; block: Block } | undefined {
    const block = this.readBlock(field.variants[type]!, node);
    return block === undefined ? undefined : { type, block };
  }

  #typeNamed(text: string, field: UnionField, node: DocNode): string | undefined {
    const types = Object.keys(field.variants);
    const type = wordAmong(text, types, field.aliases);
    if (type !== undefined) return type;
    const foreign = wordAmong(text, field.notSimulated, {});
    if (foreign !== undefined) {
      this.#reader.problems.error("type-not-simulated", node, {
        expected: oneOfText(types),
        found: `${quote(text)}, known to Flume, not simulated`,
      });
      return undefined;
    }
    const near = nearest(text, types);
    this.#reader.problems.error("unknown-value", node, {
      expected: oneOfText(types),
      found: describeNode(node),
      fix: near === undefined ? undefined : `write \`${near}\``,
    });
    return undefined;
  }

  /** A key that is not written: its default, read like any other text. */
  #absent(name: string, key: Key, node: MapNode): unknown {
    const path = joinPath(node.path, name);
    if (key.presence === "required") {
      this.#reader.problems.error(
        "key-missing",
        { ...node, path },
        {
          expected: nounOf(key.field),
          found: "nothing",
          fix: `write \`${name}\``,
        },
      );
    }
    if (key.presence !== "default") return undefined;
    return this.#reader.readDefault(key.field, key.standIn!, node, path);
  }

  #reportUnknown(field: BlockField, entry: Entry): void {
    const keys = Object.keys(field.keys);
    const near = nearest(entry.key, keys);
    this.#reader.problems.error(
      "unknown-key",
      { ...entry.keyPlace, path: entry.value.path },
      {
        expected: keys.length === 0 ? "no keys" : `one of ${listNames(keys)}`,
        found: quote(entry.key),
        fix: near === undefined ? undefined : `write \`${near}\``,
      },
    );
  }

  #warnIgnored(entry: Entry, why: string): void {
    this.#reader.problems.warning(
      "not-simulated",
      { ...entry.keyPlace, path: entry.value.path },
      {
        expected: "a key that changes something here",
        found: `${quote(entry.key)}, known to Flume, not simulated: ${why}`,
      },
    );
  }
}
