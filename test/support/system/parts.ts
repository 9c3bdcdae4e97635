/**
 * Random parts of a system, in the keys of the scenario file: channels, storages, clients, loads.
 *
 * Every value fits every other: no batch is larger than `LARGEST_BATCH`, and no channel takes less. So what
 * is drawn is nearly always a scenario that can be run, and small enough to run thousands of.
 */
import fc, { type Arbitrary } from "fast-check";

export type Keys = Readonly<Record<string, unknown>>;

export const LARGEST_BATCH = 100;
/** The header by which selectors and paths choose, and its values. */
export const HEADER = "kind";
export const VALUES = ["x", "y", "z"] as const;

export const batch = fc.constantFrom(1, 7, 20, 50, LARGEST_BATCH);
/** [s] a channel's wait for room */
const wait = fc.constantFrom(0, 1, 3);
const bytes = fc.constantFrom("64 kB", "1 MB", "100 MB");

/** Keys of which each is written or left to its default. */
function maybe(keys: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<Keys> {
  return fc.record(keys, { requiredKeys: [] });
}

/** Both at once. */
export function joined<A extends object, B extends object>(
  a: Arbitrary<A>,
  b: Arbitrary<B>,
): Arbitrary<A & B> {
  return fc.tuple(a, b).map(([first, second]) => ({ ...first, ...second }));
}

const logKeys = maybe({
  checkpointInterval: fc.constantFrom("1 s", "5 s"),
  maxFileSize: fc.constantFrom("1 MB", "20 MB"),
  fsyncPerTransaction: fc.boolean(),
  fsyncInterval: fc.constantFrom("1 s", "5 s"),
  useDualCheckpoints: fc.boolean(),
  backupCheckpointDir: fc.constant("backup"),
  dataDirs: fc.constantFrom(["d1"], ["d1", "d2"]),
});

const memoryChannel = fc.record({
  type: fc.constant("memory"),
  capacity: fc.constantFrom(100, 250, 1000, 20_000),
  transactionCapacity: fc.constant(LARGEST_BATCH),
  "keep-alive": wait,
  byteCapacity: bytes,
});

const fileChannel = joined(
  fc.record({
    type: fc.constant("file"),
    capacity: fc.constantFrom(100, 300, 2000, 100_000),
    transactionCapacity: fc.constant(LARGEST_BATCH),
    "keep-alive": wait,
  }),
  logKeys,
);

const spillableChannel = joined(
  fc.record({
    type: fc.constant("spillablememory"),
    memoryCapacity: fc.constantFrom(0, 50, 200, 2000),
    overflowCapacity: fc.constantFrom(100, 500, 100_000),
    transactionCapacity: fc.constant(LARGEST_BATCH),
    overflowTimeout: wait,
    overflowDeactivationThreshold: fc.constantFrom("5 %", "50 %"),
    avgEventSize: fc.constantFrom("100 B", "500 B"),
    byteCapacity: bytes,
  }),
  logKeys,
);

const memoryOnlySpillable = spillableChannel.map((keys) => {
  return { ...keys, memoryCapacity: 400, overflowCapacity: 0, byteCapacity: "1 MB" };
});

export const channel: Arbitrary<Keys> = fc.oneof(
  { weight: 4, arbitrary: memoryChannel },
  { weight: 4, arbitrary: fileChannel },
  { weight: 3, arbitrary: spillableChannel },
  { weight: 1, arbitrary: memoryOnlySpillable },
);

const writer = maybe({
  "hdfs.path": fc.constantFrom("/logs", "/logs/%{kind}", "/logs/%S"),
  "hdfs.rollInterval": fc.constantFrom("0 s", "5 s", "30 s"),
  "hdfs.rollCount": fc.constantFrom(0, 7, 1000),
  "hdfs.rollSize": fc.constantFrom("0 B", "1024 B", "100 kB"),
  "hdfs.idleTimeout": fc.constantFrom("0 s", "4 s"),
  "hdfs.closeTries": fc.constantFrom(0, 1, 3),
  "hdfs.retryInterval": fc.constantFrom("0 s", "10 s", "180 s"),
});

export const hdfsSink: Arbitrary<Keys> = joined(
  fc.record({ type: fc.constant("hdfs"), to: fc.constant("hadoop"), "hdfs.batchSize": batch }),
  joined(
    writer,
    maybe({
      "hdfs.callTimeout": fc.constantFrom("0 s", "2 s", "30 s"),
      "hdfs.threadsPoolSize": fc.constantFrom(1, 10),
      "hdfs.rollTimerPoolSize": fc.constantFrom(1, 3),
      "hdfs.maxOpenFiles": fc.constantFrom(1, 2, 5000),
    }),
  ),
);

const nullSink = fc.record({ type: fc.constant("null"), batchSize: batch });

const timedSink = fc.record({
  type: fc.constant("timed"),
  batchSize: batch,
  service: fc.constantFrom("2 ms", "30 ms", { type: "exponential", mean: "20 ms" }),
  perEvent: fc.constantFrom("0 s", "100 us"),
  noise: fc.constantFrom("none", "exponential"),
  onDown: fc.record({
    answer: fc.constantFrom("backoff", "exception"),
    after: fc.constantFrom("0 s", "2 s"),
  }),
});

export const finalSink: Arbitrary<Keys> = fc.oneof(timedSink, timedSink, hdfsSink, nullSink);

/** What an avro sink has besides where it sends. */
export const avroSink: Arbitrary<Keys> = joined(
  fc.record({ type: fc.constant("avro"), "batch-size": batch }),
  maybe({
    "connect-timeout": fc.constantFrom("2 s", "20 s"),
    "request-timeout": fc.constantFrom("2 s", "20 s"),
    "reset-connection-interval": fc.constantFrom("0 s", "7 s"),
  }),
);

export const failover: Arbitrary<Keys> = fc.record({
  type: fc.constant("failover"),
  maxpenalty: fc.constantFrom("2 s", "30 s"),
});

export const loadBalance: Arbitrary<Keys> = fc.record({
  type: fc.constant("load_balance"),
  selector: fc.constantFrom("round_robin", "random"),
  backoff: fc.boolean(),
  "selector.maxTimeOut": fc.constantFrom("2 s", "30 s"),
});

const sending = maybe({
  retry: fc.constantFrom("10 ms", "1 s"),
  onFailure: fc.constantFrom("retry", "retry", "drop"),
  backlog: fc.constantFrom("unlimited", "unlimited", "300 events", "50 kB"),
});

export const avroClient: Arbitrary<Keys> = joined(
  fc.record({
    type: fc.constant("avro"),
    policy: fc.constantFrom("default", "failover", "load_balance"),
  }),
  joined(
    sending,
    maybe({
      selector: fc.constantFrom("round_robin", "random"),
      backoff: fc.boolean(),
      maxBackoff: fc.constantFrom("2 s", "30 s"),
      "max-attempts": fc.constantFrom(1, 3),
      "connect-timeout": fc.constantFrom("2 s", "20 s"),
      "request-timeout": fc.constantFrom("2 s", "20 s"),
    }),
  ),
);

export const hdfsClient: Arbitrary<Keys> = joined(
  fc.record({ type: fc.constant("hdfs") }),
  joined(writer, sending),
);

export const arrivals: Arbitrary<unknown> = fc.oneof(
  fc.constant("poisson"),
  fc.record({
    type: fc.constant("periodic"),
    phase: fc.constantFrom("spread", "random", "aligned"),
    pacing: fc.constantFrom("continuous", "per-batch"),
  }),
  fc.record({
    type: fc.constant("mmpp"),
    burstFactor: fc.constantFrom(2, 5),
    burst: fc.constant("2 s"),
    calm: fc.constantFrom("8 s", "20 s"),
  }),
);

export const eventSize: Arbitrary<unknown> = fc.constantFrom(
  "300 B",
  "1 B",
  { type: "lognormal", median: "200 B", sigma: 0.5 },
  { type: "uniform", min: "50 B", max: "450 B" },
);

export const header: Arbitrary<unknown> = fc.record({
  name: fc.constant(HEADER),
  values: fc.constantFrom(["x"], ["x", "y"], [...VALUES], { x: "70 %", z: "30 %" }),
  by: fc.constantFrom("event", "server"),
});

export const storage: Arbitrary<Keys> = fc
  .record({
    type: fc.constant("hdfs"),
    datanodes: fc.integer({ min: 1, max: 5 }),
    "datanode.transferThreads": fc.constantFrom(6, 4096),
    blockSize: fc.constantFrom("1 MiB", "128 MiB"),
    leaseHardLimit: fc.constantFrom("10 s", "20 min"),
  })
  .map((keys) => ({ ...keys, replication: Math.min(3, keys.datanodes) }));
