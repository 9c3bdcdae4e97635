/** Storages: what the last sinks write to. */
import type { Distribution } from "../../random/distribution.js";

export type Storage = HdfsStorage;

export interface HdfsStorage {
  readonly name: string;
  readonly kind: "hdfs";
  readonly datanodes: number;
  readonly replication: number;
  readonly blockBytes: number;
  /** [bytes/s] what one output stream can push at most. */
  readonly writerBytesPerSecond: number;
  /** [ticks] one hflush: partial packet down the pipeline and its acknowledgement. */
  readonly hflushTicks: Distribution;
  readonly nameNode: {
    /** [ticks] of the journal per mutation (create, addBlock, fsync, complete, rename), one at a time. */
    readonly mutationTicks: number;
    /** [ticks] per read operation (exists, block report of a file), served by the handlers. */
    readonly readTicks: number;
    readonly handlers: number;
    /** [ticks] round trip of one call without queueing. */
    readonly roundTripTicks: number;
  };
  readonly dataNode: {
    readonly bytesPerSecond: number; // [bytes/s] slower of disk and network interface
    readonly transferThreads: number; // one per replica of an open file
  };
  /** [ticks] between `complete` refusals and retries is the client's business; this is lease recovery. */
  readonly leaseHardLimitTicks: number;
}
