/**
 * The take transactions of a spillable memory channel.
 *
 * Follows Flume 1.11 channel/SpillableMemoryChannel.java, doTake, takeCommit and doRollback: a take waits
 * overflowTimeout for an event; the first event of a transaction fixes the store, and where the drain order goes
 * over to the other store the batch ends, short. A commit looks whether enough of the memory is free to end
 * the overflow; the events of the transaction count as free, from whichever store they came.
 */
import type { Timer } from "../../kernel/simulator.js";
import type { CohortQueue } from "../../model/cohorts.js";
import type { SimTime } from "../../units/time.js";
import type { TurnUser } from "../sinks/hdfs-turns.js";
import { DONE, FAILED, WAITING, type TakeOutcome, type TakeTransaction } from "./channel.js";
import type { SpillablePuts } from "./spillable-puts.js";
import { MEMORY, OVERFLOW, type SpillableCore, type TimedWaiter } from "./spillable-core.js";

/** No store is fixed yet. */
const EITHER = -1;

/** The take transactions of one taker, one after the other; to the file channel it is the taker. */
class SpillableTake implements TakeTransaction, TurnUser, TimedWaiter {
  /** Of the file channel: what it is to fill the batch up to. */
  batchEvents = 0;
  store: typeof EITHER | typeof MEMORY | typeof OVERFLOW = EITHER;
  events = 0; // taken, or asked of the file channel
  isWaiting = false; // for an event
  isToCommit = false; // what it waits for the lock for
  until = 0; // [ticks] end of the present wait
  readonly transaction: TakeTransaction;
  readonly core: SpillableCore;
  readonly timer: Timer;
  readonly #takes: SpillableTakes;

  constructor(takes: SpillableTakes, core: SpillableCore, transaction: TakeTransaction) {
    this.#takes = takes;
    this.core = core;
    this.transaction = transaction;
    this.timer = core.channels.makeTimer(this);
  }

  get taken(): CohortQueue {
    return this.transaction.taken;
  }

  onTimeout(): void {
    this.#takes.onTimeout(this);
  }

  onTurn(): void {
    this.#takes.onLocked(this);
  }

  onTakeEnded(): void {
    this.#takes.onOverflowTaken(this);
  }

  onTakeWaits(): void {
    // The file channel underneath lets nobody wait for events.
  }

  onTakeCommitted(): void {
    this.#takes.onOverflowCommitted(this);
  }

  onTakeFailed(): void {
    this.#takes.onOverflowFailed(this);
  }
}

export class SpillableTakes {
  readonly #core: SpillableCore;
  readonly #puts: SpillablePuts;
  readonly #byTaker = new Map<TakeTransaction, SpillableTake>();
  readonly #line: SpillableTake[] = []; // who waits for an event, in order

  /** @param puts get the room that a commit frees */
  constructor(core: SpillableCore, puts: SpillablePuts) {
    this.#core = core;
    this.#puts = puts;
  }

  take(transaction: TakeTransaction): TakeOutcome {
    return this.#fill(this.#byTaker.get(transaction) ?? this.#make(transaction));
  }

  commit(transaction: TakeTransaction): TakeOutcome {
    const take = this.#byTaker.get(transaction)!;
    const { file, lock } = this.#core;
    if (take.store === OVERFLOW) {
      const outcome = file.commitTake(take);
      if (outcome === FAILED) this.#takeBack(take);
      return outcome;
    }
    take.isToCommit = true;
    if (!lock.take(take)) return WAITING;
    this.#commitMemory(take);
    return DONE;
  }

  rollBack(transaction: TakeTransaction): void {
    const take = this.#byTaker.get(transaction)!;
    const { file, memory } = this.#core;
    if (take.store === OVERFLOW) file.rollbackTake(take);
    else memory.prependAll(take.taken);
    this.#takeBack(take);
    this.serve();
  }

  /** The process died: what was taken from memory is lost with the memory. */
  onTakerKilled(transaction: TakeTransaction): void {
    const take = this.#byTaker.get(transaction);
    if (take?.store === MEMORY) this.#core.memory.append(take.taken);
  }

  /** There is something to take: those who wait get it, the first in line all that it can use. */
  serve(): void {
    const { order, counters } = this.#core;
    while (order.events > 0 && this.#line.length > 0) {
      const take = this.#line[0]!;
      this.#endWait(take);
      counters.EventTakeAttemptCount--; // the attempt that waited is now counted with its event
      this.#report(take, this.#fill(take));
    }
  }

