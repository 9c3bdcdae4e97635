/**
 * The put transactions of a file channel: slots, records, commit.
 *
 * Invariant: slots held by puts + free slots = capacity − stored − taken.
 *
 * Follows Flume 1.11 channel/file/FileChannel.java, doPut, doCommit and doRollback: each put waits keep-alive
 * for one slot and then writes its record, so a transaction holds the slots that it has while it waits for the
 * next; when one wait is too long, all that was written is rolled back.
 */
import type { Condition } from "../../model/condition.js";
import { CHANNEL_FULL as FULL_INCIDENT } from "../../model/probe.js";
import type { SimTime } from "../../units/time.js";
import {
  CHANNEL_ERROR,
  CHANNEL_FULL,
  COMMITTED,
  type PutOutcome,
  type PutTransaction,
} from "./channel.js";
import type { FileCore } from "./file-core.js";
import { PUT_BYTES } from "./file-log.js";
import { FileSlots } from "./file-slots.js";
import {
  COMMITTING,
  IDLE,
  LOCKING,
  ROLLING_BACK,
  WAITING_FOR_SLOT,
  WRITTEN,
  type FilePut,
} from "./file-transactions.js";

export class FilePuts {
  readonly #core: FileCore;
  readonly #slots: FileSlots<FilePut>;
  readonly #all: FilePut[] = [];
  readonly #idle: FilePut[] = [];
  readonly #granted: FilePut[] = [];

  constructor(core: FileCore) {
    this.#core = core;
    const { settings, place } = core;
    this.#slots = new FileSlots(settings.capacityEvents - place.store.queue.events);
  }

  /** [events] slots that nobody has. */
  get freeEvents(): number {
    return this.#slots.free;
  }

  /** Begins a transaction; it ends through its `onPutEnded`. */
  begin(transaction: PutTransaction): void {
    const core = this.#core;
    const put = this.#idle.pop() ?? this.#make();
    put.transaction = transaction;
    put.log = core.nextLog();
    put.need = Math.min(transaction.batch.events, core.settings.transactionCapacityEvents);
    this.#slots.claim(put);
    const writtenAt = this.#write(put);
    this.#goOn(put, writtenAt, writtenAt);
  }

  /** Frees slots: those who wait get them and go on. */
  release(events: number): void {
    const granted = this.#granted;
    granted.length = 0;
    this.#slots.release(events, granted);
    let lastAt: number = this.#core.channels.sim.now;
    for (const put of granted) {
      put.writtenAt = this.#write(put);
      lastAt = Math.max(lastAt, put.writtenAt);
    }
    for (const put of granted) this.#goOn(put, put.writtenAt, lastAt);
  }

  onStep(put: FilePut): void {
    if (put.phase === COMMITTING) return this.#finish(put);
    if (put.phase === ROLLING_BACK) return this.#giveUp(put);
    put.phase = LOCKING;
    if (this.#core.place.lock!.take(put)) this.onLocked(put);
  }

  get condition(): Condition {
    return this.#core.place.condition;
  }

  /** The disk does not answer, and what the put waits for will come when it does. */
  onDiskHangs(put: FilePut): void {
    const transaction = put.transaction!;
    this.#core.reportStall(transaction.batch.events);
    transaction.onPutWaits();
  }

  onLocked(put: FilePut): void {
    this.#commit(put, this.#core.channels.sim.now);
    if (put.phase === ROLLING_BACK) this.#core.place.lock!.giveBack();
  }

  /** A keep-alive is over. */
  onTimeout(put: FilePut): void {
    const { now } = this.#core.channels.sim;
    if (put.phase !== WAITING_FOR_SLOT || now < put.until) return; // got its slot meanwhile
    this.#slots.leave(put);
    this.#rollBack(put, CHANNEL_FULL, now);
  }

  /**
   * The process died. A transaction whose COMMIT record is in the log is committed, whether synced or not;
   * of the others nothing is left but garbage in the log.
   */
  onKilled(): void {
    const { channels, place } = this.#core;
    const { queue, files, logs } = place.store;
    const open = this.#all.filter(({ phase }) => phase !== IDLE);
    open.sort((a, b) => a.recordWrittenAt - b.recordWrittenAt);
    for (const put of open) {
      if (put.phase === COMMITTING && put.recordWrittenAt <= channels.sim.now) {
        queue.append(put.transaction!.batch);
        files.appendAll(put.files);
      } else {
        logs.letGo(put.files);
      }
    }
  }

  #make(): FilePut {
    const put = this.#core.channels.makePut(this, this.#core.place.process);
    this.#all.push(put);
    return put;
  }

