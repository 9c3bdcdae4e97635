/**
 * The sink runner: the thread that calls a sink processor for ever.
 *
 * Follows Flume 1.11 SinkRunner.java: READY, again at once; the n-th BACKOFF in a row, sleep min(n · 1 s, 5 s);
 * an exception, sleep 5 s and leave n as it is. Nothing wakes the thread early.
 */
import type { NoticeKind, Simulator } from "../kernel/simulator.js";
import { BACKING_OFF, IDLE } from "../model/activity.js";
import type { Host } from "../model/host.js";
import type { OsProcess } from "../model/process.js";
import { ticksFromSeconds } from "../units/time.js";
import type { ProcessorDriver, SinkProcessor } from "./processors/processor.js";
import { BACKOFF, EXCEPTION, type ProcessResult } from "./sinks/sink.js";

const BACKOFF_INCREMENT_TICKS = ticksFromSeconds(1);
const MOST_BACKOFF_TICKS = ticksFromSeconds(5);

export class SinkRunner implements ProcessorDriver {
  readonly osProcess: OsProcess;
  readonly processor: SinkProcessor;
  readonly #runners: SinkRunners;
  readonly #index: number;
  readonly #host: Host;
  #consecutiveBackoffs = 0;

  constructor(
    runners: SinkRunners,
    index: number,
    osProcess: OsProcess,
    host: Host,
    processor: SinkProcessor,
  ) {
    this.#runners = runners;
    this.#index = index;
    this.osProcess = osProcess;
    this.#host = host;
    this.processor = processor;
    processor.driver = this;
  }

  /** Starts the sinks, one after another, then the thread. */
  start(): void {
    this.#startSink(0);
  }

  onAwake(): void {
    this.processor.process();
  }

  onRoundEnded(result: ProcessResult): void {
    if (result === BACKOFF) {
      this.#consecutiveBackoffs++;
      const ticks = this.#consecutiveBackoffs * BACKOFF_INCREMENT_TICKS;
      this.#sleep(Math.min(ticks, MOST_BACKOFF_TICKS), IDLE);
    } else if (result === EXCEPTION) {
      this.#sleep(MOST_BACKOFF_TICKS, BACKING_OFF);
    } else {
      this.#consecutiveBackoffs = 0;
      this.processor.process();
    }
  }

  #startSink(index: number): void {
    const sink = this.processor.sinks[index];
    if (sink === undefined) return this.#runners.postAwake(0, this.#index);
    sink.start(() => {
      this.#startSink(index + 1);
    });
  }

  #sleep(ticks: number, activity: typeof IDLE | typeof BACKING_OFF): void {
    const now = this.#runners.sim.now;
    for (const sink of this.processor.sinks) {
      if (sink.activity.state !== BACKING_OFF) sink.activity.change(now, activity);
    }
    this.#runners.postAwake(this.#host.sleepTicks(ticks), this.#index);
  }
}

/** All sink runners of a run, and their notice. */
export class SinkRunners {
  readonly sim: Simulator;
  readonly #all: SinkRunner[] = [];
  readonly #awake: NoticeKind;

  constructor(sim: Simulator) {
    this.sim = sim;
    this.#awake = sim.on((index) => {
      const runner = this.#all[index]!;
      if (runner.osProcess.isRunning) runner.onAwake();
      else runner.osProcess.keep(this.#awake, index);
    });
  }

  make(osProcess: OsProcess, host: Host, processor: SinkProcessor): SinkRunner {
    const runner = new SinkRunner(this, this.#all.length, osProcess, host, processor);
    this.#all.push(runner);
    return runner;
  }

  postAwake(delayTicks: number, index: number): void {
    this.sim.post(delayTicks, this.#awake, index);
  }
}
