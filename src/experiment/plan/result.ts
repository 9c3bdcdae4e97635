/**
 * The Plan: the cheapest settings with which a scenario meets its objectives, what that stands on, and why nothing
 * cheaper does. Plain data, serialisable, versioned; reports show its numbers and compute none.
 */
import type { RegimeMap } from "../../fluid/regime/map.js";
import type { HeadlineUnit } from "../headlines.js";
import type { HeadlineEstimate, ObjectiveShare, TroubleCount } from "../estimates.js";
import type { DefaultUse } from "../../scenario/types/scenario.js";
import type { ShareInterval } from "../../statistics/share-interval.js";

export const PLAN_FORMAT = "fanin-plan/4";

export interface Plan {
  readonly format: typeof PLAN_FORMAT;
  readonly scenario: { readonly file: string; readonly name: string; readonly about: string };
  /** Settings of the command line that hold in every run. */
  readonly set: readonly string[];
  /** Where every run ended; null: at the scenario's end. */
  readonly untilTicks: number | null;
  /** Layers in the direction of the flow. */
  readonly layers: readonly string[];
  /**
   * `found`: `recommended` is shown to meet the objectives. `not-found`: nothing within the bounds is. `impossible`: a
   * bound says so (`impossible`), and little or nothing was simulated. `interrupted`: what is known so far.
   */
  readonly outcome: "found" | "not-found" | "impossible" | "interrupted";
  readonly asked: Asked;
  readonly variables: readonly Variable[];
  readonly uncertain: readonly UncertainInput[];
  readonly costRates: readonly CostRate[];
  /** `EUR a month`; null: costs are weights. */
  readonly costUnit: string | null;
  /** What the file costs as it is, by the same rates; null: a setting that costs by its steps has none of its levels. */
  readonly present: Cost | null;
  /** What was decided for the reader, for people: derived variables, default costs. */
  readonly notes: readonly string[];
  /** null: none was found. */
  readonly recommended: Candidate | null;
  /** One for each variable, for the recommended settings; empty without any. */
  readonly bindings: readonly Binding[];
  /** Nearest cheaper configurations, each a step from the recommended one, and why they fail. */
  readonly cheaper: readonly CheaperCandidate[];
  readonly tiers: readonly TierPlan[];
  /** One for each variable. */
  readonly derivations: readonly Derivation[];
  readonly impossible: readonly Impossible[];
  /** Without a recommendation: how the largest settings within the bounds fail. null: not known. */
  readonly best: CheaperCandidate | null;
  readonly effort: Effort;
  /** With the recommended settings, or as it is without any; null: there is no outage whose length could be varied. */
  readonly map: RegimeMap | null;
  /** Defaults that stand in for what the file does not say, with their sources. */
  readonly assumptions: readonly DefaultUse[];
}

export interface Asked {
  readonly objectives: readonly string[];
  /** The faults of every run, for people: `hadoop down for 30 min from 00:30:00`. */
  readonly faults: readonly string[];
  /** Share of seeds that must meet all objectives, 0–1. */
  readonly probability: number;
  /** Of that statement, one-sided, 0–1. */
  readonly confidence: number;
}

/** `other`: anything that the file names and the planner knows nothing of but its levels. */
export type VariableRole = "agents" | "capacity" | "sinks" | "batch" | "heap" | "other";

/** A setting that may vary. */
export interface Variable {
  /** As on `--set`: `tier2.channel.capacity`. */
  readonly path: string;
  readonly role: VariableRole;
  /** The tier it belongs to; null: none. */
  readonly tier: string | null;
  /** What it may be, as texts of a scenario file, the least first: each a rounding step above the one before. */
  readonly levels: readonly string[];
  /** What the file has; null: nothing is written. */
  readonly current: string | null;
  readonly from: "file" | "flag" | "derived";
}

/** An input that is known as an interval: drawn anew for every seed, the same for all settings. */
export interface UncertainInput {
  readonly path: string;
  readonly law: "uniform" | "triangular" | "beta";
  readonly least: string;
  /** null for `uniform`. */
  readonly likely: string | null;
  readonly most: string;
}

export interface CostRate {
  /** `agents of tier2`, `heap`, `direct memory`, `disk`, or the path of a setting. */
  readonly what: string;
  /** `agent`, `GB`, or `step` for a stated weight of a setting. */
  readonly unit: string;
  readonly perUnit: number;
  readonly from: "file" | "flag" | "default";
}

export interface CostPart {
  readonly what: string;
  readonly amount: number;
  readonly unit: string;
  readonly cost: number;
}

export interface Cost {
  readonly total: number;
  readonly parts: readonly CostPart[];
}

/** A set of settings and what its runs showed. */
export interface Candidate {
  /** `path=value`, in the order of the variables. */
  readonly settings: readonly string[];
  readonly cost: Cost;
  readonly evidence: Evidence;
}

export interface Evidence {
  /** Seeds that met all objectives, with the exact two-sided 95 % interval. */
  readonly met: ShareInterval;
  /** `meets` and `fails` are decided at the asked confidence, by a test that may stop at any time. */
  readonly verdict: "meets" | "fails" | "undecided";
  readonly firstSeed: number;
  /** Whether no decision of the search was made on these seeds. */
  readonly isFresh: boolean;
  readonly objectives: readonly ObjectiveShare[];
  readonly troubles: readonly TroubleCount[];
  readonly headlines: readonly HeadlineQuantiles[];
}

