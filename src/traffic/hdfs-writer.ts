/**
 * A web server that writes its own files to HDFS, without Flume: append, hflush, and the batch is done.
 *
 * Each server has its own files and flushes its own small batches: what that costs the cluster comes out of
 * the NameNode's journal, the transfer threads and the pipelines. Files are rolled as an HDFS sink rolls
 * them; a time-out of its own the writer has not, so it waits as long as Hadoop's client does. A file that fails is
 * given up, and the next attempt begins another.
 */
import type { NoticeKind, Simulator, Timer } from "../kernel/simulator.js";
import { BLOCKED, WORKING, type Activity } from "../model/activity.js";
import { CohortQueue } from "../model/cohorts.js";
import type { Pace } from "../model/condition.js";
import { SINK_STALLED, WRITE_FAILED, type Probe } from "../model/probe.js";
import type { HdfsWriterSettings } from "../scenario/types/sinks.js";
import type { Buckets } from "../storage/hdfs/buckets.js";
import type { HdfsCallOwner } from "../storage/hdfs/hdfs-call.js";
import type { HdfsClient } from "../storage/hdfs/hdfs-client.js";
import type { HdfsFile } from "../storage/hdfs/hdfs-file.js";
import type { SimTime } from "../units/time.js";
import type { Sender } from "./web-server.js";

export interface HdfsWriterPlace {
  readonly owner: { onSent(): void; onSendFailed(): void };
  readonly part: number;
  readonly activity: Activity;
  readonly pace: Pace;
  /** Of the server's process. */
  readonly client: HdfsClient;
  readonly buckets: Buckets;
  readonly settings: HdfsWriterSettings;
  readonly appendPerEventTicks: number;
}

/** A bucket's present file. */
interface OpenFile {
  readonly key: number;
  readonly file: HdfsFile;
  readonly rollAt: number; // [ticks] Infinity: never
  idleAt: number; // [ticks] Infinity: never
  events: number;
  bytes: number;
}

/** What it does. */
const IDLE = 0;
const OPENING = 1;
const APPENDING = 2;
const FLUSHING = 3;
const CLOSING = 4;
const RENAMING = 5;

export class HdfsWriter implements Sender, HdfsCallOwner {
  sending = new CohortQueue();
  readonly #writers: HdfsWriters;
  readonly #place: HdfsWriterPlace;
  readonly #index: number;
  readonly #timer: Timer;
  readonly #open = new Map<number, OpenFile>();
  /** Closed, but for their final name. */
  readonly #unnamed: HdfsFile[] = [];
  readonly #unwritten = new CohortQueue();
  readonly #piece = new CohortQueue();
  #step = IDLE;
  #key = 0;
  #file!: HdfsFile;
  #current: OpenFile | undefined;
  #isSending = false;

  constructor(writers: HdfsWriters, place: HdfsWriterPlace) {
    this.#writers = writers;
    this.#place = place;
    this.#index = writers.add(this);
    this.#timer = writers.makeTimer(this.#index);
  }

  get client(): HdfsClient {
    return this.#place.client;
  }

