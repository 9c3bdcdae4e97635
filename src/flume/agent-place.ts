/**
 * An agent's place: what outlasts its lives. Its machine, its address in the network, what its sinks
 * are connected to, and what its disks hold.
 */
import type { Condition } from "../model/condition.js";
import type { Host } from "../model/host.js";
import type { Link } from "../model/link.js";
import type { RpcAddress } from "../model/rpc.js";
import type { AgentTemplate, FlumeVersion } from "../scenario/types/agents.js";
import type { AgentDisks } from "./agent-disks.js";

export interface AgentPlace {
  readonly address: string;
  readonly part: number;
  readonly flume: FlumeVersion;
  readonly template: AgentTemplate;
  readonly host: Host;
  readonly disks: AgentDisks;
  /** Of the whole process: its ports are closed, it stands still. */
  readonly condition: Condition;
  /** As long as the template's sources, channels, sinks and groups. */
  readonly sources: readonly SourcePlace[];
  readonly channelParts: readonly number[];
  readonly channelConditions: readonly Condition[];
  readonly sinks: readonly SinkPlace[];
  readonly groupParts: readonly number[];
}

/** Where a source listens. */
export interface SourcePlace extends RpcAddress {
  readonly condition: Condition;
}

export interface SinkPlace {
  readonly part: number;
  /** Address for named random streams. */
  readonly address: string;
  readonly condition: Condition;
  /** Final destination, for sinks that are the last of their line; −1 for avro sinks. */
  readonly destination: number;
  /** Where an avro sink connects. */
  readonly target: SinkTarget | undefined;
  /** The way of an HDFS sink to its storage. */
  readonly storageLinks: SinkTarget["links"] | undefined;
}

export interface SinkTarget {
  readonly address: RpcAddress;
  readonly links: { readonly there: Link; readonly back: Link };
}
