/** Tiers of Flume agents: sources, selectors, channels, sinks and sink groups, with Flume's defaults filled in. */
import type { Machine } from "./machine.js";
import type { Sink } from "./sinks.js";

/** Which release's behaviour: they differ in the avro source's threads: 1.9 pins connections. */
export type FlumeVersion = "1.9" | "1.11";

export interface Tier {
  readonly name: string;
  /** Distance from the servers: 0 for a tier that servers send to, then 1, … (longest path). */
  readonly level: number;
  readonly flume: FlumeVersion;
  /** Distinct agent set-ups; agents that are alike share one. */
  readonly templates: readonly AgentTemplate[];
  /** One entry an agent. */
  readonly agents: readonly AgentPlace[];
}

export interface AgentPlace {
  /** `tier1[3]`, or `tier1[east-1]` where the file names agents. */
  readonly address: string;
  readonly template: number; // index into templates
  /** Not running at the start of the run; a `start` fault starts it. */
  readonly isLate: boolean;
}

export interface AgentTemplate {
  readonly machine: Machine;
  readonly sources: readonly Source[];
  readonly channels: readonly Channel[];
  readonly sinks: readonly Sink[];
  readonly groups: readonly SinkGroup[];
}

export interface Source {
  readonly name: string;
  readonly kind: "avro";
  /** Ignored by Flume 1.10 and later; bounds the workers of 1.9 (0: 2 × cores). */
  readonly threads: number;
  readonly selector: Selector;
}

/** Channel names in the order in which Flume writes them: the order of a Java HashSet, not of the file. */
export type Selector =
  | {
      readonly kind: "replicating";
      readonly required: readonly string[];
      readonly optional: readonly string[];
    }
  | {
      readonly kind: "multiplexing";
      readonly header: string;
      readonly mapping: readonly Route[];
      readonly fallback: readonly string[]; // `selector.default`; empty: unmapped events go nowhere
      readonly optional: readonly Route[];
    };

export interface Route {
  readonly value: string;
  readonly channels: readonly string[];
}

export type Channel = MemoryChannel | FileChannel | SpillableChannel;

export interface MemoryChannel {
  readonly name: string;
  readonly kind: "memory";
  readonly capacityEvents: number;
  readonly transactionCapacityEvents: number;
  readonly keepAliveTicks: number;
  readonly byteCapacity: number; // [bytes] of bodies, before the buffer percentage
  readonly byteCapacityBufferPercentage: number;
}

export interface FileChannel {
  readonly name: string;
  readonly kind: "file";
  readonly capacityEvents: number;
  readonly transactionCapacityEvents: number;
  readonly keepAliveTicks: number; // per put
  readonly checkpointIntervalTicks: number;
  readonly maxFileBytes: number;
  readonly minimumRequiredSpaceBytes: number;
  readonly useDualCheckpoints: boolean;
  readonly fsyncPerTransaction: boolean;
  readonly fsyncIntervalTicks: number;
  readonly dataDirs: number; // how many data directories, each with its own log and monitor
}

export interface SpillableChannel {
  readonly name: string;
  readonly kind: "spillable";
  readonly memoryCapacityEvents: number;
  readonly overflowCapacityEvents: number;
  readonly overflowTimeoutTicks: number;
  readonly overflowDeactivationThreshold: number; // fraction, 0–1
  readonly avgEventBytes: number; // the size of a byte slot
  readonly byteCapacity: number;
  readonly byteCapacityBufferPercentage: number;
  /** The file channel underneath; its keep-alive is 0 and its capacity is the overflow capacity. */
  readonly file: FileChannel;
}

export interface SinkGroup {
  readonly name: string;
  /** Sink names in the order of Flume's HashSet. */
  readonly sinks: readonly string[];
  readonly processor: SinkProcessor;
}

export type SinkProcessor =
  | { readonly kind: "default" }
  | {
      readonly kind: "failover";
      /** As long as `sinks` of the group; higher first. */
      readonly priorities: readonly number[];
      readonly maxPenaltyTicks: number;
    }
  | {
      readonly kind: "load_balance";
      readonly selector: "round_robin" | "random";
      readonly backoff: boolean;
      readonly maxTimeOutTicks: number;
    };
