/** What a recording's configurations say that the estimates need: who takes how much from where, and sends to whom. */
import { configuredAgent, words, type ConfiguredAgent } from "../flumeconf/agent.js";
import { readProperties } from "../flumeconf/properties.js";
import type { SeenTrace } from "../verify/trace.js";
import type { SinkSetup } from "./saturated.js";

export interface SinkPlan extends SinkSetup {
  readonly type: string;
  /** The agent that an avro sink sends to. */
  readonly target: string | undefined;
  /** One thread for several sinks: then no sink is known to be at work. */
  readonly isGrouped: boolean;
  readonly isFromFile: boolean;
}

export interface AgentPlan {
  readonly name: string;
  readonly sinks: readonly SinkPlan[];
  /** Names of its channels. */
  readonly channels: readonly string[];
  /** File channels that one put goes to. */
  readonly fileChannels: number;
  /** [ms] of its file channels. */
  readonly checkpointIntervalMs: number;
}

const BATCH_KEYS = ["batch-size", "hdfs.batchSize", "batchSize"];
const DEFAULT_BATCH = 100;
const DEFAULT_CHECKPOINT_MS = 30_000;

/** @returns the agents whose configuration is in the recording */
export function agentPlans(trace: SeenTrace): Map<string, AgentPlan> {
  const plans = Object.entries(trace.agents).flatMap(([name, { conf }]) => {
    if (conf === undefined) return [];
    return [[name, planOf(name, configuredAgent(readProperties(conf).properties))] as const];
  });
  return new Map(plans);
}

function planOf(name: string, agent: ConfiguredAgent): AgentPlan {
  const { channels } = agent;
  const isFile = (channel: string): boolean =>
    channels[channel]?.["type"]?.toLowerCase() === "file";
  const grouped = Object.values(agent.sinkgroups).flatMap(({ sinks = "" }) => words(sinks));
  const entries = Object.entries(agent.sinks);
  const batches = entries.map(([, sink]) => batchOf(sink));
  const sinks = entries.map(([sink, properties], i) => {
    const channel = properties["channel"] ?? "";
    const others = batches.filter((_, j) => entries[j]![1]["channel"] === channel);
    return {
      agent: name,
      name: sink,
      type: properties["type"] ?? "",
      channel,
      batch: batches[i]!,
      inHands: others.reduce((total, batch) => total + batch, 0),
      target: /^\$\{port:([\w-]+)\}$/.exec(properties["port"] ?? "")?.[1],
      isGrouped: grouped.includes(sink),
      isFromFile: isFile(channel),
    };
  });
  const intervals = Object.values(channels).map(({ checkpointInterval }) => checkpointInterval);
  return {
    name,
    sinks,
    channels: Object.keys(channels),
    fileChannels: Object.keys(channels).filter(isFile).length,
    checkpointIntervalMs: Number(intervals.find(Boolean) ?? DEFAULT_CHECKPOINT_MS),
  };
}

function batchOf(sink: Readonly<Record<string, string>>): number {
  return Number(BATCH_KEYS.map((key) => sink[key]).find(Boolean) ?? DEFAULT_BATCH);
}
