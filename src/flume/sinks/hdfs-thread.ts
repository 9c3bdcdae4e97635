/**
 * A thread that works on buckets: a sink's own, or one of its roll timers. It does one thing at a time, and
 * waits: for the bucket's monitor, for the JVM's one lock for opens, for a call thread, for HDFS.
 *
 *   append  [open] → ([flush, close, rename, open] → write up to the next roll or flush → [flush])…
 *   flush   flush, unless nothing was written since the last
 *   close   [flush] → close → rename
 *
 * Follows Flume 1.11 sink/hdfs/BucketWriter.java: every call is handed to a call thread and waited for up to
 * callTimeout; an append that fails first flushes, closes and renames the file, each again up to callTimeout,
 * and then throws; an open or a flush that fails throws directly. A flush that fails in a close is only logged:
 * when a file rolls in the middle of a batch, what it had not flushed is gone once the batch is committed.
 */
import type { Simulator, Timer } from "../../kernel/simulator.js";
import type { CohortQueue } from "../../model/cohorts.js";
import type { Host } from "../../model/host.js";
import type { OsProcess } from "../../model/process.js";
import type { HdfsCall, HdfsCallOwner } from "../../storage/hdfs/hdfs-call.js";
import type { HdfsFile } from "../../storage/hdfs/hdfs-file.js";
import type { SimTime } from "../../units/time.js";
import type { SinkCounters } from "../counters.js";
import type { BucketWriter } from "./hdfs-bucket.js";
import type { RollTimers } from "./hdfs-roll-timers.js";
import type { HdfsNotices } from "./hdfs-notices.js";
import type { TurnUser, Turns } from "./hdfs-turns.js";

/** How work on a bucket ended. */
export const RETURNED = 0;
export const THREW = 1; // IOException
export const BUCKET_CLOSED = 2; // nothing was written: the bucket is not to be used any more
export type BucketOutcome = typeof RETURNED | typeof THREW | typeof BUCKET_CLOSED;

export interface BucketThreadOwner {
  onBucketDone(outcome: BucketOutcome, thread: BucketThread): void;
  /** The thread waits for a lock, or for HDFS, which does not answer; or goes on. */
  onHeldUp(isHeldUp: boolean): void;
  /** HDFS does not answer a call. */
  onStalled(): void;
  /** A file was rolled although its last flush had failed: Flume goes on with the next, and forgets these. */
  onForgotten(events: CohortQueue): void;
}

/** What the threads of one sink share. */
export interface HdfsThreadContext {
  readonly sim: Simulator;
  readonly notices: HdfsNotices;
  readonly process: OsProcess;
  readonly host: Host;
  readonly counters: SinkCounters;
  /** The JVM's one lock for opens. */
  readonly openLock: Turns;
  readonly callThreads: Turns;
  readonly batchEvents: number;
  /** [ticks/event] of processor work to take an event and hand it over. */
  readonly perEventTicks: number;
  readonly callTimeoutTicks: number; // 0: none
  newFile(): HdfsFile;
}

/** What the thread waits for. */
const NOTHING = 0;
const MONITOR = 1;
const OPEN_LOCK = 2;
const OPENING = 3;
const APPENDING = 4;
const FLUSHING = 5;
const FLUSHING_TO_CLOSE = 6;
const CLOSING = 7;
const RENAMING = 8;
const CLOSING_LATE = 9;
const RENAMING_LATE = 10;

export class BucketThread implements HdfsCallOwner, TurnUser {
  readonly context: HdfsThreadContext;
  readonly #timers: RollTimers;
  readonly #owner: BucketThreadOwner;
  readonly #index: number;
  readonly #timeout: Timer;
  #step = NOTHING;
  #bucket!: BucketWriter;
  #file!: HdfsFile;
  /** What is to be written; undefined: the thread flushes or closes. */
  #events: CohortQueue | undefined;
  #isClose = false;
  /** After the close: open the next file, throw, or return. */
  #afterClose: "open" | "throw" | "return" = "return";
  #count = 0; // [events] being written
  #bytes = 0; // [bytes] being written
  #tries = 0; // of a late close or rename
  #until = 0; // [ticks] end of the call's time-out
  #hasCallThread = false;
  #call: HdfsCall | undefined;
  #isHeldUp = false;

  constructor(context: HdfsThreadContext, timers: RollTimers, owner: BucketThreadOwner) {
    this.context = context;
    this.#timers = timers;
    this.#owner = owner;
    this.#index = context.notices.addThread(this);
    this.#timeout = context.notices.makeTimeout(this.#index);
  }

  /** Writes events to a bucket; those that were written are gone from the queue. */
  append(bucket: BucketWriter, events: CohortQueue): void {
    this.#events = events;
    this.#enter(bucket, false);
  }

