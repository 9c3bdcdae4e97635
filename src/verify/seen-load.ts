/**
 * A recording of running agents as an experiment: they had been at work before it began, and nobody wrote down
 * who sent to them.
 *
 * Its counters are counted from its first sample on, and for each source that no recorded sink leads to there is
 * a group of clients that sends what that source accepted, in steps over the recording. A load that was held up
 * shows as what got through, not as what was meant to.
 */
import { configuredAgent } from "../flumeconf/agent.js";
import { readProperties } from "../flumeconf/properties.js";
import {
  columnValues,
  type ReferenceTrace,
  type TraceClients,
  type TraceColumn,
  type TraceSeries,
} from "./trace.js";

/** What is no count: these stay as they are. */
const GAUGES = [
  "ChannelSize",
  "ChannelCapacity",
  "ChannelFillPercentage",
  "OpenConnectionCount",
  "StartTime",
  "StopTime",
  "Open",
  "Closed",
  "Unhealthy",
];
/** Steps that the recorded load is given in. */
const STEPS = 40;
/** A simulation begins with empty channels: more than this share of one changes what is compared. */
const MOST_HELD_AT_START = 0.02;

/** @returns the recording with its clients, or why there can be none; one that has clients stays as it is */
export function withSeenLoad(trace: ReferenceTrace): ReferenceTrace | string[] {
  if (trace.clients.length > 0) return trace;
  const faults = Object.entries(trace.series).flatMap(([agent, series]) =>
    heldFaults(agent, series),
  );
  if (faults.length > 0) return faults;
  const series = Object.entries(trace.series).map(
    ([agent, of]) => [agent, sinceStart(of)] as const,
  );
  const counted: ReferenceTrace = { ...trace, series: Object.fromEntries(series) };
  const targets = new Set(Object.values(trace.agents).flatMap(({ conf }) => targetsOf(conf)));
  const groups = Object.keys(trace.agents)
    .filter((agent) => !targets.has(agent))
    .flatMap((agent) => sourcesOf(counted, agent).map((source) => ({ agent, source })))
    .map(({ agent, source }) => seenClients(counted, agent, source))
    .filter((group) => group !== undefined);
  if (groups.length === 0) return ["no source of it has accepted an event: there is no load"];
  return {
    ...counted,
    clients: groups.map(({ clients }) => clients),
    clients_seen: groups.map(({ seen }) => seen),
  };
}

/** Agents that the sinks of a configuration lead to. */
export function targetsOf(conf: readonly string[]): string[] {
  const { sinks } = configuredAgent(readProperties(conf).properties);
  return Object.values(sinks)
    .map(({ port }) => /^\$\{port:([\w-]+)\}$/.exec(port ?? "")?.[1])
    .filter((agent) => agent !== undefined);
}

function sourcesOf(trace: ReferenceTrace, agent: string): string[] {
  const components = Object.keys(trace.series[agent]?.components ?? {});
  return components.filter((component) => component.startsWith("SOURCE."));
}

function heldFaults(agent: string, { t, components }: TraceSeries): string[] {
  return Object.entries(components).flatMap(([component, columns]) => {
    const of = (name: string): number => firstOf(columnValues(columns[name], t.length));
    const held = of("ChannelSize");
    if (!(held > MOST_HELD_AT_START * of("ChannelCapacity"))) return [];
    return [
      `${component} of ${agent} held ${String(held)} events when the recording began, and a simulation ` +
        "begins with empty channels: record from a time at which they are",
    ];
  });
}

/** The same series, counted from their first samples until the component was started anew. */
function sinceStart(series: TraceSeries): TraceSeries {
  const components = Object.entries(series.components).map(([component, columns]) => {
    const starts = columnValues(columns["StartTime"], series.t.length);
    const life = firstOf(starts);
    const changed = Object.entries(columns).map(([name, column]) => {
      if (GAUGES.includes(name)) return [name, column] as const;
      const values = columnValues(column, series.t.length);
      const first = firstOf(values);
      const counted = [...values].map((value, i) => {
        const isSameLife = Number.isNaN(starts[i]!) || starts[i] === life;
        return Number.isNaN(value) ? null : isSameLife ? value - first : value;
      });
      return [name, counted as TraceColumn] as const;
    });
    return [component, Object.fromEntries(changed)] as const;
  });
  return { t: series.t, components: Object.fromEntries(components) };
}

function seenClients(
  trace: ReferenceTrace,
  agent: string,
  source: string,
): { clients: TraceClients; seen: Readonly<Record<string, readonly number[]>> } | undefined {
  const { t, components } = trace.series[agent]!;
  const columns = components[source]!;
  const accepted = growing(columnValues(columns["EventAcceptedCount"], t.length));
  const calls = growing(columnValues(columns["AppendBatchAcceptedCount"], t.length));
  const failed = growing(columnValues(columns["ChannelWriteFail"], t.length));
  const events = accepted.at(-1) ?? 0;
  const seconds = ((t.at(-1) ?? 0) - (t[0] ?? 0)) / 1000;
  if (events === 0 || seconds === 0) return undefined;
  const connections = columnValues(columns["OpenConnectionCount"], t.length);
  const servers = Math.max(1, ...[...connections].filter((count) => !Number.isNaN(count)));
  const mean = events / seconds;
  return {
    clients: {
      servers,
      rate: mean / servers,
      batch: Math.max(1, Math.round(events / Math.max(1, calls.at(-1) ?? 0))),
      hosts: `\${port:${agent}}`,
      rateChange: seenSteps(t, accepted, mean).join(","),
    },
    seen: { t, acked: accepted, failedCalls: failed, dropped: accepted.map(() => 0) },
  };
}

/** start,end,factor triples: the mean rate of each stretch. */
function seenSteps(t: readonly number[], accepted: readonly number[], mean: number): number[] {
  const count = Math.min(STEPS, t.length - 1);
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [i, i + 1].map((step) => Math.floor((step * (t.length - 1)) / count));
    const seconds = (t[to!]! - t[from!]!) / 1000;
    return [t[from!]!, t[to!]!, (accepted[to!]! - accepted[from!]!) / seconds / mean];
  }).flat();
}

/** A counter as one that only grows: what was lost with a restart is added, gaps keep the last value. */
function growing(values: Float64Array): number[] {
  let before = 0;
  let last = 0;
  return [...values].map((value) => {
    if (Number.isNaN(value)) return before + last;
    if (value < last) before += last;
    last = value;
    return before + last;
  });
}

function firstOf(values: Float64Array): number {
  return values.find((value) => !Number.isNaN(value)) ?? NaN;
}
