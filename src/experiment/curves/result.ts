/**
 * The Curves: how long an outage each layer bears, how soon all is back, and which input matters most. Plain data,
 * versioned. Times are seconds of simulated time; quantiles are over seeds.
 */
import type { RegimeMap } from "../../fluid/regime/map.js";
import type { HeadlineUnit } from "../headlines.js";
import type { ShareInterval } from "../../statistics/share-interval.js";

export const CURVES_FORMAT = "fanin-curves/3";

export interface Curves {
  readonly format: typeof CURVES_FORMAT;
  readonly scenario: { readonly file: string; readonly name: string; readonly about: string };
  readonly set: readonly string[];
  readonly layers: readonly string[];
  readonly outage: OutageOfCurves;
  readonly seeds: readonly number[];
  /** Share of the seeds that must meet the objectives, 0–1. */
  readonly probability: number;
  /** All runs that the curves stand on. */
  readonly runs: number;
  /** False when it was interrupted: parts are then missing. */
  readonly isWhole: boolean;
  readonly firsts: readonly FirstTimes[];
  /** The longest outage with which all objectives are met, by shares as in `firsts`; empty: not known. */
  readonly borne: readonly BorneBy[];
  readonly tolerable: readonly TolerableCurve[];
  readonly recovery: RecoveryCurve | null;
  readonly second: SecondOutage | null;
  readonly tornado: Tornado | null;
  /** Which limit breaks first at other rates and lengths, from the fluid. */
  readonly map: RegimeMap | null;
}

export interface OutageOfCurves {
  readonly on: string;
  readonly kind: string;
  readonly fromSeconds: number;
  readonly forSeconds: number;
}

export type First = "full" | "rejects" | "loses";

/** A length by share of the seeds that bear it: bearing by 95 % of seeds is the 5 % quantile. */
export interface BorneBy {
  readonly share: number;
  /** null: longer than the runs lasted (see `censoredSeconds`). */
  readonly seconds: number | null;
}

/** When a layer is first full, rejects, loses or drops; and how long an outage may be for that not to happen. */
export interface FirstTimes {
  readonly layer: string;
  readonly what: First;
  /** Seeds in which it happened in an outage that does not end, of all. */
  readonly happened: number;
  readonly seeds: number;
  /** From the start of that outage. Shares 0.5, 0.95, 0.99; the last stands on few seeds when there are fewer than 100. */
  readonly until: readonly BorneBy[];
  /** The longest outage that ends without it, during the outage and after it: each shown by a run. Shares as above. */
  readonly borne: readonly BorneBy[];
  /** How long the outage lasted in the runs in which it does not end; the longest that was tried. */
  readonly censoredSeconds: number;
}

/** The same against a capacity. */
export interface TolerableCurve {
  /** The setting that varies: `tier2.channel.capacity`. */
  readonly path: string;
  readonly current: string;
  readonly points: readonly TolerablePoint[];
}

export interface TolerablePoint {
  readonly level: string;
  /** [events] of one channel */
  readonly value: number;
  readonly firsts: readonly FirstTimes[];
}

/** From the end of the outage until all is as before, while new events keep coming. */
export interface RecoveryCurve {
  readonly points: readonly RecoveryPoint[];
}

export interface RecoveryPoint {
  readonly outageSeconds: number;
  readonly seeds: number;
  /** Seeds in which it was drained before the run ended. */
  readonly drained: number;
  /** Over those seeds; null without any. */
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
  /** [events] not delivered at the worst moment, median over seeds. */
  readonly backlogEvents: number;
}

/** How soon after one outage the next one, as long, may begin. */
export interface SecondOutage {
  readonly points: readonly {
    readonly gapSeconds: number;
    readonly met: ShareInterval;
  }[];
  /** The least gap from which on the objectives are met in the asked share of seeds; null: none of those tried. */
  readonly safeGapSeconds: number | null;
}

/** Each input 20 % lower and 20 % higher, alone: the same seeds, differences seed by seed. */
export interface Tornado {
  readonly step: number; // 0.2
  readonly base: readonly TornadoNumber[];
  /** The input that moves the first number most comes first. */
  readonly bars: readonly TornadoBar[];
  /** Inputs that have no such neighbours, with the reason. */
  readonly left: readonly { readonly path: string; readonly why: string }[];
}

export interface TornadoBar {
  readonly path: string;
  readonly lower: TornadoSide;
  readonly higher: TornadoSide;
}

export interface TornadoSide {
  readonly value: string;
  readonly met: ShareInterval;
  readonly numbers: readonly TornadoNumber[];
}

export interface TornadoNumber {
  /** Name of a headline number: `maxBacklog`, `tier2.peakFill`, `drain.hadoop`. */
  readonly name: string;
  readonly unit: HeadlineUnit;
  /** Median over seeds; null: it did not happen in most of them. */
  readonly value: number | null;
}
