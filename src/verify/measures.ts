/**
 * How far a simulated curve lies from a recorded one, and the landmarks of a curve. All times in ms.
 *
 * The distance of a recorded sample is that to the nearest value which the simulated curve takes within
 * ±1 s: two runs of the real thing differ by their phase, and a saw shifted by a tooth is the same saw.
 */

export const TIME_SLACK_MS = 1000;
/** A channel that was full counts as drained below this share of its capacity. */
const DRAINED = 0.1;
const NEARLY_FULL = 0.97;

/**
 * ChannelSize from which on a channel counts as full: what its sinks have taken and not committed still
 * holds its slots and is not in ChannelSize, so a full channel can show a batch per sink less than its
 * capacity.
 * @param inHands [events] that its sinks take at a time, together
 */
export function fullFrom(capacity: number, inHands: number): number {
  return Math.min(NEARLY_FULL * capacity, capacity - inHands);
}

export interface Curve {
  readonly times: ArrayLike<number>; // ms, ascending
  readonly values: ArrayLike<number>; // NaN: not there
}

/** Mean and worst distance of `recorded` from `simulated`, in the unit of the values. */
export interface Distance {
  readonly mean: number;
  readonly worst: number;
  readonly worstAtMs: number;
}

/** @param fromMs samples before it are not looked at */
export function distance(recorded: Curve, simulated: Curve, fromMs: number): Distance {
  let sum = 0;
  let samples = 0;
  let worst = 0;
  let worstAtMs = fromMs;
  for (let i = 0; i < recorded.times.length; i++) {
    const at = recorded.times[i]!;
    const value = recorded.values[i]!;
    if (at < fromMs || Number.isNaN(value)) continue;
    const gap = gapToRange(value, rangeWithin(simulated, at - TIME_SLACK_MS, at + TIME_SLACK_MS));
    sum += gap;
    samples++;
    if (gap <= worst) continue;
    worst = gap;
    worstAtMs = at;
  }
  return { mean: samples === 0 ? 0 : sum / samples, worst, worstAtMs };
}

export interface Range {
  readonly low: number;
  readonly high: number; // below `low` where the curve shows nothing
}

/** The values that a curve takes from one moment to another. */
export function rangeWithin({ times, values }: Curve, fromMs: number, toMs: number): Range {
  let low = Infinity;
  let high = -Infinity;
  for (let i = firstNotBefore(times, fromMs); i < times.length && times[i]! <= toMs; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

/** Where the simulated component shows nothing, it counts as empty. */
function gapToRange(value: number, { low, high }: Range): number {
  if (low > high) return value;
  return Math.max(0, low - value, value - high);
}

function firstNotBefore(times: ArrayLike<number>, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** When a channel was first full; undefined: never. @returns [ms] */
export function firstFull(curve: Curve, full: number, fromMs: number): number | undefined {
  return firstWhere(curve, fromMs, (value) => value >= full);
}

/** When a channel that had been full was drained after it was full for the last time. @returns [ms] */
export function drained(
  curve: Curve,
  { capacity, full }: { readonly capacity: number; readonly full: number },
  fromMs: number,
): number | undefined {
  let lastFull: number | undefined;
  for (let i = 0; i < curve.times.length; i++) {
    if (curve.times[i]! >= fromMs && curve.values[i]! >= full) lastFull = curve.times[i]!;
  }
  if (lastFull === undefined) return undefined;
  return firstWhere(curve, lastFull, (value) => value < DRAINED * capacity);
}

/** When a count first, or last, grew after `fromMs`. @returns [ms] */
export function growth(
  curve: Curve,
  fromMs: number,
): { first: number | undefined; last: number | undefined } {
  let first: number | undefined;
  let last: number | undefined;
  for (let i = 1; i < curve.times.length; i++) {
    if (curve.times[i]! < fromMs || !(curve.values[i]! > curve.values[i - 1]!)) continue;
    first ??= curve.times[i]!;
    last = curve.times[i]!;
  }
  return { first, last };
}

/** The last value that is there. */
export function finalValue({ values }: Curve): number {
  for (let i = values.length - 1; i >= 0; i--) if (!Number.isNaN(values[i]!)) return values[i]!;
  return 0;
}

function firstWhere(
  { times, values }: Curve,
  fromMs: number,
  holds: (value: number) => boolean,
): number | undefined {
  for (let i = 0; i < times.length; i++) {
    if (times[i]! >= fromMs && holds(values[i]!)) return times[i]!;
  }
  return undefined;
}
