/**
 * A recording's set-up as a scenario with the estimated values: each number that was estimated has beside it where
 * it comes from and how sure it is; the rest are the defaults of the machine profile.
 */
import { Document, isMap, isScalar, type YAMLMap } from "yaml";
import { ln } from "../random/elementary.js";
import { formatNumber } from "../units/format.js";
import { scenarioDocument } from "../verify/to-scenario.js";
import { withSeenLoad } from "../verify/seen-load.js";
import { traceFaults, type ReferenceTrace, type SeenTrace } from "../verify/trace.js";
import type { Calibration } from "./calibrate.js";
import type { Estimate } from "./estimate.js";

/** What of a restart is not the JVM's: Flume's look every 500 ms, and the start of a source (`start.source`). */
const RESTART_REST_MS = 760;
const SPREAD_OF_FSYNC = 0.6; // of the profile `server`
const SMALLEST_VARIATION = 0.02;

/** @returns the text, or why there is none */
export function calibratedScenario(
  trace: SeenTrace,
  calibration: Calibration,
): { readonly text: string } | { readonly why: string } {
  const faults = traceFaults(trace);
  if (faults.length > 0) return { why: faults.join("; ") };
  const loaded = withSeenLoad(trace as ReferenceTrace);
  if (Array.isArray(loaded)) return { why: loaded.join("; ") };
  const { document, unsupported } = scenarioDocument(undisturbed(loaded));
  const yaml = new Document({
    ...document,
    about: `Calibrated from ${trace.name}.`,
    faults: [],
    machine: { profile: "server", network: "100 Gbit/s" },
  });
  yaml.commentBefore =
    " Written by fanin calibrate: what was estimated has its 95 % interval beside it." +
    unsupported.map((text) => `\n Left out: ${text}.`).join("");
  const machine = yaml.get("machine") as YAMLMap;
  comment(machine, "network", "its time is in the times of calls and of their events");
  for (const [key, value, estimate] of machineValues(calibration.estimates)) {
    machine.set(key, value);
    comment(machine, key, saidOf(estimate));
  }
  setServices(yaml, trace, calibration);
  setRate(yaml, trace, calibration);
  return { text: yaml.toString({ lineWidth: 100 }) };
}

/** Keys of `machine` with their values; calls are shared evenly by both sides. */
function machineValues(estimates: readonly Estimate[]): [string, unknown, Estimate][] {
  const of = (key: string): Estimate | undefined => estimates.find((each) => each.key === key);
  const values: [string, unknown, Estimate][] = [];
  const [call, perEvent, fsync] = [of("call"), of("perEvent"), of("disk.fsync")];
  for (const side of ["client", "server"]) {
    if (call !== undefined) values.push([`rpc.${side}Call`, quantity(call.value / 2, "ms"), call]);
    if (perEvent === undefined) continue;
    values.push([`rpc.${side}PerEvent`, quantity(perEvent.value / 2, "us"), perEvent]);
    values.push([`rpc.${side}PerByte`, "0 ns", perEvent]);
  }
  if (fsync !== undefined) {
    // The mean of a lognormal is its median times e^(σ²/2) ≈ 1 + σ²/2 + σ⁴/8.
    const square = SPREAD_OF_FSYNC * SPREAD_OF_FSYNC;
    const median = fsync.value / (1 + square / 2 + (square * square) / 8);
    const distribution = {
      type: "lognormal",
      median: quantity(median, "ms"),
      sigma: SPREAD_OF_FSYNC,
    };
    values.push(["disk.fsync", distribution, fsync]);
  }
  for (const key of ["disk.putPerEvent", "disk.takePerEvent", "disk.checkpoint"]) {
    const estimate = of(key);
    if (estimate !== undefined)
      values.push([key, quantity(estimate.value, estimate.unit), estimate]);
  }
  const restart = of("start.jvm");
  if (restart !== undefined) {
    const jvm = Math.max(0, restart.value - RESTART_REST_MS);
    values.push(["start.jvm", quantity(jvm, "ms"), restart]);
  }
  return values;
}

