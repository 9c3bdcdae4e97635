/** From a place in a text to what the schema says of it: which keys may stand there, what a value may be. */
import { isMap, isScalar, isSeq } from "yaml";
import { distributionUnion } from "../schema/distributions.js";
import type { Field, Key, Keys, UnionField } from "../schema/field.js";
import { required, withDefault } from "../schema/make/keys.js";
import { oneOf } from "../schema/make/values.js";
import { scenarioBlock } from "../schema/scenario.js";
import { nodeAt, pairOf, scalarText, type Step } from "./syntax.js";

/** What may be meant at a place: several fields where the text does not yet decide. */
export interface Meaning {
  readonly fields: readonly Field[];
  /** The key whose value this is; undefined for items of lists and things by name. */
  readonly key: Key | undefined;
}

/** @param root node of the whole text @param path from the top */
export function meaningAt(root: unknown, path: readonly Step[]): Meaning {
  let meaning: Meaning = { fields: [scenarioBlock], key: undefined };
  path.forEach((step, i) => {
    meaning = stepInto(meaning.fields, nodeAt(root, path.slice(0, i)), step);
  });
  return meaning;
}

/** The keys that the schema knows in a map at a place. */
export function keysAt(fields: readonly Field[], node: unknown): Map<string, Key> {
  const keys = new Map<string, Key>();
  for (const field of fields.flatMap((each) => plainFields(each, node))) {
    for (const [name, key] of Object.entries(keysOf(field, node))) {
      if (!keys.has(name)) keys.set(name, key);
    }
  }
  return keys;
}

/** The fields that a value may be read by: wrappers are taken off. */
export function plainFields(field: Field, node: unknown): Field[] {
  switch (field.kind) {
    case "raw":
      return plainFields(field.as, node);
    case "either":
      return field.fields.flatMap((each) => plainFields(each, node));
    case "shape": {
      const { scalar, map, list } = field.shapes;
      const fitting = isMap(node) ? map : isSeq(node) ? list : undefined;
      const chosen = fitting === undefined ? [scalar, map, list] : [fitting];
      return chosen.flatMap((each) => (each === undefined ? [] : plainFields(each, node)));
    }
    case "distribution":
      return [field, distributionUnion(field.dimension)];
    default:
      return [field];
  }
}

function stepInto(fields: readonly Field[], node: unknown, step: Step): Meaning {
  const plain = fields.flatMap((field) => plainFields(field, node));
  if (typeof step === "number") {
    const items = plain.flatMap((field) => (field.kind === "list" ? [field.items] : []));
    return { fields: items, key: undefined };
  }
  const key = keysAt(fields, node).get(step);
  if (key !== undefined) return { fields: [key.field], key };
  const named = plain.flatMap((field) => (field.kind === "map" ? [field.items] : []));
  return { fields: named.length > 0 ? named : nested(plain, node, step), key: undefined };
}

/** `hdfs: { batchSize: … }` for `hdfs.batchSize`. */
function nested(plain: readonly Field[], node: unknown, family: string): Field[] {
  return plain.flatMap((field): Field[] => {
    const own = Object.entries(keysOf(field, node)).filter(([name]) =>
      name.startsWith(`${family}.`),
    );
    if (own.length === 0) return [];
    const keys = Object.fromEntries(own.map(([name, key]) => [name.slice(family.length + 1), key]));
    return [{ kind: "block", title: family, keys, isDotted: true, ignored: {} }];
  });
}

function keysOf(field: Field, node: unknown): Keys {
  if (field.kind === "block") return field.keys;
  if (field.kind === "list") {
    return field.mayBeSingle && !isSeq(node) ? Object.fromEntries(keysAt([field.items], node)) : {};
  }
  if (field.kind !== "union") return {};
  const type = typeIn(node, field);
  const blocks = type === undefined ? Object.values(field.variants) : [field.variants[type]!];
  return {
    type: typeKey(field),
    ...Object.fromEntries(blocks.flatMap(({ keys }) => Object.entries(keys))),
  };
}

function typeKey(field: UnionField): Key {
  const words = oneOf(Object.keys(field.variants));
  const help = `Which: ${field.title}.`;
  return field.defaultType === undefined
    ? required(words, help)
    : withDefault(words, field.defaultType, help);
}

/** @returns the variant that the text names, `undefined` while it names none */
function typeIn(node: unknown, { variants, aliases, defaultType }: UnionField): string | undefined {
  const written = isMap(node) ? pairOf(node, "type")?.value : node;
  if (!isScalar(written)) return defaultType;
  const word = scalarText(written).toLowerCase();
  const name = Object.hasOwn(aliases, word) ? aliases[word]! : word;
  return Object.hasOwn(variants, name) ? name : undefined;
}
