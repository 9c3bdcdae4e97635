/**
 * The service time of every sink that was saturated in a recording, stalls of its file channels taken out.
 */
import { checkpointStalls, type Stall } from "./checkpoints.js";
import type { AgentPlan, SinkPlan } from "./setup.js";
import type { Samples } from "./samples.js";
import { saturatedRuns, type Run } from "./saturated.js";
import { serviceTime, type Commits, type ServiceTime } from "./service-time.js";

export interface SinkTimes {
  readonly sink: SinkPlan;
  /** File channels between it and what it answers to: its own, and those that its target puts into. */
  readonly fileCommits: number;
  readonly isIntoFile: boolean;
  readonly time: ServiceTime;
  readonly stalls: readonly Stall[];
}

/** Why a sink has no times, and what is certain all the same. */
export interface SilentSink {
  readonly why: string;
  /** [ms] that a batch takes at the most, on average: so fast did they come; undefined: none came. */
  readonly mostMs: number | undefined;
}

/** @returns the times of a sink, or why it has none */
export function sinkTimes(
  samples: Samples,
  sink: SinkPlan,
  target: { readonly plan: AgentPlan; readonly samples: Samples } | undefined,
  checkpointMs: number,
): SinkTimes | SilentSink {
  const silent = (why: string): SilentSink => ({ why, mostMs: mostMsOf(samples, sink) });
  if (sink.isGrouped) {
    return silent("it is one of a group: which sink of it was at work is in no counter");
  }
  if (sink.type === "avro" && target === undefined) {
    return silent(
      "where it leads to is not in the recording: whether it was held up there is not known",
    );
  }
  const isFree = (i: number): boolean => target === undefined || hasRoom(target, i);
  const runs = saturatedRuns(samples, sink, isFree);
  if (runs.length === 0) {
    return silent(
      "it was never saturated: its channel held too little to be sure; record a drain after an outage",
    );
  }
  const fileCommits = (sink.isFromFile ? 1 : 0) + (target?.plan.fileChannels ?? 0);
  const whole = runs.map((run) => commitsOf(samples, sink, run));
  const { stalls, rest } =
    fileCommits > 0 ? checkpointStalls(whole, checkpointMs) : { stalls: [], rest: whole };
  const time = serviceTime(rest);
  if (time === undefined) {
    return silent(
      "it was saturated for too short: 6 windows of 8 batches are needed; record a longer drain",
    );
  }
  return { sink, fileCommits, isIntoFile: (target?.plan.fileChannels ?? 0) > 0, time, stalls };
}

function commitsOf(samples: Samples, sink: SinkPlan, { from, to }: Run): Commits {
  const drained = samples.values(`SINK.${sink.name}`, "EventDrainSuccessCount");
  return {
    times: samples.times.slice(from, to + 1),
    counts: [...drained.subarray(from, to + 1)].map((events) => events / sink.batch),
  };
}

/** Whether all channels of an agent had room from sample i to i + 1 for all that came, and for what was on its way. */
function hasRoom({ plan, samples }: { plan: AgentPlan; samples: Samples }, i: number): boolean {
  return plan.channels.every((name) => {
    const channel = `CHANNEL.${name}`;
    const inHands = Math.max(0, ...plan.sinks.map((sink) => sink.inHands));
    const held = samples.values(channel, "ChannelSize")[i]!;
    const put = samples.grown(channel, "EventPutSuccessCount", i, i + 1);
    const tried = samples.grown(channel, "EventPutAttemptCount", i, i + 1);
    const most = held + Math.max(put, tried) + inHands;
    return most < samples.values(channel, "ChannelCapacity")[i]!;
  });
}

/** The fastest tenth of the recording. */
function mostMsOf(samples: Samples, { name, batch }: SinkPlan): number | undefined {
  const drained = samples.values(`SINK.${name}`, "EventDrainSuccessCount");
  let most = 0;
  const tenth = Math.max(1, Math.floor(drained.length / 10));
  for (let i = 0; i + tenth < drained.length; i++) {
    const batches = (drained[i + tenth]! - drained[i]! - batch) / batch;
    const perMs = batches / (samples.times[i + tenth]! - samples.times[i]!);
    if (perMs > most) most = perMs;
  }
  return most === 0 ? undefined : 1 / most;
}
