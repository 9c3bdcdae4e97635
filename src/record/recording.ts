/**
 * The Recording: what one run left behind. One of the four plain-data contracts; versioned, serialisable,
 * exact integers in columns. It names parts by their address, so it can be read without the model.
 */
import type { IncidentName } from "../model/probe.js";
import type { Scenario } from "../scenario/types/scenario.js";
import type { LatencyRecord } from "./latency-sketch.js";
import type { DestinationLedger } from "./ledger.js";

export const RECORDING_FORMAT = "fanin-recording/1";

/** Whether a text begins as recordings do, of whatever version. */
export function isRecordingText(text: string): boolean {
  return /^\s*\{[^]{0,200}?"format"\s*:\s*"fanin-recording\//.test(text);
}

export interface Recording {
  readonly format: typeof RECORDING_FORMAT;
  readonly scenario: Scenario;
  readonly seed: number;
  /** SHA-256 over scenario, seed, final counters, ledger and event log; see digest.ts. */
  readonly digest: string;
  readonly end: RunEndRecord;
  /** [ticks] sample times, ascending. */
  readonly times: Float64Array;
  readonly parts: readonly PartRecord[];
  readonly series: readonly SeriesRecord[];
  readonly episodes: readonly EpisodeRecord[];
  readonly ledgers: readonly DestinationLedger[];
  readonly latencies: readonly LatencyRecord[];
}

export interface RunEndRecord {
  /** `finished`: the whole duration; `cancelled`: stopped from outside, the recording is partial. */
  readonly kind: "finished" | "cancelled" | "notice-limit";
  readonly atTicks: number;
  readonly notices: number;
  /** Who waits for whom at the end, the longest wait first; at most 20. */
  readonly waits: readonly WaitRecord[];
}

export interface WaitRecord {
  readonly who: string;
  readonly what: string;
  readonly whom: string;
  readonly sinceTicks: number;
}

export interface PartRecord {
  readonly kind: string;
  readonly address: string;
  readonly layer: string;
  readonly member: number; // −1: the whole layer
  readonly name: string;
  /** Constants of the part, such as `ChannelCapacity`. */
  readonly constants: Readonly<Record<string, number>>;
  /** Counters at the end, over all lives of the component: Flume's own names, fanin's in camel case. */
  readonly totals: Readonly<Record<string, number>>;
}

/** One column of samples of one part; NaN where the part did not live (null in JSON). */
export interface SeriesRecord {
  readonly part: number; // index into parts
  readonly name: string; // a counter's name, or one of fanin's own (camel case)
  readonly values: Float64Array; // as long as times
}

/** A stretch of like incidents, or the window of a fault (`part` is then the fault's index). */
export interface EpisodeRecord {
  readonly kind: IncidentName | "fault";
  readonly part: number;
  readonly other: number; // −1: none
  readonly fromTicks: number;
  readonly toTicks: number;
  readonly count: number;
  readonly events: number;
}
