/** Sinks: what drains a channel, towards the next tier or a storage. */
import type { Distribution } from "../../random/distribution.js";
import type { AgentRef } from "./servers.js";

export type Sink = AvroSink | HdfsSink | TimedSink | NullSink;

interface SinkBase {
  readonly name: string;
  readonly channel: string;
  /** [events] taken in one transaction at the most. */
  readonly batchEvents: number;
}

export interface AvroSink extends SinkBase {
  readonly kind: "avro";
  readonly to: AvroTarget;
  readonly connectTimeoutTicks: number;
  readonly requestTimeoutTicks: number;
  readonly resetConnectionTicks: number; // 0: never
}

/**
 * Where an avro sink connects. `spread`: sink number `ordinal` of the `of` sinks that one
 * declaration made, on agent i of its tier, goes to agent (i·of + ordinal) mod n of the target tier.
 */
export type AvroTarget =
  | {
      readonly kind: "spread";
      readonly tier: string;
      readonly ordinal: number;
      readonly of: number;
      readonly source: string | undefined;
    }
  | { readonly kind: "agent"; readonly agent: AgentRef; readonly source: string | undefined };

export interface HdfsSink extends SinkBase {
  readonly kind: "hdfs";
  readonly storage: string;
  readonly writer: HdfsWriterSettings;
  readonly maxOpenFiles: number;
  readonly callTimeoutTicks: number; // 0: none
  readonly threadsPoolSize: number;
  readonly rollTimerPoolSize: number;
}

/** When a file is begun, flushed and finished; shared by HDFS sinks and by servers that write directly. */
export interface HdfsWriterSettings {
  readonly buckets: HdfsBuckets;
  readonly rollIntervalTicks: number; // 0: off
  readonly rollSizeBytes: number; // 0: off
  readonly rollCountEvents: number; // 0: off
  readonly idleTimeoutTicks: number; // 0: off
  readonly closeTries: number; // 0: unlimited
  readonly retryIntervalTicks: number;
}

/** Which file an event goes to: by header value, by a period of time, or both. */
export interface HdfsBuckets {
  /** As written, for people. */
  readonly path: string;
  /** Name of the header in the path (`%{kind}`), if any. */
  readonly byHeader: string | undefined;
  /** [ticks] length of the period of the finest time escape after rounding; undefined: no time escape. */
  readonly periodTicks: number | undefined;
  /** `event`: the events' timestamp header; `sink`: `hdfs.useLocalTimeStamp`. */
  readonly clock: "event" | "sink";
}

/** A terminal sink with given service times: the stand-in for any slow destination. */
export interface TimedSink extends SinkBase {
  readonly kind: "timed";
  /** [ticks] one batch takes perBatch + n·perEvent, times a draw of `noise` (mean 1). */
  readonly perBatchTicks: Distribution;
  readonly perEventTicks: number;
  readonly noise: Distribution;
  /** What `process()` answers while the sink is down, and after how long. */
  readonly onDown: { readonly answer: "backoff" | "exception"; readonly afterTicks: number };
}

export interface NullSink extends SinkBase {
  readonly kind: "null";
}
