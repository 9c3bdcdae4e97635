/** Curves of two runs on a common clock. A value holds from its sample to the next. */
import { bisectRight } from "d3-array";
import type { Curve } from "../../../src/charts/curve.js";

/** The same values, so many seconds earlier. */
export function earlier({ times, values }: Curve, seconds: number): Curve {
  if (seconds === 0) return { times, values };
  return { times: Float64Array.from(times, (at) => at - seconds), values };
}

/** @returns the last value at or before a time; NaN before the first */
export function heldAt({ times, values }: Curve, at: number): number {
  const i = bisectRight(times, at) - 1;
  return i < 0 ? NaN : values[i]!;
}

/** B − A at the samples of both, as far as both reach. */
export function differenceOf(a: Curve, b: Curve): Curve {
  const from = Math.max(a.times[0] ?? Infinity, b.times[0] ?? Infinity);
  const to = Math.min(lastOf(a), lastOf(b));
  const all = new Set([...Array.from(a.times), ...Array.from(b.times)]);
  const times = [...all].filter((at) => at >= from && at <= to).sort((one, other) => one - other);
  return { times, values: times.map((at) => heldAt(b, at) - heldAt(a, at)) };
}

function lastOf({ times }: Curve): number {
  return times[times.length - 1] ?? -Infinity;
}
