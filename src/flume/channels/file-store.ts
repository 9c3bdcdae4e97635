/**
 * What the disks hold of one file channel; it outlasts the channel's lives.
 *
 * The queue has the committed events whose take is not committed, in order; events that an open take has
 * out are put back when the process dies. Records are counted over all lives, so what a replay reads is a
 * difference of counts.
 */
import { CohortQueue } from "../../model/cohorts.js";
import type { Disk } from "../../model/disk.js";
import type { DiskCosts } from "../../scenario/types/machine.js";
import { LogSet } from "./file-log-set.js";
import { Runs } from "./runs.js";

/** A checkpoint, or its copy: the queue as it was then. */
export interface Checkpoint {
  /** [events] in the queue, or taken and not committed. */
  readonly heldEvents: number;
  /** PUT and TAKE records written by then. */
  readonly atRecord: number;
}

export class FileStore {
  readonly queue = new CohortQueue();
  /** The log file of each event of the queue. */
  readonly files = new Runs();
  readonly logs: LogSet;
  /** PUT and TAKE records written so far. */
  recordsWritten = 0;
  /** The last one that was written to its end; undefined when the one on the disk is unusable. */
  checkpoint: Checkpoint | undefined = { heldEvents: 0, atRecord: 0 };
  /** Dual checkpoints: the copy, if it is complete. */
  backup: Checkpoint | undefined = undefined;
  /** Dual checkpoints: room for the copy has been taken up. */
  hasBackupSpace = false;

  /** @param disks one for each data directory */
  constructor(disks: readonly Disk[]) {
    this.logs = new LogSet(disks);
  }

  /** The disk of the checkpoint directory, which lies with the first data directory. */
  get checkpointDisk(): Disk {
    return this.logs.disk(0);
  }

  forEachHeld(visit: (events: CohortQueue) => void): void {
    visit(this.queue);
  }

  /**
   * How long the start of a channel takes: it reads the checkpoint, and every record that was written after
   * it; without a usable one, or a copy of it, every record there is.
   */
  replayTicks(costs: DiskCosts): number {
    const from = this.checkpoint ?? this.backup;
    const records = from === undefined ? this.logs.records : this.recordsWritten - from.atRecord;
    const held = from?.heldEvents ?? 0;
    return Math.round(
      costs.replayBaseTicks +
        held * costs.replayPerEventTicks +
        records * costs.fullReplayPerEventTicks,
    );
  }
}
