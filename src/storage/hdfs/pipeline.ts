/**
 * The write pipeline of one open file: the DataNodes of its present block, and how far its bytes have come.
 *
 *   appended = unsent (no block to send them to) + sent;   sent is acknowledged by an hflush
 *
 * Follows Hadoop 3.3 hdfs/DataStreamer.java: bytes stream while the writer appends; a node found bad is left
 * out for good, and replaced where the policy asks for it (ReplaceDatanodeOnFailure, DEFAULT), or the stream
 * is broken; a new block begins with new nodes.
 */
import type { HdfsStorage } from "../../scenario/types/storages.js";
import { TICKS_PER_SECOND, type SimTime } from "../../units/time.js";
import type { DataNode } from "./data-node.js";
import type { Placement } from "./placement.js";

/** [bytes] sent and not acknowledged at most: 80 packets of 64 KiB. */
const WINDOW_BYTES = 80 * 65_536;

/** Whose bytes a pipeline carries. */
export interface PipelineOwner {
  /** No node is left. */
  onPipelineLost(): void;
}

export class Pipeline {
  readonly nodes: DataNode[] = [];
  /** A block is being written. */
  isOpen = false;
  /** The NameNode has not been told of the present block since it was given out. */
  isBlockUntold = false;
  /** A node was lost: no byte goes on before the pipeline is set up again. */
  mustRecover = false;
  /** All that was sent is acknowledged. */
  isAcknowledged = true;
  /** [bytes] that wait for a block. */
  unsentBytes = 0;
  /** [ticks] when the last byte sent will have reached every node. */
  transmittedAt = 0;
  readonly #owner: PipelineOwner;
  readonly #storage: HdfsStorage;
  readonly #ticksPerByte: number;
  readonly #excluded: DataNode[] = [];
  #blockBytes = 0; // [bytes] sent into the present block
  #streamFreeAt = 0; // [ticks]
  #wasHflushed = false;

  constructor(owner: PipelineOwner, storage: HdfsStorage) {
    this.#owner = owner;
    this.#storage = storage;
    this.#ticksPerByte = TICKS_PER_SECOND / storage.writerBytesPerSecond;
  }

  get isBlockFull(): boolean {
    return this.isOpen && this.#blockBytes >= this.#storage.blockBytes;
  }

  /** Fewer replicas than wanted are being written. */
  get isUnderReplicated(): boolean {
    return this.isOpen && !this.mustRecover && this.nodes.length < this.#storage.replication;
  }

  /**
   * Takes bytes from the writer.
   * @returns [ticks] until when the window holds the writer up; in the past: not at all
   */
  push(at: number, bytes: number, slowFactor: number): number {
    this.unsentBytes += bytes;
    this.send(at, slowFactor);
    const windowTicks = WINDOW_BYTES * this.#ticksPerByte * slowFactor;
    return Math.round(this.transmittedAt - windowTicks);
  }

  /** Sends what the present block has room for. */
  send(at: number, slowFactor: number): void {
    if (!this.isOpen || this.mustRecover) return;
    const bytes = Math.min(this.unsentBytes, this.#storage.blockBytes - this.#blockBytes);
    if (bytes === 0) return;
    const start = at > this.#streamFreeAt ? at : this.#streamFreeAt;
    const ticks = Math.round(bytes * this.#ticksPerByte * slowFactor);
    this.#streamFreeAt = start + ticks;
    let transmitted = this.#streamFreeAt;
    for (const node of this.nodes) {
      const written = node.write(start, bytes, slowFactor);
      if (written > transmitted) transmitted = written;
    }
    if (transmitted > this.transmittedAt) this.transmittedAt = transmitted;
    this.unsentBytes -= bytes;
    this.#blockBytes += bytes;
    this.isAcknowledged = false;
  }

  /** Begins a block on the nodes that the NameNode chooses. @returns whether one refused: it is left out next time */
  beginBlock(now: SimTime, placement: Placement): boolean {
    this.nodes.length = 0;
    placement.choose(now, this.#storage.replication, this.nodes, this.#excluded);
    for (const node of this.nodes) {
      if (node.join(this)) continue;
      this.#excluded.push(node);
      this.#release();
      return true;
    }
    this.isOpen = this.nodes.length > 0;
    this.isBlockUntold = this.isOpen;
    this.#blockBytes = 0;
    this.#wasHflushed = false;
    return false;
  }

  onAcknowledged(): void {
    this.isAcknowledged = true;
    this.#wasHflushed = true;
  }

  /** The block is full, or the file is closed: its nodes are free again. */
  endBlock(): void {
    this.#release();
    this.isOpen = false;
    this.isBlockUntold = false;
    this.mustRecover = false;
    this.isAcknowledged = true;
  }

  /** A node does not answer any more. Without a replacement that the policy asks for the stream is lost. */
  lose(node: DataNode, placement: Placement): void {
    const at = this.nodes.indexOf(node);
    if (at < 0) return;
    this.nodes.splice(at, 1);
    node.leave(this);
    node.counters.replicasLost++;
    this.#excluded.push(node);
    this.mustRecover = true;
    const isLost =
      this.nodes.length === 0 ||
      (this.#wantsReplacement && !placement.hasAnother(this.nodes, this.#excluded));
    if (isLost) this.#owner.onPipelineLost();
  }

  /**
   * Sets the pipeline up again with the nodes that are left, and one more if the policy asks for it.
   * @returns [ticks] when the new node has the block so far; undefined when there is none to be had
   */
  recover(now: SimTime, placement: Placement, slowFactor: number): SimTime | undefined {
    if (this.nodes.length === 0) return undefined;
    this.mustRecover = false;
    if (!this.#wantsReplacement) return now;
    const before = this.nodes.length;
    for (;;) {
      placement.choose(now, 1, this.nodes, this.#excluded);
      const added = this.nodes[before];
      if (added === undefined) return undefined;
      if (added.join(this)) return added.write(now, this.#blockBytes, slowFactor);
      this.#excluded.push(added);
      this.nodes.length = before;
    }
  }

  /** Hadoop's DEFAULT policy: fewer than wanted, and either at most half of them or a block that was flushed. */
  get #wantsReplacement(): boolean {
    const { replication } = this.#storage;
    const count = this.nodes.length;
    if (replication < 3 || count >= replication) return false;
    return count <= Math.floor(replication / 2) || this.#wasHflushed;
  }

  #release(): void {
    for (const node of this.nodes) node.leave(this);
    this.nodes.length = 0;
  }
}