  /** Writes the events that have just got their slots. @returns [ticks] when they are written */
  #write(put: FilePut): number {
    const { channels, place } = this.#core;
    const { store, host, costs } = place;
    const { now } = channels.sim;
    const { batch } = put.transaction!;
    const recordBytes = PUT_BYTES + batch.bytes / batch.events;
    const events = put.log.roomFor(now, put.fresh, recordBytes);
    put.fresh = 0;
    if (events === 0) return now;
    store.recordsWritten += events;
    const ticks = events * costs.putPerEventTicks;
    const bytes = Math.round(events * recordBytes);
    const writtenAt = put.log.append(now, { events, bytes, ticks }, put.files);
    return Math.max(writtenAt, host.work(now, ticks));
  }

  /**
   * Goes on after a put's last record, to its commit, its end or its next wait.
   * @param lastAt [ticks] when all who were dealt slots together have written: their waits begin at one time.
   * In real Flume they begin within microseconds, and to give up takes longer than that; so those who
   * starve each other give up together.
   */
  #goOn(put: FilePut, writtenAt: number, lastAt: number): void {
    const { counters, settings, place, channels } = this.#core;
    const isOutOfSpace = put.files.events < put.held;
    const isTooLarge = put.transaction!.batch.events > settings.transactionCapacityEvents;
    const isOneMoreTried = isOutOfSpace || put.need > 0 || isTooLarge;
    const attempts = put.files.events + (isOneMoreTried ? 1 : 0);
    counters.EventPutAttemptCount += attempts - put.attempts;
    put.attempts = attempts;
    if (isOutOfSpace) {
      counters.EventPutErrorCount++;
      this.#core.reportFailure(put.transaction!.batch.events);
      if (put.need > 0) this.#slots.leave(put);
      this.#rollBack(put, CHANNEL_ERROR, writtenAt);
    } else if (put.need > 0) {
      this.#wait(put, lastAt);
    } else if (isTooLarge) {
      this.#rollBack(put, CHANNEL_ERROR, writtenAt);
    } else if (place.lock === undefined) {
      this.#commit(put, writtenAt);
    } else {
      put.phase = WRITTEN;
      channels.postPutStep(writtenAt, put);
    }
  }

  #wait(put: FilePut, from: number): void {
    const { channels, place, settings } = this.#core;
    const isNew = put.phase !== WAITING_FOR_SLOT;
    if (isNew) channels.probe.incident(FULL_INCIDENT, place.part, -1, 0);
    if (settings.keepAliveTicks === 0) {
      this.#slots.leave(put);
      return this.#rollBack(put, CHANNEL_FULL, from);
    }
    put.phase = WAITING_FOR_SLOT;
    put.until = from + settings.keepAliveTicks;
    channels.sim.arm(put.timer, put.until as SimTime);
    if (isNew) put.transaction!.onPutWaits();
  }

  #commit(put: FilePut, at: number): void {
    const { channels } = this.#core;
    if (!put.log.canCommit(channels.sim.now)) {
      this.#core.reportFailure(put.transaction!.batch.events);
      return this.#rollBack(put, CHANNEL_ERROR, at);
    }
    put.phase = COMMITTING;
    const end = put.log.commit(at);
    put.recordWrittenAt = put.log.recordWrittenAt;
    channels.postPutStep(end, put);
  }

  #finish(put: FilePut): void {
    const core = this.#core;
    const { queue, files } = core.place.store;
    const transaction = put.transaction!;
    const { events } = transaction.batch;
    queue.append(transaction.batch);
    files.appendAll(put.files);
    core.checkpoints.onAdded(events);
    core.counters.EventPutSuccessCount += events;
    core.showSize();
    core.peakEvents = Math.max(core.peakEvents, queue.events + core.takenEvents);
    this.#free(put);
    transaction.onPutEnded(COMMITTED);
    core.place.lock?.giveBack();
  }

  /** The slots are free again once the ROLLBACK record is written. */
  #rollBack(put: FilePut, outcome: PutOutcome, at: number): void {
    const { channels } = this.#core;
    put.phase = ROLLING_BACK;
    put.outcome = outcome;
    channels.postPutStep(put.log.rollBack(channels.sim.now, at), put);
  }

  #giveUp(put: FilePut): void {
    const { held, outcome } = put;
    const transaction = put.transaction!;
    this.#core.place.store.logs.letGo(put.files);
    this.#free(put);
    this.release(held);
    transaction.onPutEnded(outcome);
  }

  #free(put: FilePut): void {
    this.#core.channels.sim.disarm(put.timer);
    put.phase = IDLE;
    put.transaction = undefined;
    put.need = 0;
    put.held = 0;
    put.attempts = 0;
    this.#idle.push(put);
  }
}
