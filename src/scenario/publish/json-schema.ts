/**
 * The tables of schema/ as a JSON Schema (draft 2020-12), for editors and other tools.
 *
 * It accepts every scenario that the reader accepts, and refuses wrong keys, types, units and words.
 * What takes several values to judge (a batch against a capacity, a name that must exist) it cannot
 * say; nor what is missing in a tier, for its agents may have it.
 */
import type { Dimension } from "../../units/units.js";
import { nounOf } from "../read/noun.js";
import { distributionUnion } from "../schema/distributions.js";
import type { BlockField, Field, Key, MapField, UnionField } from "../schema/field.js";
import { scenarioBlock } from "../schema/scenario.js";
import { anyCase, escaped, quantitySchema, quantityText, textNumber } from "./patterns.js";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Single values that YAML may have made numbers or booleans of. */
const TEXT_TYPES = ["string", "number", "boolean"] as const;

/** @returns the JSON Schema of a scenario file */
export function scenarioJsonSchema(): JsonSchema {
  return new SchemaWriter().document();
}

class SchemaWriter {
  /** Blocks and unions are written once, whole or in part; fields that are one object share it. */
  readonly #whole = new Map<Field | Dimension, string>();
  readonly #partial = new Map<Field | Dimension, string>();
  readonly #definitions: Record<string, JsonSchema> = {};
  /** Inside what lies under or over another: nothing is required there. */
  #isPartial = false;

  document(): JsonSchema {
    const { patternProperties, ...parts } = this.#blockParts(scenarioBlock);
    return {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "fanin scenario",
      type: "object",
      ...parts,
      patternProperties: { ...patternProperties, "^x-": true },
      additionalProperties: false,
      $defs: this.#definitions,
    };
  }

