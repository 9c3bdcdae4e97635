/** The default processor: exactly one sink, its result passed through. Flume 1.11 sink/DefaultSinkProcessor.java. */
import type { BaseSink, ProcessResult, SinkDriver } from "../sinks/sink.js";
import type { ProcessorDriver, SinkProcessor } from "./processor.js";

export class DefaultProcessor implements SinkProcessor, SinkDriver {
  readonly sinks: readonly BaseSink[];
  driver: ProcessorDriver | undefined = undefined;
  readonly #sink: BaseSink;

  constructor(sink: BaseSink) {
    this.#sink = sink;
    this.sinks = [sink];
    sink.driver = this;
  }

  process(): void {
    this.#sink.process();
  }

  onProcessed(_sink: BaseSink, result: ProcessResult): void {
    this.driver!.onRoundEnded(result);
  }
}
