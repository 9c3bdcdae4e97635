/** How many events of a size fit into a memory channel's bytes (Flume 1.11, MemoryChannel). */
import type { MemoryChannel, SpillableChannel } from "../types/agents.js";

const MEMORY_SLOT_BYTES = 100;
const NO_LIMIT_SLOTS = 2_147_483_647; // what Flume takes where the slots come to less than 1

/** @param eventBytes [bytes] body of one event @returns [events] at which the bytes are full */
export function heldEvents(channel: MemoryChannel | SpillableChannel, eventBytes: number): number {
  const slotBytes = channel.kind === "memory" ? MEMORY_SLOT_BYTES : channel.avgEventBytes;
  const usable = channel.byteCapacity * (1 - channel.byteCapacityBufferPercentage / 100);
  const slots = Math.floor(usable / slotBytes);
  const slotsAnEvent = Math.ceil(Math.max(eventBytes, 1) / slotBytes);
  return Math.floor((slots < 1 ? NO_LIMIT_SLOTS : slots) / slotsAnEvent);
}
