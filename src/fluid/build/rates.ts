/**
 * How long one batch takes, on average, by what the scenario says of calls, channels, sinks and storages: full
 * batches, nobody else in the way. The same sums as by hand in the headers of the shipped scenarios.
 */
import { deviation } from "../../random/deviation.js";
import { longestOf } from "../../random/longest.js";
import { mean } from "../../random/distribution.js";
import type { Channel } from "../../scenario/types/agents.js";
import type { Machine, RpcCosts } from "../../scenario/types/machine.js";
import type { HdfsStorage } from "../../scenario/types/storages.js";
import type { HdfsWriterSettings, TimedSink } from "../../scenario/types/sinks.js";
import { TICKS_PER_SECOND } from "../../units/time.js";

export interface Batch {
  readonly events: number;
  readonly bytes: number;
}

/** [bytes] of records of a file channel's log (Flume 1.11, channel/file: PUT and TAKE with their frames). */
const PUT_BYTES = 47;
const TAKE_BYTES = 41;

/** One appendBatch, from its sender's first work on it to the answer [s]. */
export function callSeconds(
  batch: Batch,
  sender: { readonly rpc: RpcCosts; readonly machine: Machine | undefined; readonly slow: number },
  wire: { readonly latencySeconds: number; readonly secondsPerByte: number },
  receiver: { readonly machine: Machine; readonly slow: number; readonly putSeconds: number },
): number {
  const { rpc } = sender;
  const client =
    rpc.clientCallTicks +
    batch.events * rpc.clientPerEventTicks +
    batch.bytes * rpc.clientPerByteTicks;
  const server = serverTicks(batch, receiver.machine.rpc);
  const transmitting =
    (sender.machine === undefined ? 0 : batch.bytes / sender.machine.networkBytesPerSecond) +
    batch.bytes * wire.secondsPerByte +
    batch.bytes / receiver.machine.networkBytesPerSecond;
  return (
    (client * sender.slow + server * receiver.slow) / TICKS_PER_SECOND +
    transmitting +
    2 * wire.latencySeconds +
    receiver.putSeconds
  );
}

/** [ticks] of a core to decode a batch. */
export function serverTicks({ events, bytes }: Batch, rpc: RpcCosts): number {
  return rpc.serverCallTicks + events * rpc.serverPerEventTicks + bytes * rpc.serverPerByteTicks;
}

/** To put a batch into a channel [s]. @param slow by the channel's own faults */
export function putSeconds(batch: Batch, channel: Channel, machine: Machine, slow: number): number {
  if (channel.kind === "file") return filePutSeconds(batch, channel, machine) * slow;
  return (batch.events * machine.memory.putPerEventTicks * slow) / TICKS_PER_SECOND;
}

/** To take a batch out of a channel and to commit that [s]. */
export function takeSeconds(
  batch: Batch,
  channel: Channel,
  machine: Machine,
  slow: number,
): number {
  if (channel.kind === "file") return fileTakeSeconds(batch, channel, machine) * slow;
  return (batch.events * machine.memory.takePerEventTicks * slow) / TICKS_PER_SECOND;
}

function filePutSeconds(batch: Batch, channel: Channel, { disk }: Machine): number {
  const bytes = batch.bytes + batch.events * PUT_BYTES;
  return (
    (batch.events * disk.putPerEventTicks) / TICKS_PER_SECOND + syncSeconds(bytes, channel, disk)
  );
}

function fileTakeSeconds(batch: Batch, channel: Channel, { disk }: Machine): number {
  const bytes = batch.events * TAKE_BYTES;
  return (
    (batch.events * disk.takePerEventTicks) / TICKS_PER_SECOND + syncSeconds(bytes, channel, disk)
  );
}

function syncSeconds(bytes: number, channel: Channel, disk: Machine["disk"]): number {
  const isSynced = channel.kind !== "file" || channel.fsyncPerTransaction;
  const fsync = isSynced ? mean(disk.fsyncTicks) / TICKS_PER_SECOND : 0;
  return fsync + bytes / disk.bytesPerSecond;
}

/** One write of a timed sink [s], without the takes. @param slow by faults on the sink */
export function timedSeconds(
  events: number,
  sink: TimedSink,
  machine: Machine,
  slow: number,
): number {
  const write = (mean(sink.perBatchTicks) + events * sink.perEventTicks) * mean(sink.noise) * slow;
  return (write + mean(machine.sleepOvershootTicks)) / TICKS_PER_SECOND;
}

