/**
 * The channel processor of one source thread: a batch is written to each required channel in turn, then
 * to each optional one.
 *
 * Follows Flume 1.11 channel/ChannelProcessor.java: one transaction per channel; the first failing
 * required channel ends the batch with an exception, and the channels already committed stay committed
 * (the client's retry writes them again); a failing optional channel is swallowed, but its waiting time is
 * spent. The calling thread waits through all of it.
 */
import { CohortQueue, emptyCohort } from "../model/cohorts.js";
import type { Origins } from "../model/origins.js";
import { DROPPED, PUT_REJECTED, PUT_WAITED, UNROUTED, type Probe } from "../model/probe.js";
import {
  COMMITTED,
  WAITING,
  type Channel,
  type PutOutcome,
  type PutTransaction,
} from "./channels/channel.js";
import type { RouteOfClass } from "./selector.js";

/** The thread that waits for the processor. */
export interface ProcessorOwner {
  /** @param isOk false: ChannelException, the source reports failure */
  onProcessed(isOk: boolean): void;
  /** The batch is held up by a channel without room; over when `isHeldUp` is false. */
  onHeldUp(isHeldUp: boolean): void;
}

/** What a source's processors have in common. */
export interface ProcessorSettings {
  readonly sourcePart: number;
  readonly channels: readonly Channel[];
  /** By header class. */
  readonly routes: readonly RouteOfClass[];
  /** All classes go the same way: then batches need not be sorted by class. */
  readonly isUniform: boolean;
  readonly origins: Origins;
  readonly probe: Probe;
}

/** Stands where no batch is; never written to. */
const NOTHING = new CohortQueue();

export class ChannelProcessor implements PutTransaction {
  /** What is being put into the present channel. */
  batch = NOTHING;
  readonly #settings: ProcessorSettings;
  readonly #owner: ProcessorOwner;
  readonly #sorted: CohortQueue[] = []; // by channel; unused where routes are uniform
  readonly #mixedOrder: number[] = []; // channels of a batch of several classes
  readonly #optionalOrder: number[] = [];
  readonly #unrouted: CohortQueue; // as #sorted
  readonly #cohort = emptyCohort();
  #whole = NOTHING;
  #order: readonly number[] = [];
  #requiredCount = 0;
  #turn = 0;

  constructor(settings: ProcessorSettings, owner: ProcessorOwner) {
    this.#settings = settings;
    this.#owner = owner;
    this.#unrouted = settings.isUniform ? NOTHING : new CohortQueue();
    if (!settings.isUniform) {
      for (let i = 0; i < 2 * settings.channels.length; i++) this.#sorted.push(new CohortQueue());
    }
  }

  /** Writes a batch to its channels; the owner hears of the end, at once or later. */
  process(batch: CohortQueue): void {
    this.#whole = batch;
    this.#turn = 0;
    if (this.#settings.isUniform) {
      const route = this.#settings.routes[0]!;
      this.#requiredCount = route.required.length;
      this.#order = route.all;
    } else {
      this.#sortByChannel(batch);
    }
    this.#putNext();
  }

  onPutEnded(outcome: PutOutcome): void {
    this.#owner.onHeldUp(false);
    if (this.#endTurn(outcome)) this.#putNext();
  }

  onPutWaits(): void {
    const { probe, sourcePart, channels } = this.#settings;
    const channel = channels[this.#order[this.#turn]!]!;
    probe.incident(PUT_WAITED, channel.part, sourcePart, this.batch.events);
    this.#owner.onHeldUp(true);
  }

  #putNext(): void {
    const { channels, isUniform } = this.#settings;
    while (this.#turn < this.#order.length) {
      const channel = this.#order[this.#turn]!;
      if (isUniform) this.batch = this.#whole;
      else this.batch = this.#sorted[this.#sortedIndex(channel)]!;
      const outcome = channels[channel]!.put(this);
      if (outcome === WAITING) return;
      if (!this.#endTurn(outcome)) return;
    }
    this.#owner.onProcessed(true);
  }

  /** Books the end of one channel's turn. @returns false when the batch has failed */
  #endTurn(outcome: PutOutcome): boolean {
    const isRequired = this.#turn < this.#requiredCount;
    const channel = this.#settings.channels[this.#order[this.#turn]!]!;
    this.#turn++;
    if (outcome === COMMITTED) return true;
    const { probe, sourcePart } = this.#settings;
    probe.incident(PUT_REJECTED, channel.part, sourcePart, this.batch.events);
    if (isRequired) {
      this.#owner.onProcessed(false);
      return false;
    }
    probe.incident(DROPPED, channel.part, sourcePart, this.batch.events);
    probe.dropped(sourcePart, channel.part, this.batch);
    return true;
  }

  /** Required and optional transactions on one channel are two lists: optional ones come second. */
  #sortedIndex(channel: number): number {
    return this.#turn < this.#requiredCount ? channel : channel + this.#settings.channels.length;
  }

  /** One sub-list per channel, in the order in which Flume meets them; what has no channel is dropped. */
  #sortByChannel(batch: CohortQueue): void {
    const { routes, origins, channels, probe, sourcePart } = this.#settings;
    const cohort = this.#cohort;
    const order = this.#mixedOrder;
    const optional = this.#optionalOrder;
    order.length = 0;
    optional.length = 0;
    this.#unrouted.clear();
    for (const queue of this.#sorted) queue.clear();
    for (let i = 0; i < batch.size; i++) {
      batch.read(i, cohort);
      const route = routes[origins.headerClass[cohort.origin]!]!;
      for (const channel of route.required) this.#sort(channel, channel, order);
      for (const channel of route.optional) {
        this.#sort(channel + channels.length, channel, optional);
      }
      if (route.all.length === 0) this.#unrouted.pushCohort(cohort);
    }
    this.#requiredCount = order.length;
    for (const channel of optional) order.push(channel);
    this.#order = order;
    if (this.#unrouted.events === 0) return;
    probe.incident(UNROUTED, sourcePart, -1, this.#unrouted.events);
    probe.dropped(sourcePart, sourcePart, this.#unrouted);
  }

  #sort(list: number, channel: number, order: number[]): void {
    if (!order.includes(channel)) order.push(channel);
    this.#sorted[list]!.pushCohort(this.#cohort);
  }
}
