/**
 * The Scenario: one of the four plain-data contracts. Frozen, complete (every default filled in),
 * serialisable to JSON; times in ticks, sizes in bytes, counts in events.
 */
import type { FlumeVersion, Tier } from "./agents.js";
import type { Fault, LinkEnd } from "./faults.js";
import type { Objective } from "./objectives.js";
import type { ServerGroup } from "./servers.js";
import type { Storage } from "./storages.js";

export const SCENARIO_FORMAT = "fanin-scenario/1";
/** When a run begins whose scenario does not say: some Monday's midnight. */
export const DEFAULT_START = "2026-03-02T00:00:00Z";

export interface Scenario {
  readonly format: typeof SCENARIO_FORMAT;
  readonly name: string;
  readonly about: string;
  readonly seed: number;
  /** As written (ISO 8601); lays day curves over the run. */
  readonly start: string;
  readonly durationTicks: number;
  /** [ticks] from the start: not judged by objectives, not in estimates. */
  readonly warmUpTicks: number;
  readonly flume: FlumeVersion;
  readonly servers: readonly ServerGroup[];
  readonly tiers: readonly Tier[]; // in order of level, then of the file
  readonly storages: readonly Storage[];
  readonly network: Network;
  readonly faults: readonly Fault[];
  readonly objectives: readonly Objective[];
  readonly record: RecordPlan;
  /** What the author did not write, with what stands in for it. */
  readonly defaults: readonly DefaultUse[];
  /** Codes of the warnings found, each once; errors that `accept:` made warnings are among them. */
  readonly warnings: readonly string[];
}

/** Every pair of ends is joined by a link with these properties, unless `links` names it. */
export interface Network {
  readonly latencyTicks: number; // [ticks] one way
  readonly links: readonly Link[];
}

export interface Link {
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  readonly latencyTicks: number; // [ticks] one way
  readonly bytesPerSecond: number | undefined; // shared by all that use the link; undefined: no limit of its own
}

export interface RecordPlan {
  readonly everyTicks: number; // sampling interval
  /** `all`: every counter; `totals`: fill, puts, takes and refusals per component; `tiers`: sums per tier. */
  readonly series: "all" | "totals" | "tiers";
}

export interface DefaultUse {
  readonly path: string; // in the file's own keys: `tiers.tier1.channel.keep-alive`
  readonly value: string; // as one would write it
  readonly source: string; // where the default comes from
  readonly confidence: "high" | "medium" | "low";
}
