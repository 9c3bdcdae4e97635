/**
 * A simulated recording in the format of those of real agents, as far as calibration reads it. What the simulation
 * knows and a recording of agents would not show (configurations, clients, when processes were started) is given.
 */
import type { PartRecord, Recording } from "../../src/record/recording.js";
import {
  TRACE_FORMAT,
  type SeenTrace,
  type TraceClients,
  type TraceColumn,
} from "../../src/verify/trace.js";

export interface KnownSetup {
  readonly name: string;
  /** Configuration lines by tier; each tier has one agent. */
  readonly confs: Readonly<Record<string, readonly string[]>>;
  /** By server group of the scenario. */
  readonly clients?: Readonly<Record<string, TraceClients>>;
  readonly life?: SeenTrace["life"];
  readonly warmupMs?: number;
}

const TICKS_PER_MS = 1e6;

export function simulatedTrace(recording: Recording, setup: KnownSetup): SeenTrace {
  const t = [...recording.times].map((ticks) => ticks / TICKS_PER_MS);
  const names = Object.keys(setup.confs);
  const groups = Object.entries(setup.clients ?? {});
  return {
    format: TRACE_FORMAT,
    name: setup.name,
    about: "simulated",
    flume: "1.11.0",
    warmupMs: setup.warmupMs ?? 0,
    durationMs: t.at(-1)!,
    sampleMs: t[1]! - t[0]!,
    agents: Object.fromEntries(names.map((name) => [name, { conf: setup.confs[name]! }])),
    series: Object.fromEntries(
      names.map((name) => [name, { t, components: componentsOf(recording, name) }]),
    ),
    clients: groups.map(([, client]) => client),
    clients_seen: groups.map(([name]) => ({ t, ...clientColumns(recording, name) })),
    ...(setup.life === undefined ? {} : { life: setup.life }),
  };
}

function componentsOf(
  recording: Recording,
  layer: string,
): Record<string, Record<string, TraceColumn>> {
  const components: Record<string, Record<string, TraceColumn>> = {};
  recording.parts.forEach((part, index) => {
    const isComponent = ["source", "channel", "sink"].includes(part.kind);
    if (!isComponent || part.layer !== layer) return;
    components[`${part.kind.toUpperCase()}.${part.name}`] = columnsOf(recording, part, index);
  });
  return components;
}

/** Flume's counters begin with a capital; what is fanin's own does not. */
function columnsOf(
  recording: Recording,
  part: PartRecord,
  index: number,
): Record<string, TraceColumn> {
  const columns: Record<string, TraceColumn> = {};
  for (const [name, value] of Object.entries(part.constants)) columns[name] = { constant: value };
  for (const { part: of, name, values } of recording.series) {
    if (of !== index || !/^[A-Z]/.test(name)) continue;
    columns[name] = [...values].map((value) => (Number.isNaN(value) ? null : value));
  }
  return columns;
}

function clientColumns(recording: Recording, address: string): Record<string, number[]> {
  const part = recording.parts.findIndex((each) => each.address === address);
  const column = (name: string): number[] => {
    const series = recording.series.find((each) => each.part === part && each.name === name);
    return [...series!.values];
  };
  const blocked = column("blockedTicks");
  const blockedMs = column("workingTicks").map((ticks, i) => (ticks + blocked[i]!) / TICKS_PER_MS);
  return {
    blockedMs,
    okCalls: column("okCalls"),
    failedCalls: column("failedCalls"),
    acked: column("acked"),
  };
}
