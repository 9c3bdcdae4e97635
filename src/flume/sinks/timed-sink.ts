/**
 * A terminal sink with given service times: the transaction shape of the HDFS sink (take up to batchSize,
 * write, commit; on a failed write roll back and answer as told), with a write that is a sleep.
 *
 * One batch of n events takes (perBatch + n · perEvent) · noise, times the factor of a `slow` fault. While
 * down, the write fails after `onDown.afterTicks`; while hung, it ends when the hang does.
 */
import type { NoticeKind, Simulator } from "../../kernel/simulator.js";
import { BACKING_OFF, WORKING } from "../../model/activity.js";
import { WRITE_FAILED } from "../../model/probe.js";
import type { Sampler } from "../../random/sampler.js";
import { BACKOFF, BaseSink, EXCEPTION, type SinkContext } from "./sink.js";

export interface TimedSinkSettings {
  readonly destination: number;
  readonly perBatchTicks: Sampler;
  readonly perEventTicks: number;
  readonly noise: Sampler;
  readonly answerWhenDown: "backoff" | "exception";
  readonly failAfterTicks: number;
}

export class TimedSink extends BaseSink {
  readonly #sinks: TimedSinks;
  readonly #index: number;
  readonly #settings: TimedSinkSettings;
  #isFailing = false;

  constructor(sinks: TimedSinks, context: SinkContext, settings: TimedSinkSettings) {
    super(context);
    this.#sinks = sinks;
    this.#settings = settings;
    this.#index = sinks.add(this);
  }

  override process(): void {
    this.take();
  }

  /** The write is over, if the destination answers. */
  onWritten(): void {
    if (this.holdsWhileHung()) return;
    if (this.#isFailing) return this.#fail();
    this.probe.delivered(this.#settings.destination, this.taken);
    this.commit();
  }

  /** The write ends with the hang, not before. */
  override onStep(): void {
    this.activity.change(this.sim.now, WORKING);
    this.onWritten();
  }

  protected override onBatch(): void {
    const { perBatchTicks, perEventTicks, noise, failAfterTicks } = this.#settings;
    this.#isFailing = this.condition.isDown;
    if (this.#isFailing) {
      const ticks = failAfterTicks === 0 ? 0 : this.host.sleepTicks(failAfterTicks);
      return this.#sinks.postWritten(ticks, this.#index);
    }
    const written = perBatchTicks.draw() + this.taken.events * perEventTicks;
    const ticks = Math.round(written * noise.draw() * this.condition.slowFactor);
    const taking = this.host.work(this.sim.now, this.takeTicks) - this.sim.now;
    this.#sinks.postWritten(taking + this.host.sleepTicks(ticks), this.#index);
  }

  #fail(): void {
    this.counters.ConnectionFailedCount++;
    this.probe.incident(WRITE_FAILED, this.part, -1, this.taken.events);
    this.channel.rollbackTake(this);
    this.activity.change(this.sim.now, BACKING_OFF);
    this.end(this.#settings.answerWhenDown === "backoff" ? BACKOFF : EXCEPTION);
  }
}

/** All timed sinks of a run, and their notice. */
export class TimedSinks {
  readonly #sim: Simulator;
  readonly #all: TimedSink[] = [];
  readonly #written: NoticeKind;

  constructor(sim: Simulator) {
    this.#sim = sim;
    this.#written = sim.on((index) => {
      const sink = this.#all[index]!;
      if (sink.osProcess.isRunning) sink.onWritten();
      else sink.osProcess.keep(this.#written, index);
    });
  }

  add(sink: TimedSink): number {
    this.#all.push(sink);
    return this.#all.length - 1;
  }

  postWritten(delayTicks: number, index: number): void {
    this.#sim.post(delayTicks, this.#written, index);
  }
}