/** The service times of terminal sinks of this recording; of an HDFS sink, which has no such key, as a comment. */
function setServices(yaml: Document, trace: SeenTrace, { sinks }: Calibration): void {
  for (const { trace: of, times } of sinks) {
    const { sink, time } = times;
    const node = yaml.getIn(["tiers", sink.agent, "sinks", sink.name], true);
    if (of !== trace || !isMap(node) || sink.type === "avro") continue;
    const interval = `${formatNumber(time.meanMs - time.halfWidthMs)} to ${formatNumber(time.meanMs + time.halfWidthMs)} ms`;
    const said = `a batch took ${formatNumber(time.meanMs)} ms, 95 %: ${interval}, ${String(time.batches)} batches`;
    if (node.get("type") !== "timed") {
      comment(node, "type", said);
      continue;
    }
    node.set("service", quantity(time.meanMs, "ms"));
    node.set("perEvent", "0 ms");
    node.set("noise", noiseOf(time.spread, time.spreadLow, time.spreadHigh));
    comment(node, "service", said);
    const from = `${formatNumber(time.spreadLow)} to ${formatNumber(time.spreadHigh)}`;
    comment(node, "noise", `coefficient of variation ${formatNumber(time.spread)}, 95 %: ${from}`);
  }
}

/** Exponential where that may be, none where there may be none, else the lognormal with that variation. */
function noiseOf(variation: number, low: number, high: number): unknown {
  if (low < SMALLEST_VARIATION) return { type: "none" };
  if (low <= 1 && high >= 1) return { type: "exponential" };
  const sigma = Math.sqrt(ln(1 + variation * variation));
  return { type: "lognormal", sigma: Number(sigma.toPrecision(3)) };
}

/**
 * The load: of a log of arrivals its mean rate and its course, shared evenly by all servers; else what the recording
 * says, with the interval where that was taken from the counters of the sources.
 */
function setRate(
  yaml: Document,
  trace: SeenTrace,
  { estimates, arrivals, isFromLog }: Calibration,
): void {
  const rates = estimates.filter(({ key }) => key === "servers.rate");
  const groups = (yaml.get("servers") as YAMLMap).items.map(({ value }) => value).filter(isMap);
  if (isFromLog && arrivals !== undefined) {
    const servers = groups.reduce((total, group) => total + Number(group.get("count")), 0);
    const windowSeconds = arrivals.seconds / arrivals.windows.length;
    const steps = arrivals.windows.map((rate, i) => ({
      at: quantity(i * windowSeconds, "s"),
      factor: Number((rate / arrivals.mean).toPrecision(4)),
    }));
    for (const group of groups) {
      group.set("rate", quantity(arrivals.mean / servers, "events/s"));
      group.set("profile", yaml.createNode({ type: "steps", steps }, { flow: false }));
      comment(group, "rate", `of each of ${String(servers)}; together: ${saidOf(rates[0]!)}`);
    }
    yaml.set("duration", quantity(arrivals.seconds, "s"));
    yaml.set("warm-up", "0 s");
  } else if (trace.clients.length === 0) {
    groups.forEach((group, i) => {
      if (rates[i] !== undefined) comment(group, "rate", `of each; together: ${saidOf(rates[i])}`);
    });
  }
}

/** The experiment without what was done to it: agents that are up, and no faults. */
function undisturbed(trace: ReferenceTrace): ReferenceTrace {
  const agents = Object.entries(trace.agents).map(([name, { conf }]) => [name, { conf }] as const);
  return { ...trace, agents: Object.fromEntries(agents), life: [], actualFaults: [] };
}

function saidOf({ what, unit, low, high, from }: Estimate): string {
  const numbers = [low, high].map((value) => formatNumber(value)).join(" to ");
  return `${what}; 95 %: ${numbers}${unit === "" ? "" : ` ${unit}`}, ${from}`;
}

/** @param key whose value is said where it comes from */
function comment(map: YAMLMap, key: string, text: string): void {
  const pair = map.items.find((item) => (isScalar(item.key) ? item.key.value : item.key) === key);
  if (isMap(pair?.value)) pair.value.flow = true;
  const key_ = pair?.key;
  if (isScalar(key_)) key_.commentBefore = ` ${text}`;
}

function quantity(value: number, unit: string): string {
  return `${String(Number(value.toPrecision(4)))} ${unit}`;
}
