/**
 * The roll timer pool of an HDFS sink: closes files whose roll interval or idle time-out is over, and tries
 * again what could not be closed or renamed. All of it on `rollTimerPoolSize` threads, by default one: a slow
 * close delays all others.
 *
 * Follows Flume 1.11 sink/hdfs/BucketWriter.java: a timed close takes the bucket out of the sink's cache when
 * it begins; a task that is called off before it begins never does.
 */
import type { HdfsWriterSettings } from "../../scenario/types/sinks.js";
import type { HdfsCallOwner } from "../../storage/hdfs/hdfs-call.js";
import type { HdfsFile } from "../../storage/hdfs/hdfs-file.js";
import type { SimTime } from "../../units/time.js";
import type { BucketWriter } from "./hdfs-bucket.js";
import type { RetryTask } from "./hdfs-notices.js";
import { BucketThread, type BucketThreadOwner, type HdfsThreadContext } from "./hdfs-thread.js";

/** A timed close, until its thread takes it up. */
interface CloseTask {
  readonly bucket: BucketWriter;
  /** The file it is meant for: a later one has its own timer. */
  readonly file: HdfsFile;
  /** Of an idle close: the bucket's round then; −1: a roll. */
  readonly idleRound: number;
}

/** Nobody waits for the recovery of a lease. */
const UNHEARD: HdfsCallOwner = { onCallEnded: () => undefined, onCallStalled: () => undefined };

export class RollTimers implements BucketThreadOwner {
  readonly #context: HdfsThreadContext;
  readonly #settings: HdfsWriterSettings;
  readonly #onRetired: (bucket: BucketWriter) => void;
  readonly #idle: BucketThread[] = [];
  readonly #line: (CloseTask | RetryTask)[] = [];
  readonly #mostTries: number;

  /** @param onRetired the sink takes a bucket out of its cache */
  constructor(
    context: HdfsThreadContext,
    settings: HdfsWriterSettings,
    threads: number,
    onRetired: (bucket: BucketWriter) => void,
  ) {
    this.#context = context;
    this.#settings = settings;
    this.#onRetired = onRetired;
    const { closeTries, retryIntervalTicks } = settings;
    this.#mostTries = retryIntervalTicks <= 0 ? 1 : closeTries <= 0 ? Infinity : closeTries;
    for (let i = 0; i < threads; i++) this.#idle.push(new BucketThread(context, this, this));
  }

  /** A file was opened. */
  armRoll(bucket: BucketWriter): void {
    const { rollIntervalTicks } = this.#settings;
    if (rollIntervalTicks === 0) return;
    const { sim } = this.#context;
    sim.arm(bucket.rollTimer, (sim.now + rollIntervalTicks) as SimTime);
  }

  /** A bucket was flushed. */
  armIdle(bucket: BucketWriter): void {
    const { idleTimeoutTicks } = this.#settings;
    if (idleTimeoutTicks === 0 || bucket.isDropped) return;
    const { sim } = this.#context;
    sim.arm(bucket.idleTimer, (sim.now + idleTimeoutTicks) as SimTime);
  }

  callOffIdle(bucket: BucketWriter): void {
    bucket.idleRound++;
    this.#context.sim.disarm(bucket.idleTimer);
  }

  /** The present file is closed: its timers are off. */
  callOff(bucket: BucketWriter): void {
    this.callOffIdle(bucket);
    this.#context.sim.disarm(bucket.rollTimer);
  }

  onRollDue(bucket: BucketWriter): void {
    this.#submit({ bucket, file: bucket.file!, idleRound: -1 });
  }

  onIdleDue(bucket: BucketWriter): void {
    this.#submit({ bucket, file: bucket.file!, idleRound: bucket.idleRound });
  }

  onRetryDue(task: RetryTask): void {
    this.#submit(task);
  }

  /** A bucket is closed for good, as soon as its close begins. */
  retire(bucket: BucketWriter): void {
    if (bucket.isClosed) return;
    bucket.isClosed = true;
    bucket.isDropped = true;
    this.#onRetired(bucket);
  }

  /** @param tries how often it has been tried */
  closeLater(file: HdfsFile, tries: number): void {
    if (tries < this.#mostTries) return this.#retry({ file, tries, isClose: true, timers: this });
    this.#context.counters.ConnectionFailedCount++;
    file.recoverLease(UNHEARD);
  }

  renameLater(file: HdfsFile, tries: number): void {
    if (tries < this.#mostTries) this.#retry({ file, tries, isClose: false, timers: this });
  }

  onBucketDone(_outcome: number, thread: BucketThread): void {
    this.#idle.push(thread);
    this.#startNext();
  }

  onHeldUp(): void {
    // A timer that waits holds up nobody but other timers.
  }

  onStalled(): void {
    // As above.
  }

  onForgotten(): void {
    // A timed close opens no next file.
  }

  #retry(task: RetryTask): void {
    const { notices } = this.#context;
    notices.postRetry(this.#settings.retryIntervalTicks, task);
  }

  #submit(task: CloseTask | RetryTask): void {
    this.#line.push(task);
    this.#startNext();
  }

  #startNext(): void {
    while (this.#line.length > 0 && this.#idle.length > 0) {
      const task = this.#line.shift()!;
      if ("bucket" in task) this.#startClose(task);
      else if (task.isClose) this.#idle.pop()!.closeLate(task.file, task.tries);
      else this.#idle.pop()!.renameLate(task.file, task.tries);
    }
  }

  #startClose({ bucket, file, idleRound }: CloseTask): void {
    const isCalledOff = idleRound >= 0 && idleRound !== bucket.idleRound;
    if (isCalledOff || !bucket.isOpen || bucket.file !== file) return;
    this.retire(bucket);
    this.#idle.pop()!.close(bucket);
  }
}
