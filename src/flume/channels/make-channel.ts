/** Makes and starts a channel of an agent's life from its settings. */
import { assertNever } from "../../assert.js";
import { Sampler } from "../../random/sampler.js";
import type { RandomStream } from "../../random/stream.js";
import type {
  FileChannel as FileSettings,
  MemoryChannel as MemorySettings,
  SpillableChannel as SpillableSettings,
} from "../../scenario/types/agents.js";
import type { AgentLife } from "../agent-life.js";
import type { Flume } from "../flume.js";
import { Turns } from "../sinks/hdfs-turns.js";
import type { Channel } from "./channel.js";
import { FileChannel } from "./file-channel.js";
import { MemoryChannel } from "./memory-channel.js";
import { SpillableChannel } from "./spillable-channel.js";

export interface StartedChannel {
  readonly channel: Channel;
  /** [ticks] from the start of the channel until it is ready: a file channel's replay. */
  readonly startTicks: number;
}

/**
 * @param index of the channel in the agent's template
 * @param isOpen it has been for long: the agent is up when the run begins
 */
export function makeChannel(
  flume: Flume,
  life: AgentLife,
  index: number,
  isOpen: boolean,
): StartedChannel {
  const { template, channelParts, channelConditions } = life.place;
  const settings = template.channels[index]!;
  const { memory } = template.machine;
  const part = channelParts[index]!;
  const process = life.osProcess;
  switch (settings.kind) {
    case "memory": {
      const { memoryChannels } = flume;
      const woken = memory.wokenFirstShare === 0 ? undefined : wokenStream(flume, life, settings);
      const place = { part, process, pace: channelConditions[index]!, costs: memory, woken };
      const channel = new MemoryChannel(memoryChannels, place, settings);
      return { channel, startTicks: 0 };
    }
    case "file": {
      const channel = makeFileChannel(flume, life, index, settings, undefined);
      return { channel, startTicks: startFileChannel(flume, life, channel, isOpen) };
    }
    case "spillable": {
      const lock = new Turns(1);
      const file = makeFileChannel(flume, life, index, fileBelow(settings), lock);
      const startTicks = startFileChannel(flume, life, file, isOpen);
      const place = { part, process, lock, file };
      const { spillableChannels } = flume;
      const channel = new SpillableChannel(spillableChannels, place, settings, memory);
      return { channel, startTicks };
    }
    default:
      return assertNever(settings, "a channel");
  }
}

function wokenStream(flume: Flume, life: AgentLife, { name }: MemorySettings): RandomStream {
  const channel = `${life.place.address}/channels/${name}`;
  return flume.context.streams.stream(`${channel}/woken/${String(life.number)}`);
}

function makeFileChannel(
  flume: Flume,
  life: AgentLife,
  index: number,
  settings: FileSettings,
  lock: Turns | undefined,
): FileChannel {
  const { address, host, disks, channelParts, channelConditions, template } = life.place;
  const { streams } = flume.context;
  const name = `${address}/channels/${settings.name}/fsync/${String(life.number)}`;
  const costs = template.machine.disk;
  const place = {
    part: channelParts[index]!,
    process: life.osProcess,
    host,
    condition: channelConditions[index]!,
    store: disks.stores[index]!,
    costs,
    fsyncTicks: new Sampler(costs.fsyncTicks, () => streams.stream(name)),
    numbers: life.fileTransactions,
    lock,
  };
  return new FileChannel(flume.fileChannels, place, settings);
}

/**
 * Agents that are up when the run begins were not all started at one moment: each is somewhere between two
 * checkpoints.
 */
function startFileChannel(
  flume: Flume,
  life: AgentLife,
  channel: FileChannel,
  isOpen: boolean,
): number {
  if (!isOpen) return channel.start();
  const { checkpointIntervalTicks } = channel.core.settings;
  const name = `${life.place.address}/channels/${channel.name}/checkpoint-phase`;
  const phase = flume.context.streams.stream(name).uniform();
  channel.startAsOpen(Math.ceil(phase * checkpointIntervalTicks));
  return 0;
}

/** Flume: a spillable channel without any capacity gets the default of its overflow. */
function fileBelow(settings: SpillableSettings): FileSettings {
  const { file, memoryCapacityEvents, overflowCapacityEvents } = settings;
  const isEmpty = memoryCapacityEvents === 0 && overflowCapacityEvents === 0;
  return isEmpty ? { ...file, capacityEvents: 100_000_000 } : file;
}
