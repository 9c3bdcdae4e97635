/**
 * The put transactions of a spillable memory channel: into memory if there is room, or becomes room in time,
 * else the whole batch to disk.
 *
 * Follows Flume 1.11 channel/SpillableMemoryChannel.java, putCommit: memory slots within overflowTimeout, or at
 * once while the overflow is active; then byte slots within overflowTimeout, always; for want of either the
 * overflow becomes active and the batch is one transaction of the file channel. Without overflow the put
 * fails, and Flume then frees byte slots that it never had: after each such failure there are more of them.
 */
import type { Timer } from "../../kernel/simulator.js";
import type { CohortQueue } from "../../model/cohorts.js";
import { CHANNEL_FULL as FULL_INCIDENT } from "../../model/probe.js";
import type { SimTime } from "../../units/time.js";
import type { TurnUser } from "../sinks/hdfs-turns.js";
import { byteLimit } from "./byte-slots.js";
import {
  CHANNEL_FULL,
  COMMITTED,
  WAITING,
  type PutOutcome,
  type PutTransaction,
} from "./channel.js";
import { Semaphore, type Waiter } from "./semaphore.js";
import { MEMORY, OVERFLOW, type SpillableCore, type TimedWaiter } from "./spillable-core.js";

const IDLE = 0;
const WAITING_FOR_SLOTS = 1;
const WAITING_FOR_BYTES = 2;
/** It has its room in memory and waits for the queue. */
const LOCKING = 3;
/** In the hands of the file channel. */
const SPILLING = 4;

/** One put transaction; to the file channel it is one, too. */
class SpillablePut implements PutTransaction, Waiter, TurnUser, TimedWaiter {
  need = 0;
  next: Waiter | undefined = undefined;
  isWaiting = false;
  transaction: PutTransaction | undefined = undefined;
  phase = IDLE;
  hasWaited = false;
  slotBytes = 0; // [bytes] in whole slots
  until = 0; // [ticks] end of the present wait
  readonly core: SpillableCore;
  readonly timer: Timer;
  readonly #puts: SpillablePuts;

  constructor(puts: SpillablePuts, core: SpillableCore) {
    this.#puts = puts;
    this.core = core;
    this.timer = core.channels.makeTimer(this);
  }

  get batch(): CohortQueue {
    return this.transaction!.batch;
  }

  onGranted(): void {
    this.#puts.onGranted(this);
  }

  onTimeout(): void {
    this.#puts.onTimeout(this);
  }

  onTurn(): void {
    this.#puts.onLocked(this);
  }

  onPutEnded(outcome: PutOutcome): void {
    this.#puts.onSpilled(this, outcome);
  }

  onPutWaits(): void {
    // Not for room, the file channel underneath has a keep-alive of 0: its disk hangs.
    this.transaction!.onPutWaits();
  }
}

export class SpillablePuts {
  readonly #core: SpillableCore;
  readonly #slots: Semaphore;
  readonly #bytes: Semaphore;
  readonly #idle: SpillablePut[] = [];
  readonly #onStored: () => void;

  /** @param onStored hears that there is something to take */
  constructor(core: SpillableCore, onStored: () => void) {
    this.#core = core;
    this.#onStored = onStored;
    const { settings } = core;
    this.#slots = new Semaphore(settings.memoryCapacityEvents);
    this.#bytes = new Semaphore(byteLimit(settings, settings.avgEventBytes));
  }

  /** [events] memory slots that nobody has. */
  get freeEvents(): number {
    return this.#slots.free;
  }

  put(transaction: PutTransaction): PutOutcome | typeof WAITING {
    const core = this.#core;
    const put = this.#idle.pop() ?? new SpillablePut(this, core);
    put.transaction = transaction;
    put.hasWaited = false;
    core.counters.EventPutAttemptCount += transaction.batch.events;
    const outcome = this.#askForSlots(put);
    if (outcome !== WAITING) this.#free(put);
    return outcome;
  }

  /** A take from memory was committed. */
  release(events: number, slotBytes: number): void {
    this.#slots.release(events);
    this.#bytes.release(slotBytes);
  }

  onGranted(put: SpillablePut): void {
    this.#core.channels.sim.disarm(put.timer);
    const isForSlots = put.phase === WAITING_FOR_SLOTS;
    this.#settle(put, isForSlots ? this.#askForBytes(put) : this.#store(put));
  }