  send(): void {
    this.#isSending = true;
    this.#unwritten.append(this.sending);
    if (this.#step === IDLE) this.#goOn(); // else: a timed close first
  }

  onKilled(): void {
    this.#place.client.onKilled();
  }

  onCallStalled(): void {
    const { activity, part, client } = this.#place;
    activity.change(this.#writers.sim.now, BLOCKED);
    this.#writers.probe.incident(SINK_STALLED, part, client.hdfs.part, this.sending.events);
  }

  onCallEnded(isOk: boolean): void {
    const { activity } = this.#place;
    if (activity.state === BLOCKED) activity.change(this.#writers.sim.now, WORKING);
    switch (this.#step) {
      case OPENING:
        return isOk ? this.#onOpened() : this.#fail();
      case FLUSHING:
        return isOk ? this.#onFlushed() : this.#fail();
      case CLOSING:
        if (isOk) return this.#rename(this.#file);
        this.#file.giveUp();
        return this.#goOn();
      default:
        if (!isOk) this.#unnamed.push(this.#file);
        if (isOk && this.#unnamed.length > 0) return this.#rename(this.#unnamed.shift()!);
        this.#goOn();
    }
  }

  /** The piece is with the stream. */
  onAppended(): void {
    this.#step = FLUSHING;
    this.#file.hflush(this);
  }

  onTimer(): void {
    if (this.#step === IDLE) this.#goOn();
  }

  /** Closes what is due; then writes what is left of the batch. */
  #goOn(): void {
    this.#step = IDLE;
    const due = this.#firstDue();
    if (due !== undefined) return this.#close(due);
    if (this.#unwritten.events > 0) return this.#writeNext();
    this.#armTimer();
    if (!this.#isSending) return;
    this.#isSending = false;
    this.#place.owner.onSent();
  }

  #writeNext(): void {
    const { buckets } = this.#place;
    if (this.#piece.events === 0) {
      this.#key = buckets.next(this.#unwritten, this.#writers.sim.now);
      this.#unwritten.moveFront(buckets.count, this.#piece);
    }
    this.#current = this.#open.get(this.#key);
    if (this.#current !== undefined) return this.#append(this.#current);
    this.#step = OPENING;
    this.#file = this.#place.client.newFile();
    this.#file.open(this);
  }

  #onOpened(): void {
    const { rollIntervalTicks } = this.#place.settings;
    const { now } = this.#writers.sim;
    this.#current = {
      key: this.#key,
      file: this.#file,
      rollAt: rollIntervalTicks === 0 ? Infinity : now + rollIntervalTicks,
      idleAt: Infinity,
      events: 0,
      bytes: 0,
    };
    this.#open.set(this.#key, this.#current);
    this.#append(this.#current);
  }

  /** Writes the piece, up to where the file is to be rolled. */
  #append(current: OpenFile): void {
    const { now } = this.#writers.sim;
    this.#file = current.file;
    current.events += this.#piece.events;
    current.bytes += this.#piece.bytes;
    const { appendPerEventTicks, pace } = this.#place;
    const ready = now + Math.round(this.#piece.events * appendPerEventTicks * pace.slowFactor);
    const heldUpTo = this.#file.append(this.#piece, this.#piece.events, now);
    this.#step = APPENDING;
    this.#writers.postAppended(Math.max(ready, heldUpTo) as SimTime, this.#index);
  }

  #onFlushed(): void {
    const { idleTimeoutTicks } = this.#place.settings;
    if (idleTimeoutTicks > 0) this.#current!.idleAt = this.#writers.sim.now + idleTimeoutTicks;
    this.#goOn();
  }

  #close(due: OpenFile): void {
    this.#open.delete(due.key);
    this.#file = due.file;
    this.#step = CLOSING;
    this.#file.close(this);
  }

  #rename(file: HdfsFile): void {
    this.#file = file;
    this.#step = RENAMING;
    file.rename(this);
  }

  /** The attempt has failed: its file is given up, and the batch is the server's again. */
  #fail(): void {
    const { owner, part, client } = this.#place;
    this.#file.giveUp();
    this.#open.delete(this.#key);
    this.#piece.clear();
    this.#unwritten.clear();
    this.#step = IDLE;
    this.#isSending = false;
    this.#armTimer();
    this.#writers.probe.incident(WRITE_FAILED, part, client.hdfs.part, this.sending.events);
    owner.onSendFailed();
  }

  /** By time: whenever. By count or size: before the next write only, as in Flume. */
  #firstDue(): OpenFile | undefined {
    const { rollCountEvents, rollSizeBytes } = this.#place.settings;
    const { now } = this.#writers.sim;
    const isWriting = this.#unwritten.events > 0;
    for (const open of this.#open.values()) {
      const isFull =
        (rollCountEvents > 0 && open.events >= rollCountEvents) ||
        (rollSizeBytes > 0 && open.bytes >= rollSizeBytes);
      if (open.rollAt <= now || open.idleAt <= now || (isWriting && isFull)) return open;
    }
    return undefined;
  }

  #armTimer(): void {
    let earliest = Infinity;
    for (const { rollAt, idleAt } of this.#open.values()) {
      earliest = Math.min(earliest, rollAt, idleAt);
    }
    const { sim } = this.#writers;
    if (earliest === Infinity) sim.disarm(this.#timer);
    else sim.arm(this.#timer, Math.max(earliest, sim.now) as SimTime);
  }
}

/** All direct writers of a run, and their notices. */
export class HdfsWriters {
  readonly sim: Simulator;
  readonly probe: Probe;
  readonly #all: HdfsWriter[] = [];
  readonly #appended: NoticeKind;
  readonly #due: NoticeKind;

  constructor(sim: Simulator, probe: Probe) {
    this.sim = sim;
    this.probe = probe;
    this.#appended = sim.on((index) => {
      const writer = this.#all[index]!;
      if (writer.client.process.isRunning) writer.onAppended();
      else writer.client.process.keep(this.#appended, index);
    });
    this.#due = sim.on((index) => {
      const writer = this.#all[index]!;
      if (writer.client.process.isRunning) writer.onTimer();
      else writer.client.process.keep(this.#due, index);
    });
  }

  add(writer: HdfsWriter): number {
    return this.#all.push(writer) - 1;
  }

  makeTimer(index: number): Timer {
    return this.sim.timer(this.#due, index);
  }

  postAppended(at: SimTime, index: number): void {
    this.sim.postAt(at, this.#appended, index);
  }
}
