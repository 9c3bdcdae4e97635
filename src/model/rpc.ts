/**
 * The contract between the two ends of an Avro RPC connection: who calls, who serves, and the call
 * that travels between them.
 */
import type { Activity } from "./activity.js";
import type { CohortQueue } from "./cohorts.js";
import type { Host } from "./host.js";
import type { OsProcess } from "./process.js";

/** Why an attempt failed, seen from the client. */
export const REJECTED = 1; // the source answered FAILED: its channel had no room, or refused the batch
export const REFUSED = 2; // nobody listens
export const BROKEN = 3; // the connection broke under the call
export const TIMED_OUT = 4; // no answer within connect- or request-timeout
export type Failure = typeof REJECTED | typeof REFUSED | typeof BROKEN | typeof TIMED_OUT;

/** What the server end of a connection needs to know of the client end. */
export interface RpcPeer {
  /** The server's process died, or closed its port and lives on: the connection is broken. */
  onServerGone(isDead: boolean): void;
  /** The server's process was stopped: a call under way gets no answer for now. */
  onServerStopped(): void;
  /** Worker that serves the connection (Flume 1.9, which pins connections to workers). */
  worker: number;
  readonly activity: Activity;
}

/** A source that listens: one life of it, from its bind to the end of its process. */
export interface RpcServer {
  readonly process: OsProcess;
  readonly host: Host;
  /** Index of the source among the run's parts. */
  readonly part: number;
  /** False when a fault closes the port while the process lives. */
  readonly isAccepting: boolean;
  accept(peer: RpcPeer): void;
  forget(peer: RpcPeer): void;
  receive(call: AppendCall): void;
}

/** The lasting place of a source (host and port); `server` is undefined while nobody listens. */
export interface RpcAddress {
  server: RpcServer | undefined;
  /** Index of the source among the run's parts. */
  readonly part: number;
}

/** One appendBatch on its way, being served, or on its way back. Pooled. */
export interface AppendCall {
  readonly index: number;
  /** The events. Borrowed from the caller, until the caller gives up: then the call owns them. */
  batch: CohortQueue;
  ownsBatch: boolean;
  peer: RpcPeer;
  server: RpcServer;
  /** First call of its connection: carries the handshake. */
  isFirst: boolean;
  /** Sends the answer back. */
  reply(isOk: boolean): void;
}
