/**
 * What a machine (not Flume) costs: named sets of first values, each with its origin.
 *
 * `lab` is the 2-core virtual machine of the reference recordings; its numbers were measured there
 * (reference/calibration.jsonl and the table in its README, Flume 1.11.0, Java 17). `server` is a
 * usual production machine: the same processor costs, with the disk, heap and network of such a
 * machine. A tier takes one by `machine: { profile: lab }` and overrides what it knows better.
 */
import type { Confidence } from "./schema/field.js";

export type MachineProfileName = "server" | "lab";

export interface ProfileValue {
  /** As one writes it in a scenario. */
  readonly text: string;
  readonly origin: string;
  readonly confidence: Confidence;
}

const MEASURED = "measured in the lab";
const RULE = "usual size";

function value(text: string, origin: string, confidence: Confidence): ProfileValue {
  return { text, origin, confidence };
}

/** Processor costs: alike on both, for want of a better number for the server. */
const PROCESSOR = {
  // appendBatch over loopback: about 150 us + 0.45 us an event + 1.2 ns a byte, half on each side.
  "rpc.connect": value("4 ms", `${MEASURED}: connectUs`, "medium"),
  "rpc.refused": value("5 ms", "estimate: exception, closing and a line in the log", "low"),
  "rpc.handshake": value("4 ms", `${MEASURED}: firstCallUs beyond a later call`, "low"),
  "rpc.clientCall": value("75 us", `${MEASURED}: half of 150 us a call`, "medium"),
  "rpc.clientPerEvent": value("0.225 us", `${MEASURED}: half of 0.45 us an event`, "medium"),
  "rpc.clientPerByte": value("0.6 ns", `${MEASURED}: half of 1.2 ns a byte`, "medium"),
  "rpc.serverCall": value("75 us", `${MEASURED}: half of 150 us a call`, "medium"),
  "rpc.serverPerEvent": value("0.225 us", `${MEASURED}: half of 0.45 us an event`, "medium"),
  "rpc.serverPerByte": value("0.6 ns", `${MEASURED}: half of 1.2 ns a byte`, "medium"),
  "memory.putPerEvent": value("0.042 us", `${MEASURED}: memory put, batch 1,000`, "high"),
  "memory.takePerEvent": value("0.042 us", `${MEASURED}: memory take, batch 1,000`, "high"),
  "memory.wokenFirst": value("0 %", "a core is free for the thread that was woken", "low"),
  "disk.putPerEvent": value("5.2 us", `${MEASURED}: file put, batch 1,000`, "medium"),
  "disk.takePerEvent": value("11.4 us", `${MEASURED}: file take, batch 1,000`, "medium"),
  "disk.checkpointPerSlot": value(
    "8 ns",
    "8 bytes a slot at memory speed (Flume 1.11, file channel)",
    "low",
  ),
  "disk.replay": value("33 ms", `${MEASURED}: replay of 1,000 events, good checkpoint`, "medium"),
  "disk.replayPerEvent": value("1.8 us", `${MEASURED}: replay, 1,000 to 500,000 events`, "medium"),
  "disk.fullReplayPerEvent": value(
    "9.2 us",
    `${MEASURED}: full replay, 1,000 to 500,000`,
    "medium",
  ),
  "hdfs.append": value("10 us", "published figures: 5 to 50 us", "low"),
  "hdfs.setup": value(
    "{ type: lognormal, median: 0.6 s, sigma: 0.3 }",
    "estimate: class loading and log-in of the HDFS client",
    "low",
  ),
  "start.jvm": value(
    "{ type: lognormal, median: 0.55 s, sigma: 0.1 }",
    `${MEASURED}: process start to first channel`,
    "medium",
  ),
  "start.source": value("0.26 s", `${MEASURED}: bind and Netty`, "medium"),
  sleepOvershoot: value(
    "{ type: exponential, mean: 0.1 ms }",
    "Linux timer slack of 50 us, and scheduling",
    "low",
  ),
} as const;

/**
 * Calls in the recordings are far dearer than the warm loop of calibration.jsonl: agents run at low load, so
 * their code is compiled late, and five processes share two cores. Calibrated on the recording of an agent
 * at half load: 796 calls of 50 events took 1,503 ms together, 1.89 ms each; the share per call is that of a
 * warm call of one event, twice, the rest goes with the events.
 */
