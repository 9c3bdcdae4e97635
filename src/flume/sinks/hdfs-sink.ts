/**
 * The HDFS sink: takes events one by one and appends each to the file of its bucket; at the end of the batch it
 * flushes every bucket that it touched, and commits.
 *
 * Follows Flume 1.11 sink/hdfs/HDFSEventSink.java, process(): events are in HDFS before the batch is full, so a
 * slow stream does not wait for its batch; an IOException is answered with BACKOFF and the batch is written
 * again: what had been written stays, and is there twice; an event without the timestamp that its path asks for
 * is an exception for ever. Events that are there already are taken and appended together, up to the next point
 * at which Flume would look up from appending: that costs a notice, not an event.
 */
import { BACKING_OFF, BLOCKED, WORKING } from "../../model/activity.js";
import { CohortQueue, emptyCohort } from "../../model/cohorts.js";
import { LOST, SINK_STALLED, WRITE_FAILED } from "../../model/probe.js";
import type { HdfsSink as HdfsSinkSettings } from "../../scenario/types/sinks.js";
import { POISON, type Buckets } from "../../storage/hdfs/buckets.js";
import type { HdfsClient } from "../../storage/hdfs/hdfs-client.js";
import { countBatch } from "../counters.js";
import type { BucketWriter } from "./hdfs-bucket.js";
import type { HdfsNotices } from "./hdfs-notices.js";
import { RollTimers } from "./hdfs-roll-timers.js";
import {
  BUCKET_CLOSED,
  BucketThread,
  THREW,
  type BucketOutcome,
  type BucketThreadOwner,
  type HdfsThreadContext,
} from "./hdfs-thread.js";
import { Turns } from "./hdfs-turns.js";
import { BACKOFF, BaseSink, EXCEPTION, type SinkContext } from "./sink.js";

/** What an HDFS sink is given beside its settings. */
export interface HdfsSinkPlace {
  readonly notices: HdfsNotices;
  /** Of the agent's process; all its sinks share one. */
  readonly client: HdfsClient;
  readonly openLock: Turns;
  readonly buckets: Buckets;
  readonly appendPerEventTicks: number;
}

export class HdfsSink extends BaseSink implements BucketThreadOwner {
  readonly #settings: HdfsSinkSettings;
  readonly #place: HdfsSinkPlace;
  readonly #timers: RollTimers;
  readonly #thread: BucketThread;
  /** Buckets in use, least recently used first. */
  readonly #cache = new Map<number, BucketWriter>();
  /** Buckets that the present batch was appended to. */
  readonly #touched: BucketWriter[] = [];
  /** Events taken that no bucket has got yet, and of those the ones that go to the present bucket. */
  readonly #unsorted = new CohortQueue();
  readonly #piece = new CohortQueue();
  /** Events of the batch that are in no file any more, and that a commit would lose. */
  readonly #forgotten = new CohortQueue();
  readonly #cohort = emptyCohort();
  #bucketKey = 0;
  #bucket: BucketWriter | undefined;
  #isEvicting = false;
  #isFlushing = false;
  #collected = 0; // cohorts of `taken` that were handed on
  #flushed = 0; // of the touched buckets
  /** The channel had no event for the last take: the batch is what it is. */
  #isLast = false;

