/** Sources and their selectors as the file writes them → the contract, channels in Flume's order. */
import { nearest } from "../../document/nearest.js";
import { describeNode, listNames } from "../../document/describe.js";
import type { DocNode } from "../../document/node.js";
import type { ProblemList } from "../../problem-list.js";
import type { Located, Named, ValueOf } from "../../schema/field.js";
import type { selectorUnion, sourceUnion } from "../../schema/sources.js";
import type { Route, Selector, Source } from "../../types/agents.js";
import { sourceChannelOrder } from "./hash-order.js";

export type SourceValue = ValueOf<typeof sourceUnion>;
type SelectorValue = ValueOf<typeof selectorUnion>;

/** @returns the source, or `undefined` after at least one problem */
export function compileSource(
  name: string,
  value: SourceValue,
  channels: readonly string[],
  problems: ProblemList,
): Source | undefined {
  const { values } = value.block;
  const own =
    values.channels === undefined ? channels : knownNames(values.channels, channels, problems);
  if (own === undefined) return undefined;
  const selector = compileSelector(values.selector, sourceChannelOrder(own), problems);
  return selector && { name, kind: "avro", threads: values.threads, selector };
}

/** @param own the source's channels, in the order in which Flume meets them */
function compileSelector(
  value: SelectorValue,
  own: readonly string[],
  problems: ProblemList,
): Selector | undefined {
  if (value.type === "replicating") {
    const optional = knownNames(value.block.values.optional ?? [], own, problems);
    if (optional === undefined) return undefined;
    const required = own.filter((name) => !optional.includes(name));
    return { kind: "replicating", required, optional };
  }
  const { header, mapping, default: fallback, optional } = value.block.values;
  const routes = routesOf(mapping, own, problems);
  const fallbackNames = knownNames(fallback ?? [], own, problems);
  const optionalRoutes = routesOf(optional ?? [], own, problems);
  if (routes === undefined || fallbackNames === undefined || optionalRoutes === undefined) {
    return undefined;
  }
  return {
    kind: "multiplexing",
    header,
    mapping: routes,
    fallback: fallbackNames,
    optional: optionalRoutes.map((route) => withoutRequired(route, routes, fallbackNames)),
  };
}

function routesOf(
  written: readonly Named<readonly Located<string>[]>[],
  own: readonly string[],
  problems: ProblemList,
): Route[] | undefined {
  const routes: Route[] = [];
  for (const { name, value } of written) {
    const channels = knownNames(value, own, problems);
    if (channels !== undefined) routes.push({ value: name, channels });
  }
  return routes.length === written.length ? routes : undefined;
}

/** MultiplexingChannelSelector.configure: what is required for a value is not optional for it. */
function withoutRequired(
  route: Route,
  routes: readonly Route[],
  fallback: readonly string[],
): Route {
  const required = routes.find(({ value }) => value === route.value)?.channels ?? fallback;
  return { ...route, channels: route.channels.filter((name) => !required.includes(name)) };
}

/** @returns the names, each once and as in the file; `undefined` after a problem */
function knownNames(
  written: readonly Located<string>[],
  channels: readonly string[],
  problems: ProblemList,
): string[] | undefined {
  let isSound = true;
  for (const { value, node } of written) {
    if (channels.includes(value)) continue;
    isSound = false;
    reportUnknownChannel(node, value, channels, problems);
  }
  return isSound ? [...new Set(written.map(({ value }) => value))] : undefined;
}

export function reportUnknownChannel(
  node: DocNode,
  name: string,
  channels: readonly string[],
  problems: ProblemList,
): void {
  const near = nearest(name, channels);
  problems.error("unknown-name", node, {
    expected: `a channel of this source or agent: ${listNames(channels)}`,
    found: describeNode(node),
    flume: "removes a source whose selector names a channel it has not, and a sink without channel",
    fix: near === undefined ? undefined : `write \`${near}\``,
  });
}
