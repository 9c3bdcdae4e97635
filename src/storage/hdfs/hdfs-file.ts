/**
 * One file as its writer sees it: appended, flushed, closed, renamed; or given up.
 *
 *   events appended = unflushed + written;   written are delivered, and readable once the file is closed
 *   under its final name, or its lease was recovered
 *
 * A writer that stops waiting for an hflush loses nothing: what it appended goes with its next one. A stream
 * whose pipeline, or whose block list, could not be carried on is broken for good (Hadoop 3.3
 * hdfs/DFSOutputStream.java, flushOrSync and closeImpl): the NameNode holds the file open until the lease of
 * its writer runs out.
 */
import { CohortQueue } from "../../model/cohorts.js";
import type { Condition } from "../../model/condition.js";
import type { HdfsClient } from "./hdfs-client.js";
import type { HdfsCall, HdfsCallOwner } from "./hdfs-call.js";
import { CLOSE, HFLUSH, OPEN, RECOVER_LEASE, RENAME } from "./hdfs-call.js";
import { Pipeline, type PipelineOwner } from "./pipeline.js";
import { WrittenEvents } from "./written-events.js";

export class HdfsFile implements PipelineOwner {
  readonly client: HdfsClient;
  readonly pipeline: Pipeline;
  /** Appended since the last hflush that succeeded. */
  readonly unflushed = new CohortQueue();
  /** Flushed, and not readable yet. */
  readonly written = new WrittenEvents();
  /** The NameNode knows it. */
  isCreated = false;
  /** Its writer cannot go on; it was given up. */
  isBroken = false;
  isClosed = false;
  /** It has its final name. */
  isRenamed = false;
  #eventsToRecover = 0;

  constructor(client: HdfsClient) {
    this.client = client;
    this.pipeline = new Pipeline(this, client.hdfs.settings);
  }

  /** It is being written: not closed, and not given up. */
  get isWritable(): boolean {
    return this.isCreated && !this.isClosed && !this.isBroken;
  }

  /**
   * Hands events to the stream, from the front of a queue.
   * @param at [ticks] when the first of them leaves the writer
   * @returns [ticks] until when the stream's window holds the writer up
   */
  append(from: CohortQueue, events: number, at: number): number {
    const before = this.unflushed.bytes;
    from.moveFront(events, this.unflushed);
    const bytes = this.unflushed.bytes - before;
    const { hdfs } = this.client;
    hdfs.counters.bytes += bytes;
    return this.pipeline.push(this.client.sendTo(at, bytes), bytes, hdfs.condition.slowFactor);
  }

  /** The calls: each ends later, and its owner hears how. */
  open(owner: HdfsCallOwner): HdfsCall {
    return this.client.hdfs.calls.start(OPEN, this, owner);
  }

  hflush(owner: HdfsCallOwner): HdfsCall {
    return this.client.hdfs.calls.start(HFLUSH, this, owner);
  }

  close(owner: HdfsCallOwner): HdfsCall {
    return this.client.hdfs.calls.start(CLOSE, this, owner);
  }

  rename(owner: HdfsCallOwner): HdfsCall {
    return this.client.hdfs.calls.start(RENAME, this, owner);
  }

  recoverLease(owner: HdfsCallOwner): HdfsCall {
    return this.client.hdfs.calls.start(RECOVER_LEASE, this, owner);
  }

  onCreated(): void {
    this.isCreated = true;
    this.client.beginWriting(this);
  }

  /** All that was appended is in the memory of every DataNode of the pipeline. */
  onFlushed(): void {
    if (this.unflushed.events === 0) return;
    const { hdfs } = this.client;
    hdfs.counters.hflushes++;
    hdfs.probe.delivered(hdfs.destination, this.unflushed);
    this.written.add(this.unflushed);
    this.unflushed.clear();
  }

  onClosed(): void {
    this.isClosed = true;
    this.pipeline.endBlock();
    this.client.endWriting(this);
    this.client.hdfs.counters.filesClosed++;
    if (this.isRenamed) this.#becomeReadable();
  }

  onRenamed(): void {
    this.isRenamed = true;
    this.client.hdfs.counters.filesRenamed++;
    if (this.isClosed) this.#becomeReadable();
  }

  /** The NameNode closed it in its writer's stead. */
  onRecovered(): void {
    this.giveUp();
    this.isClosed = true;
    this.client.forget(this);
    const { counters } = this.client.hdfs;
    counters.filesRecovered++;
    counters.eventsToRecover -= this.#eventsToRecover;
    this.#eventsToRecover = 0;
    this.#becomeReadable();
  }

  /** The DataNodes of its last block died. Of a file with several blocks the whole is counted, for want of their bounds. */
  awaitRecovery(): void {
    const events = this.written.events;
    this.client.hdfs.counters.eventsToRecover += events - this.#eventsToRecover;
    this.#eventsToRecover = events;
  }

  /** It will be created once the NameNode answers again, and nobody will write it: it stays open on the client's lease. */
  createAfter(hung: Condition): void {
    hung.wait({
      onAnsweringAgain: () => {
        const { hdfs } = this.client;
        if (hdfs.isDown || !hdfs.nameNode.serves("create")) return; // it died with the request
        hdfs.nameNode.call(hdfs.sim.now, "create", hdfs.condition.slowFactor);
        this.onCreated();
        this.giveUp();
      },
    });
  }

  onPipelineLost(): void {
    this.client.hdfs.counters.pipelinesBroken++;
    this.giveUp();
  }

  /** The writer is gone, or cannot go on: what it has not flushed will not be in the file. */
  giveUp(): void {
    if (this.isBroken || this.isClosed) return;
    this.isBroken = true;
    this.pipeline.endBlock();
    if (this.isCreated) this.client.abandon(this);
  }

  #becomeReadable(): void {
    const { hdfs } = this.client;
    hdfs.probe.readable(hdfs.destination, this.written.asQueue());
    this.written.clear();
  }
}
