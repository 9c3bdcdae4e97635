/**
 * The memory channel: a bounded queue whose fullness shows at commit.
 *
 * Invariant, after every call: stored + taken + free slots + slots of granted puts = capacity. A take holds
 * its slots until it commits, so a channel can refuse puts before ChannelSize shows it full.
 *
 * Follows Flume 1.11 channel/MemoryChannel.java: doCommit acquires bytes, then slots, each for at most
 * keep-alive; doTake waits keep-alive per event; rollback puts takes back at the head.
 */
import type { NoticeKind, Simulator, Timer } from "../../kernel/simulator.js";
import { CohortQueue } from "../../model/cohorts.js";
import type { Origins } from "../../model/origins.js";
import { CHANNEL_FULL as FULL_INCIDENT, type Probe } from "../../model/probe.js";
import type { Pace } from "../../model/condition.js";
import type { OsProcess } from "../../model/process.js";
import type { RandomStream } from "../../random/stream.js";
import type { MemoryChannel as MemorySettings } from "../../scenario/types/agents.js";
import type { MemoryCosts } from "../../scenario/types/machine.js";
import type { SimTime } from "../../units/time.js";
import { ChannelCounters } from "../counters.js";
import { ByteSlots, byteLimit } from "./byte-slots.js";
import {
  CHANNEL_ERROR,
  CHANNEL_FULL,
  COMMITTED,
  DONE,
  WAITING,
  type Channel,
  type PutOutcome,
  type PutTransaction,
  type TakeTransaction,
} from "./channel.js";
import { Semaphore, type Waiter } from "./semaphore.js";

/** [bytes] Flume's byteCapacitySlotSize: a body costs whole slots. */
const SLOT_BYTES = 100;

/** Where a memory channel lives. */
export interface MemoryPlace {
  readonly part: number;
  readonly process: OsProcess;
  readonly pace: Pace;
  readonly costs: MemoryCosts;
  /** Decides who runs first, the putting thread or the taker it woke; undefined: always the former. */
  readonly woken: RandomStream | undefined;
}

/** A put that waits: for bytes first, then for slots. */
class WaitingPut implements Waiter {
  need = 0;
  next: Waiter | undefined = undefined;
  isWaiting = false;
  transaction: PutTransaction | undefined = undefined;
  isForBytes = false;
  slotBytes = 0;
  until = 0; // [ticks] end of the keep-alive
  readonly index: number;
  readonly timer: Timer;
  readonly channel: MemoryChannel;

  constructor(channel: MemoryChannel, index: number, timer: Timer) {
    this.channel = channel;
    this.index = index;
    this.timer = timer;
  }

  onGranted(): void {
    this.channel.onGranted(this);
  }
}

/** A take that waits for its next event. */
class WaitingTake {
  transaction: TakeTransaction | undefined = undefined;
  until = 0; // [ticks] end of the keep-alive
  readonly timer: Timer;
  readonly channel: MemoryChannel;

  constructor(channel: MemoryChannel, timer: Timer) {
    this.channel = channel;
    this.timer = timer;
  }
}

export class MemoryChannel implements Channel {
  readonly counters = new ChannelCounters();
  readonly part: number;
  readonly name: string;
  readonly capacityEvents: number;
  readonly process: OsProcess;
  readonly isStarted = true;
  readonly isClosed = false;
  takenEvents = 0;
  peakEvents = 0;
  readonly #channels: MemoryChannels;
  readonly #place: MemoryPlace;
  readonly #settings: MemorySettings;
  readonly #stored = new CohortQueue();
  readonly #bytes: Semaphore;
  readonly #slots: Semaphore;
  readonly #idlePuts: WaitingPut[] = [];
  readonly #idleTakes: WaitingTake[] = [];
  readonly #takeLine: WaitingTake[] = [];
  /** [events] that a sink which has just committed takes before those that waited for its slots count their puts. */
  #takenFirst = 0;
  #isTakerQuick = false;

  constructor(channels: MemoryChannels, place: MemoryPlace, settings: MemorySettings) {
    this.#channels = channels;
    this.#place = place;
    this.part = place.part;
    this.process = place.process;
    this.name = settings.name;
    this.#settings = settings;
    this.capacityEvents = settings.capacityEvents;
    this.#slots = new Semaphore(settings.capacityEvents);
    this.#bytes = new Semaphore(byteLimit(settings, SLOT_BYTES));
  }

  get takePerEventTicks(): number {
    return this.#place.costs.takePerEventTicks * this.#place.pace.slowFactor;
  }

  get putPerEventTicks(): number {
    return this.#place.costs.putPerEventTicks * this.#place.pace.slowFactor;
  }

  get storedEvents(): number {
    return this.#stored.events;
  }