  flush(bucket: BucketWriter): void {
    this.#events = undefined;
    this.#enter(bucket, false);
  }

  close(bucket: BucketWriter): void {
    this.#events = undefined;
    this.#enter(bucket, true);
  }

  /** Tries again to close a file that could not be closed. @param tries so far */
  closeLate(file: HdfsFile, tries: number): void {
    this.#tryLate(CLOSING_LATE, file, tries);
  }

  renameLate(file: HdfsFile, tries: number): void {
    this.#tryLate(RENAMING_LATE, file, tries);
  }

  onTurn(): void {
    this.#setHeldUp(false);
    if (this.#step === MONITOR) return this.#onEntered();
    if (this.#step === OPEN_LOCK) return this.#openFile();
    this.#hasCallThread = true;
    this.#startCall();
  }

  /** The events of the present write are with the stream. */
  onAppended(): void {
    const { counters } = this.context;
    const isOk = this.#file.isWritable;
    counters.EventDrainAttemptCount += this.#count;
    if (isOk) this.#bucket.onAppended(this.#count, this.#bytes);
    this.#endCall(isOk);
  }

  onCallEnded(isOk: boolean): void {
    this.#call = undefined;
    this.#endCall(isOk);
  }

  onCallStalled(): void {
    if (!this.#isHeldUp) this.#owner.onStalled();
    this.#setHeldUp(true);
  }

  onTimeout(): void {
    const isWriting = this.#step === APPENDING && this.#hasCallThread;
    const isCalling = this.#step >= OPENING && !isWriting;
    if (!isCalling || this.context.sim.now < this.#until) return; // answered while the process was stopped
    if (!this.#hasCallThread) this.context.callThreads.leave(this);
    this.#call?.interrupt();
    this.#call = undefined;
    this.#endCall(false);
  }

  #enter(bucket: BucketWriter, isClose: boolean): void {
    this.#bucket = bucket;
    this.#isClose = isClose;
    this.#step = MONITOR;
    bucket.threads++;
    if (bucket.monitor.take(this)) this.#onEntered();
    else this.#setHeldUp(true);
  }

  #leave(outcome: BucketOutcome): void {
    const bucket = this.#bucket;
    this.#step = NOTHING;
    bucket.threads--;
    if (bucket.isDropped && bucket.threads === 0) this.context.notices.releaseBucket(bucket);
    bucket.monitor.giveBack();
    this.#owner.onBucketDone(outcome, this);
  }

  #onEntered(): void {
    const bucket = this.#bucket;
    if (bucket.file !== undefined) this.#file = bucket.file;
    if (this.#isClose) return this.#close("return");
    if (this.#events === undefined) {
      return bucket.sinceFlush === 0 ? this.#leave(RETURNED) : this.#begin(FLUSHING);
    }
    this.#timers.callOffIdle(bucket);
    if (bucket.isOpen) return this.#appendNext();
    if (bucket.isClosed) return this.#leave(BUCKET_CLOSED);
    this.#open();
  }

  #open(): void {
    this.#step = OPEN_LOCK;
    if (this.context.openLock.take(this)) this.#openFile();
    else this.#setHeldUp(true);
  }

  #openFile(): void {
    this.#file = this.context.newFile();
    this.#bucket.file = this.#file;
    this.#begin(OPENING);
  }

  #appendNext(): void {
    const events = this.#events!;
    const bucket = this.#bucket;
    if (events.events === 0) return this.#leave(RETURNED);
    if (bucket.mustRoll()) return this.#close("open");
    this.#count = bucket.eventsAtOnce(events, this.context.batchEvents);
    this.#begin(APPENDING);
  }

