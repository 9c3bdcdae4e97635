/** Checks on what a channel can really hold: bytes, heap, disk. */
import { mean } from "../../random/distribution.js";
import { formatBytes } from "../../units/format.js";
import type { AgentPlan } from "../compile/agents/agent.js";
import type { Compiled } from "../compile/scenario.js";
import type { ProblemList } from "../problem-list.js";
import type { Channel, FileChannel, MemoryChannel, SpillableChannel } from "../types/agents.js";
import { heldEvents } from "./event-sizes.js";
import { boundBy, foundOf, whereOf } from "./where.js";

/** Heap for the checkpoint's copy and for a fast replay (users report up to 32 bytes a slot). */
const HEAP_BYTES_A_SLOT = 32;
/** A PUT record without body and headers (Flume 1.11, file channel). */
const RECORD_BYTES = 47;

export function checkResources(compiled: Compiled, problems: ProblemList): void {
  if (!compiled.isWhole) return;
  const sizes = new Map(compiled.groups.map(({ group }) => [group.name, mean(group.sizeBytes)]));
  for (const { tier, plans } of compiled.tiers) {
    const feeding = [...compiled.graph.fedBy.get(tier.name)!].map((name) => sizes.get(name)!);
    if (feeding.length === 0) continue;
    const smallest = Math.min(...feeding);
    for (const plan of plans) {
      for (const channel of plan.template.channels) {
        if (channel.kind !== "file") checkBytes(channel, smallest, plan, problems);
        if (channel.kind !== "memory") checkDisk(channel, smallest, plan, problems);
      }
      checkHeap(plan, smallest, problems);
    }
  }
}

/** Even the smallest events fill the bytes before the slots. */
function checkBytes(
  channel: MemoryChannel | SpillableChannel,
  eventBytes: number,
  plan: AgentPlan,
  problems: ProblemList,
): void {
  const capacity =
    channel.kind === "memory" ? channel.capacityEvents : channel.memoryCapacityEvents;
  const key = channel.kind === "memory" ? "capacity" : "memoryCapacity";
  const held = heldEvents(channel, eventBytes);
  if (held >= capacity) return;
  const block = plan.channels.get(channel.name)!;
  problems.warning("byte-capacity-binds", whereOf(block, key), {
    expected: `at most ${held} events, with which the bytes are full (${boundBy(block, "byteCapacity")}: ${formatBytes(channel.byteCapacity)}; events of ${formatBytes(eventBytes)})`,
    found: foundOf(block, key),
    flume: `holds ${held} events, then waits for bytes as it waits for slots`,
    fix: "lower it, or raise `byteCapacity` and the heap",
  });
}

/** What all memory channels of an agent can hold, beside what file channels need. */
function checkHeap(plan: AgentPlan, eventBytes: number, problems: ProblemList): void {
  const { machine, channels } = plan.template;
  const needs = channels.map((channel) => ({ channel, bytes: heapNeed(channel, eventBytes) }));
  const total = needs.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= machine.heapBytes) return;
  const largest = needs.reduce((a, b) => (b.bytes > a.bytes ? b : a)).channel;
  const block = plan.channels.get(largest.name)!;
  const key = largest.kind === "spillable" ? "memoryCapacity" : "capacity";
  problems.warning("heap-small", whereOf(block, key), {
    expected: `channels that need no more than the heap of ${formatBytes(machine.heapBytes)}`,
    found: `${formatBytes(total)} when they are full`,
    flume: "ends with an OutOfMemoryError before they are full",
    fix: "lower it, or raise `heap` of the machine",
  });
}

function heapNeed(channel: Channel, eventBytes: number): number {
  if (channel.kind === "file") return channel.capacityEvents * HEAP_BYTES_A_SLOT;
  const capacity =
    channel.kind === "memory" ? channel.capacityEvents : channel.memoryCapacityEvents;
  const held = Math.min(capacity, heldEvents(channel, eventBytes)) * eventBytes;
  const overflow =
    channel.kind === "spillable" ? Math.min(channel.overflowCapacityEvents, capacity) : 0;
  return held + overflow * HEAP_BYTES_A_SLOT;
}

/** A file channel that cannot be filled for want of disk. */
function checkDisk(
  channel: FileChannel | SpillableChannel,
  eventBytes: number,
  plan: AgentPlan,
  problems: ProblemList,
): void {
  const file = channel.kind === "file" ? channel : channel.file;
  // Nobody fills the overflow of 100 million events that Flume has by default.
  const key = channel.kind === "file" ? "capacity" : "overflowCapacity";
  const block = plan.channels.get(channel.name)!;
  if (!block.written.has(key)) return;
  const room = plan.template.machine.disk.spaceBytes - file.minimumRequiredSpaceBytes;
  const need = file.capacityEvents * (eventBytes + RECORD_BYTES);
  if (need <= room) return;
  problems.warning("disk-small", whereOf(block, key), {
    expected: `at most ${formatBytes(Math.max(room, 0))}: free space less minimumRequiredSpace`,
    found: `${foundOf(block, key)}, which takes ${formatBytes(need)} when full`,
    flume: "stops putting and taking when the disk is full",
    fix: "lower it, or raise `disk.space` of the machine",
  });
}
