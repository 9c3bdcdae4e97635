/** Fields for lists, maps, blocks and what is made of them. */
import type {
  BlockField,
  EitherField,
  Field,
  Keys,
  ListField,
  MapField,
  RawField,
  ShapeField,
  Shapes,
  UnionField,
  Variants,
} from "../field.js";
import { NAME_PATTERN } from "../name-patterns.js";

export function list<F extends Field>(
  items: F,
  options: { min?: number; max?: number; flume?: boolean; single?: boolean } = {},
): ListField<F> {
  const { min = 1, max = 10_000, flume = false, single = flume } = options;
  return { kind: "list", items, min, max, isFlumeText: flume, mayBeSingle: single };
}

export function mapOf<F extends Field>(
  of: string,
  items: F,
  options: { keyPattern?: RegExp | "any"; min?: number; max?: number } = {},
): MapField<F> {
  const { keyPattern = NAME_PATTERN, min = 0, max = 1000 } = options;
  return {
    kind: "map",
    items,
    of,
    keyPattern: keyPattern === "any" ? undefined : keyPattern,
    min,
    max,
  };
}

export function block<K extends Keys>(title: string, keys: K): BlockField<K> {
  return { kind: "block", title, keys, isDotted: false, ignored: {} };
}

/** A block whose dotted keys and nested maps are the same, as in a flume.conf. */
export function flumeBlock<K extends Keys>(
  title: string,
  keys: K,
  ignored: Readonly<Record<string, string>> = {},
): BlockField<K> {
  return { kind: "block", title, keys, isDotted: true, ignored };
}

export function union<V extends Variants>(
  title: string,
  variants: V,
  options: Partial<Omit<UnionField<V>, "kind" | "title" | "variants">> = {},
): UnionField<V> {
  return {
    kind: "union",
    title,
    variants,
    aliases: {},
    defaultType: undefined,
    flumeWithoutType: undefined,
    notSimulated: [],
    ...options,
  };
}

export function shape<S extends Shapes>(shapes: S): ShapeField<S> {
  return { kind: "shape", shapes };
}

export function raw(as: Field): RawField {
  return { kind: "raw", as, isPartial: false };
}

/** Raw, and perhaps only part of what it is. */
export function partial(as: Field): RawField {
  return { kind: "raw", as, isPartial: true };
}

export function either(...fields: readonly Field[]): EitherField {
  return { kind: "either", fields };
}
