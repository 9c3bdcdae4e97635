/** Checkpoints, restarts and arrivals: what is estimated besides sinks and calls. */
import { targetsOf } from "../verify/seen-load.js";
import type { SeenTrace } from "../verify/trace.js";
import type { ArrivalLog } from "./access-log.js";
import { acceptedEvents, arrivalRate, wasFull, type ArrivalRate } from "./arrivals.js";
import { around, type Findings } from "./estimate.js";
import { momentsOf, studentT } from "./quantiles.js";
import { meanRestart, restartTimes, unexplainedGaps } from "./restarts.js";
import { Samples } from "./samples.js";
import type { SinkTimes } from "./sink-times.js";

/** The checkpoints that saturated sinks on file channels were held up by. */
export function addCheckpoints(
  sinks: readonly { readonly times: SinkTimes }[],
  { estimates, unidentified }: Findings,
): void {
  const onFiles = sinks.filter(({ times }) => times.fileCommits > 0);
  const stalls = onFiles.flatMap(({ times }) => times.stalls);
  if (stalls.length === 0) {
    unidentified.push({
      what: "checkpoint of a file channel",
      why:
        onFiles.length === 0
          ? "no sink on a file channel was saturated"
          : "no pauses came at its interval that are longer than three batches of the sinks on it: it is shorter",
    });
    return;
  }
  const { count, mean, variance } = momentsOf(stalls.map(({ lengthMs }) => lengthMs));
  const batchMs = momentsOf(stalls.map((stall) => stall.batchMs)).mean;
  // The places within a batch at both ends: each pause is off by up to p, evenly: variance p²/6.
  const own = (batchMs * batchMs) / 6;
  const half = studentT(count - 1) * Math.sqrt(Math.max(variance, own) / count);
  estimates.push({
    what: "checkpoint of a file channel",
    key: "disk.checkpoint",
    unit: "ms",
    value: mean,
    low: Math.max(0, mean - half),
    high: mean + half + batchMs,
    from: `${String(count)} pauses at its interval`,
  });
}

/** Restarts whose begin is recorded. */
export function addRestarts(
  traces: readonly SeenTrace[],
  { estimates, unidentified }: Findings,
): void {
  const times = traces.flatMap((trace) => restartTimes(trace));
  const sampleMs = Math.max(...traces.map((trace) => trace.sampleMs));
  const mean = meanRestart(times, sampleMs);
  if (mean !== undefined) {
    estimates.push({
      what: "restart of an agent, process start to first answer",
      key: "start.jvm",
      unit: "ms",
      ...around(mean.mean, mean.halfWidth),
      from: `${String(times.length)} restarts`,
    });
    return;
  }
  const gaps = traces.flatMap((trace) => {
    return Object.keys(trace.agents).flatMap((agent) => unexplainedGaps(trace, agent));
  });
  const one = times.length === 1 ? ` (the only one took ${String(Math.round(times[0]!))} ms)` : "";
  const away =
    gaps.length === 0
      ? `two recorded restarts are needed at least${one}`
      : `agents were away ${String(gaps.length)} times, up to ${String(Math.round(Math.max(...gaps)))} ms, but when ` +
        "their processes were started is in no counter";
  unidentified.push({ what: "restart of an agent", why: away });
}

/** The load: of a log, or of every agent that no recorded sink leads to. @returns the first rate found */
export function addArrivals(
  traces: readonly SeenTrace[],
  log: ArrivalLog | undefined,
  found: Findings,
): ArrivalRate | undefined {
  if (log !== undefined) return addRate(arrivalRate(log.counted), "the log of arrivals", found);
  let first: ArrivalRate | undefined = undefined;
  for (const trace of traces) {
    const targets = new Set(
      Object.values(trace.agents).flatMap(({ conf }) => targetsOf(conf ?? [])),
    );
    for (const agent of Object.keys(trace.agents)) {
      if (targets.has(agent)) continue;
      const samples = new Samples(trace, agent);
      const what = `sources of ${agent} in ${trace.name}`;
      const rate = addRate(arrivalRate(acceptedEvents(samples, trace.warmupMs)), what, found);
      first ??= rate;
      if (rate !== undefined && wasFull(samples, trace.warmupMs)) {
        found.unidentified.push({
          what: `load offered to ${what}`,
          why: "a channel was full at times: the rate is what got through, give --arrivals for what was offered",
        });
      }
    }
  }
  return first;
}

function addRate(
  rate: ArrivalRate | undefined,
  from: string,
  { estimates, fits, unidentified }: Findings,
): ArrivalRate | undefined {
  if (rate === undefined) {
    unidentified.push({ what: "arrival rate", why: `${from}: fewer than 20 samples, or no event` });
    return undefined;
  }
  estimates.push({
    what: `arrivals, ${from}`,
    key: "servers.rate",
    unit: "events/s",
    ...around(rate.mean, rate.halfWidth),
    from: `${String(Math.round(rate.seconds))} s in 20 windows`,
  });
  fits.push({ layer: from, what: "a constant rate, over 20 windows", error: rate.variation });
  return rate;
}
