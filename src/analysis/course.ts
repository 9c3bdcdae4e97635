/** The course of a run by layer, as curves: how full, how many refused, how much waits. For pictures and tables. */
import { secondsFromTicks, TICKS_PER_SECOND } from "../units/time.js";
import { grown } from "./counters.js";
import type { RecordingView } from "./view.js";

/** All columns are as long as `seconds`; NaN: not known there. */
export interface Course {
  readonly seconds: Float64Array;
  /** [s] of the whole run, also of one that was stopped. */
  readonly durationSeconds: number;
  readonly faults: readonly FaultWindow[];
  readonly tiers: readonly TierCourse[];
  readonly groups: readonly GroupCourse[];
  /** [events] not delivered: in channels and open transactions, at servers. */
  readonly heldEvents: Float64Array;
  readonly waitingEvents: Float64Array;
}

export interface FaultWindow {
  /** `down of hadoop` */
  readonly fault: string;
  readonly fromSeconds: number;
  /** The end of the run where it lasts longer. */
  readonly toSeconds: number;
}

export interface TierCourse {
  readonly layer: string;
  /** Of its fullest channel, 0–1: an average would hide it; undefined: not recorded. */
  readonly fill: Float64Array | undefined;
  /** [batches/s] that found no room and were answered FAILED; undefined: not recorded. */
  readonly rejected: Float64Array | undefined;
}

export interface GroupCourse {
  readonly layer: string;
  /** [calls/s] of its servers that failed, rejected or refused. */
  readonly failedCalls: Float64Array;
  /** [bytes] that the server keeps which keeps most. */
  readonly worstBacklogBytes: Float64Array;
  /** [bytes] that a server may keep; undefined: no limit in bytes. */
  readonly limitBytes: number | undefined;
}

export function courseOf(view: RecordingView): Course {
  const { times, scenario, end } = view.recording;
  const durationSeconds = secondsFromTicks(scenario.durationTicks);
  return {
    seconds: times.map(secondsFromTicks),
    durationSeconds,
    faults: scenario.faults
      .filter(({ fromTicks }) => fromTicks < end.atTicks)
      .map(({ kind, on, fromTicks, toTicks }) => ({
        fault: `${kind} of ${on}`,
        fromSeconds: secondsFromTicks(fromTicks),
        toSeconds: Math.min(durationSeconds, secondsFromTicks(toTicks)),
      })),
    tiers: scenario.tiers.map(({ name }) => tierCourse(view, name)),
    groups: scenario.servers.map(({ name }) => groupCourse(view, name)),
    heldEvents: view.series(view.runPart, "heldEvents")!,
    waitingEvents: view.series(view.runPart, "waitingEvents")!,
  };
}

function tierCourse(view: RecordingView, layer: string): TierCourse {
  const fills = view.partsOf(layer, "channel").flatMap((part) => {
    const capacity = view.part(part).constants["ChannelCapacity"]!;
    const size = view.series(part, "ChannelSize");
    return size === undefined ? [] : [size.map((events) => events / capacity)];
  });
  const sources = view.partsOf(layer, "source");
  const isCounted = sources.some((part) => view.series(part, "ChannelWriteFail") !== undefined);
  return {
    layer,
    fill: fills.length === 0 ? undefined : largestOf(fills),
    rejected: isCounted ? perSecond(view, sources, "ChannelWriteFail") : undefined,
  };
}

function groupCourse(view: RecordingView, layer: string): GroupCourse {
  const parts = view.partsOf(layer, "servers");
  const group = view.recording.scenario.servers.find(({ name }) => name === layer)!;
  const nothing = new Float64Array(view.recording.times.length).fill(NaN);
  return {
    layer,
    failedCalls: perSecond(view, parts, "failedCalls"),
    worstBacklogBytes: view.series(parts[0]!, "worstBacklogBytes") ?? nothing,
    limitBytes: group.backlog.bytes,
  };
}

/** At each sample the largest of those that live. */
function largestOf(columns: readonly Float64Array[]): Float64Array {
  return columns[0]!.map((_, i) => {
    const live = columns.map((column) => column[i]!).filter((value) => !Number.isNaN(value));
    return live.length === 0 ? NaN : Math.max(...live);
  });
}

/** Growth of a counter over all parts; in the interval that ends with the sample. */
function perSecond(view: RecordingView, parts: readonly number[], name: string): Float64Array {
  const { times } = view.recording;
  const columns = parts.map((part) => view.series(part, name));
  return times.map((at, i) => {
    if (i === 0) return NaN;
    const sum = columns.reduce((total, column) => total + grown(column, i), 0);
    return (sum / (at - times[i - 1]!)) * TICKS_PER_SECOND;
  });
}
