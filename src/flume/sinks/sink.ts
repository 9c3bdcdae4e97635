/**
 * What all sinks share: the transaction on their channel, their counters, and the three ways in which
 * `process()` can end.
 *
 * A sink is driven by its runner through a sink processor: `process()` starts a round, and the driver
 * hears of its end, at once or later. READY always comes later (through a notice), so a sink that finds
 * its channel full of events works in a loop without growing the stack.
 */
import type { Simulator } from "../../kernel/simulator.js";
import { BACKING_OFF, IDLE, WORKING, Activity } from "../../model/activity.js";
import { CohortQueue } from "../../model/cohorts.js";
import type { Host } from "../../model/host.js";
import type { Probe } from "../../model/probe.js";
import type { OsProcess } from "../../model/process.js";
import { DONE, FAILED, type Channel, type TakeTransaction } from "../channels/channel.js";
import { SinkCounters, countBatch } from "../counters.js";

/** Events were delivered: the runner calls again at once. */
export const READY = 0;
/** Nothing to do, or a failure that the sink books itself: the runner sleeps 1 to 5 s. */
export const BACKOFF = 1;
/** EventDeliveryException: the runner sleeps 5 s, or the processor tries another sink. */
export const EXCEPTION = 2;
export type ProcessResult = typeof READY | typeof BACKOFF | typeof EXCEPTION;

/** Who called `process()`. */
export interface SinkDriver {
  onProcessed(sink: BaseSink, result: ProcessResult): void;
}

/** What every sink is given. */
export interface SinkContext {
  readonly sim: Simulator;
  readonly probe: Probe;
  readonly part: number;
  readonly name: string;
  readonly process: OsProcess;
  readonly host: Host;
  readonly channel: Channel;
  readonly batchEvents: number;
}

export abstract class BaseSink implements TakeTransaction {
  readonly counters = new SinkCounters();
  readonly activity: Activity;
  readonly part: number;
  readonly name: string;
  readonly osProcess: OsProcess;
  readonly channel: Channel;
  /** [events] to take at the most; the HDFS sink takes a batch in several goes. */
  batchEvents: number;
  taken = new CohortQueue();
  driver: SinkDriver | undefined = undefined;
  protected readonly sim: Simulator;
  protected readonly probe: Probe;
  protected readonly host: Host;
  #committing = 0; // [events]

  constructor(context: SinkContext) {
    this.sim = context.sim;
    this.probe = context.probe;
    this.part = context.part;
    this.name = context.name;
    this.osProcess = context.process;
    this.host = context.host;
    this.channel = context.channel;
    this.batchEvents = context.batchEvents;
    this.activity = new Activity(context.sim.now);
  }

  /** Flume's Sink.start(): what a sink does before its first round. */
  start(onStarted: () => void): void {
    onStarted();
  }

  /** One round: Flume's Sink.process(). */
  abstract process(): void;

  /** The batch is taken; it has at least one event. */
  protected abstract onBatch(): void;

  onTakeEnded(): void {
    const { events } = this.taken;
    countBatch(this.counters, events, this.batchEvents);
    if (events === 0) return this.end(BACKOFF);
    this.counters.EventDrainAttemptCount += events;
    this.activity.change(this.sim.now, WORKING);
    this.onBatch();
  }

  /** Waiting for events, with a batch begun or not, is not work. */
  onTakeWaits(isWaiting: boolean): void {
    this.activity.change(this.sim.now, isWaiting ? IDLE : WORKING);
  }

  onTakeCommitted(): void {
    this.countDrained();
    this.end(READY);
  }

  /** ChannelException, from a take or a commit; what was delivered before a commit is delivered again. */
  onTakeFailed(): void {
    this.activity.change(this.sim.now, BACKING_OFF);
    this.end(EXCEPTION);
  }

  /** The process died: ends what the sink has outside it. */
  onKilled(): void {
    // Most sinks have nothing outside their process.
  }

  protected take(): void {
    this.activity.change(this.sim.now, this.channel.storedEvents > 0 ? WORKING : IDLE);
    const outcome = this.channel.take(this);
    if (outcome === DONE) this.onTakeEnded();
    else if (outcome === FAILED) this.onTakeFailed();
  }

  /** Commits the takes and ends the round. Must be called from a notice. */
  protected commit(): void {
    this.#committing = this.taken.events;
    const outcome = this.channel.commitTake(this);
    if (outcome === DONE) this.onTakeCommitted();
    else if (outcome === FAILED) this.onTakeFailed();
  }

  /** Books the events whose take is committed. */
  protected countDrained(): void {
    this.counters.EventDrainSuccessCount += this.#committing;
  }

  protected end(result: ProcessResult): void {
    this.driver!.onProcessed(this, result);
  }

  /** [ticks] of processor work to take the present batch. */
  protected get takeTicks(): number {
    return this.taken.events * this.channel.takePerEventTicks;
  }
}
