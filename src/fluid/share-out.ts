/**
 * Sharing one flow out among several takers, each of which takes so much at the most.
 *
 * Evenly: max-min fair by weight, the water level rises until the flow is used up. That is what a line of waiting
 * calls in order of arrival comes to, each caller with one batch in it. In order: the first takes what it can, the
 * next of the rest (failover).
 */
import { ZERO, isLower, minus, sum, times, type Horizon, type Line } from "./linear.js";

/** The water level of an even share-out; undefined: all get what they can take. */
export function levelOf(
  flow: Line,
  most: readonly Line[],
  weights: readonly number[],
  horizon: Horizon,
): Line | undefined {
  const all = sum(most);
  horizon.watch(all, flow);
  if (!isLower(flow, all)) return undefined;
  const isFull = most.map(() => false);
  for (;;) {
    let left = flow;
    let weight = 0;
    most.forEach((each, i) => {
      if (isFull[i]!) left = minus(left, each);
      else weight += weights[i]!;
    });
    const level = times(left, 1 / weight);
    let hasChanged = false;
    most.forEach((each, i) => {
      if (isFull[i]! || !isLower(each, times(level, weights[i]!))) return;
      isFull[i] = true;
      hasChanged = true;
    });
    if (hasChanged && isFull.some((full) => !full)) continue;
    most.forEach((each, i) => horizon.watch(each, times(level, weights[i]!)));
    return level;
  }
}

/** @returns what each of them gets */
export function shareEvenly(
  flow: Line,
  most: readonly Line[],
  weights: readonly number[],
  horizon: Horizon,
): Line[] {
  if (most.length === 1) return [horizon.lower(flow, most[0]!)];
  const level = levelOf(flow, most, weights, horizon);
  if (level === undefined) return [...most];
  return most.map((each, i) => {
    const fair = times(level, weights[i]!);
    return isLower(each, fair) ? each : fair;
  });
}

/** @returns what each of them gets, the first before the second */
export function shareInOrder(flow: Line, most: readonly Line[], horizon: Horizon): Line[] {
  let left = flow;
  return most.map((each) => {
    const got = horizon.lower(left, each);
    left = got === left ? ZERO : minus(left, got);
    return got;
  });
}
