/**
 * The checkpoints of a file channel during one life.
 *
 * Follows Flume 1.11 channel/file/Log.java, writeCheckpoint, and EventQueueBackingStoreFile.java: an interval
 * after the last one ended, if the queue has changed; it waits for what is being written, then has the channel
 * to itself, and what comes meanwhile waits for its end; without the required space on the disk it fails. Then
 * the log files are deleted that the checkpoint before it had made unneeded. With dual checkpoints a copy is
 * made in the background; while that lasts, the next checkpoint fails.
 *
 * The queue is a ring of slots; slots taken from the head and added at the tail since the last checkpoint have
 * changed, and one that was added and taken has changed once.
 */
import type { Condition } from "../../model/condition.js";
import type { FileChannel as FileSettings } from "../../scenario/types/agents.js";
import type { DiskCosts } from "../../scenario/types/machine.js";
import type { FileChannelCounters } from "../counters.js";
import type { FileLog } from "./file-log.js";
import type { LogFile } from "./file-log-set.js";
import type { Checkpoint, FileStore } from "./file-store.js";
import type { FileChannels } from "./file-transactions.js";

/** EventQueueBackingStoreFile.java: slots of 8 bytes, 1029 of them for the header. */
const HEADER_SLOTS = 1029;
const SLOT_BYTES = 8;

export interface CheckpointContext {
  readonly channels: FileChannels;
  /** Index of the channel among them. */
  readonly index: number;
  readonly store: FileStore;
  readonly logs: readonly FileLog[];
  readonly counters: FileChannelCounters;
  readonly settings: FileSettings;
  readonly costs: DiskCosts;
  readonly condition: Condition;
}

export class Checkpoints {
  readonly #context: CheckpointContext;
  #unneeded: LogFile[] = []; // deleted after the next checkpoint
  #heldEvents = 0; // in the queue, or taken and not committed
  // Places in the ring, counted on without end.
  #head = 0;
  #tail = 0;
  #lowestHead = 0; // since the last checkpoint, as the next two
  #highestHead = 0;
  #tailBefore = 0;
  #isTouched = false;
  #writingFrom = Infinity; // [ticks]
  #copying: Checkpoint | undefined = undefined; // until the next one begins
  #copiedAt = 0; // [ticks]

  constructor(context: CheckpointContext) {
    this.#context = context;
  }

  /** The channel has replayed its logs: it writes a checkpoint, which its replay time contains. */
  open(heldEvents: number, firstDueAt: number): void {
    const { channels, index } = this.#context;
    this.#heldEvents = heldEvents;
    this.#tail = heldEvents;
    this.#complete();
    channels.postCheckpointDue(firstDueAt, index);
  }

  /** Events were committed. */
  onAdded(events: number): void {
    this.#heldEvents += events;
    this.#tail += events;
    this.#isTouched = true;
  }

  onTaken(events: number): void {
    this.#head += events;
    this.#highestHead = Math.max(this.#highestHead, this.#head);
    this.#isTouched = true;
  }

  /** A take was rolled back. */
  onReturned(events: number): void {
    this.#head -= events;
    this.#lowestHead = Math.min(this.#lowestHead, this.#head);
    this.#isTouched = true;
  }

  onTakeCommitted(events: number): void {
    this.#heldEvents -= events;
    this.#isTouched = true;
  }

  onDue(): void {
    const { channels, index, store, counters, settings, costs, logs, condition } = this.#context;
    const { now } = channels.sim;
    let begun: number = now;
    for (const log of logs) begun = Math.max(begun, log.freeAt);
    // What is being written has changed the queue by the time the checkpoint has the channel to itself.
    const isDue = this.#isTouched || begun > now;
    const hasSpace = store.checkpointDisk.freeBytes > settings.minimumRequiredSpaceBytes;
    const isFailing = !hasSpace || condition.isDown || (isDue && begun < this.#copiedAt);
    if (isFailing) counters.CheckpointWriteErrorCount++;
    if (isFailing || !isDue) {
      return channels.postCheckpointDue(now + settings.checkpointIntervalTicks, index);
    }
    const ticks = costs.checkpointBaseTicks + this.#changedSlots() * costs.checkpointPerSlotTicks;
    const end = begun + Math.round(ticks * condition.slowFactor);
    for (const log of logs) log.block(end);
    this.#writingFrom = begun;
    channels.postCheckpointWritten(end, index);
  }

  onWritten(): void {
    const { channels, index, store, settings } = this.#context;
    this.#writingFrom = Infinity;
    this.#complete();
    store.logs.delete(this.#unneeded);
    this.#unneeded = store.logs.unneeded();
    channels.postCheckpointDue(channels.sim.now + settings.checkpointIntervalTicks, index);
  }

  /** The process died: what is on the disk now? */
  onKilled(): void {
    const { channels, store } = this.#context;
    const { now } = channels.sim;
    if (now >= this.#writingFrom) store.checkpoint = undefined;
    store.backup = now >= this.#copiedAt ? this.#copying : undefined;
  }

  /** The checkpoint is on the disk. */
  #complete(): void {
    const { store, settings } = this.#context;
    const checkpoint = { heldEvents: this.#heldEvents, atRecord: store.recordsWritten };
    store.checkpoint = checkpoint;
    this.#lowestHead = this.#head;
    this.#highestHead = this.#head;
    this.#tailBefore = this.#tail;
    this.#isTouched = false;
    if (settings.useDualCheckpoints) this.#copy(checkpoint);
  }

  #copy(checkpoint: Checkpoint): void {
    const { channels, store, counters, settings } = this.#context;
    const bytes = (settings.capacityEvents + HEADER_SLOTS) * SLOT_BYTES;
    const disk = store.checkpointDisk;
    this.#copying = undefined;
    if (!store.hasBackupSpace) {
      if (disk.freeBytes < bytes) {
        counters.CheckpointBackupWriteErrorCount++;
        return;
      }
      disk.occupy(bytes);
      store.hasBackupSpace = true;
    }
    this.#copying = checkpoint;
    this.#copiedAt = channels.sim.now + disk.ticksToWrite(bytes);
  }

  #changedSlots(): number {
    const taken = this.#highestHead - this.#lowestHead;
    const added = this.#tail - this.#tailBefore;
    const both = Math.max(0, this.#highestHead - this.#tailBefore);
    return Math.min(this.#context.settings.capacityEvents, taken + added - both);
  }
}
