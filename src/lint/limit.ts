/** The setting that ends the room of a buffer: the ways to write it, and a number of events as one would write it there. */
import type { FluidBuffer } from "../fluid/course.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { formatBytes, formatEvents } from "../units/format.js";
import { channelPaths, type Lint } from "./found.js";

export interface Limit {
  readonly paths: Lint["paths"];
  /** @param events that the whole buffer is to hold */
  settingFor(events: number): string;
}

export function limitOf(buffer: FluidBuffer, scenario: Scenario): Limit {
  const { kind, layer, bytesPerEvent } = buffer;
  if (kind === "channel") return limitOfChannel(buffer, scenario);
  return {
    paths: [["servers", layer, "client", "backlog"]],
    settingFor: (events) =>
      buffer.limit === "bytes" ? inBytes(events, events * bytesPerEvent) : formatEvents(events),
  };
}

function limitOfChannel(
  { layer, where, limit, capacityEvents }: FluidBuffer,
  { tiers }: Scenario,
): Limit {
  const tier = tiers.find(({ name }) => name === layer)!;
  const agent = tier.agents.find(({ address }) => where.startsWith(`${address}.`))!;
  const { channels, machine } = tier.templates[agent.template]!;
  // One channel alone goes without its name: `tier1[0].channel`, `tier2[0].channels.c1`.
  const channel = channels.find(({ name }) => where.endsWith(`.channels.${name}`)) ?? channels[0]!;
  const { name } = channel;
  const room = capacityEvents ?? 0;
  if (limit === "bytes" && channel.kind === "memory") {
    return {
      paths: channelPaths(layer, name, "byteCapacity"),
      settingFor: (events) => inBytes(events, (events / room) * channel.byteCapacity),
    };
  }
  if (limit === "disk space" && channel.kind === "file") {
    const kept = channel.minimumRequiredSpaceBytes;
    const usable = machine.disk.spaceBytes - kept;
    return {
      paths: [
        ["tiers", layer, "machine", "disk.space"],
        ["tiers", layer, "machine", "disk", "space"],
      ],
      settingFor: (events) => inBytes(events, kept + (events / room) * usable),
    };
  }
  if (channel.kind === "spillable") {
    const inMemory = room - channel.overflowCapacityEvents;
    return {
      paths: channelPaths(layer, name, "overflowCapacity"),
      settingFor: (events) => formatEvents(events - inMemory),
    };
  }
  return { paths: channelPaths(layer, name, "capacity"), settingFor: formatEvents };
}

function inBytes(events: number, bytes: number): string {
  return `${formatBytes(bytes)} (${formatEvents(events)})`;
}