  onTimeout(put: SpillablePut): void {
    const isWaiting = put.phase === WAITING_FOR_SLOTS || put.phase === WAITING_FOR_BYTES;
    if (!isWaiting || this.#core.channels.sim.now < put.until) return; // granted meanwhile
    if (put.phase === WAITING_FOR_SLOTS) {
      this.#slots.leave(put);
      this.#settle(put, this.#overflow(put));
    } else {
      this.#bytes.leave(put);
      this.#settle(put, this.#overflowForBytes(put));
    }
  }

  onLocked(put: SpillablePut): void {
    this.#settle(put, this.#append(put));
  }

  onSpilled(put: SpillablePut, outcome: PutOutcome): void {
    const core = this.#core;
    if (outcome === COMMITTED) {
      const { events } = put.batch;
      core.order.push(OVERFLOW, events);
      core.counters.EventPutSuccessCount += events;
      core.showSize();
      this.#onStored();
    }
    this.#settle(put, outcome);
  }

  #askForSlots(put: SpillablePut): PutOutcome | typeof WAITING {
    const { settings, isOverflowing } = this.#core;
    const { events } = put.batch;
    if (settings.memoryCapacityEvents === 0) return this.#spill(put);
    put.slotBytes = this.#core.slotBytes(put.batch);
    if (this.#slots.tryAcquire(events)) return this.#askForBytes(put);
    if (isOverflowing || settings.overflowTimeoutTicks === 0) return this.#overflow(put);
    this.#wait(put, WAITING_FOR_SLOTS, events);
    this.#slots.enqueue(put);
    return WAITING;
  }

  #askForBytes(put: SpillablePut): PutOutcome | typeof WAITING {
    if (this.#bytes.tryAcquire(put.slotBytes)) return this.#store(put);
    if (this.#core.settings.overflowTimeoutTicks === 0) return this.#overflowForBytes(put);
    this.#wait(put, WAITING_FOR_BYTES, put.slotBytes);
    this.#bytes.enqueue(put);
    return WAITING;
  }

  #wait(put: SpillablePut, phase: number, need: number): void {
    const { channels, settings } = this.#core;
    put.phase = phase;
    put.need = need;
    put.until = channels.sim.now + settings.overflowTimeoutTicks;
    channels.sim.arm(put.timer, put.until as SimTime);
    if (!put.hasWaited) put.transaction!.onPutWaits();
    put.hasWaited = true;
  }

  #overflowForBytes(put: SpillablePut): PutOutcome | typeof WAITING {
    this.#slots.release(put.batch.events);
    return this.#overflow(put);
  }

  /** There is no room in memory. */
  #overflow(put: SpillablePut): PutOutcome | typeof WAITING {
    const core = this.#core;
    if (core.settings.overflowCapacityEvents > 0) {
      core.isOverflowing = true;
      return this.#spill(put);
    }
    core.channels.probe.incident(FULL_INCIDENT, core.part, -1, 0);
    this.#bytes.release(put.slotBytes); // which it does not have: see above
    return CHANNEL_FULL;
  }

  #spill(put: SpillablePut): PutOutcome | typeof WAITING {
    put.phase = SPILLING;
    return this.#core.file.put(put);
  }

  #store(put: SpillablePut): typeof COMMITTED | typeof WAITING {
    put.phase = LOCKING;
    return this.#core.lock.take(put) ? this.#append(put) : WAITING;
  }

  /** Into memory; it has the lock. */
  #append(put: SpillablePut): typeof COMMITTED {
    const core = this.#core;
    const { batch } = put;
    core.memory.append(batch);
    core.order.push(MEMORY, batch.events);
    core.counters.EventPutSuccessCount += batch.events;
    core.showSize();
    core.lock.giveBack();
    this.#onStored();
    return COMMITTED;
  }

  #settle(put: SpillablePut, outcome: PutOutcome | typeof WAITING): void {
    if (outcome === WAITING) return;
    const transaction = put.transaction!;
    this.#free(put);
    transaction.onPutEnded(outcome);
  }

  #free(put: SpillablePut): void {
    put.phase = IDLE;
    put.transaction = undefined;
    this.#idle.push(put);
  }
}
