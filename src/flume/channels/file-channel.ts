/**
 * The file channel: a bounded queue on disk, whose fullness shows at each put.
 *
 * Invariant, after every call: stored + taken + slots held by puts in progress + free slots = capacity.
 *
 * Follows Flume 1.11 channel/file/FileChannel.java. What it holds outlasts its process: a life begins with
 * what the logs tell, and there is nothing to lose at its end. A life that finds the disk full or broken when
 * it replays counts as started, and stays closed.
 *
 * In one thing it follows the code and not the name: fsyncPerTransaction=false changes nothing, because
 * Log.commit syncs in any case (executed: as many fsyncs as commits).
 */
import type { CohortQueue } from "../../model/cohorts.js";
import { REPLAYED } from "../../model/probe.js";
import type { FileChannel as FileSettings } from "../../scenario/types/agents.js";
import type { FileChannelCounters } from "../counters.js";
import {
  CHANNEL_CLOSED,
  FAILED,
  WAITING,
  type Channel,
  type PutOutcome,
  type PutTransaction,
  type TakeOutcome,
  type TakeTransaction,
} from "./channel.js";
import { FileCore, type FileChannelPlace } from "./file-core.js";
import { FilePuts } from "./file-puts.js";
import { FileTakes } from "./file-takes.js";
import type { FileChannels } from "./file-transactions.js";

export class FileChannel implements Channel {
  readonly part: number;
  readonly name: string;
  readonly counters: FileChannelCounters;
  readonly capacityEvents: number;
  /** Processor work is booked with the disk's. */
  readonly takePerEventTicks = 0;
  readonly putPerEventTicks = 0;
  readonly #channels: FileChannels;
  readonly #core: FileCore;
  readonly #puts: FilePuts;
  readonly #takes: FileTakes;
  #isOpen = false;
  #isStarted = false;
  #firstCheckpointAt = 0; // [ticks]

  constructor(channels: FileChannels, place: FileChannelPlace, settings: FileSettings) {
    this.#channels = channels;
    this.part = place.part;
    this.name = settings.name;
    this.capacityEvents = settings.capacityEvents;
    this.#core = new FileCore(channels, channels.add(this), place, settings);
    this.counters = this.#core.counters;
    this.#puts = new FilePuts(this.#core);
    this.#takes = new FileTakes(this.#core, this.#puts);
  }

  get core(): FileCore {
    return this.#core;
  }

  get isStarted(): boolean {
    return this.#isStarted;
  }

  get isClosed(): boolean {
    return this.#isStarted && !this.#isOpen;
  }

  get storedEvents(): number {
    return this.#core.place.store.queue.events;
  }

  get takenEvents(): number {
    return this.#core.takenEvents;
  }

  get peakEvents(): number {
    return this.#core.peakEvents;
  }

  /** [events] slots that nobody has. */
  get freeEvents(): number {
    return this.#puts.freeEvents;
  }

  /** Starts the channel: it replays its logs. @returns [ticks] until it is open */
  start(): number {
    const { place, settings, index } = this.#core;
    const { now } = this.#channels.sim;
    const { checkpointIntervalTicks } = settings;
    const ticks = Math.round(place.store.replayTicks(place.costs) * place.condition.slowFactor);
    // The checkpoint thread looks from the beginning, and finds the log not open.
    const intervals = Math.floor(ticks / checkpointIntervalTicks) + 1;
    this.#firstCheckpointAt = now + intervals * checkpointIntervalTicks;
    this.#channels.postOpened(now + ticks, index);
    return ticks;
  }

  /** The channel has been open for long when the run begins. @param checkpointInTicks until its next */
  startAsOpen(checkpointInTicks: number): void {
    this.#firstCheckpointAt = this.#channels.sim.now + checkpointInTicks;
    this.onOpened();
  }

  onOpened(): void {
    const core = this.#core;
    const { queue, checkpointDisk } = core.place.store;
    const hasSpace = checkpointDisk.freeBytes > core.settings.minimumRequiredSpaceBytes;
    this.#isStarted = true;
    this.#isOpen = hasSpace && !core.place.condition.isDown;
    if (!this.#isOpen) {
      this.counters.Unhealthy = 1;
      core.reportFailure(0);
      return;
    }
    core.peakEvents = queue.events;
    core.showSize();
    core.checkpoints.open(queue.events, this.#nextLook());
    if (queue.events === 0) return;
    this.#channels.probe.incident(REPLAYED, this.part, -1, queue.events);
  }

  put(transaction: PutTransaction): PutOutcome | typeof WAITING {
    if (!this.#isOpen) return CHANNEL_CLOSED;
    this.#puts.begin(transaction);
    return WAITING;
  }

  take(transaction: TakeTransaction): TakeOutcome {
    return this.#isOpen ? this.#takes.take(transaction) : FAILED;
  }

  commitTake(transaction: TakeTransaction): TakeOutcome {
    return this.#takes.commit(transaction);
  }

  rollbackTake(transaction: TakeTransaction): void {
    this.#takes.rollBack(transaction);
  }

  onTakerKilled(): void {
    // Its events return with those of all open takes, in order.
  }

  onKilled(): void {
    this.#takes.onKilled();
    this.#puts.onKilled();
    if (this.#isOpen) this.#core.checkpoints.onKilled();
  }

  forEachHeld(visit: (events: CohortQueue) => void): void {
    visit(this.#core.place.store.queue);
  }

  /** [ticks] when the checkpoint thread looks next. A replay that was held up has cost it looks in between. */
  #nextLook(): number {
    const { checkpointIntervalTicks } = this.#core.settings;
    const late = this.#channels.sim.now - this.#firstCheckpointAt;
    const missed = Math.max(0, Math.ceil(late / checkpointIntervalTicks));
    return this.#firstCheckpointAt + missed * checkpointIntervalTicks;
  }
}
