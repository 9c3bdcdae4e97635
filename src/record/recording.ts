/**
 * The Recording: what one run left behind. One of the four plain-data contracts; versioned, serialisable,
 * exact integers in columns. It names parts by their address, so it can be read without the model.
 */
import type { Scenario } from "../scenario/types/scenario.js";
import type { DestinationLedger } from "./ledger.js";
import type { SketchData } from "./latency-sketch.js";

export const RECORDING_FORMAT = "fanin-recording/1";

export interface Recording {
  readonly format: typeof RECORDING_FORMAT;
  readonly scenario: Scenario;
  readonly seed: number;
  /** SHA-256 over scenario, seed, final counters, ledger and event log; see digest.ts. Empty while partial. */
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
  /** `finished`: the whole duration; `cancelled`: stopped from outside; the others as the kernel says. */
  readonly kind: "finished" | "cancelled" | "nothing-pending" | "notice-limit";
  readonly atTicks: number;
  readonly notices: number;
  /** Who still waits for whom, when nothing can happen any more. */
  readonly stalled: string;
}

export interface PartRecord {
  readonly kind: string;
  readonly address: string;
  readonly layer: string;
  readonly member: number; // −1: the whole layer
  readonly name: string;
  /** Constants of the part, such as `ChannelCapacity`. */
  readonly constants: Readonly<Record<string, number>>;
  /** Flume's counters at the end, summed over all lives of the component. */
  readonly totals: Readonly<Record<string, number>>;
}

/** One column of samples of one part; NaN where the part did not live (null in JSON). */
export interface SeriesRecord {
  readonly part: number; // index into parts
  readonly name: string; // a counter's name, or one of fanin's own (camel case)
  readonly values: Float64Array; // as long as times
}

export interface EpisodeRecord {
  readonly kind: string;
  readonly part: number;
  readonly other: number; // −1: none
  readonly fromTicks: number;
  readonly toTicks: number;
  readonly count: number;
  readonly events: number;
}

export interface LatencyRecord {
  readonly destination: string;
  /** From generation to the first delivery. */
  readonly delivered: SketchData;
  /** The same, and what is not delivered yet with its age at the end. */
  readonly withWaiting: SketchData;
}
