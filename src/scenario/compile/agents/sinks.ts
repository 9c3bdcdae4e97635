/**
 * Sinks: one declaration makes one sink, several, or a group (design, "Expansion, one rule").
 *
 * With a `processor`: one group of one sink for each agent of `to`, named `<name>-<agent>`; the group
 * has the declaration's name. Without: `count` sinks, named `<name>0`, `<name>1`, … (`<name>` alone if
 * one); sink j of agent i goes to agent (i · count + j) mod n.
 */
import type { Distribution } from "../../../random/distribution.js";
import { exp } from "../../../random/elementary.js";
import { describeNode } from "../../document/describe.js";
import type { DocNode } from "../../document/node.js";
import type { Reading } from "../../read/reading.js";
import type { Block, ValueOf } from "../../schema/field.js";
import type { noiseUnion, sinkUnion } from "../../schema/sinks.js";
import type { AgentRef } from "../../types/servers.js";
import type { AvroTarget, Sink } from "../../types/sinks.js";
import { compileAgentList, targetParts, timeoutTicks } from "../servers/client.js";
import { compileHdfsWriter } from "./hdfs-writer.js";
import type { ProcessorValue } from "./groups.js";
import { reportUnknownChannel } from "./sources.js";
import { storageAt, type World } from "../world.js";

export type SinkValue = ValueOf<typeof sinkUnion>;
type SinkOf<T extends SinkValue["type"]> = Extract<SinkValue, { type: T }>["block"];

export interface Declaration {
  readonly name: string;
  readonly value: SinkValue;
}

/** A sink, and where it was declared. */
export interface SinkPlan {
  readonly sink: Sink;
  readonly block: Block;
  /** Its key for events in one transaction: Flume names it differently from sink to sink. */
  readonly batchKey: string;
}

export interface Expansion {
  readonly plans: readonly SinkPlan[];
  /** The declaration's `processor`, for one group of all its sinks. */
  readonly processor: ProcessorValue | undefined;
}

export interface SinkContext {
  readonly reader: Reading;
  readonly world: World;
  readonly channels: readonly string[];
}

/** @returns the sinks of one declaration, or `undefined` after at least one problem */
export function expandSinks(
  { name, value }: Declaration,
  context: SinkContext,
): Expansion | undefined {
  const channel = channelOf(value.block, context);
  switch (value.type) {
    case "avro":
      return expandAvro(name, value.block, channel, context);
    case "hdfs":
      return expandHdfs(name, value.block, channel, context);
    case "null": {
      if (channel === undefined) return undefined;
      const { batchSize: batchEvents } = value.block.values;
      return repeated(name, value.block, "batchSize", (sinkName) => {
        return { name: sinkName, kind: "null", channel, batchEvents };
      });
    }
    case "timed":
      return channel === undefined ? undefined : expandTimed(name, value.block, channel);
  }
}

function expandAvro(
  name: string,
  block: SinkOf<"avro">,
  channel: string | undefined,
  context: SinkContext,
): Expansion | undefined {
  const { values } = block;
  const { reader, world } = context;
  const to = compileAgentList(values.to, world, reader);
  const { source } = targetParts(values.to);
  if (to === undefined || channel === undefined) return undefined;
  const base = {
    kind: "avro" as const,
    channel,
    batchEvents: values["batch-size"],
    connectTimeoutTicks: timeoutTicks(block, "connect-timeout", reader),
    requestTimeoutTicks: timeoutTicks(block, "request-timeout", reader),
    resetConnectionTicks: values["reset-connection-interval"],
  };
  const { processor } = values;
  if (processor === undefined) {
    const targetOf = targetWithoutGroup(block, to.agents, context);
    if (targetOf === undefined) return undefined;
    return repeated(name, block, "batch-size", (sinkName, ordinal) => {
      return { ...base, name: sinkName, to: targetOf(ordinal) };
    });
  }
  if (block.written.has("count")) {
    const node = block.written.get("count")!;
    reader.problems.error("keys-exclude", node, {
      expected: "no `count` beside `processor`, which makes one sink for each agent of `to`",
      found: describeNode(node),
      fix: "remove `count`, or remove `processor`",
    });
    return undefined;
  }
  const plans = to.agents.map((agent) => {
    const sinkName = `${name}-${labelOf(agent, to.agents, world)}`;
    const target: AvroTarget = { kind: "agent", agent, source };
    return { sink: { ...base, name: sinkName, to: target }, block, batchKey: "batch-size" };
  });
  return { plans, processor };
}

