/** From recordings to estimates: what each layer costs, how sure that is, and what the recordings do not say. */
import type { ArrivalLog } from "./access-log.js";
import { formatNumber } from "../units/format.js";
import type { SeenTrace } from "../verify/trace.js";
import type { ArrivalRate } from "./arrivals.js";
import { callTimes, type Caller } from "./call-times.js";
import { clientCalls } from "./client-calls.js";
import {
  around,
  type Estimate,
  type Findings,
  type LayerFit,
  type Unidentified,
} from "./estimate.js";
import { momentsOf } from "./quantiles.js";
import { addArrivals, addCheckpoints, addRestarts } from "./other-layers.js";
import { agentPlans, type AgentPlan } from "./setup.js";
import { Samples } from "./samples.js";
import { sinkTimes, type SinkTimes } from "./sink-times.js";

export interface Calibration {
  readonly estimates: readonly Estimate[];
  readonly fits: readonly LayerFit[];
  readonly unidentified: readonly Unidentified[];
  /** Of the terminal sinks, by recording: for the scenario. */
  readonly sinks: readonly { readonly trace: SeenTrace; readonly times: SinkTimes }[];
  readonly arrivals: ArrivalRate | undefined;
  readonly isFromLog: boolean;
}

const TERMINAL = (type: string): boolean => type !== "avro" && type !== "thrift";

/** @param log requests from outside, in place of the sources' counters */
export function calibrate(traces: readonly SeenTrace[], log: ArrivalLog | undefined): Calibration {
  const found: Findings = { estimates: [], fits: [], unidentified: [] };
  const sinks = traces.flatMap((trace) => {
    return allSinkTimes(trace, found).map((times) => ({ trace, times }));
  });
  addServices(sinks, found);
  addCalls(traces, sinks, found);
  addCheckpoints(sinks, found);
  addRestarts(traces, found);
  const arrivals = addArrivals(traces, log, found);
  found.unidentified.push({
    what: "puts into and takes from memory channels",
    why:
      "each event costs well below a microsecond beside its call: they are part of the time of each event of a " +
      "call, and the written scenario leaves them at the profile's values",
  });
  return { ...found, sinks, arrivals, isFromLog: log !== undefined };
}

function allSinkTimes(trace: SeenTrace, { unidentified }: Findings): SinkTimes[] {
  const plans = agentPlans(trace);
  for (const agent of Object.keys(trace.agents)) {
    if (plans.has(agent)) continue;
    unidentified.push({
      what: `sinks of ${agent} in ${trace.name}`,
      why: "its configuration is not in the recording: record it with --conf",
    });
  }
  return [...plans.values()].flatMap((plan) => {
    return plan.sinks.flatMap((sink) => {
      const target = targetOf(trace, plans, sink.target);
      const interval = (target?.plan ?? plan).checkpointIntervalMs;
      const times = sinkTimes(new Samples(trace, plan.name), sink, target, interval);
      if ("time" in times) return [times];
      const { why, mostMs } = times;
      const most = mostMs === undefined ? "" : ` (at most ${formatNumber(mostMs)} ms a batch)`;
      const what = TERMINAL(sink.type) ? "service time of" : "call time of";
      unidentified.push({ what: `${what} ${sinkName(trace, sink)}${most}`, why });
      return [];
    });
  });
}

function targetOf(
  trace: SeenTrace,
  plans: ReadonlyMap<string, AgentPlan>,
  name: string | undefined,
): { plan: AgentPlan; samples: Samples } | undefined {
  const plan = name === undefined ? undefined : plans.get(name);
  return plan === undefined ? undefined : { plan, samples: new Samples(trace, plan.name) };
}

function sinkName(
  trace: SeenTrace,
  sink: { readonly agent: string; readonly name: string },
): string {
  return `sink ${sink.name} of ${sink.agent} in ${trace.name}`;
}

type TracedSink = Calibration["sinks"][number];

function addServices(sinks: readonly TracedSink[], { estimates, fits }: Findings): void {
  for (const { trace, times } of sinks) {
    const { sink, time } = times;
    fits.push({
      layer: sinkName(trace, sink),
      what: "batches in stretches of 8 or more",
      error: time.misfit,
    });
    if (!TERMINAL(sink.type)) continue;
    const key = `${sink.agent}.sinks.${sink.name}`;
    const from = `${String(time.batches)} batches of ${String(sink.batch)} while saturated`;
    const what = `batch of ${String(sink.batch)}, ${sinkName(trace, sink)}`;
    estimates.push({
      what,
      key: `${key}.service`,
      unit: "ms",
      ...around(time.meanMs, time.halfWidthMs),
      from,
    });
    estimates.push({
      what: `… its coefficient of variation`,
      key: `${key}.noise`,
      unit: "",
      value: time.spread,
      low: time.spreadLow,
      high: time.spreadHigh,
      from,
    });
  }
}

function addCalls(
  traces: readonly SeenTrace[],
  sinks: readonly TracedSink[],
  { estimates, fits, unidentified }: Findings,
): void {
  const callers: Caller[] = sinks
    .filter(({ times }) => !TERMINAL(times.sink.type))
    .map(({ trace, times }) => ({
      who: sinkName(trace, times.sink),
      batch: times.sink.batch,
      meanMs: times.time.meanMs,
      halfWidthMs: times.time.halfWidthMs,
      fileCommits: times.fileCommits,
      isIntoFile: times.isIntoFile,
      isFromFile: times.sink.isFromFile,
    }));
  for (const trace of traces) {
    const plans = agentPlans(trace);
    trace.clients.forEach((_, group) => {
      const caller = clientCalls(trace, group, plans);
      if (typeof caller !== "string") callers.push(caller);
      else
        unidentified.push({
          what: `calls of clients ${String(group)} of ${trace.name}`,
          why: caller,
        });
    });
  }
  if (callers.length === 0) {
    unidentified.push({
      what: "call time",
      why:
        "no avro sink was saturated while its target had room, and no client wrote down how long its calls took: " +
        "at less than saturation a counter shows the load, not what a call costs; record a drain after an outage",
    });
    return;
  }
  const { estimates: found, mixed, error, freedom } = callTimes(callers);
  estimates.push(...found);
  for (const group of mixed) {
    unidentified.push({
      what: group.join(", and "),
      why: `in these recordings they only occur together: ${advice(callers)}`,
    });
  }
  if (freedom > 0)
    fits.push({ layer: "calls", what: `times of ${String(callers.length)} callers`, error });
  addFileSilence(callers, unidentified);
}

function advice(callers: readonly Caller[]): string {
  const sizes = [...new Set(callers.map(({ batch }) => batch))];
  const times = callers.map(({ meanMs }) => meanMs);
  const mean = `${momentsOf(times).mean.toFixed(3)} ms`;
  if (sizes.length > 1) return "other pairs of channels are needed";
  return `all calls had ${String(sizes[0])} events and took ${mean}; record callers of another batch size`;
}

function addFileSilence(callers: readonly Caller[], unidentified: Unidentified[]): void {
  if (callers.some(({ fileCommits }) => fileCommits > 0)) return;
  unidentified.push({
    what: "fsync, put and take of a file channel",
    why: "no caller that was measured writes into a file channel or reads from one",
  });
}
