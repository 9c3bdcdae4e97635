/**
 * The spillable memory channel: a queue in memory that overflows to a file channel, drained in the order of
 * its puts.
 *
 * Invariants: stored and taken in memory + memory slots of puts in progress + free memory slots = memory
 * capacity; the overflow keeps those of a file channel of its own capacity and a keep-alive of 0.
 *
 * Follows Flume 1.11 channel/SpillableMemoryChannel.java. A crash loses what is in memory; what is in the overflow
 * is there again.
 */
import type { CohortQueue } from "../../model/cohorts.js";
import type { SpillableChannel as SpillableSettings } from "../../scenario/types/agents.js";
import type { MemoryCosts } from "../../scenario/types/machine.js";
import type { ChannelCounters } from "../counters.js";
import type {
  Channel,
  PutOutcome,
  PutTransaction,
  TakeOutcome,
  TakeTransaction,
  WAITING,
} from "./channel.js";
import type { FileChannel } from "./file-channel.js";
import { SpillableCore, type SpillablePlace, type SpillableChannels } from "./spillable-core.js";
import { SpillablePuts } from "./spillable-puts.js";
import { SpillableTakes } from "./spillable-takes.js";

export class SpillableChannel implements Channel {
  readonly part: number;
  readonly name: string;
  readonly counters: ChannelCounters;
  readonly capacityEvents: number;
  readonly takePerEventTicks: number;
  readonly putPerEventTicks: number;
  readonly #core: SpillableCore;
  readonly #puts: SpillablePuts;
  readonly #takes: SpillableTakes;

  constructor(
    channels: SpillableChannels,
    place: SpillablePlace,
    settings: SpillableSettings,
    costs: MemoryCosts,
  ) {
    const core = new SpillableCore(channels, place, settings);
    this.#core = core;
    this.part = place.part;
    this.name = settings.name;
    this.counters = core.counters;
    this.capacityEvents = settings.memoryCapacityEvents + settings.overflowCapacityEvents;
    this.takePerEventTicks = costs.takePerEventTicks;
    this.putPerEventTicks = costs.putPerEventTicks;
    this.#puts = new SpillablePuts(core, () => {
      this.#takes.serve();
    });
    this.#takes = new SpillableTakes(core, this.#puts);
    core.showSize();
  }

  /** The overflow. */
  get file(): FileChannel {
    return this.#core.file;
  }

  /** [events] of those stored, the ones in memory. */
  get memoryEvents(): number {
    return this.#core.memory.events;
  }

  /** Whether puts go to disk without waiting for memory. */
  get isOverflowing(): boolean {
    return this.#core.isOverflowing;
  }

  get isStarted(): boolean {
    return this.#core.file.isStarted;
  }

  get isClosed(): boolean {
    return this.#core.file.isClosed;
  }

  get storedEvents(): number {
    return this.#core.order.events;
  }

  get takenEvents(): number {
    return this.#core.takenEvents;
  }

  get peakEvents(): number {
    return this.#core.peakEvents;
  }

  /** [events] memory slots that nobody has. */
  get freeMemoryEvents(): number {
    return this.#puts.freeEvents;
  }

  put(transaction: PutTransaction): PutOutcome | typeof WAITING {
    return this.#puts.put(transaction);
  }

  take(transaction: TakeTransaction): TakeOutcome {
    return this.#takes.take(transaction);
  }

  commitTake(transaction: TakeTransaction): TakeOutcome {
    return this.#takes.commit(transaction);
  }

  rollbackTake(transaction: TakeTransaction): void {
    this.#takes.rollBack(transaction);
  }

  onTakerKilled(transaction: TakeTransaction): void {
    this.#takes.onTakerKilled(transaction);
  }

  onKilled(lose: (events: CohortQueue) => void): void {
    lose(this.#core.memory);
    this.#core.file.onKilled();
  }

  forEachHeld(visit: (events: CohortQueue) => void): void {
    visit(this.#core.memory);
    this.#core.file.forEachHeld(visit);
  }
}