const LAB_CALLS = {
  "rpc.refused": value(
    "40 ms",
    "a recorded sink that finds nobody tries again every 5.04 s: 5 s of sleep and the attempt",
    "medium",
  ),
  "rpc.clientCall": value("0.3 ms", "calibrated on the recorded half-loaded agent", "medium"),
  "rpc.clientPerEvent": value("12.9 us", "calibrated on the recorded half-loaded agent", "medium"),
  "rpc.clientPerByte": value("0 ns", "all recordings have events of one size", "low"),
  "rpc.serverCall": value("0.3 ms", "calibrated on the recorded half-loaded agent", "medium"),
  "rpc.serverPerEvent": value("12.9 us", "calibrated on the recorded half-loaded agent", "medium"),
  "rpc.serverPerByte": value("0 ns", "all recordings have events of one size", "low"),
  "memory.wokenFirst": value(
    "38 %",
    "of 322 samples of a recorded half-loaded agent, 121 show 0 where the last put was of 50 events",
    "medium",
  ),
  "hdfs.append": value(
    "17 us",
    "each append is handed to a call thread and waited for; two sinks drain 19,000 to 36,000 events/s each once HDFS is back",
    "medium",
  ),
  "hdfs.setup": value(
    "{ type: lognormal, median: 1.1 s, sigma: 0.1 }",
    "recorded sinks open their first file 0.6 to 1.2 s after their first event",
    "medium",
  ),
  sleepOvershoot: value(
    "0.5 ms",
    "a saturated sink that sleeps 200 ms a batch needs 202.7 ms: 1.3 ms to take it from its file channel, 0.3 ms of fsync and checkpoints, the rest; 0.1 to 3.4 ms in 180 sleeps on a busy machine",
    "medium",
  ),
} as const;

/** For each profile, the value of each key of `machine`. */
export const MACHINE_PROFILES = {
  server: {
    ...PROCESSOR,
    heap: value("2 GB", RULE, "low"),
    cores: value("4", RULE, "low"),
    network: value("1 Gbit/s", RULE, "medium"),
    "disk.fsync": value(
      "{ type: lognormal, median: 2 ms, sigma: 0.6 }",
      "usual for a busy SSD or a disk with a write cache",
      "low",
    ),
    "disk.bandwidth": value("200 MB/s", RULE, "low"),
    "disk.space": value("200 GB", RULE, "low"),
    "disk.checkpoint": value("12 ms", "six fsyncs (Flume 1.11, file channel) of 2 ms", "low"),
  },
  lab: {
    ...PROCESSOR,
    ...LAB_CALLS,
    heap: value("512 MiB", "-Xmx512m of the recordings", "high"),
    cores: value("2", "the recordings' machine", "high"),
    network: value("10 Gbit/s", "loopback: never the limit", "medium"),
    "disk.fsync": value(
      "{ type: lognormal, median: 0.12 ms, sigma: 0.25 }",
      `${MEASURED}: file put of one event, less its write`,
      "medium",
    ),
    "disk.bandwidth": value("1 GB/s", "fast virtual disk", "low"),
    "disk.space": value("20 GB", RULE, "low"),
    "disk.checkpoint": value("0.8 ms", "six fsyncs (Flume 1.11, file channel) of 0.12 ms", "low"),
  },
} as const satisfies Readonly<Record<MachineProfileName, Readonly<Record<string, ProfileValue>>>>;

export type MachineKey = keyof (typeof MACHINE_PROFILES)["server"];

/** One way between any two ends, where the file does not say. */
export const NETWORK_LATENCY: Readonly<Record<MachineProfileName, ProfileValue>> = {
  server: value("0.2 ms", "usual within one data centre", "medium"),
  lab: value("0 s", "loopback", "high"),
};

/** The lab's HDFS, where it differs from the defaults: keys of a storage, as a document holds them. */
export const LAB_HDFS = {
  hflush: {
    text: { type: "lognormal", median: "2.8 ms", sigma: 0.82 },
    origin: "the default without its rare stalls: one machine, and a fast virtual disk",
    confidence: "low",
  },
  "namenode.mutation": value(
    "7 ms",
    "from the logs of two sinks: to close a file (last packet and one call) takes 8 to 29 ms, most often 15",
    "medium",
  ),
  "namenode.roundTrip": value("3 ms", "as above: 10 ms a call", "medium"),
} as const;

/** What the programs beside the agents took in the lab: load clients, sampling, and an HDFS of one process [ms]. */
export const LAB_STARTS = {
  /** Class loading in the first call of a load client: its first events were put 0.8 to 1.3 s after its start. */
  clientFirstCallMs: 900,
  /** Load clients sleep whole milliseconds, rounded up. */
  clientLateMs: 1,
  /** A process that a recording says was started then was: within so much of the action that started it. */
  bookedMs: 50,
  /**
   * From the start of an agent's process to the sample at which it first answers, with the times of the profile: its
   * sources are bound 1.31 s after the start, and in the two restarts with a file channel they were not in the first
   * sample that was answered, and were in the second, 250 ms later.
   */
  startToSeenMs: 1185,
  /** An agent reads its counters that long after a sample's time was noted: a request over HTTP, JMX, JSON. */
  sampledLateMs: 3,
  /** From the start of HDFS on, with files, until one can be opened: 5.0 to 5.5 s in four starts. */
  hdfsStartMs: 5000,
  /** How long after that its code is cold: batches came a seventh as often, for 0.5 to 2.5 s in four starts. */
  hdfsColdMs: 1500,
  hdfsColdFactor: 7,
} as const;
