/** Makes a channel of an agent's life from its settings. */
import type { AgentLife } from "../agent-life.js";
import type { Flume } from "../flume.js";
import type { Channel as ChannelSettings } from "../../scenario/types/agents.js";
import type { Channel } from "./channel.js";
import { MemoryChannel } from "./memory-channel.js";

export interface StartedChannel {
  readonly channel: Channel;
  /** [ticks] from the start of the channel until it is ready: a file channel's replay. */
  readonly startTicks: number;
}

export function makeChannel(
  flume: Flume,
  life: AgentLife,
  settings: ChannelSettings,
  part: number,
): StartedChannel {
  const { machine } = life.place.template;
  switch (settings.kind) {
    case "memory": {
      const { memoryChannels } = flume;
      const channel = new MemoryChannel(
        memoryChannels,
        part,
        life.osProcess,
        settings,
        machine.memory,
      );
      return { channel, startTicks: 0 };
    }
    default:
      throw new Error(settings.kind);
  }
}
