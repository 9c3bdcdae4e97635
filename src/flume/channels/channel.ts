/**
 * What sources and sinks see of a channel: put transactions and take transactions.
 *
 * Each operation either ends at once or answers WAITING and calls the owner back later. A put transaction
 * carries a whole batch (put, commit); a take transaction is filled, then committed or rolled back.
 * Follows Flume 1.11 channel/BasicTransactionSemantics.java: all of a batch or none.
 */
import type { CohortQueue } from "../../model/cohorts.js";
import type { ChannelCounters } from "../counters.js";

export const COMMITTED = 0;
/** ChannelFullException: no room within the keep-alive. */
export const CHANNEL_FULL = 1;
/** ChannelException for another reason: bytes, transactionCapacity, disk. */
export const CHANNEL_ERROR = 2;
/** The channel is closed (a failed replay): IllegalStateException. */
export const CHANNEL_CLOSED = 3;
/** Not yet: the owner will be called. */
export const WAITING = 4;
export type PutOutcome =
  typeof COMMITTED | typeof CHANNEL_FULL | typeof CHANNEL_ERROR | typeof CHANNEL_CLOSED;

export const DONE = 5;
/** ChannelException, or a closed channel: what had been taken is back in the channel. */
export const FAILED = 6;
export type TakeOutcome = typeof DONE | typeof WAITING | typeof FAILED;

/** One batch on its way into one channel. */
export interface PutTransaction {
  /** The events; copied by the channel at commit. */
  batch: CohortQueue;
  /** The channel ended a transaction that it had answered WAITING. */
  onPutEnded(outcome: PutOutcome): void;
  /** Room is lacking: the caller is held up from now on. */
  onPutWaits(): void;
}

/** One sink's transaction on its channel. */
export interface TakeTransaction {
  /** The events taken so far; they hold their slots until commit. */
  taken: CohortQueue;
  /** [events] to take at the most. */
  readonly batchEvents: number;
  /** `take` has answered WAITING, and is over now. */
  onTakeEnded(): void;
  /** The channel is empty: from now on the taker waits for the next event, or (false) goes on. */
  onTakeWaits(isWaiting: boolean): void;
  /** `commitTake` has answered WAITING, and is done now. */
  onTakeCommitted(): void;
  /** `take` or `commitTake` has answered WAITING, and has failed: the takes are rolled back. */
  onTakeFailed(): void;
}

export interface Channel {
  /** Index among the run's parts. */
  readonly part: number;
  readonly name: string;
  readonly counters: ChannelCounters;
  readonly capacityEvents: number;
  /** False while it replays its logs. */
  readonly isStarted: boolean;
  /** Its replay failed: it counts as started, and is of no use. */
  readonly isClosed: boolean;
  /** [events] that can be taken now. */
  readonly storedEvents: number;
  /** [events] taken and not yet committed. */
  readonly takenEvents: number;
  /** [events] most that were stored and taken at one time. */
  readonly peakEvents: number;
  /** [ticks/event] of processor work to take one event. */
  readonly takePerEventTicks: number;
  /** [ticks/event] of processor work to put one event. */
  readonly putPerEventTicks: number;
  put(transaction: PutTransaction): PutOutcome | typeof WAITING;
  /** Fills `taken` up to `batchEvents`. Can be asked again, for more, before the commit. */
  take(transaction: TakeTransaction): TakeOutcome;
  commitTake(transaction: TakeTransaction): TakeOutcome;
  /** Takes go back to the head, in their order. `taken` is empty afterwards. */
  rollbackTake(transaction: TakeTransaction): void;
  /** The process died while a sink had events taken: they are gone, or will be there again after a replay. */
  onTakerKilled(transaction: TakeTransaction): void;
  /** The process died. @param lose is given what is lost for good */
  onKilled(lose: (events: CohortQueue) => void): void;
  /** Visits the queues whose events the channel holds, takes in progress apart. */
  forEachHeld(visit: (events: CohortQueue) => void): void;
}
