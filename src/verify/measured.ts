/** What was measured of real agents, under the addresses of the parts that simulate them, on the simulation's clock. */
import type { Recording } from "../record/recording.js";
import { clientName } from "./document.js";
import { columnValues, type ReferenceTrace } from "./trace.js";

export interface MeasuredSeries {
  /** Of the part that stands for it in the simulation. */
  readonly address: string;
  /** Flume's counter, or a column of the load clients. */
  readonly name: string;
  /** [s] of the simulation, ascending. */
  readonly times: Float64Array;
  readonly values: Float64Array; // NaN: the agent did not answer
}

/**
 * Only what the simulation recorded too.
 * @param offsetMs [ms] from the simulation's time 0 to the recording's
 */
export function measuredSeries(
  trace: ReferenceTrace,
  recording: Recording,
  offsetMs: number,
): MeasuredSeries[] {
  const isSampled = new Set(recording.series.map(({ part, name }) => `${String(part)} ${name}`));
  const found: MeasuredSeries[] = [];
  const add = (part: number, name: string, ms: ArrayLike<number>, values: Float64Array): void => {
    if (!isSampled.has(`${String(part)} ${name}`)) return;
    const times = Float64Array.from(ms, (at) => (at + offsetMs) / 1000);
    found.push({ address: recording.parts[part]!.address, name, times, values });
  };
  for (const [agent, { t, components }] of Object.entries(trace.series)) {
    for (const [component, columns] of Object.entries(components)) {
      const part = partOf(recording, agent, component);
      for (const [name, column] of Object.entries(columns)) {
        add(part, name, t, columnValues(column, t.length));
      }
    }
  }
  trace.clients_seen.forEach((columns, group) => {
    const part = recording.parts.findIndex(({ address }) => address === clientName(group));
    for (const [name, values] of Object.entries(columns)) {
      add(part, name, columns["t"] ?? [], Float64Array.from(values));
    }
  });
  return found;
}

/** @param component as Flume's JSON names it: `CHANNEL.c` @returns −1: there is none */
export function partOf({ parts }: Recording, agent: string, component: string): number {
  const [kind = "", name = ""] = component.split(".");
  return parts.findIndex((each) => {
    return each.layer === agent && each.kind === kind.toLowerCase() && each.name === name;
  });
}
