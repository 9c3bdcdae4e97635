/**
 * What the puts and the takes of one life of a file channel have in common: its logs, its store, its
 * counters, and the sum of the takes in progress.
 */
import type { Condition } from "../../model/condition.js";
import type { Host } from "../../model/host.js";
import { CHANNEL_FAILED, CHANNEL_STALLED } from "../../model/probe.js";
import type { OsProcess } from "../../model/process.js";
import type { Sampler } from "../../random/sampler.js";
import type { FileChannel as FileSettings } from "../../scenario/types/agents.js";
import type { DiskCosts } from "../../scenario/types/machine.js";
import { FileChannelCounters } from "../counters.js";
import type { Turns } from "../sinks/hdfs-turns.js";
import { Checkpoints } from "./file-checkpoints.js";
import { FileLog } from "./file-log.js";
import type { FileStore } from "./file-store.js";
import type { FileChannels } from "./file-transactions.js";

/** Where a file channel lives. */
export interface FileChannelPlace {
  readonly part: number;
  readonly process: OsProcess;
  readonly host: Host;
  /** Of what it has on disk: down, nothing can be written or read; hung, it does not answer. */
  readonly condition: Condition;
  readonly store: FileStore;
  readonly costs: DiskCosts;
  readonly fsyncTicks: Sampler;
  /** Of the channel's JVM. */
  readonly numbers: TransactionNumbers;
  /** What it holds while it takes or commits: the queue lock of the spillable channel above it. */
  readonly lock: Turns | undefined;
}

/** TransactionIDOracle.java: transaction numbers, in one row over all file channels of a JVM. */
export class TransactionNumbers {
  #next = 0;

  next(): number {
    return this.#next++;
  }
}

export class FileCore {
  readonly counters = new FileChannelCounters();
  readonly channels: FileChannels;
  readonly place: FileChannelPlace;
  readonly settings: FileSettings;
  readonly checkpoints: Checkpoints;
  /** Index among all file channels of the run. */
  readonly index: number;
  takenEvents = 0;
  peakEvents = 0;
  readonly #logs: FileLog[] = [];

  constructor(
    channels: FileChannels,
    index: number,
    place: FileChannelPlace,
    settings: FileSettings,
  ) {
    this.channels = channels;
    this.index = index;
    this.place = place;
    this.settings = settings;
    const { store, host, fsyncTicks, costs, condition } = place;
    const ofLogs = {
      logs: store.logs,
      host,
      condition,
      fsyncTicks,
      recordTicks: costs.putPerEventTicks,
      maxFileBytes: settings.maxFileBytes,
      minimumRequiredSpaceBytes: settings.minimumRequiredSpaceBytes,
    };
    for (let dir = 0; dir < settings.dataDirs; dir++) {
      this.#logs.push(new FileLog(ofLogs, dir, channels.sim.now));
    }
    this.checkpoints = new Checkpoints({
      channels,
      index,
      store,
      logs: this.#logs,
      counters: this.counters,
      settings,
      costs,
      condition,
    });
  }

  /** A put, a take or a start could not use the disk. */
  reportFailure(events: number): void {
    this.channels.probe.incident(CHANNEL_FAILED, this.place.part, -1, events);
  }

  /** A transaction waits for the disk, which does not answer. */
  reportStall(events: number): void {
    this.channels.probe.incident(CHANNEL_STALLED, this.place.part, -1, events);
  }

  /** The log that the records of the next transaction go to. */
  nextLog(): FileLog {
    return this.#logs[this.place.numbers.next() % this.#logs.length]!;
  }

  /** Sets the gauge: it counts takes in progress, other than a memory channel's. */
  showSize(): void {
    this.counters.ChannelSize = this.place.store.queue.events + this.takenEvents;
  }
}