  onTimeout(take: SpillableTake): void {
    if (!take.isWaiting || this.#core.channels.sim.now < take.until) return; // served meanwhile
    this.#endWait(take);
    take.transaction.onTakeEnded();
  }

  onLocked(take: SpillableTake): void {
    if (take.isToCommit) {
      this.#commitMemory(take);
      return take.transaction.onTakeCommitted();
    }
    this.#takeMemory(take);
    this.#report(take, this.#fill(take));
  }

  onOverflowTaken(take: SpillableTake): void {
    this.#report(take, this.#fill(take));
  }

  onOverflowCommitted(take: SpillableTake): void {
    this.#finish(take);
    take.transaction.onTakeCommitted();
  }

  onOverflowFailed(take: SpillableTake): void {
    this.#takeBack(take);
    take.transaction.onTakeFailed();
  }

  #make(transaction: TakeTransaction): SpillableTake {
    const take = new SpillableTake(this, this.#core, transaction);
    this.#byTaker.set(transaction, take);
    return take;
  }

  #report(take: SpillableTake, outcome: TakeOutcome): void {
    if (outcome === DONE) take.transaction.onTakeEnded();
    else if (outcome === FAILED) take.transaction.onTakeFailed();
  }

  /** Takes up to the batch, or to the end of the run of one store; waits where there is nothing. */
  #fill(take: SpillableTake): TakeOutcome {
    const { order, counters, lock, settings } = this.#core;
    const { transaction } = take;
    while (transaction.taken.events < transaction.batchEvents) {
      if (order.events === 0) {
        counters.EventTakeAttemptCount++;
        if (settings.overflowTimeoutTicks === 0) return DONE;
        this.#wait(take);
        return WAITING;
      }
      if (take.store === EITHER) take.store = order.headKey === MEMORY ? MEMORY : OVERFLOW;
      if (take.store !== order.headKey) {
        counters.EventTakeAttemptCount++;
        return DONE;
      }
      if (take.store === OVERFLOW) return this.#askOverflow(take);
      take.isToCommit = false;
      if (!lock.take(take)) return WAITING;
      this.#takeMemory(take);
    }
    return DONE;
  }

  /** Takes from memory; it has the lock. */
  #takeMemory(take: SpillableTake): void {
    const { order, memory, lock } = this.#core;
    // While it waited for the lock another taker can have taken what it wanted.
    const isThere = order.events > 0 && order.headKey === MEMORY;
    if (isThere) memory.moveFront(this.#claim(take), take.taken);
    lock.giveBack();
  }

  #askOverflow(take: SpillableTake): typeof WAITING | typeof FAILED {
    take.batchEvents = take.taken.events + this.#claim(take);
    if (this.#core.file.take(take) !== FAILED) return WAITING;
    this.#takeBack(take);
    return FAILED;
  }

  /** Books the next events of the drain order for a take. @returns [events] */
  #claim(take: SpillableTake): number {
    const core = this.#core;
    const { batchEvents } = take.transaction;
    const events = Math.min(batchEvents - take.taken.events, core.order.headEvents);
    core.order.moveFront(events, undefined);
    core.counters.EventTakeAttemptCount += events;
    core.takenEvents += events;
    take.events += events;
    return events;
  }

  #wait(take: SpillableTake): void {
    const { channels, settings } = this.#core;
    take.isWaiting = true;
    take.until = channels.sim.now + settings.overflowTimeoutTicks;
    channels.sim.arm(take.timer, take.until as SimTime);
    this.#line.push(take);
    take.transaction.onTakeWaits(true);
  }

  #endWait(take: SpillableTake): void {
    take.isWaiting = false;
    this.#core.channels.sim.disarm(take.timer);
    this.#line.splice(this.#line.indexOf(take), 1);
    take.transaction.onTakeWaits(false);
  }

  /** Commits a take from memory; it has the lock. */
  #commitMemory(take: SpillableTake): void {
    const { events } = take;
    const slotBytes = this.#core.slotBytes(take.taken);
    take.taken.clear();
    this.#finish(take);
    this.#core.lock.giveBack();
    this.#puts.release(events, slotBytes);
  }

  #finish(take: SpillableTake): void {
    const core = this.#core;
    const { memoryCapacityEvents, overflowDeactivationThreshold } = core.settings;
    const free = memoryCapacityEvents - core.memory.events + take.events;
    const isMemory = memoryCapacityEvents > 0;
    if (isMemory && free / memoryCapacityEvents >= overflowDeactivationThreshold) {
      core.isOverflowing = false;
    }
    core.counters.EventTakeSuccessCount += take.events;
    this.#end(take);
    core.showSize();
  }

  /** The events of a take are where they were: so the drain order has them again. */
  #takeBack(take: SpillableTake): void {
    this.#core.order.pushFront(take.store, take.events);
    this.#end(take);
    this.#core.showSize();
  }

  #end(take: SpillableTake): void {
    this.#core.takenEvents -= take.events;
    take.events = 0;
    take.store = EITHER;
  }
}
