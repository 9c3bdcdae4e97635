/**
 * The load-balancing processor: each round walks the selector's order until a sink returns without an
 * exception. A BACKOFF (empty channel) ends the round. All failed, or all backed off, is an exception.
 *
 * Follows Flume 1.11 sink/LoadBalancingSinkProcessor.java.
 */
import type { Simulator } from "../../kernel/simulator.js";
import type { OrderSelector } from "../../model/order-selector.js";
import { EXCEPTION, type BaseSink, type ProcessResult, type SinkDriver } from "../sinks/sink.js";
import type { ProcessorDriver, SinkProcessor } from "./processor.js";

export class LoadBalancingProcessor implements SinkProcessor, SinkDriver {
  readonly sinks: readonly BaseSink[];
  driver: ProcessorDriver | undefined = undefined;
  readonly #sim: Simulator;
  readonly #selector: OrderSelector;
  #candidates = 0;
  #turn = 0;

  constructor(sim: Simulator, sinks: readonly BaseSink[], selector: OrderSelector) {
    this.#sim = sim;
    this.sinks = sinks;
    this.#selector = selector;
    for (const sink of sinks) sink.driver = this;
  }

  process(): void {
    this.#candidates = this.#selector.begin(this.#sim.now);
    this.#turn = 0;
    this.#tryNext();
  }

  onProcessed(_sink: BaseSink, result: ProcessResult): void {
    if (result !== EXCEPTION) return this.driver!.onRoundEnded(result);
    this.#selector.informFailure(this.#sim.now, this.#selector.candidate(this.#turn));
    this.#turn++;
    this.#tryNext();
  }

  #tryNext(): void {
    if (this.#turn >= this.#candidates) return this.driver!.onRoundEnded(EXCEPTION);
    this.sinks[this.#selector.candidate(this.#turn)]!.process();
  }
}
