/**
 * What the puts and the takes of a spillable memory channel have in common: the queue in memory, the file
 * channel that it overflows to, the order in which both are drained, and the lock that guards them.
 *
 * Invariant: events of the drain order that are in memory = events of the queue in memory; those in the
 * overflow = events of the file channel that no taker has asked for.
 */
import type { NoticeKind, Simulator, Timer } from "../../kernel/simulator.js";
import { CohortQueue } from "../../model/cohorts.js";
import type { Origins } from "../../model/origins.js";
import type { Probe } from "../../model/probe.js";
import type { OsProcess } from "../../model/process.js";
import type { SpillableChannel as SpillableSettings } from "../../scenario/types/agents.js";
import { ChannelCounters } from "../counters.js";
import type { Turns } from "../sinks/hdfs-turns.js";
import { ByteSlots } from "./byte-slots.js";
import type { FileChannel } from "./file-channel.js";
import { Runs } from "./runs.js";

/** Stores, the keys of the drain order. */
export const MEMORY = 0;
export const OVERFLOW = 1;

/** Where a spillable channel lives. */
export interface SpillablePlace {
  readonly part: number;
  readonly process: OsProcess;
  /** One at a time; the file channel's lock, too. */
  readonly lock: Turns;
  readonly file: FileChannel;
}

export class SpillableCore {
  /** Flume registers these counters in the place of the file channel's own. */
  readonly counters = new ChannelCounters();
  readonly channels: SpillableChannels;
  readonly part: number;
  readonly process: OsProcess;
  readonly settings: SpillableSettings;
  readonly memory = new CohortQueue();
  readonly file: FileChannel;
  /** Held over every commit and take of the overflow, fsync included. */
  readonly lock: Turns;
  /** Store of each event that can be taken, in the order of the puts. */
  readonly order = new Runs();
  /** Puts that find the memory full go to disk without waiting. */
  isOverflowing = false;
  takenEvents = 0;
  peakEvents = 0;

  constructor(channels: SpillableChannels, place: SpillablePlace, settings: SpillableSettings) {
    this.channels = channels;
    this.part = place.part;
    this.process = place.process;
    this.lock = place.lock;
    this.file = place.file;
    this.settings = settings;
    this.order.push(OVERFLOW, place.file.storedEvents);
  }

  /** [bytes] in whole slots that a batch costs. */
  slotBytes(batch: CohortQueue): number {
    return this.channels.byteSlots.of(batch, this.settings.avgEventBytes);
  }

  /** Sets the gauge: what can be taken, in both stores. */
  showSize(): void {
    this.counters.ChannelSize = this.order.events;
    this.peakEvents = Math.max(this.peakEvents, this.order.events + this.takenEvents);
  }
}

/** Who has a notice at the end of a wait. */
export interface TimedWaiter {
  readonly core: SpillableCore;
  onTimeout(): void;
}

/** All spillable channels of a run: what they share, and the notice of their waits. */
export class SpillableChannels {
  readonly sim: Simulator;
  readonly probe: Probe;
  readonly byteSlots: ByteSlots;
  readonly #waiters: TimedWaiter[] = [];
  readonly #timeout: NoticeKind;

  constructor(sim: Simulator, probe: Probe, origins: Origins) {
    this.sim = sim;
    this.probe = probe;
    this.byteSlots = new ByteSlots(origins);
    this.#timeout = sim.on((index) => {
      const waiter = this.#waiters[index]!;
      const { process } = waiter.core;
      if (process.isRunning) waiter.onTimeout();
      else process.keep(this.#timeout, index);
    });
  }

  makeTimer(waiter: TimedWaiter): Timer {
    return this.sim.timer(this.#timeout, this.#waiters.push(waiter) - 1);
  }
}