  #schema(field: Field): JsonSchema {
    switch (field.kind) {
      case "quantity":
        return quantitySchema(field);
      case "count": {
        const number = { type: "integer", minimum: field.min, maximum: field.max };
        const events = field.of === "events" ? [quantityText("events", false)] : [];
        return { anyOf: [number, textNumber(), ...events] };
      }
      case "number":
        return {
          anyOf: [{ type: "number", minimum: field.min, maximum: field.max }, textNumber()],
        };
      case "boolean":
        return { anyOf: [{ type: "boolean" }, words(["true", "false"])] };
      case "enum":
        return words([...field.values, ...Object.keys(field.aliases)]);
      case "text": {
        const pattern = field.pattern === undefined ? {} : { pattern: field.pattern.source };
        return { type: TEXT_TYPES, maxLength: field.maxLength, ...pattern };
      }
      case "address":
        return { type: TEXT_TYPES, maxLength: 200 };
      case "amount": {
        const texts = field.dimensions.map((one) => quantityText(one, one === "fraction"));
        const isShare = field.dimensions.includes("fraction");
        const shares = isShare ? [{ type: "number", minimum: 0, maximum: 1 }] : [];
        const known = field.words.length === 0 ? [] : [words(field.words)];
        return { anyOf: [...texts, ...shares, ...known] };
      }
      case "distribution":
        return this.#distribution(field.dimension);
      default:
        return this.#collection(field);
    }
  }

  #collection(
    field: Extract<
      Field,
      { kind: "list" | "map" | "block" | "union" | "shape" | "raw" | "either" }
    >,
  ): JsonSchema {
    switch (field.kind) {
      case "raw":
        return this.#raw(field.as, field.isPartial);
      case "list": {
        const items = this.#schema(field.items);
        const list = { type: "array", items, minItems: field.min, maxItems: field.max };
        const single = field.isFlumeText ? { type: TEXT_TYPES } : items;
        return field.mayBeSingle ? { anyOf: [list, single] } : list;
      }
      case "map":
        return this.#map(field);
      case "shape":
        return this.#anyOf(Object.values(field.shapes) as Field[]);
      case "either":
        return this.#anyOf(field.fields);
      case "block":
        return this.#defined(field, field.title, () => this.#block(field, undefined));
      case "union":
        return this.#defined(field, field.title, () => this.#union(field));
    }
  }

  #raw(field: Field, isPartial: boolean): JsonSchema {
    const before = this.#isPartial;
    this.#isPartial ||= isPartial;
    const schema = this.#schema(field);
    this.#isPartial = before;
    return schema;
  }

  #anyOf(fields: readonly Field[]): JsonSchema {
    const schemas = [...new Set(fields)].map((field) => this.#schema(field));
    return schemas.length === 1 ? schemas[0]! : { anyOf: schemas };
  }

  #map(field: MapField): JsonSchema {
    const { keyPattern, items, min, max } = field;
    const names = keyPattern === undefined ? {} : { propertyNames: { pattern: keyPattern.source } };
    const schema = this.#schema(items);
    // An agent that has nothing of its own is its name and nothing behind it.
    const isAgent = items.kind === "raw" && items.isPartial;
    const additionalProperties = isAgent ? { anyOf: [schema, { type: "null" }] } : schema;
    return {
      type: "object",
      additionalProperties,
      minProperties: min,
      maxProperties: max,
      ...names,
    };
  }

  /** A reference to a definition, which is made on first use: mixtures contain distributions. */
  #defined(field: Field | Dimension, title: string, make: () => JsonSchema): JsonSchema {
    const known = this.#isPartial ? this.#partial : this.#whole;
    let name = known.get(field);
    if (name === undefined) {
      name = this.#freeName(title);
      known.set(field, name);
      this.#definitions[name] = {};
      this.#definitions[name] = make();
    }
    return { $ref: `#/$defs/${name}` };
  }

  #freeName(title: string): string {
    const base = title.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(0, 40);
    let name = base;
    for (let i = 2; Object.hasOwn(this.#definitions, name); i++) name = `${base}-${i}`;
    return name;
  }

  #union(field: UnionField): JsonSchema {
    const variants = Object.entries(field.variants).map(([type, block]) => {
      const aliases = Object.keys(field.aliases).filter((alias) => field.aliases[alias] === type);
      const isRequired = field.defaultType !== type && !this.#isPartial;
      return this.#block(block, { names: typeWords([type, ...aliases]), isRequired });
    });
    const all = [...Object.keys(field.variants), ...Object.keys(field.aliases)];
    return { description: field.title, anyOf: [typeWords(all), ...variants] };
  }

  #block(
    field: BlockField,
    type: { readonly names: JsonSchema; readonly isRequired: boolean } | undefined,
  ): JsonSchema {
    const { properties, required, patternProperties } = this.#blockParts(field);
    const needed = type?.isRequired === true ? ["type", ...required] : required;
    return {
      type: "object",
      description: field.title,
      properties: type === undefined ? properties : { type: type.names, ...properties },
      required: needed,
      patternProperties,
      additionalProperties: false,
    };
  }

  #blockParts(field: BlockField): {
    readonly properties: Record<string, JsonSchema>;
    readonly required: string[];
    readonly patternProperties: Record<string, JsonSchema | true>;
  } {
    const properties: Record<string, JsonSchema> = {};
    const patternProperties: Record<string, JsonSchema | true> = {};
    const required: string[] = [];
    for (const [name, key] of Object.entries(field.keys)) {
      properties[name] = this.#described(key);
      // What is dotted may be written nested, where this place cannot ask for it.
      const mayBeNested = field.isDotted && name.includes(".");
      const isRequired = key.presence === "required" && !this.#isPartial && !mayBeNested;
      if (isRequired) required.push(name);
      if (field.isDotted && leadsOn(key.field)) patternProperties[`^${escaped(name)}\\.`] = true;
    }
    for (const [pattern, why] of Object.entries(field.ignored)) {
      const description = `known to Flume, not simulated: ${why}`;
      if (!pattern.endsWith("*")) properties[pattern] = { description };
      else patternProperties[`^${escaped(pattern.slice(0, -1))}`] = { description };
    }
    if (field.isDotted) Object.assign(properties, families(properties));
    return { properties, required, patternProperties };
  }

  #described(key: Key): JsonSchema {
    const { standIn, help } = key;
    const isNamed = standIn !== undefined && standIn.text !== "{}";
    const description = isNamed ? `${help} Default: ${standIn.text}.` : help;
    return { ...this.#schema(key.field), description, title: nounOf(key.field) };
  }

  #distribution(dimension: Dimension): JsonSchema {
    const parameters = this.#defined(dimension, `distribution of ${dimension}`, () =>
      this.#union(distributionUnion(dimension)),
    );
    return { anyOf: [quantityText(dimension, false), { const: 0 }, parameters] };
  }
}

/** Words in any case, as the reader takes them; `1.9` is a number to YAML. */
function words(list: readonly string[]): JsonSchema {
  const pattern = `^\\s*(${list.map((word) => anyCase(word)).join("|")})\\s*$`;
  const numbers = list.map(Number).filter((number) => !Number.isNaN(number));
  return {
    anyOf: [{ enum: [...list, ...numbers] }, { type: "string", pattern }],
  };
}

/** The null sink is `null` in YAML, which is no text. */
function typeWords(list: readonly string[]): JsonSchema {
  return list.includes("null") ? { anyOf: [words(list), { type: "null" }] } : words(list);
}

/** Whether dotted keys may lead into a field. */
function leadsOn(field: Field): boolean {
  if (field.kind === "raw") return leadsOn(field.as);
  if (field.kind === "shape") return field.shapes.map !== undefined;
  return ["block", "union", "map", "distribution"].includes(field.kind);
}

/** `hdfs: { batchSize: 5 }` for `hdfs.batchSize: 5`; no key of Flume's has a dot in the rest. */
function families(properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  const members = new Map<string, Record<string, JsonSchema>>();
  for (const [name, schema] of Object.entries(properties)) {
    const dot = name.indexOf(".");
    if (dot < 0) continue;
    const family = name.slice(0, dot);
    members.set(family, { ...members.get(family), [name.slice(dot + 1)]: schema });
  }
  const result: Record<string, JsonSchema> = {};
  for (const [family, own] of members) {
    const object = { type: "object", properties: own, additionalProperties: false };
    const plain = properties[family];
    result[family] = plain === undefined ? object : { anyOf: [plain, object] };
  }
  return result;
}
