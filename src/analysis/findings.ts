/**
 * The Findings: what a recording means. One of the four plain-data contracts; computed from a Recording
 * alone, serialisable, versioned. Reports and pages show its numbers and compute none.
 */

export const FINDINGS_FORMAT = "fanin-findings/1";

export interface Findings {
  readonly format: typeof FINDINGS_FORMAT;
  readonly scenario: { readonly name: string; readonly about: string };
  readonly seed: number;
  readonly digest: string;
  readonly end: { readonly kind: string; readonly atTicks: number; readonly notices: number };
  readonly verdict: Verdict;
  readonly mishaps: Mishaps;
  readonly layers: readonly LayerFinding[];
  readonly storages: readonly StorageFinding[];
  readonly steps: readonly Step[];
  readonly bottlenecks: readonly Bottleneck[];
  readonly recoveries: readonly Recovery[];
  readonly ledgers: readonly LedgerFinding[];
  readonly latencies: readonly LatencyFinding[];
  /** What of the run no recording of real agents covers, for people. */
  readonly outsideRecordings: readonly string[];
}

export interface Verdict {
  readonly isMet: boolean;
  /** False when the run was cancelled: objectives are then judged on what there is. */
  readonly isWhole: boolean;
  readonly objectives: readonly ObjectiveFinding[];
}

export interface ObjectiveFinding {
  /** As the scenario says it. */
  readonly text: string;
  /** undefined: it cannot be judged on this run; `found` says why. */
  readonly isMet: boolean | undefined;
  /** What the run showed, for people. */
  readonly found: string;
}

/** Counts over the judged part of the run; events over all destinations, the whole run. */
export interface Mishaps {
  readonly lostEvents: number;
  readonly droppedEvents: number;
  /** Calls answered FAILED because a channel had no room. */
  readonly rejections: number;
  /** Attempts to connect that nobody accepted. */
  readonly connectionRefusals: number;
  readonly timeouts: number;
  readonly brokenCalls: number;
  readonly failedWrites: number;
  /** Deliveries beyond the first of an event. */
  readonly duplicates: number;
}

/** A moment at a part. */
export interface Moment {
  readonly atTicks: number;
  readonly where: string;
}

/** One layer, in the direction of the flow: server groups, tiers, storages. */
export interface LayerFinding {
  readonly layer: string;
  readonly kind: "servers" | "tier" | "storage";
  readonly members: number;
  /** Channels of a tier: the fullest one ever. Servers: the largest backlog of one. */
  readonly peak: Peak | undefined;
  readonly firstFull: Moment | undefined;
  readonly firstBlockedPut: Moment | undefined;
  readonly firstRejection: Moment | undefined;
  readonly firstConnectionRefused: Moment | undefined;
  readonly firstLoss: Moment | undefined;
  readonly firstDrop: Moment | undefined;
  /** Calls that this layer rejected, and attempts to connect to it that failed. */
  readonly rejections: number;
  readonly connectionRefusals: number;
  /** Share of its senders' time held up by the layer after it, or resting after a failure: 0–1. */
  readonly blockedShare: number;
  /** Share of its senders' time at work: 0–1. */
  readonly workingShare: number;
  readonly lostEvents: number;
  readonly droppedEvents: number;
  /** After the last fault: when the layer held no more than before it. */
  readonly drainedAtTicks: number | undefined;
}

export interface Peak {
  readonly events: number;
  readonly bytes: number | undefined;
  /** Of the capacity: 0–1; undefined without one. */
  readonly share: number | undefined;
  readonly where: string;
}

/** What its writers cost an HDFS cluster, over the whole run. */
export interface StorageFinding {
  readonly storage: string;
  readonly filesBegun: number;
  readonly openFilesPeak: number;
  /** Calls that the NameNode carried out. */
  readonly nameNodeCalls: number;
  /** Of the time, its journal was busy: 0–1. */
  readonly journalShare: number;
  readonly hflushes: number;
  /** Of the DataNode that served most replicas at once. */
  readonly transferThreadsPeak: number;
  /** Replicas that found no free transfer thread. */
  readonly refusedTransfers: number;
  /** Of the time, the busiest DataNode was writing: 0–1. */
  readonly writingShare: number;
}

/** A stretch of one kind of trouble in one layer, and what led to it. */
export interface Step {
  readonly what: StepKind;
  readonly layer: string;
  /** The first part it showed at, and how many of how many there were in the end. */
  readonly first: string;
  readonly parts: number;
  readonly of: number;
  readonly fromTicks: number;
  readonly toTicks: number;
  readonly count: number;
  readonly events: number;
  /** The layer or part it concerns, such as the one that rejected. */
  readonly other: string | undefined;
  /** Index of the step that led to it; undefined for a root cause. */
  readonly cause: number | undefined;
}

export type StepKind =
  | "fault"
  | "overload" // more is offered than the layer can pass on
  | "process-down"
  | "lost"
  | "write-failed"
  | "sink-stalled"
  | "channel-failed"
  | "channel-stalled"
  | "connection-refused"
  | "call-timed-out"
  | "call-broken"
  | "call-rejected"
  | "channel-full"
  | "put-waited"
  | "put-rejected"
  | "backlog" // servers keep what they cannot send
  | "dropped"
  | "unrouted"
  | "failed-over";

/** A stretch of time in which one layer set the pace. */
export interface Bottleneck {
  readonly fromTicks: number;
  readonly toTicks: number;
  readonly layer: string;
  /** How that shows: who is held up, for what share of the time. */
  readonly heldUp: string | undefined;
  readonly share: number;
}

export interface Recovery {
  readonly fault: string;
  readonly endTicks: number;
  /** First moment after it from which backlog and oldest age stay within their 99th percentile before the fault. */
  readonly drainedAtTicks: number | undefined;
  /** Why there is no answer, if there is none. */
  readonly why: string | undefined;
}

export interface LedgerFinding {
  readonly destination: string;
  readonly generated: number;
  readonly delivered: number;
  readonly notYetReadable: number;
  readonly held: number;
  readonly waiting: number;
  readonly dropped: number;
  readonly lost: number;
  readonly copies: number;
  readonly balances: boolean;
}

/** [ticks] by quantile; `withWaiting` counts what is not delivered with its age at the end. */
export interface LatencyFinding {
  readonly destination: string;
  readonly quantiles: readonly {
    readonly share: number;
    readonly delivered: number | undefined;
    readonly withWaiting: number | undefined;
  }[];
}
