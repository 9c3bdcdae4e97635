/** How events leave a server: Flume's RPC client towards agents, or an HDFS client of its own. */
import { describeNode } from "../../document/describe.js";
import type { DocNode } from "../../document/node.js";
import type { Reading } from "../../read/reading.js";
import type { Amount, Block, Located, ValueOf } from "../../schema/field.js";
import type { Address } from "../../address.js";
import type { agentsTarget } from "../../schema/sinks.js";
import type {
  AgentList,
  AgentRef,
  AvroClient,
  BacklogLimit,
  HdfsClient,
  Placement,
} from "../../types/servers.js";
import { compileHdfsWriter } from "../agents/hdfs-writer.js";
import type { ServerBlock, ServerContext } from "./context.js";
import { agentsAt, storageAt, type World } from "../world.js";
import { weightsFor } from "./weights.js";

export interface CompiledClient {
  readonly client: AvroClient | HdfsClient;
  readonly backlog: BacklogLimit;
}

type ClientValue = ServerBlock["values"]["client"];
type AvroBlock = Extract<ClientValue, { type: "avro" }>["block"];
type HdfsBlock = Extract<ClientValue, { type: "hdfs" }>["block"];

/** In one list, repetitions counted. */
const MAX_AGENTS = 100_000;
/** Flume takes 20 s where a time-out is below 1 s (Flume 1.11 SDK, NettyAvroRpcClient). */
const LEAST_TIMEOUT_TICKS = 1e9;
const STANDARD_TIMEOUT_TICKS = 20e9;

/** @returns the client, or `undefined` after at least one problem */
export function compileClient(
  block: ServerBlock,
  context: ServerContext,
): CompiledClient | undefined {
  const { client } = block.values;
  const compiled =
    client.type === "avro"
      ? avroClient(client.block, block, context)
      : hdfsClient(client.block, block, context);
  if (compiled === undefined) return undefined;
  return { client: compiled, backlog: backlogOf(client.block.values.backlog) };
}

/** @returns what Flume makes of a time-out; says so where that is not what is written */
export function timeoutTicks(
  block: Block<Readonly<Record<string, unknown>>>,
  key: "connect-timeout" | "request-timeout",
  { problems }: Reading,
): number {
  const ticks = block.values[key] as number;
  if (ticks >= LEAST_TIMEOUT_TICKS) return ticks;
  const node = block.written.get(key) ?? block.node;
  problems.warning("timeout-replaced", node, {
    expected: "a time-out of at least 1 s",
    found: describeNode(node),
    flume: "takes 20 s instead; so does this run",
    fix: "write at least `1 s`",
  });
  return STANDARD_TIMEOUT_TICKS;
}

/** @returns the agents that `to` names, in order; `undefined` after a problem */
export function compileAgentList(
  to: ValueOf<typeof agentsTarget>,
  world: World,
  { problems }: Reading,
): AgentList | undefined {
  const { addresses, source } = targetParts(to);
  const found = addresses.map(({ value, node }) => agentsAt(value, node, world, problems));
  if (!found.every((agents) => agents !== undefined)) return undefined;
  if (found.length === 1) return { agents: found[0]!, source };
  const count = found.reduce((sum, agents) => sum + agents.length, 0);
  if (count <= MAX_AGENTS) return { agents: distinct(found.flat()), source };
  problems.error("too-large", to.node, {
    expected: `at most ${MAX_AGENTS} agents in one \`to\``,
    found: `${count}`,
  });
  return undefined;
}

/** @returns the addresses of a target as a list, whichever way it is written */
export function targetParts(to: ValueOf<typeof agentsTarget>): {
  readonly addresses: readonly Located<Address>[];
  readonly source: string | undefined;
  readonly sourceNode: DocNode | undefined;
} {
  switch (to.shape) {
    case "scalar":
      return {
        addresses: [{ value: to.value, node: to.node }],
        source: undefined,
        sourceNode: undefined,
      };
    case "list":
      return { addresses: to.value, source: undefined, sourceNode: undefined };
    case "map":
      return {
        addresses: to.value.values.agents,
        source: to.value.values.source,
        sourceNode: to.value.written.get("source"),
      };
  }
}

function avroClient(
  avro: AvroBlock,
  block: ServerBlock,
  { reader, world, rpc }: ServerContext,
): AvroClient | undefined {
  const { values } = avro;
  const to = compileAgentList(block.values.to, world, reader);
  if (to === undefined) return undefined;
  const placement = placementOf(block, to.agents.length, reader);
  if (placement === undefined) return undefined;
  return {
    kind: "avro",
    policy: values.policy,
    hostSelector: values.selector,
    backoff: values.backoff,
    maxBackoffTicks: values.maxBackoff,
    maxAttempts: values["max-attempts"],
    connectTimeoutTicks: timeoutTicks(avro, "connect-timeout", reader),
    requestTimeoutTicks: timeoutTicks(avro, "request-timeout", reader),
    to,
    placement,
    onFailure: values.onFailure,
    retryTicks: values.retry,
    rpc,
  };
}

function hdfsClient(
  hdfs: HdfsBlock,
  block: ServerBlock,
  { reader, world, appendPerEventTicks }: ServerContext,
): HdfsClient | undefined {
  const { to } = block.values;
  if (to.shape !== "scalar") {
    reader.problems.error("wrong-type", to.node, {
      expected: "the name of a storage, for an hdfs client",
      found: describeNode(to.node),
    });
    return undefined;
  }
  const storage = storageAt(to.value, to.node, world, reader.problems);
  const writer = compileHdfsWriter(hdfs, reader.problems);
  if (storage === undefined || writer === undefined) return undefined;
  return {
    kind: "hdfs",
    storage,
    writer,
    appendPerEventTicks,
    retryTicks: hdfs.values.retry,
    onFailure: hdfs.values.onFailure,
  };
}

function placementOf(
  block: ServerBlock,
  agents: number,
  { problems }: Reading,
): Placement | undefined {
  const { placement } = block.values;
  const { hosts } = placement.block.values;
  if (hosts !== undefined && hosts > agents) {
    const node = placement.block.written.get("hosts")!;
    problems.error("out-of-range", node, {
      expected: `at most ${agents}, the agents in \`to\``,
      found: describeNode(node),
    });
    return undefined;
  }
  const plain = { exponent: undefined, weights: undefined, hosts };
  switch (placement.type) {
    case "round_robin":
      return { ...plain, kind: "round-robin" };
    case "listed":
    case "random":
      return { ...plain, kind: placement.type };
    case "zipf":
      return { ...plain, kind: "zipf", exponent: placement.block.values.exponent };
    case "weights": {
      const written = placement.block.values.weights.map((item) => item.value);
      const node = placement.block.written.get("weights")!;
      const weights = weightsFor(written, agents, "agents in `to`", node, problems);
      return weights && { ...plain, kind: "weights", weights };
    }
  }
}

function backlogOf(amount: Amount<"unlimited">): BacklogLimit {
  return {
    bytes: amount.dimension === "bytes" ? amount.value : undefined,
    events: amount.dimension === "events" ? amount.value : undefined,
  };
}

/** An agent that is named twice is known once. */
function distinct(agents: readonly AgentRef[]): AgentRef[] {
  const seen = new Set<string>();
  return agents.filter(({ tier, agent }) => {
    const key = `${tier} ${agent}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
