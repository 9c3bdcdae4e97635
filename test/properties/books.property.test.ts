/**
 * Goal: whatever a system is made of and whatever befalls it, no event vanishes, no channel holds more than it can,
 * and nothing is lost or dropped without a reason. Method: random systems with random faults, run to their end; the
 * ledger is settled at every sample, and what the recording charges to a part is held against the scenario. What the
 * systems were made of is counted, so that none of it is left out unnoticed. For a soak see test/support/system/check.ts.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { simulate } from "../../src/experiment/run.js";
import { INCIDENT_NAMES } from "../../src/model/probe.js";
import type { PartRecord, Recording } from "../../src/record/recording.js";
import { checkSystems, PATIENCE } from "../support/system/check.js";
import { Coverage, FAULTS, PARTS } from "../support/system/coverage.js";
import { mayDrop, mayLose } from "../support/system/reasons.js";
import type { Scenario } from "../../src/scenario/types/scenario.js";

const SECONDS = 90;

test(
  "the ledger balances at every sample, channels keep within their capacity, losses have reasons",
  () => {
    const coverage = new Coverage();
    checkSystems({ runs: 200, seconds: SECONDS, more: fc.constant(null) }, (system) => {
      const recording = simulate(system.scenario, { checksLedger: true });
      expect(recording.end.kind).toBe("finished");
      expect(overfull(recording)).toEqual([]);
      expect(withoutReason(system.scenario, recording)).toEqual([]);
      coverage.count(system, recording);
    });
    const ends = ["delivered", "held", "waiting", "dropped", "lost", "copies"];
    expect(coverage.missing(PARTS)).toEqual([]);
    expect(coverage.missing(FAULTS)).toEqual([]);
    expect(coverage.missing(INCIDENT_NAMES.map((name) => `incident: ${name}`))).toEqual([]);
    expect(coverage.missing(ends.map((name) => `events: ${name}`))).toEqual([]);
  },
  PATIENCE,
);

/** Channels that held more than they can, at their fullest or at a sample. */
function overfull({ parts, series }: Recording): string[] {
  const capacityOf = ({ constants }: PartRecord): number => constants["ChannelCapacity"] ?? NaN;
  const peaks = parts.filter(({ kind }) => kind === "channel");
  const atPeak = peaks.filter((part) => !(part.totals["peakEvents"]! <= capacityOf(part)));
  const atSamples = series
    .filter(({ name }) => name === "ChannelSize")
    .filter(({ part, values }) => values.some((size) => size > capacityOf(parts[part]!)))
    .map(({ part }) => parts[part]!);
  return [...atPeak, ...atSamples].map(({ address }) => address);
}

/** Parts that lost or dropped events though nothing in the scenario made them. */
function withoutReason(scenario: Scenario, { parts, ledgers }: Recording): string[] {
  return ledgers.flatMap(({ lostBy, droppedBy }) => [
    ...lostBy.filter(({ part }) => !mayLose(scenario, parts[part]!)).map(textOf("lost", parts)),
    ...droppedBy
      .filter(({ part }) => !mayDrop(scenario, parts[part]!))
      .map(textOf("dropped", parts)),
  ]);
}

function textOf(what: string, parts: readonly PartRecord[]) {
  return ({ part, events }: { part: number; events: number }): string =>
    `${parts[part]!.address} ${what} ${String(events)}`;
}
