/** Flume's channels: memory, file, SPILLABLEMEMORY, with Flume's keys, defaults and units. */
import { flumeBlock, list, union } from "./make/collections.js";
import { FLUME, derived, optional, withDefault } from "./make/keys.js";
import { bytes, duration, fraction } from "./make/quantities.js";
import { boolean, count, text } from "./make/values.js";

const MEMORY = `${FLUME}, MemoryChannel`;
const FILE = `${FLUME}, FileChannelConfiguration`;
const SPILL = `${FLUME}, SpillableMemoryChannel`;
const MAX_EVENTS = 2_147_483_647; // Integer.MAX_VALUE, the type of the property
const events = count("events", 1, MAX_EVENTS);
const inSeconds = duration({ bare: "s", max: "104 d" });
const inMilliseconds = duration({ bare: "ms", max: "104 d" });
const inBytes = bytes({ bare: "B" });

const byteKeys = {
  byteCapacity: derived(
    inBytes,
    "80 % of the heap",
    "Bodies that the channel may hold, in bytes.",
    MEMORY,
  ),
  byteCapacityBufferPercentage: withDefault(
    fraction({ bare: "%" }),
    "20 %",
    "Part of byteCapacity that is held back for headers.",
    MEMORY,
  ),
};

/** What a file channel and the overflow of a spillable one have in common. */
const logKeys = {
  transactionCapacity: withDefault(events, "10000", "Events in one transaction at most.", FILE),
  checkpointInterval: withDefault(
    duration({ bare: "ms", min: "1 s", max: "104 d" }),
    "30 s",
    "Time between checkpoints; each stalls the channel.",
    FILE,
  ),
  maxFileSize: withDefault(
    bytes({ bare: "B", min: "1 MB", max: "1623195647 B" }),
    "1623195647 B",
    "Size at which a new log file is begun.",
    FILE,
  ),
  minimumRequiredSpace: withDefault(
    bytes({ bare: "B", min: "1 MiB" }),
    "500 MiB",
    "Free disk space below which puts and takes fail.",
    FILE,
  ),
  useDualCheckpoints: withDefault(
    boolean,
    "false",
    "Whether a copy of the checkpoint is kept.",
    FILE,
  ),
  backupCheckpointDir: optional(text("a folder"), "Where that copy lies; Flume asks for it."),
  fsyncPerTransaction: withDefault(
    boolean,
    "true",
    "Whether each commit waits for the disk; if not, a timer syncs.",
    FILE,
  ),
  fsyncInterval: withDefault(inSeconds, "5 s", "Period of that timer.", FILE),
  dataDirs: withDefault(
    list(text("a folder"), { flume: true, max: 64 }),
    "~/.flume/file-channel/data",
    "Data directories, each with its own log and lock; only their number matters here.",
    FILE,
  ),
};

const ignoredLogKeys = {
  checkpointDir: "where the checkpoint lies changes nothing",
  compressBackupCheckpoint: "compression of the copy costs nothing here",
  checkpointOnClose: "a channel that is stopped cleanly writes a checkpoint",
  "use-log-replay-v1": "there is one way to replay here",
  "use-fast-replay": "there is one way to replay here",
  "encryption.*": "encryption costs nothing here",
};

export const channelUnion = union(
  "a channel",
  {
    memory: flumeBlock("a memory channel: fast, lost in a crash", {
      capacity: withDefault(events, "100", "Events that the channel holds.", MEMORY),
      transactionCapacity: withDefault(events, "100", "Events in one transaction at most.", MEMORY),
      "keep-alive": withDefault(
        inSeconds,
        "3 s",
        "How long a put waits for room, and a take for an event.",
        MEMORY,
      ),
      ...byteKeys,
    }),
    file: flumeBlock(
      "a file channel: survives a crash",
      {
        capacity: withDefault(events, "1000000", "Events that the channel holds.", FILE),
        "keep-alive": withDefault(inSeconds, "3 s", "How long each put waits for room.", FILE),
        ...logKeys,
      },
      ignoredLogKeys,
    ),
    spillablememory: flumeBlock(
      "memory that overflows to a file channel",
      {
        memoryCapacity: withDefault(
          count("events", 0, MAX_EVENTS),
          "10000",
          "Events held in memory; 0: all go to the file channel.",
          SPILL,
        ),
        overflowCapacity: withDefault(
          count("events", 0, MAX_EVENTS),
          "100000000",
          "Events held on disk; 0: never spills.",
          SPILL,
        ),
        overflowTimeout: withDefault(
          inSeconds,
          "3 s",
          "How long a put waits before it spills.",
          SPILL,
        ),
        overflowDeactivationThreshold: withDefault(
          fraction({ bare: "%" }),
          "5 %",
          "Part of the memory that must be free before puts go to memory again.",
          SPILL,
        ),
        avgEventSize: withDefault(
          bytes({ bare: "B", min: "1 B", max: "1 GB" }),
          "500 B",
          "Size of a byte slot.",
          SPILL,
        ),
        ...byteKeys,
        ...logKeys,
      },
      {
        ...ignoredLogKeys,
        capacity: "Flume overwrites it by overflowCapacity",
        "keep-alive": "Flume sets it to 0 for the file channel underneath",
      },
    ),
  },
  {
    aliases: { spillable: "spillablememory" },
    notSimulated: [
      "jdbc",
      "org.apache.flume.channel.kafka.KafkaChannel",
      "kafka",
      "org.apache.flume.channel.PseudoTxnMemoryChannel",
    ],
    flumeWithoutType: "removes a channel without `type`, and what hangs on it",
  },
);

export { inBytes, inMilliseconds, inSeconds };
