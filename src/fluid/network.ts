/**
 * A network of fluid, as plain data: buffers, the threads that drain them, and the gates that threads send to.
 *
 * Everything is a total over the identical members that a buffer stands for: a share-out among equal members is
 * the share-out of their sum. Buffers, threads and gates stand in the order of the flow.
 */

export interface Network {
  readonly buffers: readonly BufferSpec[];
  readonly threads: readonly ThreadSpec[];
  readonly gates: readonly GateSpec[];
  readonly durationSeconds: number;
}

export interface BufferSpec {
  readonly layer: string;
  readonly kind: "servers" | "channel";
  readonly where: string;
  readonly members: number;
  /** [events] of all members together; Infinity: unlimited. */
  readonly capacityEvents: number;
  readonly limit: "events" | "bytes" | "disk space" | null;
  readonly bytesPerEvent: number;
  /** What servers generate, all members together; empty for channels. */
  readonly arrivals: readonly LoadPiece[];
  /** One log that puts and takes write in turn (file channels). */
  readonly log: SharedLog | undefined;
  /** [events/s] that leave at the most, all members together; Infinity: no such limit. */
  readonly mostOut: number;
}

/** From `atSeconds` on [events/s], to the next piece. */
export interface LoadPiece {
  readonly atSeconds: number;
  readonly rate: number;
  readonly slope: number; // [events/s²]
}

/** [s] of the log's time that an event costs, over the number of members and logs. */
export interface SharedLog {
  readonly putSeconds: number;
  readonly takeSeconds: number;
}

export interface ThreadSpec {
  readonly buffer: number;
  /** How many threads that are alike. */
  readonly copies: number;
  /** `even`: exits in turn; `first`: the first that takes something, the rest to the next. */
  readonly order: "even" | "first";
  readonly exits: readonly ExitSpec[];
}

export interface ExitSpec {
  readonly gate: number;
  /** Share of the threads' turns; 1 over all exits of an even thread. */
  readonly share: number;
  /** Its part of the line at a full gate: calls under way times events of each. */
  readonly weight: number;
  /** [events/s] that all threads together send here when they do nothing else; 0: cut off. */
  readonly rate: number;
  /** [events] of one batch. */
  readonly batchEvents: number;
  /** Standard deviation of the time of one batch, as a share of it. */
  readonly spread: number;
  /** [s] by which the longest batch of a run may be longer than the mean one. */
  readonly stallSeconds: number;
  /** Of the time of a batch, 0–1: an HDFS stream writes what its sink has handed over already. */
  readonly streamShare: number;
}

export interface GateSpec {
  /** A source of agents, or a final destination. */
  readonly name: string;
  readonly isFinal: boolean;
  readonly routes: readonly RouteSpec[];
  /** [events/s] it takes at the most; 0: it refuses. */
  readonly most: number;
}

export interface RouteSpec {
  readonly buffer: number;
  /** Share of the gate's events that go there: 0–1. */
  readonly share: number;
  /** A full required channel holds up the whole batch; a full optional one loses its copy. */
  readonly isRequired: boolean;
}
