/** What a calibration says: numbers with intervals, and what could not be had. */

export type EstimateUnit = "ms" | "us" | "events/s" | "";

export interface Estimate {
  /** For people: `call to a source, without its events`. */
  readonly what: string;
  /** Where it goes in a scenario: a key of `machine`, or the address of a sink or server group. */
  readonly key: string;
  readonly unit: EstimateUnit;
  readonly value: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** What it was taken from, with the number of observations. */
  readonly from: string;
}

/** Something that these recordings do not say. */
export interface Unidentified {
  readonly what: string;
  readonly why: string;
}

/** How well the estimates reproduce what they were taken from. */
export interface LayerFit {
  readonly layer: string;
  readonly what: string;
  /** Share: 0.02 is 2 %. */
  readonly error: number;
}

/** What is found as one layer after another is looked at. */
export interface Findings {
  readonly estimates: Estimate[];
  readonly fits: LayerFit[];
  readonly unidentified: Unidentified[];
}

/** A normal interval around a value. */
export function around(
  value: number,
  halfWidth: number,
  least = 0,
): { readonly value: number; readonly low: number; readonly high: number } {
  return { value, low: Math.max(least, value - halfWidth), high: value + halfWidth };
}
