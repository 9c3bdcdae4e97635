/**
 * An agent's disks, and what its file channels have on them: it outlasts the agent's lives.
 *
 * Data directory number i of each channel lies on disk number i, as Flume's guide advises; a channel's
 * checkpoints lie on the first.
 */
import { Disk } from "../model/disk.js";
import type { AgentTemplate, Channel } from "../scenario/types/agents.js";
import { FileStore } from "./channels/file-store.js";

export class AgentDisks {
  readonly disks: readonly Disk[];
  /** By index of the channel in the template; undefined for one that writes to no disk. */
  readonly stores: readonly (FileStore | undefined)[];

  constructor({ channels, machine }: AgentTemplate) {
    const { spaceBytes, bytesPerSecond } = machine.disk;
    const dirs = channels.map(dataDirs);
    const count = Math.max(0, ...dirs);
    const disks: Disk[] = [];
    for (let i = 0; i < count; i++) disks.push(new Disk(spaceBytes, bytesPerSecond));
    this.disks = disks;
    this.stores = dirs.map((each) =>
      each === 0 ? undefined : new FileStore(disks.slice(0, each)),
    );
  }
}

/** How many data directories a channel has. */
function dataDirs(channel: Channel): number {
  if (channel.kind === "memory") return 0;
  return channel.kind === "file" ? channel.dataDirs : channel.file.dataDirs;
}
