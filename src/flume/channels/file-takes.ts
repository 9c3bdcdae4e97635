/**
 * The take transactions of a file channel.
 *
 * Invariant: the sum of the events of open takes = `takenEvents`; they hold their slots until they commit.
 *
 * Follows Flume 1.11 channel/file/FileChannel.java, doTake, doCommit and doRollback: a take from an empty channel
 * ends at once; a commit has a record and an fsync of its own; without room on the disk for a TAKE record a take
 * fails, and what was taken goes back.
 */
import { CohortQueue } from "../../model/cohorts.js";
import type { Condition } from "../../model/condition.js";
import { DONE, FAILED, WAITING, type TakeOutcome, type TakeTransaction } from "./channel.js";
import type { FileCore } from "./file-core.js";
import { TAKE_BYTES } from "./file-log.js";
import type { FilePuts } from "./file-puts.js";
import { COMMITTING, IDLE, LOCKING, OPEN, TAKING, type FileTake } from "./file-transactions.js";

export class FileTakes {
  readonly #core: FileCore;
  readonly #puts: FilePuts;
  readonly #byTaker = new Map<TakeTransaction, FileTake>();
  #begun = 0;

  /** @param puts get the slots that a commit frees */
  constructor(core: FileCore, puts: FilePuts) {
    this.#core = core;
    this.#puts = puts;
  }

  /** Takes what is there, up to the batch; within one transaction it can be asked again. */
  take(transaction: TakeTransaction): TakeOutcome {
    const { place, counters } = this.#core;
    const take = this.#byTaker.get(transaction) ?? this.#make(transaction);
    if (take.phase === IDLE) take.log = this.#core.nextLog(); // an empty take has a number, too
    if (place.store.queue.events === 0) {
      counters.EventTakeAttemptCount++;
      return DONE;
    }
    if (place.lock?.take(take) === false) {
      take.phase = LOCKING;
      take.isToCommit = false;
      return WAITING;
    }
    return this.#takeMore(take) ? WAITING : FAILED;
  }

  commit(transaction: TakeTransaction): TakeOutcome {
    const take = this.#byTaker.get(transaction)!;
    if (this.#core.place.lock?.take(take) === false) {
      take.phase = LOCKING;
      take.isToCommit = true;
      return WAITING;
    }
    return this.#commit(take) ? WAITING : FAILED;
  }

  rollBack(transaction: TakeTransaction): void {
    this.#putBack(this.#byTaker.get(transaction)!);
  }

  get condition(): Condition {
    return this.#core.place.condition;
  }

  /** The disk does not answer, and what the take waits for will come when it does. */
  onDiskHangs(take: FileTake): void {
    this.#core.reportStall(take.transaction.taken.events);
  }

  onLocked(take: FileTake): void {
    const isGoingOn = take.isToCommit ? this.#commit(take) : this.#takeMore(take);
    if (!isGoingOn) take.transaction.onTakeFailed();
  }

  onStep(take: FileTake): void {
    if (take.phase === COMMITTING) return this.#finish(take);
    const { place, counters } = this.#core;
    const { taken, batchEvents } = take.transaction;
    if (taken.events < batchEvents && place.store.queue.events > 0) {
      if (!this.#takeMore(take)) take.transaction.onTakeFailed();
      return;
    }
    if (taken.events < batchEvents) counters.EventTakeAttemptCount++;
    take.phase = OPEN;
    place.lock?.giveBack();
    take.transaction.onTakeEnded();
  }

  /**
   * The process died. A take whose COMMIT record is in the log is committed, whether synced or not; the
   * events of the others are in the queue again, where they were.
   */
  onKilled(): void {
    const { channels, place } = this.#core;
    const { queue, files, logs } = place.store;
    const open = [...this.#byTaker.values()].filter(({ phase }) => phase !== IDLE);
    open.sort((a, b) => b.number - a.number); // who began last has the events furthest behind
    const returned = new CohortQueue();
    for (const take of open) {
      if (take.phase === COMMITTING && take.recordWrittenAt <= channels.sim.now) {
        logs.letGo(take.files);
      } else {
        returned.append(take.transaction.taken);
        queue.prependAll(returned);
        files.prependAll(take.files);
      }
    }
  }

  #make(transaction: TakeTransaction): FileTake {
    const take = this.#core.channels.makeTake(this, this.#core.place.process, transaction);
    this.#byTaker.set(transaction, take);
    return take;
  }

  /** @returns false when the disk has no room for a record: all is rolled back */
  #takeMore(take: FileTake): boolean {
    const core = this.#core;
    const { store, host, costs, lock } = core.place;
    const { now } = core.channels.sim;
    const { taken, batchEvents } = take.transaction;
    const wanted = Math.min(batchEvents - taken.events, store.queue.events);
    const events = take.log!.roomFor(now, wanted, TAKE_BYTES);
    core.counters.EventTakeAttemptCount += Math.max(1, events);
    if (events === 0) {
      core.counters.EventTakeErrorCount++;
      core.reportFailure(taken.events);
      this.#putBack(take);
      lock?.giveBack();
      return false;
    }
    if (take.files.events === 0) take.number = this.#begun++;
    take.phase = TAKING;
    store.queue.moveFront(events, taken);
    store.files.moveFront(events, take.files);
    core.takenEvents += events;
    core.checkpoints.onTaken(events);
    store.recordsWritten += events;
    const ticks = events * costs.takePerEventTicks;
    const records = { events, bytes: events * TAKE_BYTES, ticks };
    const writtenAt = take.log!.append(now, records, undefined);
    core.channels.postTakeStep(Math.max(writtenAt, host.work(now, ticks)), take);
    return true;
  }

  /** @returns false when the disk has no room for the record: all is rolled back */
  #commit(take: FileTake): boolean {
    const { channels, place } = this.#core;
    const log = take.log!;
    if (!log.canCommit(channels.sim.now)) {
      this.#core.reportFailure(take.transaction.taken.events);
      this.#putBack(take);
      place.lock?.giveBack();
      return false;
    }
    take.phase = COMMITTING;
    const end = log.commit(channels.sim.now);
    take.recordWrittenAt = log.recordWrittenAt;
    channels.postTakeStep(end, take);
    return true;
  }

  #finish(take: FileTake): void {
    const core = this.#core;
    const { taken } = take.transaction;
    const { events } = taken;
    taken.clear();
    core.place.store.logs.letGo(take.files);
    take.phase = IDLE;
    core.takenEvents -= events;
    core.checkpoints.onTakeCommitted(events);
    core.counters.EventTakeSuccessCount += events;
    core.showSize();
    this.#puts.release(events);
    take.transaction.onTakeCommitted();
    core.place.lock?.giveBack();
  }

  /** Events go back to the head, in their order. The ROLLBACK record is written without anybody waiting. */
  #putBack(take: FileTake): void {
    const core = this.#core;
    const { queue, files } = core.place.store;
    const { now } = core.channels.sim;
    const { taken } = take.transaction;
    core.takenEvents -= taken.events;
    core.checkpoints.onReturned(taken.events);
    queue.prependAll(taken);
    files.prependAll(take.files);
    take.log!.rollBack(now, now);
    take.phase = IDLE;
    core.showSize();
  }
}
