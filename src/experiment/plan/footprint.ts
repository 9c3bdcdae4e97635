/**
 * What a channel takes: heap, direct memory, disk, time to replay after a crash. Of a full channel, so that nothing
 * that the runs did not show can make it more; each figure with its formula.
 */
import type {
  Channel,
  FileChannel,
  MemoryChannel,
  SpillableChannel,
} from "../../scenario/types/agents.js";
import type { DiskCosts } from "../../scenario/types/machine.js";
import { formatBytes, formatCount, formatDuration } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { Formula } from "./result.js";

/** Of one event in the heap of a 64-bit JVM with compressed pointers: SimpleEvent 24 B, array header 16 B, empty
 * HashMap 48 B, node of the queue 32 B. */
const EVENT_OBJECT_BYTES = 120;
const OBJECTS = "object sizes of a 64-bit JVM (estimate)";
/** A header of one event: map node, key and value. */
const HEADER_OBJECT_BYTES = 200;
/** By default a memory channel may fill 80 % of the heap, of which it keeps 20 % for headers. */
const BODY_SHARE_OF_HEAP = 0.8 * 0.8;
const BODY_SLOT_BYTES = 100;
const MEMORY_CODE =
  "Flume 1.11, MemoryChannel: byteCapacity is 80 % of the heap, 20 % of it held back";

const QUEUE_SLOT_BYTES = 8;
const QUEUE_EXTRA_SLOTS = 1029;
const LOG_BUFFER_BYTES = 1_048_576;
const FILE_CODE =
  "Flume 1.11, file channel: mapped checkpoint of (capacity + 1029) × 8 B, and 1 MiB";
const REPLAY_HEAP_BYTES = 32;
const REPLAY_POST = "users report up to 32 B of heap a slot for a fast replay";
const PUT_RECORD_BYTES = 47;
const HEADER_RECORD_BYTES = 30;
const TAKE_RECORD_BYTES = 41;
const KEPT_FILES = 2;
const DISK_CODE =
  "Flume 1.11, file channel: a PUT (47 B and the event) and a TAKE (41 B) an event, the two newest files of each" +
  " directory, the checkpoint, minimumRequiredSpace";
const REPLAY_SOURCE = "machine: disk.replay, disk.replayPerEvent, disk.fullReplayPerEvent";

export interface EventShape {
  /** [bytes] mean body */
  readonly bodyBytes: number;
  readonly headers: number;
}

export interface Footprint {
  readonly capacityEvents: number;
  readonly capacityBytes: number;
  readonly heapBytes: number;
  readonly directBytes: number;
  readonly diskBytes: number;
  readonly replay: { readonly seconds: number; readonly fullSeconds: number } | null;
  readonly lostInCrashEvents: number;
  readonly formulas: readonly Formula[];
}

export function footprint(channel: Channel, event: EventShape, disk: DiskCosts): Footprint {
  switch (channel.kind) {
    case "memory":
      return ofMemory(channel.capacityEvents, event);
    case "file":
      return ofFile(channel, channel.capacityEvents, event, disk);
    case "spillable":
      return ofSpillable(channel, event, disk);
  }
}

function ofMemory(capacity: MemoryChannel["capacityEvents"], event: EventShape): Footprint {
  const { bodyBytes, headers } = event;
  const body = Math.ceil(bodyBytes / 8) * 8;
  const anEvent = body + EVENT_OBJECT_BYTES + headers * HEADER_OBJECT_BYTES;
  const objects = capacity * anEvent;
  const slots = Math.ceil(Math.max(bodyBytes, 1) / BODY_SLOT_BYTES) * BODY_SLOT_BYTES;
  const allowed = (capacity * slots) / BODY_SHARE_OF_HEAP;
  const heapBytes = Math.ceil(Math.max(objects, allowed));
  const isObjects = objects >= allowed;
  return {
    capacityEvents: capacity,
    capacityBytes: capacity * bodyBytes,
    heapBytes,
    directBytes: 0,
    diskBytes: 0,
    replay: null,
    lostInCrashEvents: capacity,
    formulas: [
      bytesOf(capacity, bodyBytes),
      {
        what: "heap",
        formula: isObjects
          ? `${formatCount(capacity)} events × ${formatBytes(anEvent)} as objects`
          : `${formatCount(capacity)} events × ${formatBytes(slots)} in slots of 100 B / 0.64`,
        value: heapBytes,
        unit: "bytes",
        source: isObjects ? OBJECTS : MEMORY_CODE,
      },
    ],
  };
}

