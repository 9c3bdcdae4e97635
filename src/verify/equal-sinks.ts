/**
 * Sinks of one agent that differ in nothing but their names: they drain one channel side by side, with the same
 * settings and to the same place. Which of them gets an event is a race between their threads.
 */
import { configuredAgent, words, type ComponentProperties } from "../flumeconf/agent.js";
import { readProperties } from "../flumeconf/properties.js";

/** Settings that only name something, or draw the same numbers in another order. */
const NAMES = ["hdfs.filePrefix", "hdfs.fileSuffix", "seed"];

/** @returns groups of two and more, as Flume's JSON names them: `SINK.k1`; each in order of its names */
export function equalSinks(conf: readonly string[]): string[][] {
  const { sinks, sinkgroups } = configuredAgent(readProperties(conf).properties);
  const grouped = new Set(
    Object.values(sinkgroups).flatMap((group) => words(group["sinks"] ?? "")),
  );
  const alike = new Map<string, string[]>();
  for (const [name, properties] of Object.entries(sinks)) {
    if (grouped.has(name)) continue; // one thread runs all of a group, and a processor decides
    const key = settingsOf(properties);
    alike.set(key, [...(alike.get(key) ?? []), `SINK.${name}`]);
  }
  return [...alike.values()].filter(({ length }) => length > 1).map((names) => names.sort());
}

function settingsOf(properties: ComponentProperties): string {
  const settings = Object.entries(properties).filter(([key]) => !NAMES.includes(key));
  return JSON.stringify(settings.sort(([a], [b]) => (a < b ? -1 : 1)));
}
