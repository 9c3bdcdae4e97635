/**
 * The machine an agent runs on: its limits, and what the machine (not Flume) costs per operation.
 *
 * The costs come from a named machine profile (`machine.profile` in the file) and can be overridden
 * one by one. Per-event and per-byte costs are ticks, not whole: they are rounded once, after
 * multiplication.
 */
import type { Distribution } from "../../random/distribution.js";

export interface Machine {
  /** Name of the profile that the costs came from. */
  readonly profile: string;
  /** [bytes] `-Xmx`; from it follows a memory channel's default byteCapacity (80 %). */
  readonly heapBytes: number;
  /** Cores shared by all threads of the agent. */
  readonly cores: number;
  /** [bytes/s] Network interface, each direction. */
  readonly networkBytesPerSecond: number;
  readonly rpc: RpcCosts;
  readonly memory: MemoryCosts;
  readonly disk: DiskCosts;
  readonly hdfsClient: HdfsClientCosts;
  readonly start: StartTimes;
  /** [ticks] How much longer than asked a sleeping thread sleeps (timer slack, scheduling). */
  readonly sleepOvershootTicks: Distribution;
}

/** One Avro appendBatch of n events and b bytes costs each side call + n·perEvent + b·perByte of a core. */
export interface RpcCosts {
  readonly connectTicks: number; // [ticks] TCP connect and Netty set-up, client side
  readonly refusedTicks: number; // [ticks] until a refused connect has been reported: exception, closing, log
  readonly handshakeTicks: number; // [ticks] extra on the first call of a connection (Avro handshake)
  readonly clientCallTicks: number; // [ticks]
  readonly clientPerEventTicks: number; // [ticks/event]
  readonly clientPerByteTicks: number; // [ticks/byte]
  readonly serverCallTicks: number; // [ticks]
  readonly serverPerEventTicks: number; // [ticks/event]
  readonly serverPerByteTicks: number; // [ticks/byte]
}

export interface MemoryCosts {
  readonly putPerEventTicks: number; // [ticks/event] put and its share of the commit
  readonly takePerEventTicks: number; // [ticks/event]
  readonly wokenFirstShare: number; // of puts that wake a taker: it runs before the put sets ChannelSize, 0–1
}

/** The disk that holds a file channel. One per agent unless the channel lists several dataDirs. */
export interface DiskCosts {
  readonly fsyncTicks: Distribution; // [ticks] one fsync of a log file
  readonly putPerEventTicks: number; // [ticks/event] appending a PUT record, under the log's monitor
  readonly takePerEventTicks: number; // [ticks/event] TAKE record and random read of the event
  readonly bytesPerSecond: number; // [bytes/s] sequential write, shared by all data directories on it
  readonly spaceBytes: number; // [bytes] free space at the start of the run
  readonly checkpointBaseTicks: number; // [ticks] fixed cost of a checkpoint
  readonly checkpointPerSlotTicks: number; // [ticks] per queue slot changed since the last one
  readonly replayBaseTicks: number; // [ticks] opening the logs at start
  readonly replayPerEventTicks: number; // [ticks] per event held, with a good checkpoint
  readonly fullReplayPerEventTicks: number; // [ticks] per event held, checkpoint unusable
}

/** The HDFS client inside the sink's JVM. */
export interface HdfsClientCosts {
  readonly appendPerEventTicks: number; // [ticks/event] hand-off to a call thread and buffering
  readonly setupTicks: Distribution; // [ticks] first use of the file system by a JVM
}

/** An agent's process from its start to its last source listening. */
export interface StartTimes {
  readonly jvmTicks: Distribution; // [ticks] process start to first channel start
  readonly componentTicks: number; // [ticks] starting one source (bind, Netty)
}
