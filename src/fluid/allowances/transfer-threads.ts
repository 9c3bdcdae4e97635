/**
 * Where more files want to be open than DataNodes have transfer threads: who comes last waits until a file of another
 * is rolled. The fluid leaves that out; this is how far it is off for it.
 */
import type { Scenario } from "../../scenario/types/scenario.js";
import type { HdfsWriterSettings } from "../../scenario/types/sinks.js";
import { TICKS_PER_SECOND } from "../../units/time.js";

export interface ThreadWait {
  /** Of those that write, 0–1: so many wait at a time. */
  readonly share: number;
  /** [s] for which one waits: until the next file is rolled by time; else to the end. */
  readonly seconds: number;
}

interface Writer {
  readonly layer: string;
  readonly count: number;
  readonly storage: string;
  readonly settings: HdfsWriterSettings;
}

/** @returns undefined: all senders of the layer find threads */
export function threadWait(scenario: Scenario, layer: string): ThreadWait | undefined {
  const all = writersOf(scenario);
  let worst: ThreadWait | undefined;
  for (const { storage, settings } of all.filter((writer) => writer.layer === layer)) {
    const { datanodes, replication, dataNode } = scenario.storages.find(
      ({ name }) => name === storage,
    )!;
    const wanted = all.reduce((sum, each) => sum + (each.storage === storage ? each.count : 0), 0);
    const replicas = Math.min(replication, datanodes);
    const open = Math.floor((datanodes * dataNode.transferThreads) / replicas);
    const share = 1 - open / wanted;
    if (share <= 0 || share <= (worst?.share ?? 0)) continue;
    const { rollIntervalTicks } = settings;
    const ticks = rollIntervalTicks === 0 ? scenario.durationTicks : rollIntervalTicks;
    worst = { share, seconds: ticks / TICKS_PER_SECOND };
  }
  return worst;
}

/** One file each: sinks with several buckets want more. */
function writersOf({ servers, tiers }: Scenario): Writer[] {
  return [
    ...servers.flatMap(({ name: layer, count, client }): Writer[] => {
      if (client.kind !== "hdfs") return [];
      return [{ layer, count, storage: client.storage, settings: client.writer }];
    }),
    ...tiers.flatMap(({ name: layer, agents, templates }) =>
      templates.flatMap(({ sinks }, template) => {
        const count = agents.filter((agent) => agent.template === template).length;
        return sinks.flatMap((sink): Writer[] => {
          if (sink.kind !== "hdfs") return [];
          return [{ layer, count, storage: sink.storage, settings: sink.writer }];
        });
      }),
    ),
  ];
}
