/** Fields for single values that are no quantities. */
import type { Dimension } from "../../../units/units.js";
import type {
  AddressField,
  AmountField,
  BooleanField,
  CountField,
  DistributionField,
  EnumField,
  NumberField,
  TextField,
} from "../field.js";

export const MAX_COUNT = 1_000_000_000_000;
export function count(of: string, min = 0, max = MAX_COUNT): CountField {
  return { kind: "count", of, min, max };
}

export function number(of: string, min: number, max: number): NumberField {
  return { kind: "number", of, min, max };
}

export const boolean: BooleanField = { kind: "boolean" };

export function oneOf<const E extends string>(
  values: readonly E[],
  aliases: Readonly<Record<string, E>> = {},
): EnumField<E> {
  return { kind: "enum", values, aliases };
}

export function text(of: string, maxLength = 200, pattern?: RegExp): TextField {
  return { kind: "text", of, maxLength, pattern };
}

export function address(of: string): AddressField {
  return { kind: "address", of };
}

export function amount<const W extends string = never>(
  dimensions: readonly Dimension[],
  words: readonly W[] = [],
): AmountField<W> {
  return { kind: "amount", dimensions, words };
}

export function distribution(dimension: Dimension): DistributionField {
  return { kind: "distribution", dimension };
}
