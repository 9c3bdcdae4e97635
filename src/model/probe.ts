/**
 * The probe: how the model tells what happened. The model knows nothing of who listens; a run with the
 * do-nothing probe takes the same course.
 *
 * Only what is rare, or what cannot be read from a counter afterwards, goes through the probe. Parts
 * are named by their index in the run's register of parts.
 */
import type { CohortQueue } from "./cohorts.js";
import { REFUSED, REJECTED, TIMED_OUT, type Failure } from "./rpc.js";

/** Kinds of incident. `part` is where it happened, `other` the part it concerns or −1. */
export const PUT_WAITED = 0; // channel; other: the source whose put waits for room
export const PUT_REJECTED = 1; // channel; other: the source; events: of the batch
export const CALL_REJECTED = 2; // client; other: the source that answered FAILED
export const CONNECT_REFUSED = 3; // client; other: the source that nobody serves
export const CALL_BROKEN = 4; // client; other: the source
export const CALL_TIMED_OUT = 5; // client; other: the source
export const WRITE_FAILED = 6; // sink or server; other: the storage, or −1 for a timed sink
export const DROPPED = 7; // part that gave the events up
export const LOST = 8; // part whose volatile contents went with its process
export const REPLAYED = 9; // channel; events: recovered from disk
export const UNROUTED = 10; // source; events without a channel
export const FAILED_OVER = 11; // sink group; other: the sink that took over
export const PROCESS_DOWN = 12; // agent
export const PROCESS_UP = 13; // agent: its last source listens
export const CHANNEL_FULL = 14; // channel; a put found too few free slots or bytes
export const SINK_STALLED = 15; // sink; other: peer or storage that does not answer (hang)
export const CHANNEL_FAILED = 16; // channel; its disk is full or broken: a put, take or start failed
export const CHANNEL_STALLED = 17; // channel; its disk does not answer (hang)

/** What recordings call the kinds; by kind. */
export const INCIDENT_NAMES = [
  "put-waited",
  "put-rejected",
  "call-rejected",
  "connection-refused",
  "call-broken",
  "call-timed-out",
  "write-failed",
  "dropped",
  "lost",
  "replayed",
  "unrouted",
  "failed-over",
  "process-down",
  "process-up",
  "channel-full",
  "sink-stalled",
  "channel-failed",
  "channel-stalled",
] as const;
export type IncidentName = (typeof INCIDENT_NAMES)[number];

export type IncidentKind = number;

export interface Probe {
  /** @param events [events] concerned, 0 where none are */
  incident(kind: IncidentKind, part: number, other: number, events: number): void;
  /** Events reached a final destination: committed there, or written to a file that stays. */
  delivered(destination: number, events: CohortQueue): void;
  /** Delivered events became readable: their file was closed. */
  readable(destination: number, events: CohortQueue): void;
  /**
   * A part gave events up by policy.
   * @param channel the channel they were meant for; or the source that has no route for them; or −1: all ways onward
   */
  dropped(part: number, channel: number, events: CohortQueue): void;
  /** Volatile contents of a part are gone. @param channel the channel that held them */
  lost(part: number, channel: number, events: CohortQueue): void;
  /** A scenario's fault begins or ends, by its index. */
  faultBegan(fault: number): void;
  faultEnded(fault: number): void;
}

/** What a failed connect or call is to the probe. */
export function incidentOf(why: Failure): IncidentKind {
  if (why === REJECTED) return CALL_REJECTED;
  if (why === TIMED_OUT) return CALL_TIMED_OUT;
  return why === REFUSED ? CONNECT_REFUSED : CALL_BROKEN;
}

/** Listens to nothing. */
export const SILENT_PROBE: Probe = {
  incident: () => undefined,
  delivered: () => undefined,
  readable: () => undefined,
  dropped: () => undefined,
  lost: () => undefined,
  faultBegan: () => undefined,
  faultEnded: () => undefined,
};
