/**
 * The Audit: what rules of thumb say for a scenario, what runs say is needed, and how a system sized by each of them
 * does. Plain data, versioned; reports show its numbers and compute none.
 */
import type { ShareInterval } from "../../statistics/share-interval.js";
import type { Failure } from "../plan/result.js";

export const AUDIT_FORMAT = "fanin-audit/1";

export interface Audit {
  readonly format: typeof AUDIT_FORMAT;
  readonly scenario: { readonly file: string; readonly name: string; readonly about: string };
  readonly set: readonly string[];
  readonly layers: readonly string[];
  readonly seeds: readonly number[];
  /** Share of the seeds that must meet all objectives, 0–1. */
  readonly probability: number;
  readonly objectives: readonly string[];
  readonly outage: AuditedOutage | null;
  /** null: it was interrupted before that. */
  readonly reference: Reference | null;
  /** In the order of the layers. */
  readonly findings: readonly RuleFinding[];
  /** Rules that say nothing here. */
  readonly left: readonly {
    readonly rule: string;
    readonly tier: string | null;
    readonly why: string;
  }[];
  readonly runs: number;
  /** False when it was interrupted: findings are then missing. */
  readonly isWhole: boolean;
}

export interface AuditedOutage {
  readonly on: string;
  readonly kind: string;
  readonly forSeconds: number;
}

/** The system that each rule is tried in: as the file has it, with room for whatever piles up. */
export interface Reference {
  /** Over the file's. */
  readonly settings: readonly string[];
  readonly rooms: readonly RoomNeed[];
  readonly met: ShareInterval;
  /** null: every seed meets the objectives. */
  readonly failure: Failure | null;
}

/** Of the fullest channel of a tier, when every channel has room without end. */
export interface RoomNeed {
  readonly tier: string;
  /** [events] the least of its channels in the file. */
  readonly now: number;
  /** [events] what it holds at the most in so much of the seeds, over the share that an objective lets it be full. */
  readonly needs: number;
  /** [events] in the reference. */
  readonly has: number;
}

/** `number`: of agents, cores or sinks. */
export type AuditUnit = "events" | "agents" | "cores" | "sinks" | "s";

/**
 * `holds`: a system sized by the rule meets the objectives. `fails`: it does not, and the reference does. `cannot-be`:
 * Flume would refuse it. `open`: the reference fails as well, so it is not the rule's doing alone. Of a forecast (unit s):
 * whether it comes true.
 */
export type RuleVerdict = "holds" | "fails" | "cannot-be" | "open";

export interface RuleFinding {
  readonly rule: string;
  readonly source: string;
  /** null: it is about the whole. */
  readonly tier: string | null;
  readonly unit: AuditUnit;
  /** What the rule says, and how it comes to that here, for people. */
  readonly value: number;
  readonly formula: string;
  /** In the file; null: it has no such number. */
  readonly now: number | null;
  readonly need: Need;
  readonly verdict: RuleVerdict;
  /** Over the reference's settings; empty: it is a forecast. */
  readonly settings: readonly string[];
  /** Of the system sized by the rule; null: it was not run. */
  readonly met: ShareInterval | null;
  readonly failure: Failure | null;
  /** Why it cannot be; null: it can. */
  readonly problem: string | null;
  /** The machine holds less: its heap or its disk is full before the channel is. */
  readonly isTooLarge: boolean;
}

export interface Need {
  /** null: more than `tried`, or never in the run. */
  readonly value: number | null;
  readonly tried: number;
  /** What it stands on, for people. */
  readonly how: string;
}
