/**
 * The failover processor: the live sink of the highest priority works; failed ones are tried again after a
 * penalty.
 *
 * Follows Flume 1.11 sink/FailoverSinkProcessor.java. Its surprises are kept: a recovered sink that finds
 * the channel empty returns BACKOFF and the round ends without the active sink; the penalty is
 * min(maxpenalty, (1 << f) · 1000) in 32-bit arithmetic, so from f = 22 it overflows: negative (tried again
 * at once, in the same round), zero, then 1 s, 2 s, … with period 32.
 */
import type { Simulator } from "../../kernel/simulator.js";
import { FAILED_OVER, type Probe } from "../../model/probe.js";
import { TICKS_PER_MILLISECOND } from "../../units/time.js";
import {
  EXCEPTION,
  READY,
  type BaseSink,
  type ProcessResult,
  type SinkDriver,
} from "../sinks/sink.js";
import type { ProcessorDriver, SinkProcessor } from "./processor.js";

/** A sink that failed, and when it may be tried again. */
interface FailedSink {
  readonly sink: BaseSink;
  readonly priority: number;
  sequentialFailures: number;
  retryAt: number; // [ticks]
}

export interface FailoverSettings {
  readonly part: number;
  /** Higher first; as long as the sinks. A sink whose priority another already has is left out. */
  readonly priorities: readonly number[];
  readonly maxPenaltyTicks: number;
}

export class FailoverProcessor implements SinkProcessor, SinkDriver {
  readonly sinks: readonly BaseSink[];
  driver: ProcessorDriver | undefined = undefined;
  readonly #sim: Simulator;
  readonly #probe: Probe;
  readonly #settings: FailoverSettings;
  /** Live sinks by priority. */
  readonly #live = new Map<number, BaseSink>();
  readonly #priorityOf = new Map<BaseSink, number>();
  readonly #failed: FailedSink[] = [];
  #active: BaseSink | undefined;
  #retried: FailedSink | undefined;
  #roundBegan = 0;

  constructor(
    sim: Simulator,
    probe: Probe,
    sinks: readonly BaseSink[],
    settings: FailoverSettings,
  ) {
    this.#sim = sim;
    this.#probe = probe;
    this.sinks = sinks;
    this.#settings = settings;
    sinks.forEach((sink, i) => {
      sink.driver = this;
      const priority = settings.priorities[i]!;
      if (this.#live.has(priority)) return;
      this.#live.set(priority, sink);
      this.#priorityOf.set(sink, priority);
    });
    this.#active = this.#highestLive();
  }

  process(): void {
    this.#roundBegan = this.#sim.now; // Flume reads the clock once a round
    this.#tryNext();
  }

  onProcessed(sink: BaseSink, result: ProcessResult): void {
    const retried = this.#retried;
    this.#retried = undefined;
    if (retried !== undefined) this.#onRetried(retried, result);
    else if (result !== EXCEPTION) this.driver!.onRoundEnded(result);
    else this.#onActiveFailed(sink);
  }

  #tryNext(): void {
    const due = this.#earliestFailed();
    if (due !== undefined && due.retryAt < this.#roundBegan) {
      this.#failed.splice(this.#failed.indexOf(due), 1);
      this.#retried = due;
      return due.sink.process();
    }
    if (this.#active === undefined) return this.driver!.onRoundEnded(EXCEPTION);
    this.#active.process();
  }

  #onRetried(failed: FailedSink, result: ProcessResult): void {
    if (result === READY) {
      this.#live.set(failed.priority, failed.sink);
      this.#activate(this.#highestLive());
      return this.driver!.onRoundEnded(READY);
    }
    this.#failed.push(failed);
    if (result !== EXCEPTION) return this.driver!.onRoundEnded(result); // keeps its old retry time
    failed.sequentialFailures++;
    this.#penalise(failed);
    this.#tryNext();
  }

  #onActiveFailed(sink: BaseSink): void {
    const priority = this.#priorityOf.get(sink)!;
    this.#live.delete(priority);
    const failed = { sink, priority, sequentialFailures: 1, retryAt: 0 };
    this.#penalise(failed);
    this.#failed.push(failed);
    this.#activate(this.#highestLive());
    if (this.#active === undefined) return this.driver!.onRoundEnded(EXCEPTION);
    this.#active.process(); // failed sinks are looked at only at the beginning of a round
  }

  #activate(sink: BaseSink | undefined): void {
    if (sink !== undefined && sink !== this.#active) {
      this.#probe.incident(FAILED_OVER, this.#settings.part, sink.part, 0);
    }
    this.#active = sink;
  }

  #penalise(failed: FailedSink): void {
    const penaltyMs = Math.imul(1 << failed.sequentialFailures, 1000);
    const ticks = Math.min(this.#settings.maxPenaltyTicks, penaltyMs * TICKS_PER_MILLISECOND);
    failed.retryAt = this.#sim.now + ticks;
  }

  #highestLive(): BaseSink | undefined {
    let best: number | undefined;
    for (const priority of this.#live.keys()) {
      if (best === undefined || priority > best) best = priority;
    }
    return best === undefined ? undefined : this.#live.get(best);
  }

  #earliestFailed(): FailedSink | undefined {
    let earliest: FailedSink | undefined;
    for (const failed of this.#failed) {
      if (earliest === undefined || failed.retryAt < earliest.retryAt) earliest = failed;
    }
    return earliest;
  }
}
