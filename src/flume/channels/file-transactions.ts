/**
 * The transactions of file channels, and their notices.
 *
 *   put    WAITING ──▶ WRITTEN ──▶ LOCKING ──▶ COMMITTING ──▶ idle         any but the last ──▶ ROLLING_BACK ──▶ idle
 *   take   idle ──▶ LOCKING ──▶ TAKING ──▶ OPEN ──▶ LOCKING ──▶ COMMITTING ──▶ idle
 *
 * LOCKING occurs only below a spillable channel, which lets one at a time take and commit. Puts are pooled;
 * each taker keeps its own take for the life of the channel.
 */
import type { NoticeKind, Simulator, Timer } from "../../kernel/simulator.js";
import type { Probe } from "../../model/probe.js";
import type { OsProcess } from "../../model/process.js";
import type { TurnUser } from "../sinks/hdfs-turns.js";
import {
  COMMITTED,
  type PutOutcome,
  type PutTransaction,
  type TakeTransaction,
} from "./channel.js";
import type { FileChannel } from "./file-channel.js";
import type { FileLog } from "./file-log.js";
import type { FilePuts } from "./file-puts.js";
import type { SlotUser } from "./file-slots.js";
import type { FileTakes } from "./file-takes.js";
import { Runs } from "./runs.js";

export const IDLE = 0;
export const WAITING_FOR_SLOT = 1;
/** Its records are being written; then it commits. */
export const WRITTEN = 2;
/** Waits for the lock of the channel above. */
export const LOCKING = 3;
/** Its COMMIT record and the fsync are booked. */
export const COMMITTING = 4;
export const ROLLING_BACK = 5;
/** Its TAKE records are being written, and the events read. */
export const TAKING = 6;
/** Its events are with the taker. */
export const OPEN = 7;

export class FilePut implements SlotUser, TurnUser {
  readonly index: number;
  readonly process: OsProcess;
  readonly owner: FilePuts;
  readonly timer: Timer;
  phase = IDLE;
  transaction: PutTransaction | undefined = undefined;
  log!: FileLog;
  need = 0; // [events]
  held = 0; // [events]
  fresh = 0; // [events]
  attempts = 0; // puts counted as such
  /** The log file of each event written. */
  readonly files = new Runs();
  writtenAt = 0; // [ticks] when what the last deal let it write is written
  until = 0; // [ticks] end of the present keep-alive
  outcome: PutOutcome = COMMITTED; // of a transaction that rolls back
  recordWrittenAt = 0; // [ticks] its COMMIT record is there, synced or not

  constructor(owner: FilePuts, process: OsProcess, index: number, timer: Timer) {
    this.owner = owner;
    this.process = process;
    this.index = index;
    this.timer = timer;
  }

  onTurn(): void {
    this.owner.onLocked(this);
  }
}

export class FileTake implements TurnUser {
  readonly index: number;
  readonly process: OsProcess;
  readonly owner: FileTakes;
  readonly transaction: TakeTransaction;
  phase = IDLE;
  log: FileLog | undefined = undefined; // of the present transaction
  /** The log file of each event taken. */
  readonly files = new Runs();
  number = 0; // ascending, in the order in which the channel's takes began
  isToCommit = false; // what it waits for the lock for
  recordWrittenAt = 0; // [ticks] its COMMIT record is there, synced or not

  constructor(owner: FileTakes, process: OsProcess, index: number, transaction: TakeTransaction) {
    this.owner = owner;
    this.process = process;
    this.index = index;
    this.transaction = transaction;
  }

  onTurn(): void {
    this.owner.onLocked(this);
  }
}

/** All file channels of a run: what they share, and their notices. */
export class FileChannels {
  readonly sim: Simulator;
  readonly probe: Probe;
  readonly #channels: FileChannel[] = [];
  readonly #puts: FilePut[] = [];
  readonly #takes: FileTake[] = [];
  readonly #putStep: NoticeKind;
  readonly #putTimeout: NoticeKind;
  readonly #takeStep: NoticeKind;
  readonly #opened: NoticeKind;
  readonly #checkpointDue: NoticeKind;
  readonly #checkpointWritten: NoticeKind;

  constructor(sim: Simulator, probe: Probe) {
    this.sim = sim;
    this.probe = probe;
    this.#putStep = sim.on((index) => {
      const put = this.#puts[index]!;
      const { condition } = put.owner;
      if (!put.process.isRunning) return put.process.keep(this.#putStep, index);
      if (!condition.isHung) return put.owner.onStep(put);
      condition.keep(sim, this.#putStep, index);
      put.owner.onDiskHangs(put);
    });
    this.#putTimeout = sim.on((index) => {
      const put = this.#puts[index]!;
      if (put.process.isRunning) put.owner.onTimeout(put);
      else put.process.keep(this.#putTimeout, index);
    });
    this.#takeStep = sim.on((index) => {
      const take = this.#takes[index]!;
      const { condition } = take.owner;
      if (!take.process.isRunning) return take.process.keep(this.#takeStep, index);
      if (!condition.isHung) return take.owner.onStep(take);
      condition.keep(sim, this.#takeStep, index);
      take.owner.onDiskHangs(take);
    });
    this.#opened = this.#onChannel((channel) => channel.onOpened());
    this.#checkpointDue = this.#onChannel(({ core }) => core.checkpoints.onDue());
    this.#checkpointWritten = this.#onChannel(({ core }) => core.checkpoints.onWritten());
  }

  add(channel: FileChannel): number {
    return this.#channels.push(channel) - 1;
  }

  makePut(owner: FilePuts, process: OsProcess): FilePut {
    const index = this.#puts.length;
    const put = new FilePut(owner, process, index, this.sim.timer(this.#putTimeout, index));
    this.#puts.push(put);
    return put;
  }

  makeTake(owner: FileTakes, process: OsProcess, transaction: TakeTransaction): FileTake {
    const take = new FileTake(owner, process, this.#takes.length, transaction);
    this.#takes.push(take);
    return take;
  }

  postPutStep(at: number, put: FilePut): void {
    this.sim.post(at - this.sim.now, this.#putStep, put.index);
  }

  postTakeStep(at: number, take: FileTake): void {
    this.sim.post(at - this.sim.now, this.#takeStep, take.index);
  }

  postOpened(at: number, channel: number): void {
    this.sim.post(at - this.sim.now, this.#opened, channel);
  }

  postCheckpointDue(at: number, channel: number): void {
    this.sim.post(at - this.sim.now, this.#checkpointDue, channel);
  }

  postCheckpointWritten(at: number, channel: number): void {
    this.sim.post(at - this.sim.now, this.#checkpointWritten, channel);
  }

  #onChannel(handle: (channel: FileChannel) => void): NoticeKind {
    const kind: NoticeKind = this.sim.on((index) => {
      const channel = this.#channels[index]!;
      const { process, condition } = channel.core.place;
      if (!process.isRunning) process.keep(kind, index);
      else if (condition.isHung) condition.keep(this.sim, kind, index);
      else handle(channel);
    });
    return kind;
  }
}