  #close(then: "open" | "throw" | "return"): void {
    this.#afterClose = then;
    if (this.#bucket.sinceFlush > 0 && this.#bucket.file !== undefined) {
      return this.#begin(FLUSHING_TO_CLOSE);
    }
    this.#closeStream();
  }

  #closeStream(): void {
    if (this.#bucket.isOpen) this.#begin(CLOSING);
    else this.#rename();
  }

  #rename(): void {
    this.#timers.callOff(this.#bucket);
    if (this.#bucket.file !== undefined) this.#begin(RENAMING);
    else this.#onFileDone();
  }

  #onFileDone(): void {
    const { unflushed } = this.#file;
    if (this.#afterClose === "open" && unflushed.events > 0) this.#owner.onForgotten(unflushed);
    if (this.#afterClose === "open") this.#open();
    else this.#leave(this.#afterClose === "throw" ? THREW : RETURNED);
  }

  #tryLate(step: number, file: HdfsFile, tries: number): void {
    this.#file = file;
    this.#tries = tries;
    this.#begin(step);
  }

  /** callWithTimeout: hands a call to a call thread. */
  #begin(step: number): void {
    const { callThreads, callTimeoutTicks, sim } = this.context;
    this.#step = step;
    if (callTimeoutTicks > 0) {
      this.#until = sim.now + callTimeoutTicks;
      sim.arm(this.#timeout, this.#until as SimTime);
    }
    this.#hasCallThread = callThreads.take(this);
    if (this.#hasCallThread) this.#startCall();
    else this.#setHeldUp(true);
  }

  #startCall(): void {
    const file = this.#file;
    switch (this.#step) {
      case APPENDING:
        return this.#write(file);
      case OPENING:
        this.#call = file.open(this);
        return;
      case FLUSHING:
      case FLUSHING_TO_CLOSE:
        this.#call = file.hflush(this);
        return;
      case CLOSING:
      case CLOSING_LATE:
        this.#call = file.close(this);
        return;
      default:
        this.#call = file.rename(this);
    }
  }

  #setHeldUp(isHeldUp: boolean): void {
    if (this.#isHeldUp === isHeldUp) return;
    this.#isHeldUp = isHeldUp;
    this.#owner.onHeldUp(isHeldUp);
  }

  /** Each event is a call of its own, far below the time-out; together they take this long. */
  #write(file: HdfsFile): void {
    const { sim, host, perEventTicks, notices, counters } = this.context;
    sim.disarm(this.#timeout);
    if (!file.isWritable) {
      counters.EventDrainAttemptCount++;
      return this.#endCall(false);
    }
    const events = this.#events!;
    const before = events.bytes;
    const heldUpTo = file.append(events, this.#count, sim.now);
    this.#bytes = before - events.bytes;
    const written = host.work(sim.now, this.#count * perEventTicks);
    notices.postAppended(Math.max(written, heldUpTo) as SimTime, this.#index);
  }

  #endCall(isOk: boolean): void {
    const { sim, callThreads, counters } = this.context;
    sim.disarm(this.#timeout);
    if (this.#hasCallThread) callThreads.giveBack();
    this.#hasCallThread = false;
    if (!isOk) counters.ConnectionFailedCount++;
    this.#setHeldUp(false);
    if (this.#step === CLOSING_LATE || this.#step === RENAMING_LATE) this.#onLateEnded(isOk);
    else if (this.#step >= FLUSHING_TO_CLOSE) this.#onCloseStep(isOk);
    else this.#onWriteStep(isOk);
  }

  /** A call of `append` or `flush` has ended. */
  #onWriteStep(isOk: boolean): void {
    const { counters, openLock, batchEvents } = this.context;
    const timers = this.#timers;
    const bucket = this.#bucket;
    if (this.#step === OPENING) {
      openLock.giveBack();
      if (!isOk) counters.ConnectionFailedCount++; // counted here and in callWithTimeout
      if (!isOk) return this.#leave(THREW);
      counters.ConnectionCreatedCount++;
      bucket.onOpened();
      timers.armRoll(bucket);
      this.#appendNext();
    } else if (this.#step === APPENDING) {
      if (!isOk) return this.#onAppendFailed();
      if (bucket.sinceFlush === batchEvents) this.#begin(FLUSHING);
      else this.#appendNext();
    } else {
      if (!isOk) return this.#leave(THREW);
      bucket.sinceFlush = 0;
      timers.armIdle(bucket);
      if (this.#events === undefined) this.#leave(RETURNED);
      else this.#appendNext();
    }
  }

  #onAppendFailed(): void {
    this.#timers.retire(this.#bucket);
    this.#close("throw");
  }

  /** A call of `close` has ended. A failure is logged, and tried again later. */
  #onCloseStep(isOk: boolean): void {
    const { counters } = this.context;
    const timers = this.#timers;
    const bucket = this.#bucket;
    if (this.#step === FLUSHING_TO_CLOSE) {
      if (isOk) bucket.sinceFlush = 0;
      this.#closeStream();
    } else if (this.#step === CLOSING) {
      bucket.isOpen = false;
      if (isOk) counters.ConnectionClosedCount++;
      else timers.closeLater(this.#file, 1);
      this.#rename();
    } else {
      if (!isOk) {
        counters.ConnectionFailedCount++; // counted here and in callWithTimeout
        timers.renameLater(this.#file, 1);
      }
      this.#onFileDone();
    }
  }

  #onLateEnded(isOk: boolean): void {
    const { counters } = this.context;
    const timers = this.#timers;
    const isClose = this.#step === CLOSING_LATE;
    this.#step = NOTHING;
    if (isClose && isOk) counters.ConnectionClosedCount++;
    else if (isClose) timers.closeLater(this.#file, this.#tries + 1);
    else if (!isOk) timers.renameLater(this.#file, this.#tries + 1);
    this.#owner.onBucketDone(RETURNED, this);
  }
}
