/**
 * One bucket of an HDFS sink: the file that its events go to at present, and when that file is full.
 *
 * Follows Flume 1.11 sink/hdfs/BucketWriter.java: whether to roll is asked before a write, so a file that has
 * become full stays open until the next event or a timer; a bucket whose timer closed it is never opened
 * again, the sink makes a new one; one that rolled by count or size goes on with its next file.
 */
import type { Timer } from "../../kernel/simulator.js";
import { emptyCohort, type CohortQueue } from "../../model/cohorts.js";
import type { HdfsWriterSettings } from "../../scenario/types/sinks.js";
import type { HdfsFile } from "../../storage/hdfs/hdfs-file.js";
import { Turns } from "./hdfs-turns.js";

/** maxConsecUnderReplRotations */
const MOST_UNDER_REPLICATED_ROLLS = 30;

export class BucketWriter {
  readonly key: number;
  /** Its number in the notices of its timers. */
  readonly index: number;
  readonly rollTimer: Timer;
  readonly idleTimer: Timer;
  /** Java's `synchronized`. */
  readonly monitor = new Turns(1);
  /** The file opened last; undefined before the first open. */
  file: HdfsFile | undefined;
  isOpen = false;
  /** Closed for good: by a timer, or after a failed append. */
  isClosed = false;
  /** Out of the sink's cache: nobody will append to it. */
  isDropped = false;
  /** Its timers are given back. */
  isReleased = false;
  /** Threads that are in it, or wait for its monitor. */
  threads = 0;
  /** [events] appended since the last flush. */
  sinceFlush = 0;
  /** Grows whenever a pending idle close is called off. */
  idleRound = 0;
  #events = 0; // [events] in the present file
  #bytes = 0; // [bytes] of bodies in the present file
  #underReplicatedRolls = 0;
  readonly #settings: HdfsWriterSettings;
  readonly #cohort = emptyCohort();

  constructor(
    key: number,
    index: number,
    settings: HdfsWriterSettings,
    timers: { readonly roll: Timer; readonly idle: Timer },
  ) {
    this.key = key;
    this.index = index;
    this.#settings = settings;
    this.rollTimer = timers.roll;
    this.idleTimer = timers.idle;
  }

  onOpened(): void {
    this.isOpen = true;
    this.#events = 0;
    this.#bytes = 0;
    this.sinceFlush = 0;
  }

  onAppended(events: number, bytes: number): void {
    this.#events += events;
    this.#bytes += bytes;
    this.sinceFlush += events;
  }

  /** Whether the file is to be rolled before the next write. It counts rolls for want of replicas. */
  mustRoll(): boolean {
    if (this.file!.pipeline.isUnderReplicated) {
      return this.#underReplicatedRolls++ < MOST_UNDER_REPLICATED_ROLLS;
    }
    const { rollCountEvents, rollSizeBytes } = this.#settings;
    const isFull =
      (rollCountEvents > 0 && this.#events >= rollCountEvents) ||
      (rollSizeBytes > 0 && this.#bytes >= rollSizeBytes);
    if (isFull) this.#underReplicatedRolls = 0;
    return isFull;
  }

  /**
   * How many of the events can be written before the file is looked at again: for a roll, or for the
   * flush that is due when a batch has been appended since the last.
   */
  eventsAtOnce(events: CohortQueue, batchEvents: number): number {
    const { rollCountEvents, rollSizeBytes } = this.#settings;
    let most = events.events;
    if (this.sinceFlush < batchEvents) most = Math.min(most, batchEvents - this.sinceFlush);
    if (this.file!.pipeline.isUnderReplicated) return most; // its rolls are used up: it rolls no more
    if (rollCountEvents > 0) most = Math.min(most, Math.max(1, rollCountEvents - this.#events));
    if (rollSizeBytes === 0) return most;
    const { count, bytes } = events.read(0, this.#cohort);
    const untilFull = Math.ceil(((rollSizeBytes - this.#bytes) * count) / bytes);
    return Math.min(most, count, Math.max(1, untilFull));
  }
}
