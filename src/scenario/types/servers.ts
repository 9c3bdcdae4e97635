/** Web servers: who generates the log events, how fast, and by which client they leave. */
import type { Distribution } from "../../random/distribution.js";
import type { RpcCosts } from "./machine.js";
import type { LoadProfile } from "./profile.js";
import type { HdfsWriterSettings } from "./sinks.js";

export interface ServerGroup {
  readonly name: string;
  readonly count: number;
  /** [ticks] when the servers begin to generate. */
  readonly beginTicks: number;
  /** [events/s] mean rate of one server where the profile's factor is 1 and its weight is 1. */
  readonly ratePerSecond: number;
  readonly profile: LoadProfile;
  /** [bytes] body of one event. */
  readonly sizeBytes: Distribution;
  readonly arrivals: Arrivals;
  /** [events] handed to the client at a time: one appendBatch. */
  readonly batchEvents: number;
  readonly header: Header | undefined;
  /** Whether events carry Flume's `timestamp` header (time of generation). */
  readonly hasTimestampHeader: boolean;
  readonly skew: Skew;
  readonly client: AvroClient | HdfsClient;
  /** Room for events generated while the client cannot send; what does not fit is dropped (newest first). */
  readonly backlog: BacklogLimit;
}

export interface BacklogLimit {
  readonly bytes: number | undefined; // [bytes] undefined: unbounded
  readonly events: number | undefined; // [events] undefined: unbounded
}

export type Arrivals =
  | { readonly kind: "poisson" }
  /**
   * Evenly spaced events; `spread`: server i of n begins (i + 0.5)/n of a batch interval in. `continuous`: a
   * change of the rate shows at once; `per-batch`: the server sets its timer once a batch, by the factor
   * that holds then, and a batch begun at a low rate ends at it.
   */
  | {
      readonly kind: "periodic";
      readonly phase: "spread" | "random" | "aligned";
      readonly pacing: "continuous" | "per-batch";
    }
  /** Markov-modulated Poisson: the rate is multiplied by a factor that flips between two levels; its mean is 1. */
  | {
      readonly kind: "mmpp";
      readonly burstFactor: number;
      readonly calmFactor: number;
      readonly burstMeanTicks: number;
      readonly calmMeanTicks: number;
    };

/** A header whose value decides the route of an event through multiplexing selectors and HDFS paths. */
export interface Header {
  readonly name: string;
  readonly values: readonly string[];
  /** As long as `values`; they sum to 1. */
  readonly shares: readonly number[];
  /** `event`: each batch is mixed by the shares; `server`: a server has one value for all its events. */
  readonly by: "event" | "server";
}

/** How a server's weight (mean 1 over the group) multiplies its rate. */
export type Skew =
  | { readonly kind: "even" }
  /** Weight of server i in proportion to (i + 1)^-exponent. */
  | { readonly kind: "zipf"; readonly exponent: number }
  /** Weights drawn once per run, then scaled to mean 1. */
  | { readonly kind: "lognormal"; readonly sigma: number }
  | { readonly kind: "weights"; readonly weights: readonly number[] };

/** Which agent a server tries first; with a list policy the others follow in order, wrapping. */
export interface Placement {
  /** `listed`: every server begins with the first agent of the list. */
  readonly kind: "round-robin" | "listed" | "random" | "zipf" | "weights";
  readonly exponent: number | undefined; // zipf: share of agent i in proportion to (i + 1)^-exponent
  readonly weights: readonly number[] | undefined; // weights: as long as the list of agents
  /** How many agents a server knows, from its first one on; undefined: all. */
  readonly hosts: number | undefined;
}

/** Flume's RPC client (flume-ng-sdk), one per server. */
export interface AvroClient {
  readonly kind: "avro";
  readonly policy: "default" | "failover" | "load_balance";
  readonly hostSelector: "round_robin" | "random"; // load_balance only
  readonly backoff: boolean; // load_balance only
  readonly maxBackoffTicks: number; // [ticks] load_balance only
  readonly maxAttempts: number | undefined; // failover only; undefined: as many as hosts
  readonly connectTimeoutTicks: number;
  readonly requestTimeoutTicks: number;
  readonly to: AgentList;
  readonly placement: Placement;
  /** What the application does with a batch whose call failed. */
  readonly onFailure: "retry" | "drop";
  readonly retryTicks: number; // [ticks] pause before the same batch is tried again
  readonly rpc: RpcCosts; // client side only is used
}

/** A server that writes its own files to HDFS, without Flume. */
export interface HdfsClient {
  readonly kind: "hdfs";
  readonly storage: string;
  readonly writer: HdfsWriterSettings;
  readonly appendPerEventTicks: number; // [ticks/event]
  readonly retryTicks: number;
  readonly onFailure: "retry" | "drop";
}

/** Agents in the order the file gives them: whole tiers or single agents. */
export interface AgentList {
  readonly agents: readonly AgentRef[];
  /** Name of the source that listens; undefined: the agent's first avro source. */
  readonly source: string | undefined;
}

export interface AgentRef {
  readonly tier: string;
  readonly agent: number; // index within the tier
}
