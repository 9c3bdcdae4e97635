/**
 * One agent's part of a flume.conf as the agent block of a scenario: components by kind and name, each with
 * its properties under Flume's own keys. Nothing is judged here; the scenario's own checks do that.
 */
import type { Property } from "./properties.js";

/** Properties of one component, without its name in front. */
export type ComponentProperties = Record<string, string>;

export interface ConfiguredAgent {
  readonly sources: Record<string, ComponentProperties>;
  readonly channels: Record<string, ComponentProperties>;
  readonly sinks: Record<string, ComponentProperties>;
  readonly sinkgroups: Record<string, ComponentProperties>;
  /** Properties that belong to no component that the agent lists. */
  readonly unused: readonly Property[];
}

const KINDS = ["sources", "channels", "sinks", "sinkgroups"] as const;
type Kind = (typeof KINDS)[number];

/** @param properties of one agent, without the agent's name in front */
export function configuredAgent(properties: readonly Property[]): ConfiguredAgent {
  const agent: Record<Kind, Record<string, ComponentProperties>> = {
    sources: {},
    channels: {},
    sinks: {},
    sinkgroups: {},
  };
  for (const { key, value } of properties) {
    if (!isKind(key)) continue;
    for (const name of words(value)) agent[key][name] = {};
  }
  const unused: Property[] = [];
  for (const property of properties) {
    const [kind = "", name = "", ...rest] = property.key.split(".");
    if (isKind(property.key)) continue;
    const component = isKind(kind) ? agent[kind][name] : undefined;
    if (component === undefined || rest.length === 0) unused.push(property);
    else component[rest.join(".")] = property.value;
  }
  return { ...agent, unused };
}

/** Flume's lists: words between blanks. */
export function words(value: string): string[] {
  return value.split(/\s+/).filter((word) => word !== "");
}

function isKind(key: string): key is Kind {
  return (KINDS as readonly string[]).includes(key);
}
