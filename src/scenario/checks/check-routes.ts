/** Checks on headers: routes of multiplexing selectors, and what HDFS paths need of events. */
import type { AgentPlan } from "../compile/agents/agent.js";
import type { Compiled } from "../compile/scenario.js";
import { describeNode, listNames, quote } from "../document/describe.js";
import type { DocNode } from "../document/node.js";
import type { ProblemList } from "../problem-list.js";
import type { Block } from "../schema/field.js";
import type { Selector } from "../types/agents.js";
import type { ServerGroup } from "../types/servers.js";
import type { HdfsBuckets } from "../types/sinks.js";
import { whereOf } from "./where.js";

type Multiplexing = Extract<Selector, { kind: "multiplexing" }>;

export function checkRoutes(compiled: Compiled, problems: ProblemList): void {
  if (!compiled.isWhole) return;
  const groups = new Map(compiled.groups.map(({ group }) => [group.name, group]));
  for (const { tier, plans } of compiled.tiers) {
    const feeding = [...compiled.graph.fedBy.get(tier.name)!].map((name) => groups.get(name)!);
    if (feeding.length === 0) continue;
    for (const plan of plans) {
      checkSelectors(plan, feeding, problems);
      for (const { sink, block } of plan.sinks) {
        if (sink.kind === "hdfs") checkPath(sink.writer.buckets, block, feeding, problems);
      }
    }
  }
  for (const { group, block } of compiled.groups) {
    if (group.client.kind !== "hdfs") continue;
    const { client } = block.values;
    checkPath(group.client.writer.buckets, client.block, [group], problems);
  }
}

function checkSelectors(
  plan: AgentPlan,
  feeding: readonly ServerGroup[],
  problems: ProblemList,
): void {
  for (const { name, selector } of plan.template.sources) {
    if (selector.kind !== "multiplexing") continue;
    const block = plan.sources.get(name)!;
    const node = block.written.get("selector") ?? block.node;
    checkHeader(selector, node, feeding, problems);
    checkUnrouted(selector, node, feeding, problems);
    checkMappings(selector, node, feeding, problems);
  }
}

function checkHeader(
  selector: Multiplexing,
  node: DocNode,
  feeding: readonly ServerGroup[],
  problems: ProblemList,
): void {
  if (feeding.some(({ header }) => header?.name === selector.header)) return;
  const known = feeding.flatMap(({ header }) => (header === undefined ? [] : [header.name]));
  problems.warning("header-unset", node, {
    expected:
      known.length === 0
        ? "a header that the servers set; they set none"
        : `a header that the servers set: ${listNames(known)}`,
    found: quote(selector.header),
    flume: "treats every event as one without a mapped value",
    fix: "write `header` in the server group",
  });
}

/** Values that lead nowhere: dropped without a trace (Flume 1.11 MultiplexingChannelSelector). */
function checkUnrouted(
  selector: Multiplexing,
  node: DocNode,
  feeding: readonly ServerGroup[],
  problems: ProblemList,
): void {
  if (selector.fallback.length > 0) return;
  const mapped = selector.mapping.map(({ value }) => value);
  const lost = feeding.flatMap(({ name, header }) => {
    if (header?.name !== selector.header) return [`all events of ${name}`];
    return header.values.filter((value) => !mapped.includes(value)).map((value) => quote(value));
  });
  if (lost.length === 0) return;
  problems.warning("events-unrouted", node, {
    expected: "a channel for every event: a mapping for each value, or `default`",
    found: `none for ${listNames([...new Set(lost)])}`,
    flume: "drops them silently, and counts them as accepted",
    fix: "write `default`",
  });
}

function checkMappings(
  selector: Multiplexing,
  node: DocNode,
  feeding: readonly ServerGroup[],
  problems: ProblemList,
): void {
  const sent = feeding.flatMap(({ header }) => {
    return header?.name === selector.header ? header.values : [];
  });
  if (sent.length === 0) return;
  const unused = selector.mapping
    .map(({ value }) => value)
    .filter((value) => !sent.includes(value));
  if (unused.length === 0) return;
  problems.warning("mapping-unused", node, {
    expected: `values that the servers send: ${listNames([...new Set(sent)])}`,
    found: unused.map((value) => quote(value)).join(", "),
    fix: "correct the value, or remove the mapping",
  });
}

function checkPath(
  buckets: HdfsBuckets,
  block: Block,
  feeding: readonly ServerGroup[],
  problems: ProblemList,
): void {
  const where = whereOf(block, "hdfs.path");
  const { byHeader, periodTicks, clock } = buckets;
  if (byHeader !== undefined && !feeding.every(({ header }) => header?.name === byHeader)) {
    const without = feeding.filter(({ header }) => header?.name !== byHeader);
    problems.warning("path-header-unset", where, {
      expected: `a header that all servers set that send here`,
      found: `${quote(`%{${byHeader}}`)}, not set by ${listNames(without.map(({ name }) => name))}`,
      flume: "puts nothing in its place",
      fix: "write `header` in the server group",
    });
  }
  if (periodTicks === undefined || clock === "sink") return;
  const without = feeding.filter(({ hasTimestampHeader }) => !hasTimestampHeader);
  if (without.length === 0) return;
  const path = block.written.get("hdfs.path");
  problems.warning("timestamp-missing", where, {
    expected: "events with a `timestamp` header, or `hdfs.useLocalTimeStamp: true`",
    found: `${path === undefined ? "a time escape" : describeNode(path)}, events of ${listNames(without.map(({ name }) => name))} without`,
    flume: "fails with a NullPointerException, for ever on the same batch",
    fix: "write `timestamp: true` in the server group, or `hdfs.useLocalTimeStamp: true`",
  });
}