  constructor(context: SinkContext, settings: HdfsSinkSettings, place: HdfsSinkPlace) {
    super(context);
    this.#settings = settings;
    this.#place = place;
    const shared: HdfsThreadContext = {
      sim: context.sim,
      notices: place.notices,
      process: context.process,
      host: context.host,
      counters: this.counters,
      openLock: place.openLock,
      callThreads: new Turns(settings.threadsPoolSize),
      batchEvents: settings.batchEvents,
      get perEventTicks() {
        const { channel, condition } = context;
        return (place.appendPerEventTicks + channel.takePerEventTicks) * condition.slowFactor;
      },
      callTimeoutTicks: settings.callTimeoutTicks,
      newFile: () => place.client.newFile(),
    };
    this.#timers = new RollTimers(shared, settings.writer, settings.rollTimerPoolSize, (bucket) =>
      this.#forget(bucket),
    );
    this.#thread = new BucketThread(shared, this.#timers, this);
  }

  override process(): void {
    if (this.condition.isDown) return this.failAtOnce();
    this.#touched.length = 0;
    this.#collected = 0;
    this.#isFlushing = false;
    this.#takeMore();
  }

  override onTakeEnded(): void {
    this.#isLast = this.taken.events < this.batchEvents;
    this.#collectTaken();
    this.activity.change(this.sim.now, WORKING);
    this.#appendNext();
  }

  override onTakeFailed(): void {
    this.counters.ChannelReadFail++;
    this.#unsorted.clear();
    this.#piece.clear();
    this.#forgotten.clear();
    super.onTakeFailed();
  }

  onBucketDone(outcome: BucketOutcome): void {
    if (this.#isEvicting) {
      this.#isEvicting = false;
      this.#appendPiece();
    } else if (outcome === THREW) {
      this.#rollBack();
      this.end(BACKOFF);
    } else if (this.#isFlushing) {
      this.#flushNext();
    } else if (outcome === BUCKET_CLOSED) {
      this.#appendPiece(); // a timer closed it meanwhile: to a new one
    } else {
      this.#appendNext();
    }
  }

  onHeldUp(isHeldUp: boolean): void {
    this.activity.change(this.sim.now, isHeldUp ? BLOCKED : WORKING);
  }

  onStalled(): void {
    const { hdfs } = this.#place.client;
    this.probe.incident(SINK_STALLED, this.part, hdfs.part, this.taken.events);
  }

  onForgotten(events: CohortQueue): void {
    this.#forgotten.append(events);
  }

  override onKilled(): void {
    this.#place.client.onKilled();
  }

  /** The events of a batch are appended as they are taken: a hang held that up. */
  protected override onBatch(): void {
    this.#appendNext();
  }

  /** Takes what is there, up to the end of the batch; or waits for the next event. */
  #takeMore(): void {
    const { storedEvents } = this.channel;
    const { events } = this.taken;
    // With a bucket to be opened Flume has one event in its hands meanwhile, not a batch.
    const isOpen = this.#bucket?.isOpen === true && !this.#bucket.isDropped;
    const most = isOpen ? Math.min(this.#settings.batchEvents - events, storedEvents) : 1;
    this.batchEvents = events + Math.max(1, most);
    this.take();
  }

  #collectTaken(): void {
    const { taken } = this;
    for (; this.#collected < taken.size; this.#collected++) {
      this.#unsorted.pushCohort(taken.read(this.#collected, this.#cohort));
    }
  }

  /** Gives the next events to their bucket: those in a row that go to one and the same. */
  #appendNext(): void {
    const events = this.#unsorted;
    if (events.events === 0) return this.#onAllAppended();
    if (this.holdsWhileHung()) return;
    const { buckets } = this.#place;
    const { now } = this.sim;
    const key = buckets.next(events, now);
    if (key === POISON) {
      this.#rollBack();
      return this.end(EXCEPTION);
    }
    do {
      events.moveFront(buckets.count, this.#piece);
    } while (events.events > 0 && buckets.next(events, now) === key);
    this.#bucketKey = key;
    this.#appendPiece();
  }

  #appendPiece(): void {
    const key = this.#bucketKey;
    const bucket = this.#cache.get(key) ?? this.#makeBucket(key);
    this.#cache.delete(key); // to the end: most recently used
    this.#cache.set(key, bucket);
    if (this.#cache.size > this.#settings.maxOpenFiles) return this.#evictEldest();
    this.#bucket = bucket;
    if (!this.#touched.includes(bucket)) this.#touched.push(bucket);
    this.#thread.append(bucket, this.#piece);
  }

  #makeBucket(key: number): BucketWriter {
    const { writer } = this.#settings;
    return this.#place.notices.makeBucket(key, writer, this.#timers, this.osProcess);
  }

  /** LinkedHashMap.removeEldestEntry: the sink's own thread closes the file. */
  #evictEldest(): void {
    const eldest = this.#cache.values().next().value!;
    this.#cache.delete(eldest.key);
    eldest.isDropped = true;
    this.#isEvicting = true;
    this.#thread.close(eldest);
  }

  #onAllAppended(): void {
    const { events } = this.taken;
    const { batchEvents } = this.#settings;
    if (events < batchEvents && !this.#isLast) return this.#takeMore();
    countBatch(this.counters, events, batchEvents);
    if (events === 0) return this.end(BACKOFF);
    this.#isFlushing = true;
    this.#flushed = 0;
    this.#flushNext();
  }

  #flushNext(): void {
    while (this.#flushed < this.#touched.length) {
      const bucket = this.#touched[this.#flushed++]!;
      if (bucket.sinceFlush > 0) return this.#thread.flush(bucket);
    }
    this.commit();
  }

  override onTakeCommitted(): void {
    const lost = this.#forgotten;
    if (lost.events > 0) {
      this.probe.incident(LOST, this.part, this.#place.client.hdfs.part, lost.events);
      this.probe.lost(this.part, this.channel.part, lost);
      lost.clear();
    }
    super.onTakeCommitted();
  }

  /** Rolls the batch back. What was appended stays in its files, and will be there again. */
  #rollBack(): void {
    const { hdfs } = this.#place.client;
    this.counters.EventWriteFail++;
    this.probe.incident(WRITE_FAILED, this.part, hdfs.part, this.taken.events);
    this.#unsorted.clear();
    this.#piece.clear();
    this.#forgotten.clear();
    this.channel.rollbackTake(this);
    this.activity.change(this.sim.now, BACKING_OFF);
  }

  #forget(bucket: BucketWriter): void {
    if (this.#cache.get(bucket.key) === bucket) this.#cache.delete(bucket.key);
  }
}
