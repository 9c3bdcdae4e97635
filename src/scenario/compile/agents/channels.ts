/** Channels as the file writes them → the contract's channels, Flume's defaults filled in. */
import { exactQuantity } from "../../../units/format.js";
import { joinPath } from "../../document/describe.js";
import type { Reading } from "../../read/reading.js";
import type { Block, ValueOf } from "../../schema/field.js";
import type { channelUnion } from "../../schema/channels.js";
import { FLUME } from "../../schema/make/keys.js";
import type { Channel, FileChannel } from "../../types/agents.js";
import type { Machine } from "../../types/machine.js";

export type ChannelValue = ValueOf<typeof channelUnion>;
type FileValues = Extract<ChannelValue, { type: "file" }>["block"]["values"];
type SpillableBlock = Extract<ChannelValue, { type: "spillablememory" }>["block"];

/** MemoryChannel.java: defaultByteCapacity is 80 % of the largest heap. */
const HEAP_SHARE = 0.8;

export function compileChannel(
  name: string,
  value: ChannelValue,
  machine: Machine,
  reader: Reading,
): Channel {
  switch (value.type) {
    case "memory": {
      const { values } = value.block;
      return {
        name,
        kind: "memory",
        capacityEvents: values.capacity,
        transactionCapacityEvents: values.transactionCapacity,
        keepAliveTicks: values["keep-alive"],
        byteCapacity: byteCapacity(value.block, values.byteCapacity, machine, reader),
        byteCapacityBufferPercentage: percentage(values.byteCapacityBufferPercentage),
      };
    }
    case "file": {
      const { values } = value.block;
      return {
        ...fileLog(name, values),
        capacityEvents: values.capacity,
        keepAliveTicks: values["keep-alive"],
      };
    }
    case "spillablememory": {
      const { values } = value.block;
      return {
        name,
        kind: "spillable",
        memoryCapacityEvents: values.memoryCapacity,
        overflowCapacityEvents: values.overflowCapacity,
        overflowTimeoutTicks: values.overflowTimeout,
        overflowDeactivationThreshold: values.overflowDeactivationThreshold,
        avgEventBytes: values.avgEventSize,
        byteCapacity: byteCapacity(value.block, values.byteCapacity, machine, reader),
        byteCapacityBufferPercentage: percentage(values.byteCapacityBufferPercentage),
        file: {
          ...fileLog(name, values),
          capacityEvents: values.overflowCapacity,
          keepAliveTicks: 0,
        },
      };
    }
  }
}

type LogValues = Omit<FileValues, "capacity" | "keep-alive">;

function fileLog(
  name: string,
  values: LogValues,
): Omit<FileChannel, "capacityEvents" | "keepAliveTicks"> {
  return {
    name,
    kind: "file",
    transactionCapacityEvents: values.transactionCapacity,
    checkpointIntervalTicks: values.checkpointInterval,
    maxFileBytes: values.maxFileSize,
    minimumRequiredSpaceBytes: values.minimumRequiredSpace,
    useDualCheckpoints: values.useDualCheckpoints,
    fsyncPerTransaction: values.fsyncPerTransaction,
    fsyncIntervalTicks: values.fsyncInterval,
    dataDirs: values.dataDirs.length,
  };
}

function byteCapacity(
  block: Block | SpillableBlock,
  written: number | undefined,
  machine: Machine,
  reader: Reading,
): number {
  if (written !== undefined) return written;
  const bytes = Math.floor(machine.heapBytes * HEAP_SHARE);
  const text = exactQuantity(bytes, "bytes");
  const source = `${FLUME}, MemoryChannel: 80 % of the heap`;
  const path = joinPath(block.node.path, "byteCapacity");
  reader.logDefault(path, { text, source, confidence: "high" });
  return bytes;
}

/** Flume's property is a whole percentage; a share such as 0.2 was read from `20` or `20 %`. */
function percentage(fraction: number): number {
  return Math.round(fraction * 100);
}
