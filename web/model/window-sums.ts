/** What happened within a window of time: growth of counters between its first sample and its last. */
import { grown } from "./deltas.js";
import type { RunModel } from "./run-model.js";

export interface WindowSums {
  /** [ticks] the samples that the numbers are between. */
  readonly fromTicks: number;
  readonly toTicks: number;
  /** [events] by all servers, and at all destinations. */
  readonly generated: number;
  readonly delivered: number;
  /** [batches] that a channel had no room for; [connections] that nobody accepted; [calls] of servers that failed. */
  readonly rejectedBatches: number;
  readonly refusedConnections: number;
  readonly failedCalls: number;
  readonly dropped: number; // events, by servers
  readonly fullest: { readonly address: string; readonly share: number } | undefined;
}

export function windowSums(run: RunModel, fromTicks: number, toTicks: number): WindowSums {
  const first = run.sampleAt(fromTicks);
  const last = run.sampleAt(toTicks);
  const sum = (kind: string, name: string): number => {
    return sumOf(run, run.partsOfKind(kind), name, { first, last });
  };
  return {
    fromTicks: run.recording.times[first] ?? 0,
    toTicks: run.recording.times[last] ?? 0,
    generated: sum("servers", "generated"),
    delivered: sum("destination", "delivered"),
    rejectedBatches: sum("source", "ChannelWriteFail"),
    refusedConnections: sum("sink", "ConnectionFailedCount"),
    failedCalls: sum("servers", "failedCalls"),
    dropped: sum("servers", "dropped"),
    fullest: fullestOf(run, first, last),
  };
}

function sumOf(
  run: RunModel,
  parts: readonly number[],
  name: string,
  { first, last }: { readonly first: number; readonly last: number },
): number {
  let sum = 0;
  for (const part of parts) {
    const column = run.view.series(part, name);
    for (let i = first + 1; i <= last; i++) sum += grown(column, i);
  }
  return sum;
}

function fullestOf(run: RunModel, first: number, last: number): WindowSums["fullest"] {
  let most = -1;
  let where = -1;
  for (const channel of run.partsOfKind("channel")) {
    const fill = run.channelFill(channel);
    for (let i = first; fill !== undefined && i <= last; i++) {
      if (!(fill[i]! > most)) continue;
      most = fill[i]!;
      where = channel;
    }
  }
  return where < 0 ? undefined : { address: run.view.part(where).address, share: most };
}