  put(transaction: PutTransaction): PutOutcome | typeof WAITING {
    const events = transaction.batch.events;
    const most = this.#settings.transactionCapacityEvents;
    if (events > most) {
      this.counters.EventPutAttemptCount += most + 1;
      return CHANNEL_ERROR;
    }
    this.counters.EventPutAttemptCount += events;
    const slotBytes = this.#channels.slotBytes(transaction.batch);
    if (!this.#bytes.tryAcquire(slotBytes)) return this.#wait(transaction, slotBytes, true);
    if (!this.#slots.tryAcquire(events)) return this.#wait(transaction, slotBytes, false);
    this.#append(transaction.batch);
    return COMMITTED;
  }

  take(transaction: TakeTransaction): typeof DONE | typeof WAITING {
    this.#fill(transaction, 0);
    const isDone = transaction.taken.events === transaction.batchEvents;
    if (isDone) return DONE;
    this.counters.EventTakeAttemptCount++;
    if (this.#settings.keepAliveTicks === 0) return DONE;
    this.#waitForEvent(this.#idleTakes.pop() ?? this.#channels.makeTake(this), transaction);
    return WAITING;
  }

  commitTake(transaction: TakeTransaction): typeof DONE {
    const taken = transaction.taken;
    const events = taken.events;
    const slotBytes = this.#channels.slotBytes(taken);
    taken.clear();
    this.takenEvents -= events;
    this.counters.EventTakeSuccessCount += events;
    this.counters.ChannelSize = this.#stored.events;
    this.#setTakenFirst(transaction.batchEvents);
    this.#bytes.release(slotBytes);
    this.#slots.release(events);
    this.#takenFirst = 0;
    return DONE;
  }

  rollbackTake(transaction: TakeTransaction): void {
    this.takenEvents -= transaction.taken.events;
    this.#stored.prependAll(transaction.taken);
    this.counters.ChannelSize = this.#stored.events;
    this.#serveTakes();
  }

  onTakerKilled(transaction: TakeTransaction): void {
    this.#stored.append(transaction.taken);
  }

  onKilled(lose: (events: CohortQueue) => void): void {
    lose(this.#stored);
  }

  forEachHeld(visit: (events: CohortQueue) => void): void {
    visit(this.#stored);
  }

  /** Bytes, or slots, are there for a put that waited. */
  onGranted(waiting: WaitingPut): void {
    const transaction = waiting.transaction!;
    if (waiting.isForBytes) {
      waiting.isForBytes = false;
      waiting.need = transaction.batch.events;
      if (!this.#slots.tryAcquire(waiting.need)) {
        this.#armKeepAlive(waiting);
        return this.#slots.enqueue(waiting);
      }
    }
    this.#endWait(waiting);
    this.#append(transaction.batch);
    transaction.onPutEnded(COMMITTED);
  }

  /** The keep-alive of a put is over. */
  onPutTimeout(waiting: WaitingPut): void {
    if (!waiting.isWaiting || this.#channels.sim.now < waiting.until) return; // granted meanwhile
    const transaction = waiting.transaction!;
    const wasForBytes = waiting.isForBytes;
    (wasForBytes ? this.#bytes : this.#slots).leave(waiting);
    if (!wasForBytes) this.#bytes.release(waiting.slotBytes);
    this.#endWait(waiting);
    transaction.onPutEnded(wasForBytes ? CHANNEL_ERROR : CHANNEL_FULL);
  }

  /** The keep-alive of a take is over: the batch is what it is. */
  onTakeTimeout(waiting: WaitingTake): void {
    const transaction = waiting.transaction;
    if (transaction === undefined || this.#channels.sim.now < waiting.until) return;
    this.#takeLine.splice(this.#takeLine.indexOf(waiting), 1);
    this.#freeTake(waiting);
    transaction.onTakeEnded();
  }

  #wait(
    transaction: PutTransaction,
    slotBytes: number,
    isForBytes: boolean,
  ): PutOutcome | typeof WAITING {
    this.#channels.probe.incident(FULL_INCIDENT, this.part, -1, 0);
    if (this.#settings.keepAliveTicks === 0) {
      if (!isForBytes) this.#bytes.release(slotBytes);
      return isForBytes ? CHANNEL_ERROR : CHANNEL_FULL;
    }
    const waiting = this.#idlePuts.pop() ?? this.#channels.makePut(this);
    waiting.transaction = transaction;
    waiting.isForBytes = isForBytes;
    waiting.slotBytes = slotBytes;
    waiting.need = isForBytes ? slotBytes : transaction.batch.events;
    this.#armKeepAlive(waiting);
    (isForBytes ? this.#bytes : this.#slots).enqueue(waiting);
    transaction.onPutWaits();
    return WAITING;
  }

  /**
   * A put that waited sets ChannelSize to what the queue holds once its thread has woken up and appended; the sink
   * that made room goes on meanwhile, and has its next batch in its hands by then or not (doCommit sets the gauge
   * last, doTake never). Real channels that are full show now one, now the other: here they take turns.
   */
  #setTakenFirst(batchEvents: number): void {
    if (!this.#bytes.hasWaiters && !this.#slots.hasWaiters) return;
    this.#isTakerQuick = !this.#isTakerQuick;
    if (this.#isTakerQuick) this.#takenFirst = batchEvents;
  }

  #endWait(waiting: WaitingPut): void {
    this.#channels.sim.disarm(waiting.timer);
    waiting.transaction = undefined;
    this.#idlePuts.push(waiting);
  }

  #append(batch: CohortQueue): void {
    this.#stored.append(batch);
    this.counters.EventPutSuccessCount += batch.events;
    this.counters.ChannelSize = Math.max(0, this.#stored.events - this.#takenFirst);
    const held = this.#stored.events + this.takenEvents;
    if (held > this.peakEvents) this.peakEvents = held;
    if (this.#takeLine.length === 0) return;
    const { woken, costs } = this.#place;
    const isWokenFirst = woken !== undefined && woken.uniform() < costs.wokenFirstShare;
    this.#serveTakes();
    // doCommit releases the events before it sets the counter: a taker that runs in between has them by then.
    if (isWokenFirst) this.counters.ChannelSize = this.#stored.events;
  }

  /**
   * Hands stored events to those who wait for one. The head takes all it can use without waiting; when
   * the channel runs empty under it, its next take stands at the end of the line.
   */
  #serveTakes(): void {
    while (this.#stored.events > 0 && this.#takeLine.length > 0) {
      const waiting = this.#takeLine.shift()!;
      const transaction = waiting.transaction!;
      this.#fill(transaction, 1);
      if (transaction.taken.events < transaction.batchEvents) {
        this.counters.EventTakeAttemptCount++;
        this.#waitForEvent(waiting, transaction);
      } else {
        this.#freeTake(waiting);
        transaction.onTakeEnded();
      }
    }
  }

  /** @param attempted takes already counted as attempts: the one that waited */
  #fill(transaction: TakeTransaction, attempted: number): void {
    const { taken, batchEvents } = transaction;
    const moved = this.#stored.moveFront(batchEvents - taken.events, taken);
    this.takenEvents += moved;
    this.counters.EventTakeAttemptCount += moved - (moved > 0 ? attempted : 0);
  }

  #waitForEvent(waiting: WaitingTake, transaction: TakeTransaction): void {
    waiting.transaction = transaction;
    this.#armKeepAlive(waiting);
    this.#takeLine.push(waiting);
    transaction.onTakeWaits(true);
  }

  #armKeepAlive(waiting: WaitingPut | WaitingTake): void {
    const { sim } = this.#channels;
    waiting.until = sim.now + this.#settings.keepAliveTicks;
    sim.arm(waiting.timer, waiting.until as SimTime);
  }

  #freeTake(waiting: WaitingTake): void {
    this.#channels.sim.disarm(waiting.timer);
    waiting.transaction = undefined;
    this.#idleTakes.push(waiting);
  }
}

/** All memory channels of a run: what they share, and the notices of their keep-alives. */
export class MemoryChannels {
  readonly sim: Simulator;
  readonly probe: Probe;
  readonly #byteSlots: ByteSlots;
  readonly #puts: WaitingPut[] = [];
  readonly #takes: WaitingTake[] = [];
  readonly #putTimeout: NoticeKind;
  readonly #takeTimeout: NoticeKind;

  constructor(sim: Simulator, probe: Probe, origins: Origins) {
    this.sim = sim;
    this.probe = probe;
    this.#byteSlots = new ByteSlots(origins);
    this.#putTimeout = sim.on((index) => {
      const { channel } = this.#puts[index]!;
      if (channel.process.isRunning) channel.onPutTimeout(this.#puts[index]!);
      else channel.process.keep(this.#putTimeout, index);
    });
    this.#takeTimeout = sim.on((index) => {
      const { channel } = this.#takes[index]!;
      if (channel.process.isRunning) channel.onTakeTimeout(this.#takes[index]!);
      else channel.process.keep(this.#takeTimeout, index);
    });
  }

  makePut(channel: MemoryChannel): WaitingPut {
    const index = this.#puts.length;
    const waiting = new WaitingPut(channel, index, this.sim.timer(this.#putTimeout, index));
    this.#puts.push(waiting);
    return waiting;
  }

  makeTake(channel: MemoryChannel): WaitingTake {
    const index = this.#takes.length;
    const waiting = new WaitingTake(channel, this.sim.timer(this.#takeTimeout, index));
    this.#takes.push(waiting);
    return waiting;
  }

  /** [bytes] in whole slots that a batch costs. */
  slotBytes(batch: CohortQueue): number {
    return this.#byteSlots.of(batch, SLOT_BYTES);
  }
}