export interface HeadlineQuantiles extends HeadlineEstimate {
  /** Over the seeds in which it happened: shares 0.05, 0.5, 0.95 and 1. */
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
}

export interface CheaperCandidate extends Candidate {
  /** What differs from the recommended settings. */
  readonly changes: readonly {
    readonly path: string;
    readonly from: string;
    readonly to: string;
  }[];
  /** null: it does not fail in any seed that was run (it is undecided). */
  readonly failure: Failure | null;
}

/** How a configuration fails: over its failing seeds. */
export interface Failure {
  readonly seeds: number;
  readonly trials: number;
  /** The objective missed in most seeds, and what one of them showed. */
  readonly objective: string;
  readonly found: string;
  /** Where trouble shows first in most of them; null: at no layer (a late drain, a high latency). */
  readonly layer: string | null;
  readonly what: TroubleCount["what"] | null;
  /** [s] of simulated time */
  readonly earliestSeconds: number | null;
  readonly medianSeconds: number | null;
  /** One failing run, as a command. */
  readonly seed: number;
  readonly replay: string;
}

/**
 * `binding`: one step less fails. `at-lowest`: there is no step less within the bounds. `not-binding`: one step less
 * meets the objectives too (and saves nothing). `cannot-be`: one step less does not go together with the other
 * settings. `undecided`: as many seeds as allowed did not decide.
 */
export type BindingKind = "binding" | "at-lowest" | "not-binding" | "cannot-be" | "undecided";

export interface Binding {
  readonly path: string;
  readonly value: string;
  /** One rounding step less; null: there is none. */
  readonly less: string | null;
  readonly kind: BindingKind;
  /** Of one step less; null: not run. */
  readonly met: ShareInterval | null;
  /** For people. */
  readonly why: string;
}

export interface TierPlan {
  readonly tier: string;
  readonly agents: {
    /** That are enough. */
    readonly needed: number;
    /** N+1: how many may be away. */
    readonly spare: number;
    readonly total: number;
  };
  /** Set-ups of agents; most tiers have one. */
  readonly machines: readonly AgentPlan[];
}

export interface AgentPlan {
  readonly agents: number;
  readonly channels: readonly ChannelPlan[];
  readonly sinks: readonly SinkPlan[];
  /** [bytes] for its channels; and the machine's `-Xmx`. */
  readonly heapBytes: number;
  readonly machineHeapBytes: number;
  readonly directBytes: number;
  readonly diskBytes: number;
}

export interface ChannelPlan {
  readonly name: string;
  readonly kind: "memory" | "file" | "spillable";
  readonly capacityEvents: number;
  /** Bodies of events of mean size. */
  readonly capacityBytes: number;
  readonly transactionCapacityEvents: number;
  /** Largest batch of those who put. */
  readonly putBatchEvents: number;
  readonly heapBytes: number;
  readonly directBytes: number;
  readonly diskBytes: number;
  /** After a crash at the fullest; null: a memory channel has nothing to replay. */
  readonly replay: { readonly seconds: number; readonly fullSeconds: number } | null;
  /** [events] a crash at the fullest loses. */
  readonly lostInCrashEvents: number;
  /** How each of the figures comes about. */
  readonly formulas: readonly Formula[];
}

export interface SinkPlan {
  readonly kind: "avro" | "hdfs" | "timed" | "null";
  readonly count: number;
  readonly batchEvents: number;
  readonly to: string;
  /** Sinks in one group share a thread. */
  readonly isGroup: boolean;
}

export interface Formula {
  readonly what: string;
  /** With the numbers in it, for people. */
  readonly formula: string;
  readonly value: number;
  readonly unit: "events" | "bytes" | "s" | "number";
  readonly source: string;
}

/** Inputs → bound → simulated quantile → rounding. */
export interface Derivation {
  readonly path: string;
  readonly value: string;
  readonly inputs: readonly Input[];
  /** What the fluid bound asks for; null: it says nothing of this setting. */
  readonly bound: Formula | null;
  /** What the runs of the recommended settings showed. */
  readonly simulated: {
    /** Name of a headline number: `tier2.peakFill`. */
    readonly headline: string;
    readonly quantile: number;
    readonly value: number;
    readonly unit: HeadlineUnit;
    readonly seeds: number;
    readonly text: string;
  } | null;
  /** From the least level that did to the one chosen, for people. */
  readonly rounding: string;
}

export interface Input {
  readonly what: string;
  /** For people, with its unit. */
  readonly value: string;
  /** Path in the file, or what it is computed from. */
  readonly source: string;
}

/** Why no settings within the bounds can do. */
export interface Impossible {
  /** The objective or requirement that cannot be met. */
  readonly objective: string;
  /** Name of the bound: `steady load`, `room for the outage`, `drain`. */
  readonly bound: string;
  readonly layer: string | null;
  readonly needs: string;
  readonly has: string;
  readonly fix: string;
}

export interface Effort {
  /** Configurations that were run, and those that the bound or a worse one's failure left out. */
  readonly simulated: number;
  readonly excluded: number;
  readonly configurations: number;
  readonly runs: number;
  readonly searchSeeds: { readonly first: number; readonly count: number };
  readonly freshSeeds: { readonly first: number; readonly count: number };
  readonly mostSeeds: number;
  /** Digest of one run of the recommended settings, and the command that does it again; null without any. */
  readonly digest: {
    readonly seed: number;
    readonly digest: string;
    readonly replay: string;
  } | null;
}
