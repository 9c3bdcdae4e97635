/**
 * The notices of all HDFS sinks of a run: appends that are done, calls that time out, files that are due to
 * be rolled, closes and renames that are due to be tried again. Each belongs to the sink's process.
 */
import type { NoticeKind, Simulator, Timer } from "../../kernel/simulator.js";
import type { OsProcess } from "../../model/process.js";
import type { HdfsWriterSettings } from "../../scenario/types/sinks.js";
import type { HdfsFile } from "../../storage/hdfs/hdfs-file.js";
import type { SimTime } from "../../units/time.js";
import { BucketWriter } from "./hdfs-bucket.js";
import type { BucketThread } from "./hdfs-thread.js";
import type { RollTimers } from "./hdfs-roll-timers.js";

/** A close or rename that failed, and is tried again. */
export interface RetryTask {
  readonly file: HdfsFile;
  readonly tries: number; // so far
  readonly isClose: boolean;
  readonly timers: RollTimers;
}

/** Whose timers a bucket's are. */
interface BucketEntry {
  readonly bucket: BucketWriter;
  readonly timers: RollTimers;
  readonly process: OsProcess;
}

export class HdfsNotices {
  readonly sim: Simulator;
  readonly #threads: BucketThread[] = [];
  readonly #buckets: (BucketEntry | undefined)[] = [];
  readonly #freeBuckets: number[] = [];
  readonly #retries: (RetryTask | undefined)[] = [];
  readonly #freeRetries: number[] = [];
  readonly #appended: NoticeKind;
  readonly #timedOut: NoticeKind;
  readonly #rollDue: NoticeKind;
  readonly #idleDue: NoticeKind;
  readonly #retryDue: NoticeKind;

  constructor(sim: Simulator) {
    this.sim = sim;
    this.#appended = this.#on(
      (index) => this.#threads[index]!.context.process,
      (index) => this.#threads[index]!.onAppended(),
    );
    this.#timedOut = this.#on(
      (index) => this.#threads[index]!.context.process,
      (index) => this.#threads[index]!.onTimeout(),
    );
    this.#rollDue = this.#on(
      (index) => this.#buckets[index]?.process,
      (index) => {
        const { bucket, timers } = this.#buckets[index]!;
        timers.onRollDue(bucket);
      },
    );
    this.#idleDue = this.#on(
      (index) => this.#buckets[index]?.process,
      (index) => {
        const { bucket, timers } = this.#buckets[index]!;
        timers.onIdleDue(bucket);
      },
    );
    this.#retryDue = this.#on(
      (index) => this.#retries[index]!.file.client.process,
      (index) => {
        const task = this.#retries[index]!;
        this.#retries[index] = undefined;
        this.#freeRetries.push(index);
        task.timers.onRetryDue(task);
      },
    );
  }

  addThread(thread: BucketThread): number {
    return this.#threads.push(thread) - 1;
  }

  makeTimeout(thread: number): Timer {
    return this.sim.timer(this.#timedOut, thread);
  }

  postAppended(at: SimTime, thread: number): void {
    this.sim.postAt(at, this.#appended, thread);
  }

  postRetry(delayTicks: number, task: RetryTask): void {
    const index = this.#freeRetries.pop() ?? this.#retries.length;
    this.#retries[index] = task;
    this.sim.post(delayTicks, this.#retryDue, index);
  }

  makeBucket(
    key: number,
    settings: HdfsWriterSettings,
    timers: RollTimers,
    process: OsProcess,
  ): BucketWriter {
    const index = this.#freeBuckets.pop() ?? this.#buckets.length;
    const bucket = new BucketWriter(key, index, settings, {
      roll: this.sim.timer(this.#rollDue, index),
      idle: this.sim.timer(this.#idleDue, index),
    });
    this.#buckets[index] = { bucket, timers, process };
    return bucket;
  }

  /** A bucket is out of its sink's cache, and no thread is in it. */
  releaseBucket(bucket: BucketWriter): void {
    if (bucket.isReleased) return;
    bucket.isReleased = true;
    this.sim.releaseTimer(bucket.rollTimer);
    this.sim.releaseTimer(bucket.idleTimer);
    this.#buckets[bucket.index] = undefined;
    this.#freeBuckets.push(bucket.index);
  }

  /** A notice that waits while its process is stopped, and is dropped with it. */
  #on(
    processOf: (index: number) => OsProcess | undefined,
    carryOut: (index: number) => void,
  ): NoticeKind {
    const kind = this.sim.on((index) => {
      const process = processOf(index);
      if (process === undefined) return; // its bucket was released while the process was stopped
      if (process.isRunning) carryOut(index);
      else process.keep(kind, index);
    });
    return kind;
  }
}
