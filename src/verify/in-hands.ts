/** How many events the sinks of a recorded channel have in their hands at the most. */
import { configuredAgent } from "../flumeconf/agent.js";
import { readProperties } from "../flumeconf/properties.js";
import type { ReferenceTrace } from "./trace.js";

/** Property that holds the batch size, by kind of sink; all default to 100 events. */
const BATCH_KEYS = ["batch-size", "hdfs.batchSize", "batchSize"];
const DEFAULT_BATCH = 100;

/** @param component `CHANNEL.c` @returns [events] */
export function inHands(trace: ReferenceTrace, agent: string, component: string): number {
  const { properties } = readProperties(trace.agents[agent]?.conf ?? []);
  const { sinks } = configuredAgent(properties);
  return Object.values(sinks)
    .filter(({ channel }) => component === `CHANNEL.${String(channel)}`)
    .map((sink) => Number(BATCH_KEYS.map((key) => sink[key]).find(Boolean) ?? DEFAULT_BATCH))
    .reduce((sum, batch) => sum + batch, 0);
}
