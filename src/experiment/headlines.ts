/**
 * The headline numbers of a run: Findings as named plain numbers, for means, intervals and tables over many runs.
 *
 * Names are addresses: `tier2.peakFill`, `drain.hadoop`, `latency.hadoop.p99`. Every run of a scenario gives the same
 * names in the same order.
 */
import type { Findings, LatencyFinding, LayerFinding, Moment } from "../analysis/findings.js";
import { backlogSeries } from "../analysis/recovery.js";
import { RecordingView } from "../analysis/view.js";
import type { Recording } from "../record/recording.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { END_OF_TIME, TICKS_PER_SECOND } from "../units/time.js";

/** `share`: 0–1; `s`: seconds. */
export type HeadlineUnit = "share" | "s" | "events" | "bytes" | "calls";

export interface Headline {
  readonly name: string;
  readonly unit: HeadlineUnit;
  /** null: it did not happen (a channel that never was full, a drain that never ended). */
  readonly value: number | null;
}

/** The first sign of trouble in a run. */
export interface Trouble {
  readonly layer: string;
  readonly what: "full" | "rejects" | "refuses connections" | "loses" | "drops";
  readonly atSeconds: number;
}

export function headlines(found: Findings, recording: Recording): Headline[] {
  const { mishaps } = found;
  return [
    ...found.layers.flatMap(ofLayer),
    { name: "rejections", unit: "calls", value: mishaps.rejections },
    { name: "connectionRefusals", unit: "calls", value: mishaps.connectionRefusals },
    { name: "lost", unit: "events", value: mishaps.lostEvents },
    { name: "dropped", unit: "events", value: mishaps.droppedEvents },
    { name: "duplicates", unit: "events", value: mishaps.duplicates },
    { name: "maxBacklog", unit: "events", value: maxBacklog(recording) },
    ...drains(found),
    ...found.latencies.flatMap((latency, i) => ofLatency(latency, recording.latencies[i]!)),
  ];
}

/**
 * Of what went wrong in a run, that which began first; a layer nearer to the servers at a tie. That an agent which is
 * down from the first moment to the last refuses connections is what the run is about, not what went wrong in it.
 */
export function firstTrouble({ layers }: Findings, { faults }: Scenario): Trouble | null {
  const isAway = ({ layer }: LayerFinding): boolean =>
    faults.some(
      ({ kind, fromTicks, toTicks, targets }) =>
        kind === "down" &&
        fromTicks === 0 &&
        toTicks === END_OF_TIME &&
        targets.some((each) => each.kind === "agent" && each.tier === layer),
    );
  let first: Trouble | null = null;
  for (const layer of layers) {
    const signs: readonly (readonly [Trouble["what"], Moment | undefined])[] = [
      ["full", layer.firstFull],
      ["rejects", layer.firstRejection],
      ["refuses connections", isAway(layer) ? undefined : layer.firstConnectionRefused],
      ["loses", layer.firstLoss],
      ["drops", layer.firstDrop],
    ];
    for (const [what, moment] of signs) {
      const atSeconds = seconds(moment?.atTicks);
      if (atSeconds === null || (first !== null && first.atSeconds <= atSeconds)) continue;
      first = { layer: layer.layer, what, atSeconds };
    }
  }
  return first;
}

function ofLayer(found: LayerFinding): Headline[] {
  const { layer, kind, peak } = found;
  const of = (name: string, unit: HeadlineUnit, value: number | null): Headline => {
    return { name: `${layer}.${name}`, unit, value };
  };
  const booked = [
    of("rejections", "calls", found.rejections),
    of("connectionRefusals", "calls", found.connectionRefusals),
    of("lost", "events", found.lostEvents),
    of("dropped", "events", found.droppedEvents),
  ];
  if (kind === "servers") {
    const held = of("heldUp", "share", found.blockedShare);
    return [of("peakBacklog", "bytes", peak?.bytes ?? null), held, ...booked];
  }
  if (kind === "storage") return booked;
  return [
    of("peakFill", "share", peak?.share ?? null),
    of("firstFull", "s", seconds(found.firstFull?.atTicks)),
    of("firstRejection", "s", seconds(found.firstRejection?.atTicks)),
    of("working", "share", found.workingShare),
    ...booked,
  ];
}

/** Most events at any sample that were not delivered yet: at their servers or held by agents. */
function maxBacklog(recording: Recording): number {
  return backlogSeries(new RecordingView(recording)).reduce((a, b) => Math.max(a, b), 0);
}

/** Time from the end of each fault that ends to the moment from which all was as before it. */
function drains({ recoveries }: Findings): Headline[] {
  const seen = new Map<string, number>();
  const ending = recoveries.filter(({ endTicks }) => endTicks < END_OF_TIME);
  return ending.map(({ fault, endTicks, drainedAtTicks }) => {
    const on = fault.slice(fault.indexOf(" of ") + " of ".length);
    const nth = seen.get(on) ?? 0;
    seen.set(on, nth + 1);
    const value = drainedAtTicks === undefined ? null : seconds(drainedAtTicks - endTicks);
    return { name: `drain.${on}${nth === 0 ? "" : `#${String(nth + 1)}`}`, unit: "s", value };
  });
}

/** Of all events, those under way with their age at the end; the mean is what Little's law gives of a fluid. */
function ofLatency(
  { destination, quantiles }: LatencyFinding,
  { withWaiting: { sum, count } }: Recording["latencies"][number],
): Headline[] {
  const of = (name: string, ticks: number | undefined): Headline => {
    return { name: `latency.${destination}.${name}`, unit: "s", value: seconds(ticks) };
  };
  return [
    of("mean", count === 0 ? undefined : sum / count),
    ...quantiles.map(({ share, withWaiting }) => {
      return of(`p${String(Math.round(share * 1000) / 10)}`, withWaiting);
    }),
  ];
}

function seconds(ticks: number | undefined): number | null {
  return ticks === undefined ? null : ticks / TICKS_PER_SECOND;
}
