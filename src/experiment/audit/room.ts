/** Room: how much each channel needs when it has room without end, and the system that has it. */
import type { Scenario } from "../../scenario/types/scenario.js";
import type { RunResult } from "../job.js";
import { roomNeeded } from "../plan/bound.js";
import { quantileOfSorted } from "../plan/evidence.js";
import type { ChannelFacts, TierFacts } from "./facts.js";
import type { RoomNeed } from "./result.js";

/** The most that a capacity can be. */
const MOST_EVENTS = 2_147_483_647;
/** Times what the fluid needs, and transactions beside it: so much is never full. */
const AMPLE = 4;
const AMPLE_TRANSACTIONS = 20;
/** A quarter more than is needed. */
const REFERENCE = 1.25;
/** [bytes] of an event that bytes and disk are never what limits; and of a disk beside its events. */
const BYTES_AN_EVENT = 10_000;
const DISK_BYTES = 100e9;

/** Warnings of a scenario whose machines are full before its channels are. */
export const HOLDS_LESS = ["heap-small", "disk-small", "byte-capacity-binds"];

/** Events in each channel of a tier that are room without end. */
export function ampleEvents(scenario: Scenario, { tier, channels }: TierFacts): number {
  const fluid = roomNeeded(scenario, tier, scenario.seed);
  const { capacity, least } = mostOf(channels);
  const room = AMPLE * fluid + AMPLE_TRANSACTIONS * least;
  return Math.min(MOST_EVENTS, Math.ceil(Math.max(capacity, room)));
}

/** @param results of every seed, with findings, of a system with ample room everywhere */
export function roomNeeds(
  scenario: Scenario,
  facts: readonly TierFacts[],
  results: readonly RunResult[],
  probability: number,
): RoomNeed[] {
  return facts.map(({ tier, channels }): RoomNeed => {
    const peaks = results
      .map(({ findings }) => {
        return findings!.layers.find(({ layer }) => layer === tier)!.peak?.events ?? 0;
      })
      .sort((a, b) => a - b);
    const needs = Math.ceil(quantileOfSorted(peaks, probability) / fillLimit(scenario, tier));
    const now = Math.min(...channels.map(({ capacity }) => capacity));
    const has = Math.min(MOST_EVENTS, Math.max(now, Math.ceil(REFERENCE * needs)));
    return { tier, now, needs, has };
  });
}

/** The share that an objective lets the channels of a tier be full. */
function fillLimit({ objectives }: Scenario, name: string): number {
  const limits = objectives.flatMap((objective) => {
    if (objective.kind !== "fill" || (objective.tier ?? name) !== name) return [];
    return [objective.underFraction];
  });
  return Math.min(1, ...limits);
}

/**
 * Settings with which every channel of a tier holds at least so much, and neither bytes nor disk keep it from that; none
 * where the file gives as much.
 */
export function roomSettings({ tier, channels }: TierFacts, events: number): string[] {
  const short = channels.filter(({ capacity }) => capacity < events);
  if (short.length === 0) return [];
  const bytes = short.length * events * BYTES_AN_EVENT;
  const onDisk = short.some(({ kind }) => kind !== "memory");
  return [
    ...(onDisk ? [`${tier}.machine.disk.space=${String(bytes + DISK_BYTES)} B`] : []),
    ...short.flatMap(({ path, kind, least }) => [
      `${path}=${String(Math.max(least, events))}`,
      ...(kind === "memory"
        ? [`${path.replace(/\.capacity$/, ".byteCapacity")}=${String(bytes)} B`]
        : []),
    ]),
  ];
}

function mostOf(channels: readonly ChannelFacts[]): { capacity: number; least: number } {
  return {
    capacity: Math.max(...channels.map(({ capacity }) => capacity)),
    least: Math.max(...channels.map(({ least }) => least)),
  };
}
