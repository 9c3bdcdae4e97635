/** HDFS: size, service times and limits, with defaults from published figures. */
import { flumeBlock, union } from "./make/collections.js";
import { required, withDefault } from "./make/keys.js";
import { bandwidth, bytes, duration } from "./make/quantities.js";
import { count, distribution } from "./make/values.js";

const FACTS = "published figures";
const HADOOP = "Hadoop 3.3";

const HFLUSH =
  "{ type: mixture, parts: [{ weight: 0.9995, of: { type: lognormal, median: 2.8 ms, sigma: 0.82 } }, " +
  "{ weight: 0.0005, of: { type: uniform, min: 0.15 s, max: 1 s } }] }";

export const storageUnion = union("a storage", {
  hdfs: flumeBlock("an HDFS cluster", {
    datanodes: required(count("DataNodes", 1, 100_000), "How many DataNodes."),
    replication: withDefault(count("replicas", 1, 512), "3", "Replicas of a block.", HADOOP),
    blockSize: withDefault(bytes({ min: "1 MiB" }), "128 MiB", "Size of a block.", HADOOP),
    "writer.bandwidth": withDefault(
      bandwidth(),
      "50 MB/s",
      "What one output stream can push at most.",
      `${FACTS}: 15 to 100`,
      "medium",
    ),
    hflush: withDefault(
      distribution("duration"),
      HFLUSH,
      "One hflush: the last packet down the pipeline and its acknowledgement.",
      `${FACTS}: HBase on SSD, mean 3.9 ms, p99 19 ms, rare stalls`,
      "medium",
    ),
    "namenode.mutation": withDefault(
      duration({ max: "1 min" }),
      "0.2 ms",
      "Journal time of one create, addBlock, fsync, complete or rename; one at a time.",
      `${FACTS}: 5,000 a second`,
      "low",
    ),
    "namenode.read": withDefault(
      duration({ max: "1 min" }),
      "0.2 ms",
      "Time of one reading call on one handler.",
      `${FACTS}: 50,000 a second on 10 handlers`,
      "low",
    ),
    "namenode.handlers": withDefault(
      count("handlers", 1, 10_000),
      "10",
      "Handler threads.",
      HADOOP,
    ),
    "namenode.roundTrip": withDefault(
      duration({ max: "1 min" }),
      "0.5 ms",
      "Round trip of one call without queueing.",
      "usual within one data centre",
      "low",
    ),
    "datanode.bandwidth": withDefault(
      bandwidth(),
      "82 MB/s",
      "What one DataNode can write: the slower of disk and network.",
      `${FACTS}: 70 % of 1 Gbit/s`,
      "low",
    ),
    "datanode.transferThreads": withDefault(
      count("threads", 1, 1_000_000),
      "4096",
      "Open replicas that one DataNode serves at most.",
      HADOOP,
    ),
    leaseHardLimit: withDefault(
      duration({ min: "1 s", max: "104 d" }),
      "20 min",
      "Time after which the NameNode closes a file whose writer is gone.",
      `${HADOOP}: 60 min before`,
    ),
  }),
});