function ofFile(
  file: FileChannel,
  capacity: number,
  event: EventShape,
  disk: DiskCosts,
): Footprint {
  const { bodyBytes, headers } = event;
  const mapped = (capacity + QUEUE_EXTRA_SLOTS) * QUEUE_SLOT_BYTES;
  const directBytes = mapped + LOG_BUFFER_BYTES;
  const heapBytes = capacity * REPLAY_HEAP_BYTES;
  const record = bodyBytes + PUT_RECORD_BYTES + headers * HEADER_RECORD_BYTES + TAKE_RECORD_BYTES;
  const kept = KEPT_FILES * file.dataDirs * file.maxFileBytes;
  const checkpoints = (file.useDualCheckpoints ? 2 : 1) * mapped;
  const diskBytes = Math.ceil(
    capacity * record + kept + checkpoints + file.minimumRequiredSpaceBytes,
  );
  const replay = replayOf(capacity, disk);
  const events = `${formatCount(capacity)} events`;
  return {
    capacityEvents: capacity,
    capacityBytes: capacity * bodyBytes,
    heapBytes,
    directBytes,
    diskBytes,
    replay: replay.times,
    lostInCrashEvents: 0,
    formulas: [
      bytesOf(capacity, bodyBytes),
      {
        what: "heap",
        formula: `${events} × ${String(REPLAY_HEAP_BYTES)} B`,
        value: heapBytes,
        unit: "bytes",
        source: REPLAY_POST,
      },
      {
        what: "direct memory",
        formula: `(${events} + ${String(QUEUE_EXTRA_SLOTS)}) × 8 B + 1 MiB`,
        value: directBytes,
        unit: "bytes",
        source: FILE_CODE,
      },
      {
        what: "disk",
        formula:
          `${events} × ${formatBytes(record)} + ${formatBytes(kept)} of newest files + ` +
          `${formatBytes(checkpoints)} of checkpoint + ${formatBytes(file.minimumRequiredSpaceBytes)} kept free`,
        value: diskBytes,
        unit: "bytes",
        source: DISK_CODE,
      },
      ...replay.formulas,
    ],
  };
}

function replayOf(
  capacity: number,
  disk: DiskCosts,
): { readonly times: NonNullable<Footprint["replay"]>; readonly formulas: readonly Formula[] } {
  const formulaOf = (what: string, perEventTicks: number): Formula => ({
    what,
    formula:
      `${formatDuration(disk.replayBaseTicks)} + ${formatCount(capacity)} events × ` +
      formatDuration(perEventTicks),
    value: (disk.replayBaseTicks + capacity * perEventTicks) / TICKS_PER_SECOND,
    unit: "s",
    source: REPLAY_SOURCE,
  });
  const good = formulaOf("replay with a good checkpoint", disk.replayPerEventTicks);
  const full = formulaOf("full replay", disk.fullReplayPerEventTicks);
  return { times: { seconds: good.value, fullSeconds: full.value }, formulas: [good, full] };
}

function ofSpillable(channel: SpillableChannel, event: EventShape, disk: DiskCosts): Footprint {
  const memory = ofMemory(channel.memoryCapacityEvents, event);
  const file = ofFile(channel.file, channel.overflowCapacityEvents, event, disk);
  const named = (part: Footprint, name: string): Formula[] =>
    part.formulas.map((formula) => ({ ...formula, what: `${formula.what} of the ${name}` }));
  return {
    capacityEvents: memory.capacityEvents + file.capacityEvents,
    capacityBytes: memory.capacityBytes + file.capacityBytes,
    heapBytes: memory.heapBytes + file.heapBytes,
    directBytes: file.directBytes,
    diskBytes: file.diskBytes,
    replay: file.replay,
    lostInCrashEvents: memory.lostInCrashEvents,
    formulas: [...named(memory, "memory"), ...named(file, "overflow")],
  };
}

function bytesOf(capacity: number, bodyBytes: number): Formula {
  return {
    what: "capacity in bytes",
    formula: `${formatCount(capacity)} events × ${formatBytes(bodyBytes)}`,
    value: capacity * bodyBytes,
    unit: "bytes",
    source: "mean size of the servers' events",
  };
}