/** `0`, `east-1`; with the tier in front where `to` spans several: `tier2-0`. */
function labelOf(agent: AgentRef, all: readonly AgentRef[], world: World): string {
  const label = world.tiers.get(agent.tier)?.labels?.[agent.agent] ?? String(agent.agent);
  return all.some(({ tier }) => tier !== agent.tier) ? `${agent.tier}-${label}` : label;
}

/** Without a group a sink has one address: a whole tier to spread over, or one agent. */
function targetWithoutGroup(
  block: SinkOf<"avro">,
  agents: readonly AgentRef[],
  { reader, world }: SinkContext,
): ((ordinal: number) => AvroTarget) | undefined {
  const { count, to } = block.values;
  const { source } = targetParts(to);
  const [first] = agents;
  const isTier =
    agents.every(({ tier }) => tier === first!.tier) &&
    agents.length === world.tiers.get(first!.tier)?.agents.length;
  if (isTier) {
    const { tier } = first!;
    return (ordinal) => ({ kind: "spread", tier, ordinal, of: count, source });
  }
  if (agents.length === 1) return () => ({ kind: "agent", agent: first!, source });
  reader.problems.error("to-too-many", block.written.get("to")!, {
    expected: "a tier, or one agent, for a sink without `processor`",
    found: `${agents.length} agents`,
    fix: "add `processor`, or declare one sink for each agent",
  });
  return undefined;
}

function expandHdfs(
  name: string,
  block: SinkOf<"hdfs">,
  channel: string | undefined,
  { reader, world }: SinkContext,
): Expansion | undefined {
  const { values } = block;
  const storage = storageAt(values.to, block.written.get("to")!, world, reader.problems);
  const writer = compileHdfsWriter(block, reader.problems);
  if (storage === undefined || writer === undefined || channel === undefined) return undefined;
  return repeated(name, block, "hdfs.batchSize", (sinkName) => ({
    name: sinkName,
    kind: "hdfs",
    channel,
    batchEvents: values["hdfs.batchSize"],
    storage,
    writer,
    maxOpenFiles: values["hdfs.maxOpenFiles"],
    callTimeoutTicks: values["hdfs.callTimeout"],
    threadsPoolSize: values["hdfs.threadsPoolSize"],
    rollTimerPoolSize: values["hdfs.rollTimerPoolSize"],
  }));
}

function expandTimed(name: string, block: SinkOf<"timed">, channel: string): Expansion {
  const { values } = block;
  const { answer, after } = values.onDown.values;
  return repeated(name, block, "batchSize", (sinkName) => ({
    name: sinkName,
    kind: "timed",
    channel,
    batchEvents: values.batchSize,
    perBatchTicks: values.service,
    perEventTicks: values.perEvent,
    noise: noiseOf(values.noise),
    onDown: { answer, afterTicks: after },
  }));
}

function repeated(
  name: string,
  block: Block<{ readonly count: number }>,
  batchKey: string,
  makeSink: (name: string, ordinal: number) => Sink,
): Expansion {
  const { count } = block.values;
  const plans = Array.from({ length: count }, (_, ordinal) => {
    const sinkName = count === 1 ? name : `${name}${ordinal}`;
    return { sink: makeSink(sinkName, ordinal), block, batchKey };
  });
  return { plans, processor: undefined };
}

/** @returns the channel it drains; `undefined` after a problem */
function channelOf(
  block: Block<{ readonly channel: string | undefined }>,
  { reader, channels }: SinkContext,
): string | undefined {
  const { channel } = block.values;
  if (channel !== undefined && channels.includes(channel)) return channel;
  if (channel !== undefined) {
    reportUnknownChannel(block.written.get("channel")!, channel, channels, reader.problems);
    return undefined;
  }
  if (channels.length === 1) return channels[0];
  const where: DocNode = { ...block.node, path: `${block.node.path}.channel` };
  reader.problems.error("key-missing", where, {
    expected: `which channel it drains: ${channels.join(", ")}`,
    found: "nothing",
    flume: "removes a sink without channel",
    fix: "write `channel`",
  });
  return undefined;
}

/** A factor of mean 1: the mean is made 1 here, so that it cannot be missed by a parameter. */
function noiseOf(value: ValueOf<typeof noiseUnion>): Distribution {
  switch (value.type) {
    case "none":
      return { kind: "constant", value: 1 };
    case "exponential":
      return { kind: "exponential", mean: 1 };
    case "erlang":
      return { kind: "erlang", mean: 1, stages: value.block.values.stages };
    case "lognormal": {
      const { sigma } = value.block.values;
      return { kind: "lognormal", median: exp((-sigma * sigma) / 2), sigma };
    }
    case "uniform": {
      const { spread } = value.block.values;
      return { kind: "uniform", min: 1 - spread, max: 1 + spread };
    }
  }
}
