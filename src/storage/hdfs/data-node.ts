/**
 * A DataNode: a disk (or network interface, whichever is slower) that writes first come first served, and
 * a bounded number of transfer threads, one for each replica of an open block.
 *
 * Follows Hadoop 3.3 hdfs/server/datanode/DataXceiverServer.java: beyond the cap a new transfer is refused
 * ("xceiver count exceeds the limit"), and the pipeline that wanted it cannot be set up with this node. Nor can it
 * with a node that is down, which the NameNode goes on choosing until it misses it: 2 × 5 min between checks and 10
 * heartbeats of 3 s (blockmanagement/DatanodeManager.java, heartbeatExpireInterval).
 */
import { Condition } from "../../model/condition.js";
import { Pipe } from "../../model/pipe.js";
import type { HdfsStorage } from "../../scenario/types/storages.js";
import { TICKS_PER_SECOND, ticksFromSeconds, type SimTime } from "../../units/time.js";
import { DataNodeCounters } from "./counters.js";
import type { Pipeline } from "./pipeline.js";

/** From a DataNode's last heartbeat on, until the NameNode takes it for dead. */
const MISSED_AFTER_TICKS = ticksFromSeconds(2 * 300 + 10 * 3);

export class DataNode {
  readonly index: number;
  /** Index among the run's parts. */
  readonly part: number;
  readonly condition = new Condition();
  readonly counters = new DataNodeCounters();
  /** Pipelines that lead through it, in the order in which they were set up. */
  readonly pipelines = new Set<Pipeline>();
  #downSince = 0; // [ticks], while it is down
  readonly #disk = new Pipe();
  readonly #ticksPerByte: number;
  readonly #mostThreads: number;

  constructor(index: number, part: number, settings: HdfsStorage["dataNode"]) {
    this.index = index;
    this.part = part;
    this.#ticksPerByte = TICKS_PER_SECOND / settings.bytesPerSecond;
    this.#mostThreads = settings.transferThreads;
  }

  setDown(isDown: boolean, now: SimTime): void {
    if (isDown && !this.condition.isDown) this.#downSince = now;
    this.condition.isDown = isDown;
  }

  /** Whether the NameNode would choose it. */
  isChosen(now: number): boolean {
    return !this.condition.isDown || now < this.#downSince + MISSED_AFTER_TICKS;
  }

  /** Takes a transfer thread for a pipeline. @returns false when none is free, or nobody listens */
  join(pipeline: Pipeline): boolean {
    const { counters } = this;
    if (this.condition.isDown) return false;
    if (counters.transferThreads >= this.#mostThreads) {
      counters.refusedTransfers++;
      return false;
    }
    counters.transferThreads++;
    if (counters.transferThreads > counters.transferThreadsPeak) {
      counters.transferThreadsPeak = counters.transferThreads;
    }
    counters.replicasPlaced++;
    this.pipelines.add(pipeline);
    return true;
  }

  leave(pipeline: Pipeline): void {
    if (this.pipelines.delete(pipeline)) this.counters.transferThreads--;
  }

  /** Writes bytes that arrive from `at` on. @returns when the last of them is written */
  write(at: number, bytes: number, slowFactor: number): SimTime {
    this.counters.bytes += bytes;
    const factor = slowFactor * this.condition.slowFactor;
    return this.#disk.book(at, Math.round(bytes * this.#ticksPerByte * factor));
  }

  /** [ticks] it has been writing up to now. */
  busyTicksUntil(now: SimTime): number {
    return this.#disk.busyTicksUntil(now);
  }
}
