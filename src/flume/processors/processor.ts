/**
 * Sink processors: which sink of a group a round goes to. A group has one thread, so only one of its sinks
 * works at a time.
 */
import type { BaseSink, ProcessResult } from "../sinks/sink.js";

/** The thread behind a processor. */
export interface ProcessorDriver {
  onRoundEnded(result: ProcessResult): void;
}

export interface SinkProcessor {
  readonly sinks: readonly BaseSink[];
  driver: ProcessorDriver | undefined;
  /** Starts a round; the driver hears of its end, at once or later. */
  process(): void;
}
