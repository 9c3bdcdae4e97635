/**
 * The vocabulary of the schema: what a key's value may be, and what it becomes.
 *
 * The tables in this folder are written in it. One table is read four ways: values are checked and
 * converted (read/), defaults are filled in and logged, the JSON Schema and the reference are printed
 * from it (publish/). So what is documented is what is checked.
 */
import type { Distribution } from "../../random/distribution.js";
import type { Dimension } from "../../units/units.js";
import type { Address } from "../address.js";
import type { DocNode, MapNode } from "../document/node.js";

export type Confidence = "high" | "medium" | "low";

/** A number with a unit; its value is in the dimension's base unit. */
export interface QuantityField {
  readonly kind: "quantity";
  readonly dimension: Dimension;
  /** Unit of a bare number: Flume's, inside a Flume block. Left out: the unit must be written. */
  readonly bareUnit: string | undefined;
  /** Smallest and largest, as one writes them. */
  readonly min: string | undefined;
  readonly max: string | undefined;
  /** Rounded to whole base units: durations, sizes. Not so: costs per event, rates. */
  readonly isWhole: boolean;
}

/** A whole number of things. */
export interface CountField {
  readonly kind: "count";
  readonly of: string; // "events", "agents": for messages and the reference
  readonly min: number;
  readonly max: number;
}

/** A number without a unit. */
export interface NumberField {
  readonly kind: "number";
  readonly of: string; // "a factor", "an exponent"
  readonly min: number;
  readonly max: number;
}

export interface BooleanField {
  readonly kind: "boolean";
}

/** One of a few words, whatever their case; `aliases` are second spellings. */
export interface EnumField<E extends string = string> {
  readonly kind: "enum";
  readonly values: readonly E[];
  readonly aliases: Readonly<Record<string, E>>;
}

export interface TextField {
  readonly kind: "text";
  readonly of: string; // "a name", "an ISO 8601 time with offset"
  readonly maxLength: number;
  readonly pattern: RegExp | undefined;
}

/** A place in the model: `tier2[1]`, `hadoop.datanodes[3]`, `tier1->tier2`. */
export interface AddressField {
  readonly kind: "address";
  readonly of: string; // "a tier or an agent"
}

/** A quantity whose dimension is the author's choice, or one of a few words. */
export interface AmountField<W extends string = string> {
  readonly kind: "amount";
  readonly dimensions: readonly Dimension[];
  readonly words: readonly W[];
}

/** A random quantity: a plain quantity is a constant. `none`: numbers without a unit. */
export interface DistributionField {
  readonly kind: "distribution";
  readonly dimension: Dimension;
}

/** A YAML list; `isFlumeText`: Flume's blank-separated text does too, and so does a single item. */
export interface ListField<F extends Field = Field> {
  readonly kind: "list";
  readonly items: F;
  readonly min: number;
  readonly max: number;
  readonly isFlumeText: boolean;
  readonly mayBeSingle: boolean;
}

/** Things by name, in the order of the file. */
export interface MapField<F extends Field = Field> {
  readonly kind: "map";
  readonly items: F;
  /** What a key is: "tier", "header value". */
  readonly of: string;
  readonly keyPattern: RegExp | undefined;
  readonly min: number;
  readonly max: number;
}

/** A map with a fixed set of keys. */
export interface BlockField<K extends Keys = Keys> {
  readonly kind: "block";
  readonly title: string;
  readonly keys: K;
  /** Nested maps and dotted keys are the same: `hdfs: {batchSize: 5}` and `hdfs.batchSize: 5`. */
  readonly isDotted: boolean;
  /** Flume's keys that mean nothing to the model, with what is said of them; `*` at the end. */
  readonly ignored: Readonly<Record<string, string>>;
}

/** A block whose keys depend on its `type`; may be written as the type's name alone. */
export interface UnionField<V extends Variants = Variants> {
  readonly kind: "union";
  readonly title: string;
  readonly variants: V;
  /** Second spellings of types. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The type where none is written. */
  readonly defaultType: string | undefined;
  /** What real Flume does with a block that has no type. */
  readonly flumeWithoutType: string | undefined;
  /** Types that Flume has and the model has not. */
  readonly notSimulated: readonly string[];
}

