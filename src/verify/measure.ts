/**
 * A recording measured against another set of curves of the same experiment: a simulation of it, or a second
 * recording. Both are read through one interface, so both are measured by the same rule.
 */
import { LIMITS, type Measured } from "./checks.js";
import { equalSinks } from "./equal-sinks.js";
import { inHands } from "./in-hands.js";
import {
  distance,
  drained,
  finalValue,
  firstFull,
  fullFrom,
  growth,
  type Curve,
} from "./measures.js";
import { columnValues, type ReferenceTrace, type TraceStored } from "./trace.js";

/** Curves of one experiment, from wherever. */
export interface Curves {
  /** @param component as Flume's JSON names it: `CHANNEL.c`, `SOURCE.src` @returns undefined: not there */
  counter(agent: string, component: string, counter: string): Curve | undefined;
  client(group: number, column: string): Curve | undefined;
  /** @returns undefined: nothing is known of the service's files */
  stored(service: string): TraceStored | undefined;
}

export function curvesOfTrace(trace: ReferenceTrace): Curves {
  return {
    counter: (agent, component, counter) => {
      const series = trace.series[agent];
      const column = series?.components[component]?.[counter];
      if (series === undefined || column === undefined) return undefined;
      return { times: series.t, values: columnValues(column, series.t.length) };
    },
    client: (group, column) => {
      const columns = trace.clients_seen[group];
      const values = columns?.[column];
      const times = columns?.["t"];
      return values === undefined || times === undefined ? undefined : { times, values };
    },
    stored: (service) => trace.stored?.[service],
  };
}

export function measure(trace: ReferenceTrace, other: Curves): Measured[] {
  const recorded = curvesOfTrace(trace);
  const ofAgents = Object.entries(trace.series).flatMap(([agent, { components }]) => {
    const groups = equalSinks(trace.agents[agent]?.conf ?? []);
    return [
      ...Object.keys(components)
        .sort()
        .flatMap((name) => measureComponent(trace, agent, name, recorded, other)),
      ...groups.map((group) => measureTogether(agent, group, recorded, other)),
    ];
  });
  const ofClients = trace.clients.flatMap((_, group) =>
    measureClients(trace, group, recorded, other),
  );
  const ofServices = Object.keys(trace.stored ?? {}).flatMap((service) =>
    measureStored(service, recorded, other),
  );
  return [...ofAgents, ...ofClients, ...ofServices];
}

/** Of a service that is HDFS: how many files there are, and how many events can be read in them. */
function measureStored(service: string, recorded: Curves, other: Curves): Measured[] {
  const [a, b] = [recorded.stored(service), other.stored(service)];
  return (["files", "distinct"] as const).map((key) => ({
    subject: service,
    what: key === "files" ? "files" : "events that can be read",
    unit: "events",
    recorded: a?.[key],
    other: b?.[key],
    limit: LIMITS.stored,
  }));
}

const TOTALS: Readonly<Record<string, readonly string[]>> = {
  CHANNEL: ["EventPutSuccessCount", "EventTakeSuccessCount"],
  SOURCE: ["EventReceivedCount", "EventAcceptedCount"],
  SINK: ["EventDrainSuccessCount"],
};

function measureComponent(
  trace: ReferenceTrace,
  agent: string,
  component: string,
  recorded: Curves,
  other: Curves,
): Measured[] {
  const [kind = ""] = component.split(".");
  const subject = `${component} of ${agent}`;
  const totals = (TOTALS[kind] ?? []).map((counter) => ({
    subject,
    what: counter,
    unit: "events" as const,
    recorded: finalOf(recorded.counter(agent, component, counter)),
    other: finalOf(other.counter(agent, component, counter)),
    limit: LIMITS.totals,
  }));
  if (kind === "CHANNEL") {
    return [...measureFill(trace, agent, component, recorded, other), ...totals];
  }
  if (kind !== "SOURCE") return totals;
  const rejected = {
    subject,
    what: "ChannelWriteFail",
    unit: "calls" as const,
    recorded: finalOf(recorded.counter(agent, component, "ChannelWriteFail")),
    other: finalOf(other.counter(agent, component, "ChannelWriteFail")),
    limit: LIMITS.failedCalls,
  };
  return [...totals, rejected];
}

/** What equal sinks drained together: which of them gets an event is a race, what they get is not. */
function measureTogether(
  agent: string,
  group: readonly string[],
  recorded: Curves,
  other: Curves,
): Measured {
  const what = "EventDrainSuccessCount";
  const [a, b] = [recorded, other].map((curves) =>
    group.reduce((sum, sink) => sum + (finalOf(curves.counter(agent, sink, what)) ?? 0), 0),
  );
  return {
    subject: `${group.join(", ")} of ${agent}`,
    what: `${what}, together`,
    unit: "events",
    recorded: a,
    other: b,
    limit: LIMITS.totals,
  };
}

function measureFill(
  trace: ReferenceTrace,
  agent: string,
  component: string,
  recorded: Curves,
  other: Curves,
): Measured[] {
  const size = recorded.counter(agent, component, "ChannelSize");
  const otherSize = other.counter(agent, component, "ChannelSize");
  const capacity = finalOf(recorded.counter(agent, component, "ChannelCapacity")) ?? 0;
  if (size === undefined || otherSize === undefined || capacity === 0) return [];
  const from = trace.warmupMs;
  const full = fullFrom(capacity, inHands(trace, agent, component));
  const { mean, worst } = distance(size, otherSize, from);
  const subject = `${component} of ${agent}`;
  const time = (
    what: string,
    limit: number,
    of: (curve: Curve) => number | undefined,
  ): Measured => {
    return { subject, what, unit: "ms", recorded: of(size), other: of(otherSize), limit };
  };
  const share = (what: string, value: number, limit: number): Measured => {
    return { subject, what, unit: "share", recorded: 0, other: value / capacity, limit };
  };
  return [
    share("fill, mean distance", mean, LIMITS.fillMean),
    share("fill, worst distance", worst, LIMITS.fillWorst),
    time("first full", LIMITS.promptMs, (curve) => firstFull(curve, full, from)),
    time("drained", LIMITS.backoffMs, (curve) => drained(curve, { capacity, full }, from)),
  ];
}

function measureClients(
  trace: ReferenceTrace,
  group: number,
  recorded: Curves,
  other: Curves,
): Measured[] {
  const subject = `clients ${String(group)}`;
  const failed = [recorded, other].map((curves) => curves.client(group, "failedCalls"));
  const grows = failed.map((curve) =>
    curve === undefined ? undefined : growth(curve, trace.warmupMs),
  );
  const total = (what: string): Measured => ({
    subject,
    what,
    unit: "events",
    recorded: finalOf(recorded.client(group, what)),
    other: finalOf(other.client(group, what)),
    limit: LIMITS.totals,
  });
  const [a, b] = grows;
  return [
    total("acked"),
    total("dropped"),
    {
      subject,
      what: "failed appends",
      unit: "calls",
      recorded: finalOf(failed[0]),
      other: finalOf(failed[1]),
      limit: LIMITS.failedCalls,
    },
    {
      subject,
      what: "first failed append",
      unit: "ms",
      recorded: a?.first,
      other: b?.first,
      limit: LIMITS.promptMs,
    },
    {
      subject,
      what: "last failed append",
      unit: "ms",
      recorded: a?.last,
      other: b?.last,
      limit: LIMITS.backoffMs,
    },
  ];
}

function finalOf(curve: Curve | undefined): number | undefined {
  return curve === undefined ? undefined : finalValue(curve);
}
