/**
 * The null sink: takes events and discards them.
 *
 * Follows Flume 1.11 sink/NullSink.java: it answers BACKOFF after any short batch although it drained
 * events, so with a steady stream it sleeps between batches. Real Flume exports no counters for it; here
 * they are kept, and said to be the simulator's.
 */
import type { NoticeKind, Simulator } from "../../kernel/simulator.js";
import { BACKOFF, BaseSink, READY, type SinkContext } from "./sink.js";
import type { SimTime } from "../../units/time.js";

export class NullSink extends BaseSink {
  readonly #sinks: NullSinks;
  readonly #index: number;
  readonly #destination: number;
  #isShort = false;

  constructor(sinks: NullSinks, context: SinkContext, destination: number) {
    super(context);
    this.#sinks = sinks;
    this.#destination = destination;
    this.#index = sinks.add(this);
  }

  override process(): void {
    if (this.condition.isDown) return this.failAtOnce();
    this.take();
  }

  onDiscarded(): void {
    this.probe.delivered(this.#destination, this.taken);
    this.commit();
  }

  override onTakeCommitted(): void {
    this.countDrained();
    this.end(this.#isShort ? BACKOFF : READY);
  }

  protected override onBatch(): void {
    if (this.holdsWhileHung()) return;
    this.#isShort = this.taken.events < this.batchEvents;
    const ticks = this.takeTicks * this.condition.slowFactor;
    this.#sinks.postDiscarded(this.host.work(this.sim.now, ticks), this.#index);
  }
}

/** All null sinks of a run, and their notice. */
export class NullSinks {
  readonly #sim: Simulator;
  readonly #all: NullSink[] = [];
  readonly #discarded: NoticeKind;

  constructor(sim: Simulator) {
    this.#sim = sim;
    this.#discarded = sim.on((index) => {
      const sink = this.#all[index]!;
      if (sink.osProcess.isRunning) sink.onDiscarded();
      else sink.osProcess.keep(this.#discarded, index);
    });
  }

  add(sink: NullSink): number {
    this.#all.push(sink);
    return this.#all.length - 1;
  }

  postDiscarded(at: SimTime, index: number): void {
    this.#sim.postAt(at, this.#discarded, index);
  }
}
