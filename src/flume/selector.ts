/**
 * Channel selectors: which channels an event goes to, by its header class.
 *
 * Follows Flume 1.11 channel/ReplicatingChannelSelector.java and MultiplexingChannelSelector.java. Required
 * channels are written first, in the given (hash) order, then optional ones; an event with no match and no
 * default goes nowhere and is still counted as accepted.
 */
import type { Origins } from "../model/origins.js";
import type { Selector } from "../scenario/types/agents.js";

/** Channels of one header class, as indexes into the agent's channels, in writing order. */
export interface RouteOfClass {
  readonly required: readonly number[];
  readonly optional: readonly number[];
  /** Both, required first. */
  readonly all: readonly number[];
}

/** @returns a route for every header class, as long as `origins.classNames` */
export function routesByClass(
  selector: Selector,
  channelNames: readonly string[],
  origins: Pick<Origins, "classNames">,
): RouteOfClass[] {
  const indexes = (names: readonly string[]): number[] =>
    names.map((name) => channelNames.indexOf(name));
  if (selector.kind === "replicating") {
    const route = makeRoute(indexes(selector.required), indexes(selector.optional));
    return origins.classNames.map(() => route);
  }
  return origins.classNames.map((label) => {
    const prefix = `${selector.header}=`;
    const value = label.startsWith(prefix) ? label.slice(prefix.length) : undefined;
    const mapped = selector.mapping.find((route) => route.value === value);
    const optional = selector.optional.find((route) => route.value === value);
    return makeRoute(
      indexes(mapped?.channels ?? selector.fallback),
      indexes(optional?.channels ?? []),
    );
  });
}

function makeRoute(required: readonly number[], optional: readonly number[]): RouteOfClass {
  return { required, optional, all: [...required, ...optional] };
}
