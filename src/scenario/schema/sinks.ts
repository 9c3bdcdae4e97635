/** Flume's sinks and sink processors, and `timed`, the stand-in for any slow destination. */
import { inBytes, inMilliseconds, inSeconds } from "./channels.js";
import { block, flumeBlock, list, mapOf, shape, union } from "./make/collections.js";
import { FLUME, OURS, optional, required, withDefault } from "./make/keys.js";
import { cost, duration } from "./make/quantities.js";
import { address, boolean, count, distribution, number, oneOf, text } from "./make/values.js";
import { ignoredRpcKeys } from "./sources.js";

const AVRO = `${FLUME}, AbstractRpcSink`;
const HDFS = `${FLUME}, HDFSEventSink`;
const batch = count("events", 1, 10_000_000);
const INT_MAX = 2_147_483_647;

export const processorUnion = union(
  "a sink processor",
  {
    default: flumeBlock("one sink, as without a group", {}),
    failover: flumeBlock("the sink of the highest priority that works", {
      priority: withDefault(
        mapOf("sink", count("priority", -INT_MAX - 1, INT_MAX), { keyPattern: "any" }),
        "{}",
        "Priority by sink, higher first; without one a sink gets -1, -2, … in hash order.",
      ),
      maxpenalty: withDefault(
        inMilliseconds,
        "30 s",
        "Longest time that a failed sink is left alone.",
        `${FLUME}, FailoverSinkProcessor`,
      ),
    }),
    load_balance: flumeBlock("the sinks in turn", {
      selector: withDefault(
        oneOf(["round_robin", "random"]),
        "round_robin",
        "Order in which sinks are tried.",
        `${FLUME}, LoadBalancingSinkProcessor`,
      ),
      backoff: withDefault(
        boolean,
        "false",
        "Whether a failed sink is left alone for a while.",
        `${FLUME}, LoadBalancingSinkProcessor`,
      ),
      "selector.maxTimeOut": withDefault(
        inMilliseconds,
        "30 s",
        "Longest time that it is left alone.",
        `${FLUME}, AbstractSinkSelector`,
      ),
    }),
  },
  {
    aliases: { load_balancing: "load_balance", loadbalance: "load_balance" },
    flumeWithoutType: "removes the group and runs none of its sinks",
  },
);

/** Keys that every sink has here; `count` and `processor` make several of one declaration. */
const commonKeys = {
  channel: optional(
    text("the name of a channel", 64),
    "Channel it drains; left out: the only channel of the agent.",
  ),
  count: withDefault(
    count("sinks", 1, 1000),
    "1",
    "How many sinks this declaration makes, a thread each.",
  ),
};

/** Agents that something sends to. */
export const agentsTarget = shape({
  scalar: address("a tier (`tier2`) or agents of it (`tier2[1]`)"),
  list: list(address("a tier or agents of it")),
  map: block("agents, and which of their sources", {
    agents: required(list(address("a tier or agents of it"), { single: true }), "The agents."),
    source: optional(
      text("the name of a source", 64),
      "Name of the source that listens; left out: the first.",
    ),
  }),
});

/** When files are begun, flushed and closed; shared with servers that write to HDFS themselves. */
export const hdfsWriterKeys = {
  "hdfs.path": withDefault(
    text("a path", 1000),
    "/flume",
    "Where files go; `%{header}` and time escapes make a file each.",
    OURS,
  ),
  "hdfs.filePrefix": withDefault(
    text("a file name prefix", 200),
    "FlumeData",
    "Begin of file names; escapes in it make a file each, too.",
    HDFS,
  ),
  "hdfs.rollInterval": withDefault(
    inSeconds,
    "30 s",
    "Age at which a file is closed; 0: never.",
    HDFS,
  ),
  "hdfs.rollSize": withDefault(
    inBytes,
    "1024 B",
    "Size at which a file is closed; 0: never.",
    HDFS,
  ),
  "hdfs.rollCount": withDefault(
    count("events", 0, INT_MAX),
    "10",
    "Events after which a file is closed; 0: never.",
    HDFS,
  ),
  "hdfs.idleTimeout": withDefault(
    inSeconds,
    "0 s",
    "Time without events after which a file is closed; 0: never.",
    HDFS,
  ),
  "hdfs.closeTries": withDefault(
    count("tries", 0, INT_MAX),
    "0",
    "How often closing is tried; 0: until it works.",
    HDFS,
  ),
  "hdfs.retryInterval": withDefault(inSeconds, "180 s", "Time between those tries.", HDFS),
  "hdfs.round": withDefault(
    boolean,
    "false",
    "Whether the time in the path is rounded down.",
    HDFS,
  ),
  "hdfs.roundValue": withDefault(count("units", 1, 60), "1", "… to a multiple of this", HDFS),
  "hdfs.roundUnit": withDefault(
    oneOf(["second", "minute", "hour"]),
    "second",
    "… many of these.",
    HDFS,
  ),
  "hdfs.useLocalTimeStamp": withDefault(
    boolean,
    "false",
    "Whether the path's time is the sink's, not the event's `timestamp` header.",
    HDFS,
  ),
};