/** [s] standard deviation of one write of a timed sink, not slowed. */
export function timedDeviation(events: number, sink: TimedSink): number {
  const write = mean(sink.perBatchTicks) + events * sink.perEventTicks;
  const ofTime = deviation(sink.perBatchTicks) * mean(sink.noise);
  const ofNoise = write * deviation(sink.noise);
  return Math.sqrt(ofTime * ofTime + ofNoise * ofNoise) / TICKS_PER_SECOND;
}

/** [s] that the longest write of a timed sink is over the mean one, not slowed. */
export function timedLongest(events: number, sink: TimedSink, draws: number): number {
  const each = events * sink.perEventTicks;
  const longest = (longestOf(sink.perBatchTicks, draws) + each) * longestOf(sink.noise, draws);
  return (longest - (mean(sink.perBatchTicks) + each) * mean(sink.noise)) / TICKS_PER_SECOND;
}

export interface HdfsWork {
  readonly batch: Batch;
  readonly storage: HdfsStorage;
  /** [s/event] of the writer's processor, taking included. */
  readonly perEventSeconds: number;
  readonly networkBytesPerSecond: number;
  readonly latencySeconds: number;
  readonly buckets: number;
  readonly writer: Pick<HdfsWriterSettings, "rollCountEvents" | "rollSizeBytes">;
  /** By faults of the storage. */
  readonly slow: number;
}

/**
 * One batch to HDFS [s]: appended event by event while the stream writes it, then flushed in every bucket it touches, or
 * before every roll. Left out: rolls by time, and what others ask of the NameNode meanwhile.
 */
export function hdfsSeconds(work: HdfsWork): number {
  const { batch, buckets } = work;
  const perFile = eventsPerFile(work);
  const files = batch.events / perFile;
  // A file that is full where the batch ends is flushed once for both.
  const atOnce = perFile === Infinity ? 0 : commonDivisor(batch.events, perFile) / perFile;
  const flushes = buckets + files - atOnce;
  const [append, stream] = [appendSeconds(work), streamSeconds(work)];
  // A file has no block before its first flush: the stream begins when all is appended.
  const isFirst = Math.min(1, files);
  const write = Math.max(append, stream) + isFirst * Math.min(append, stream);
  return write + flushes * roundSeconds(work) + files * fileSeconds(work);
}

/** Until it is rolled for its count or its size; Infinity: it is not. */
function eventsPerFile({ batch, writer: { rollCountEvents, rollSizeBytes } }: HdfsWork): number {
  const byCount = rollCountEvents === 0 ? Infinity : rollCountEvents;
  // It is looked at before a write: the event that is over the size is still in it.
  const bySize = (rollSizeBytes * batch.events) / batch.bytes;
  return Math.min(byCount, bySize === 0 ? Infinity : Math.max(1, Math.ceil(bySize)));
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** [s] until all DataNodes of the pipeline have acknowledged. */
function roundSeconds({ storage, latencySeconds, slow }: HdfsWork): number {
  return (mean(storage.hflushTicks) * slow) / TICKS_PER_SECOND + 2 * latencySeconds;
}

/**
 * [s] of a file, its flushes aside: create, addBlock, fsync, complete, rename at the NameNode's journal, exists; the
 * pipeline is connected once, and has a last packet.
 */
function fileSeconds(work: HdfsWork): number {
  const { mutationTicks, readTicks, roundTripTicks } = work.storage.nameNode;
  const ticks = (5 * mutationTicks + readTicks + 6 * roundTripTicks) * work.slow;
  return ticks / TICKS_PER_SECOND + 6 * 2 * work.latencySeconds + 2 * roundSeconds(work);
}

/** [s] of those in which the stream goes on writing what has been appended. */
export function streamingSeconds(work: HdfsWork): number {
  return Math.max(0, streamSeconds(work) - appendSeconds(work));
}

function appendSeconds({ batch, perEventSeconds }: HdfsWork): number {
  return batch.events * perEventSeconds;
}

function streamSeconds({ batch, storage, slow, ...writer }: HdfsWork): number {
  const { writerBytesPerSecond, dataNode } = storage;
  const slowest = Math.min(writerBytesPerSecond, dataNode.bytesPerSecond);
  return (
    batch.bytes / writer.networkBytesPerSecond +
    writer.latencySeconds +
    (batch.bytes * slow) / slowest
  );
}