/** What is read depends on whether the author wrote a scalar, a map or a list. */
export interface ShapeField<S extends Shapes = Shapes> {
  readonly kind: "shape";
  readonly shapes: S;
}

/** Left as it is written, to be read later; documented as `as`. */
export interface RawField {
  readonly kind: "raw";
  readonly as: Field;
  /** Laid under or over another: what is required may stand there. */
  readonly isPartial: boolean;
}

/** One of several things that differ in more than their shape; always inside a raw field. */
export interface EitherField {
  readonly kind: "either";
  readonly fields: readonly Field[];
}

export type Field =
  | QuantityField
  | CountField
  | NumberField
  | BooleanField
  | EnumField
  | TextField
  | AddressField
  | AmountField
  | DistributionField
  | ListField
  | MapField
  | BlockField
  | UnionField
  | ShapeField
  | RawField
  | EitherField;

export type Variants = Readonly<Record<string, BlockField>>;

export interface Shapes {
  readonly scalar?: Field;
  readonly map?: Field;
  readonly list?: Field;
}

/** A default as one would write it. */
export interface Default {
  readonly text: string;
  readonly source: string;
  readonly confidence: Confidence;
}

/**
 * `required`: must be written. `default`: a fixed text stands in. `derived`: what stands in depends on
 * other values and is computed after reading. `optional`: absence has a meaning of its own.
 */
export type Presence = "required" | "default" | "derived" | "optional";

export interface Key<F extends Field = Field, P extends Presence = Presence> {
  readonly field: F;
  readonly presence: P;
  readonly help: string;
  /** `default`: the text. `derived`: how it is computed. */
  readonly standIn: Default | undefined;
}

export type Keys = Readonly<Record<string, Key>>;

/** What a field's value is once read. */
export type ValueOf<F> = F extends { readonly kind: "quantity" | "count" | "number" }
  ? number
  : F extends BooleanField
    ? boolean
    : F extends EnumField<infer E>
      ? E
      : F extends TextField
        ? string
        : F extends AddressField
          ? Address
          : F extends AmountField<infer W>
            ? Amount<W>
            : F extends DistributionField
              ? Distribution
              : F extends RawField
                ? DocNode
                : CollectionValueOf<F>;

type CollectionValueOf<F> =
  F extends ListField<infer G>
    ? readonly Located<ValueOf<G>>[]
    : F extends MapField<infer G>
      ? readonly Named<ValueOf<G>>[]
      : F extends BlockField<infer K>
        ? Block<ValuesOf<K>>
        : F extends UnionField<infer V>
          ? { readonly [T in keyof V & string]: VariantValue<T, V[T]> }[keyof V & string]
          : F extends ShapeField<infer S>
            ? { readonly [T in keyof S & string]: ShapeValue<T, S[T]> }[keyof S & string]
            : never;

interface VariantValue<T extends string, F> {
  readonly type: T;
  readonly block: ValueOf<F>;
}

interface ShapeValue<T extends string, F> {
  readonly shape: T;
  readonly value: ValueOf<F>;
  readonly node: DocNode;
}

export type ValuesOf<K> = {
  readonly [N in keyof K]: K[N] extends Key<infer F, infer P>
    ? P extends "required" | "default"
      ? ValueOf<F>
      : ValueOf<F> | undefined
    : never;
};

export type Amount<W extends string = string> =
  | { readonly dimension: Dimension; readonly value: number }
  | { readonly dimension: "word"; readonly value: W };

export interface Located<T> {
  readonly value: T;
  readonly node: DocNode;
}

export interface Named<T> extends Located<T> {
  readonly name: string;
}

/** A block that was read without a problem, and where its parts stand. */
export interface Block<V = unknown> {
  readonly node: MapNode;
  readonly values: V;
  /** The keys that are written, by name. */
  readonly written: ReadonlyMap<string, DocNode>;
  /** The defaults that stand in, by name. */
  readonly defaults: ReadonlyMap<string, string>;
}
