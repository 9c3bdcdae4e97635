/**
 * What may be written at a place of a text, and what stands there means: completion and hover of an editor.
 *
 * A mark is put where a word would be and the broken text is parsed as well as it goes: where the mark ends up
 * in the tree is what the author is at.
 */
import { isMap, isScalar, isSeq } from "yaml";
import { nounOf } from "../read/noun.js";
import type { Field, Key } from "../schema/field.js";
import { keysAt, meaningAt, plainFields } from "./fields.js";
import { keyText, nodeAt, scalarText, syntaxOf, type Step } from "./syntax.js";

export interface Suggestions {
  /** Offsets of the word that a suggestion replaces. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Suggestion[];
}

export interface Suggestion {
  readonly label: string;
  readonly kind: "key" | "value" | "name";
  /** What its value is, in a few words. */
  readonly detail: string;
  readonly help: string;
  readonly insert: string;
}

/** What the schema says of the key at a place. */
export interface Explanation {
  /** Offsets of what is explained. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly help: string;
  /** `a duration of at least 1 s`: unit and range. */
  readonly value: string;
  /** With its source; empty when there is none. */
  readonly standIn: string;
}

const MARK = "\uE000";
const WORD = /[\w.[\]*>-]/;

/** @param offset of the cursor @returns undefined where the schema has nothing to say */
export function suggest(text: string, offset: number): Suggestions | undefined {
  const [from, to] = wordAround(text, offset);
  const line = text.slice(text.lastIndexOf("\n", from - 1) + 1, from);
  const rest = text.slice(to, lineEnd(text, to));
  // Alone on its line it is the beginning of a key.
  const isAlone = /^\s*(- )?\s*$/.test(line) && /^\s*(#.*)?$/.test(rest);
  const marked = `${text.slice(0, from)}${MARK}${isAlone ? ":" : ""}${text.slice(to)}`;
  const root = syntaxOf(marked)?.contents;
  const found = findMark(root, []);
  if (found === undefined) return undefined;
  const options = found.isKey
    ? keyOptions(root, found.path, rest)
    : valueOptions(root, meaningAt(root, found.path).fields, found.path);
  const once = new Map(options.map((option) => [option.label, option]));
  return once.size === 0 ? undefined : { from, to, options: [...once.values()] };
}

/** @returns undefined where no key that the schema knows stands, nor its value */
export function explain(text: string, offset: number): Explanation | undefined {
  const root = syntaxOf(text)?.contents;
  const found = keyAround(root, offset, []);
  if (found === undefined) return undefined;
  const { key } = meaningAt(root, found.path);
  if (key === undefined) return undefined;
  const { from, to, path } = found;
  return {
    from,
    to,
    name: String(path.at(-1)),
    help: key.help,
    value: valueText(key),
    standIn: standInText(key),
  };
}

function keyOptions(root: unknown, path: readonly Step[], rest: string): Suggestion[] {
  const map = nodeAt(root, path);
  const { fields } = meaningAt(root, path);
  const written = isMap(map) ? map.items.map(keyText) : [];
  const hasColon = /^\s*:/.test(rest);
  const options: Suggestion[] = [];
  for (const [name, key] of keysAt(fields, map)) {
    if (written.includes(name)) continue;
    const { standIn, presence } = key;
    const note = presence === "required" ? "required" : (standIn?.text ?? "");
    const detail = note === "" || note === "{}" || note === "[]" ? "" : note;
    options.push({
      label: name,
      kind: "key",
      detail,
      help: `${key.help}\n${valueText(key)}`,
      insert: hasColon ? name : `${name}: `,
    });
  }
  // Where a type's name alone would do.
  if (options.length > 0 && written.length <= 1) options.push(...typeNames(fields, map));
  return options;
}

/** `channel:` and on the next line `memory`. */
function typeNames(fields: readonly Field[], node: unknown): Suggestion[] {
  const plain = fields.flatMap((field) => plainFields(field, node));
  return plain.flatMap((field) => (field.kind === "union" ? wordsOf(field) : []));
}

function valueOptions(
  root: unknown,
  fields: readonly Field[],
  path: readonly Step[],
): Suggestion[] {
  const plain = fields.flatMap((field) => plainFields(field, undefined));
  return plain.flatMap((field) => {
    if (field.kind === "address") return namesIn(root);
    if (field.kind === "list") return valueOptions(root, [field.items], path);
    return wordsOf(field);
  });
}

/** The words that a value of this field may be. */
function wordsOf(field: Field): Suggestion[] {
  const option = (label: string, help: string): Suggestion => {
    return { label, kind: "value", detail: "", help, insert: label };
  };
  switch (field.kind) {
    case "enum":
      return field.values.map((word) => option(word, ""));
    case "boolean":
      return ["true", "false"].map((word) => option(word, ""));
    case "amount":
      return field.words.map((word) => option(word, ""));
    case "union":
      return Object.entries(field.variants).map(([type, { title }]) => option(type, title));
    default:
      return [];
  }
}

/** Names of server groups, tiers and storages: what an address begins with. */
function namesIn(root: unknown): Suggestion[] {
  const nouns = { servers: "servers", tiers: "tier", storage: "storage" };
  return Object.entries(nouns).flatMap(([key, detail]) => {
    const named = nodeAt(root, [key]);
    if (!isMap(named)) return [];
    return named.items.flatMap((pair) => {
      const label = keyText(pair) ?? "";
      if (label === "" || label.includes(MARK)) return [];
      return [{ label, kind: "name" as const, detail, help: "", insert: label }];
    });
  });
}

interface Found {
  /** Of a key: of the map that it stands in. */
  readonly path: readonly Step[];
  readonly isKey: boolean;
}

function findMark(node: unknown, path: readonly Step[]): Found | undefined {
  if (isScalar(node)) return scalarText(node).includes(MARK) ? { path, isKey: false } : undefined;
  if (isSeq(node)) {
    return first(node.items, (item, i) => findMark(item, [...path, i]));
  }
  if (!isMap(node)) return undefined;
  return first(node.items, (pair) => {
    const key = keyText(pair) ?? "";
    return key.includes(MARK) ? { path, isKey: true } : findMark(pair.value, [...path, key]);
  });
}

interface KeyFound {
  readonly path: readonly Step[];
  readonly from: number;
  readonly to: number;
}

/** The key at an offset, or the key whose single value is there. */
function keyAround(node: unknown, offset: number, path: readonly Step[]): KeyFound | undefined {
  if (isSeq(node)) {
    return first(node.items, (item, i) => keyAround(item, offset, [...path, i]));
  }
  if (!isMap(node)) return undefined;
  return first(node.items, (pair) => {
    const here = [...path, keyText(pair) ?? ""];
    for (const part of [pair.key, pair.value]) {
      const range = isScalar(part) ? part.range : undefined;
      if (range && range[0] <= offset && offset <= range[1] && range[0] < range[1]) {
        return { path: here, from: range[0], to: range[1] };
      }
    }
    return keyAround(pair.value, offset, here);
  });
}

function first<T, R>(
  list: readonly T[],
  find: (item: T, i: number) => R | undefined,
): R | undefined {
  for (const [i, item] of list.entries()) {
    const found = find(item, i);
    if (found !== undefined) return found;
  }
  return undefined;
}

function valueText({ field }: Key): string {
  const noun = nounOf(field);
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)}.`;
}

function standInText({ standIn, presence }: Key): string {
  if (presence === "required") return "Must be written.";
  if (standIn === undefined || standIn.text === "{}" || standIn.text === "[]") return "";
  const { text, source, confidence } = standIn;
  return `Where left out: ${text} (${source}; confidence ${confidence}).`;
}

function wordAround(text: string, offset: number): [number, number] {
  let from = offset;
  let to = offset;
  while (from > 0 && WORD.test(text[from - 1]!)) from--;
  while (to < text.length && WORD.test(text[to]!)) to++;
  return text.slice(from, offset) === "-" ? [offset, to] : [from, to];
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
