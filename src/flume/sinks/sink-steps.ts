/**
 * The steps of sinks that a fault on the sink itself brings about: the end of a round that failed at once,
 * and the first thing after a hang. They belong to the sink's process, as all its notices do.
 */
import type { NoticeKind, Simulator } from "../../kernel/simulator.js";
import type { OsProcess } from "../../model/process.js";

/** A sink that has such a step before it. */
export interface SteppingSink {
  readonly osProcess: OsProcess;
  onStep(): void;
}

export class SinkSteps {
  readonly #sim: Simulator;
  readonly #sinks: SteppingSink[] = [];
  readonly #step: NoticeKind;

  constructor(sim: Simulator) {
    this.#sim = sim;
    this.#step = sim.on((index) => {
      const sink = this.#sinks[index]!;
      if (sink.osProcess.isRunning) sink.onStep();
      else sink.osProcess.keep(this.#step, index);
    });
  }

  /** @returns the number that `post` knows the sink by */
  add(sink: SteppingSink): number {
    return this.#sinks.push(sink) - 1;
  }

  post(index: number): void {
    this.#sim.post(0, this.#step, index);
  }
}