export const ignoredHdfsKeys = {
  "hdfs.fileSuffix": "file names do not matter here",
  "hdfs.inUsePrefix": "file names do not matter here",
  "hdfs.inUseSuffix": "file names do not matter here",
  "hdfs.emptyInUseSuffix": "file names do not matter here",
  "hdfs.fileType": "the format costs what `hdfs.append` of the machine says",
  "hdfs.codeC": "events are written uncompressed here",
  "hdfs.writeFormat": "the format costs what `hdfs.append` of the machine says",
  "hdfs.minBlockReplicas": "HDFS's own default is used",
  "hdfs.timeZone": "the length of a period does not depend on it",
  "hdfs.kerberosPrincipal": "log-in costs nothing here",
  "hdfs.kerberosKeytab": "log-in costs nothing here",
  "hdfs.proxyUser": "log-in costs nothing here",
  serializer: "the format costs what `hdfs.append` of the machine says",
  "serializer.*": "the format costs what `hdfs.append` of the machine says",
};

/** Random factor of mean 1, whatever its parameters. */
export const noiseUnion = union("a random factor of mean 1", {
  none: block("always 1", {}),
  exponential: block("without memory", {}),
  erlang: block("a sum of exponential stages", {
    stages: required(
      count("stages", 1, 1000),
      "How many; the coefficient of variation is 1 / √stages.",
    ),
  }),
  lognormal: block("the exponential of a normal", {
    sigma: required(
      number("a standard deviation of the logarithm", 0, 5),
      "Standard deviation of the logarithm.",
    ),
  }),
  uniform: block("evenly around 1", {
    spread: required(number("a spread", 0, 1), "From 1 - spread to 1 + spread."),
  }),
});

const onDown = block("what the sink does while it is down", {
  answer: withDefault(
    oneOf(["backoff", "exception"]),
    "backoff",
    "BACKOFF (the runner waits 1 to 5 s) or an exception (5 s; a processor tries another sink).",
  ),
  after: withDefault(duration({ max: "1 h" }), "0 s", "How long it takes to answer."),
});

export const sinkUnion = union(
  "a sink",
  {
    avro: flumeBlock(
      "sends to the next tier",
      {
        ...commonKeys,
        to: required(agentsTarget, "The tier or agents it sends to."),
        processor: optional(
          processorUnion,
          "Makes one group (one thread) of one sink for each agent of `to`.",
        ),
        "batch-size": withDefault(batch, "100", "Events in one appendBatch at most.", AVRO),
        "connect-timeout": withDefault(
          inMilliseconds,
          "20 s",
          "For connecting and for the first call of a connection; below 1,000 ms Flume takes 20,000.",
          AVRO,
        ),
        "request-timeout": withDefault(
          inMilliseconds,
          "20 s",
          "For every later call; below 1,000 ms Flume takes 20,000.",
          AVRO,
        ),
        "reset-connection-interval": withDefault(
          inSeconds,
          "0 s",
          "Age at which a connection is opened anew; 0: never.",
          AVRO,
        ),
      },
      {
        hostname: "`to` says where it sends",
        port: "`to` says where it sends",
        maxIoWorkers: "no effect from Flume 1.10 on",
        ...ignoredRpcKeys,
      },
    ),
    hdfs: flumeBlock(
      "writes files to HDFS",
      {
        ...commonKeys,
        to: required(address("a storage"), "The storage it writes to."),
        "hdfs.batchSize": withDefault(batch, "100", "Events in one transaction at most.", HDFS),
        ...hdfsWriterKeys,
        "hdfs.maxOpenFiles": withDefault(
          count("files", 1, INT_MAX),
          "5000",
          "Beyond, the least recently used file is closed.",
          HDFS,
        ),
        "hdfs.callTimeout": withDefault(
          inMilliseconds,
          "30 s",
          "For one call to HDFS; 0: none.",
          HDFS,
        ),
        "hdfs.threadsPoolSize": withDefault(
          count("threads", 1, 10_000),
          "10",
          "Threads for calls to HDFS, per sink.",
          HDFS,
        ),
        "hdfs.rollTimerPoolSize": withDefault(
          count("threads", 1, 10_000),
          "1",
          "Threads for closing files by time, per sink.",
          HDFS,
        ),
      },
      ignoredHdfsKeys,
    ),
    null: flumeBlock("throws events away, which counts as delivery", {
      ...commonKeys,
      batchSize: withDefault(
        batch,
        "100",
        "Events in one transaction at most.",
        `${FLUME}, NullSink`,
      ),
    }),
    timed: flumeBlock("a stand-in for any destination with known times", {
      ...commonKeys,
      batchSize: withDefault(batch, "100", "Events in one transaction at most."),
      service: required(distribution("duration"), "How long one batch takes."),
      perEvent: withDefault(cost({ max: "1 h" }), "0 s", "… and each event in it beyond."),
      noise: withDefault(noiseUnion, "none", "Random factor of mean 1 on both."),
      onDown: withDefault(onDown, "{}", "What it does while a fault has it down."),
    }),
  },
  {
    notSimulated: [
      "logger",
      "file_roll",
      "irc",
      "thrift",
      "elasticsearch",
      "hbase",
      "asynchbase",
      "hbase2",
      "morphline_solr",
      "hive",
      "http",
      "kafka",
      "org.apache.flume.sink.kafka.KafkaSink",
    ],
    flumeWithoutType: "removes a sink without `type`",
  },
);

export const groupBlock = flumeBlock("a sink group: one thread for several sinks", {
  sinks: required(
    list(text("the name of a sink", 100), { flume: true, max: 10_000 }),
    "Names of the sinks in the group.",
  ),
  processor: withDefault(processorUnion, "{}", "Which sink of the group works."),
});
