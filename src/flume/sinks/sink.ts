/**
 * What all sinks share: the transaction on their channel, their counters, and the three ways in which
 * `process()` can end.
 *
 * A sink is driven by its runner through a sink processor: `process()` starts a round, and the driver
 * hears of its end, at once or later. READY always comes later (through a notice), so a sink that finds
 * its channel full of events works in a loop without growing the stack.
 *
 * Faults on the sink itself: while it is down every `process()` fails before it takes anything; while it hangs its
 * thread stands in its call, with the batch taken, until the hang is over, and no time-out counts there.
 */
import type { Simulator } from "../../kernel/simulator.js";
import { BACKING_OFF, BLOCKED, IDLE, WORKING, Activity } from "../../model/activity.js";
import { CohortQueue } from "../../model/cohorts.js";
import type { Condition, ConditionWaiter } from "../../model/condition.js";
import type { Host } from "../../model/host.js";
import { SINK_STALLED, WRITE_FAILED, type Probe } from "../../model/probe.js";
import type { OsProcess } from "../../model/process.js";
import { DONE, FAILED, type Channel, type TakeTransaction } from "../channels/channel.js";
import { SinkCounters, countBatch } from "../counters.js";
import type { SinkSteps, SteppingSink } from "./sink-steps.js";

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
  readonly condition: Condition;
  readonly steps: SinkSteps;
  readonly channel: Channel;
  readonly batchEvents: number;
}

/** No such step is to come so far. */
const NO_STEP = -1;

export abstract class BaseSink implements TakeTransaction, ConditionWaiter, SteppingSink {
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
  protected readonly condition: Condition;
  readonly #steps: SinkSteps;
  #stepIndex = NO_STEP; // a number among the sinks that have steps, got when first needed
  #isFailing = false;
  #committing = 0; // [events]

  constructor(context: SinkContext) {
    this.sim = context.sim;
    this.probe = context.probe;
    this.part = context.part;
    this.name = context.name;
    this.osProcess = context.process;
    this.host = context.host;
    this.condition = context.condition;
    this.#steps = context.steps;
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

  /** The batch is taken, or the hang that held it is over; it has at least one event. */
  protected abstract onBatch(): void;

  /** The hang is over. */
  onAnsweringAgain(): void {
    this.#postStep();
  }

  onStep(): void {
    if (!this.#isFailing) {
      this.activity.change(this.sim.now, WORKING);
      return this.onBatch();
    }
    this.#isFailing = false;
    this.end(EXCEPTION);
  }

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

  /** The round of a sink that is down: EventDeliveryException. */
  protected failAtOnce(): void {
    this.counters.EventWriteFail++;
    this.probe.incident(WRITE_FAILED, this.part, -1, 0);
    this.activity.change(this.sim.now, BACKING_OFF);
    this.#isFailing = true;
    this.#postStep();
  }

  /** Holds the thread while the sink hangs. @returns whether it does: then `onBatch` is called again */
  protected holdsWhileHung(): boolean {
    if (!this.condition.isHung) return false;
    this.activity.change(this.sim.now, BLOCKED);
    this.probe.incident(SINK_STALLED, this.part, -1, this.taken.events);
    this.condition.wait(this);
    return true;
  }

  #postStep(): void {
    if (this.#stepIndex === NO_STEP) this.#stepIndex = this.#steps.add(this);
    this.#steps.post(this.#stepIndex);
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
