/** Fields for quantities: a number with a unit. What is left out takes the usual value. */
import type { Dimension } from "../../../units/units.js";
import type { QuantityField } from "../field.js";

interface QuantityOptions {
  readonly bare?: string;
  readonly min?: string;
  readonly max?: string;
}

export function duration(options: QuantityOptions = {}): QuantityField {
  return quantity("duration", true, options);
}

/** A cost per event, byte or slot: a duration that need not be whole ticks. */
export function cost(options: QuantityOptions = {}): QuantityField {
  return quantity("duration", false, options);
}

export function bytes(options: QuantityOptions = {}): QuantityField {
  return quantity("bytes", true, options);
}

export function bandwidth(options: QuantityOptions = {}): QuantityField {
  return quantity("bandwidth", false, { min: "1 B/s", max: "1000 TB/s", ...options });
}

export function rate(options: QuantityOptions = {}): QuantityField {
  return quantity("rate", false, { max: "1 G events/s", ...options });
}

/** `0.25` or `25 %`. */
export function fraction(options: QuantityOptions = {}): QuantityField {
  return { ...quantity("fraction", false, { max: "100 %", ...options }) };
}

function quantity(
  dimension: Dimension,
  isWhole: boolean,
  { bare, min, max }: QuantityOptions,
): QuantityField {
  return { kind: "quantity", dimension, bareUnit: bare, min, max, isWhole };
}
