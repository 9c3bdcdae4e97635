/**
 * One long run without faults: time means of its series, the warm-up cut off, each with an interval by batch means.
 *
 * The warm-up is the scenario's own, if it has one; otherwise the longest that MSER-5 finds in any of the series.
 */
import { backlogSeries } from "../analysis/recovery.js";
import { heldUpByInterval } from "../analysis/shares.js";
import { RecordingView } from "../analysis/view.js";
import type { Recording } from "../record/recording.js";
import { batchMeans, type BatchMeans } from "../statistics/batch-means.js";
import { mser5 } from "../statistics/mser.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import type { WarmUp } from "./estimates.js";
import type { HeadlineUnit } from "./headlines.js";

export const STEADY_STATE_FORMAT = "fanin-steady-state/1";

export interface SteadyState {
  readonly format: typeof STEADY_STATE_FORMAT;
  readonly scenario: { readonly name: string; readonly about: string };
  readonly seed: number;
  readonly digest: string;
  readonly durationTicks: number;
  readonly warmUp: WarmUp;
  readonly estimates: readonly SteadyEstimate[];
}

export interface SteadyEstimate {
  readonly name: string;
  readonly unit: SteadyUnit;
  /** null: too few samples. */
  readonly means: BatchMeans | null;
  /** False: MSER-5 finds no steady part in it. */
  readonly isSteady: boolean;
}

export type SteadyUnit = HeadlineUnit | "events/s";

interface Series {
  readonly name: string;
  readonly unit: SteadyUnit;
  /** One a sample, or one an interval between samples. */
  readonly values: Float64Array;
}

export function steadyState(recording: Recording): SteadyState {
  const { scenario, seed, digest, end, times } = recording;
  const all = steadySeries(new RecordingView(recording));
  const cuts = all.map(({ values }) => mser5(values));
  const warmUp = warmUpOf(recording, all, cuts);
  const from = times.findIndex((ticks) => ticks >= warmUp.ticks);
  return {
    format: STEADY_STATE_FORMAT,
    scenario: { name: scenario.name, about: scenario.about },
    seed,
    digest,
    durationTicks: end.atTicks,
    warmUp: { ...warmUp, ticks: times[from]! },
    estimates: all.map(({ name, unit, values }, i) => ({
      name,
      unit,
      means: batchMeans(values.subarray(from)),
      isSteady: cuts[i]!.isFound,
    })),
  };
}

function warmUpOf(
  { scenario }: Recording,
  all: readonly Series[],
  cuts: readonly { readonly values: number; readonly isFound: boolean }[],
): WarmUp {
  if (scenario.warmUpTicks > 0) {
    return { by: "scenario", ticks: scenario.warmUpTicks, note: "the scenario's `warm-up`" };
  }
  const most = cuts.reduce((longest, { values }) => Math.max(longest, values), 0);
  if (most === 0) return { by: "none", ticks: 0, note: "MSER-5 cuts nothing from any series" };
  const { name } = all[cuts.findIndex(({ values }) => values === most)]!;
  const note = `MSER-5, on the series ${name}`;
  return { by: "mser-5", ticks: most * scenario.record.everyTicks, note };
}

/** What was sampled throughout, in figures that people ask for. */
function steadySeries(view: RecordingView): Series[] {
  const { scenario, ledgers } = view.recording;
  const age = view.series(view.runPart, "oldestAgeTicks")!;
  const found: Series[] = [
    { name: "backlog", unit: "events", values: backlogSeries(view) },
    { name: "oldestAge", unit: "s", values: age.map((ticks) => ticks / TICKS_PER_SECOND) },
    ...scenario.tiers.flatMap(({ name }) => fill(view, name)),
    ...[...scenario.servers, ...scenario.tiers].flatMap(({ name }) => heldUp(view, name)),
    ...ledgers.flatMap(({ destination }) => ofDestination(view, destination)),
  ];
  return found.filter(({ values }) => values.every((value) => !Number.isNaN(value)));
}

/** Events in a tier's channels, of all that they can hold. */
function fill(view: RecordingView, tier: string): Series[] {
  const channels = view.partsOf(tier, "channel");
  const sizes = channels.map((part) => view.series(part, "ChannelSize"));
  if (sizes.length === 0 || sizes.some((size) => size === undefined)) return [];
  const room = channels.reduce((sum, i) => sum + view.part(i).constants["ChannelCapacity"]!, 0);
  const values = view.recording.times.map((_, i) => {
    return sizes.reduce((sum, size) => sum + size![i]!, 0) / room;
  });
  return [{ name: `${tier}.fill`, unit: "share", values }];
}

function heldUp(view: RecordingView, layer: string): Series[] {
  const values = heldUpByInterval(view, layer);
  return values === undefined ? [] : [{ name: `${layer}.heldUp`, unit: "share", values }];
}

/** Rate of arrival, and quantiles of latency in each interval. */
function ofDestination(view: RecordingView, destination: string): Series[] {
  const { parts, times } = view.recording;
  const part = parts.findIndex(({ address }) => address === `destination ${destination}`);
  const delivered = part < 0 ? undefined : view.series(part, "delivered");
  if (delivered === undefined) return [];
  const rate = Float64Array.from({ length: Math.max(0, times.length - 1) }, (_, i) => {
    return ((delivered[i + 1]! - delivered[i]!) / (times[i + 1]! - times[i]!)) * TICKS_PER_SECOND;
  });
  const quantiles = ["P50", "P95", "P99"].flatMap((quantile): Series[] => {
    const values = view.series(part, `latency${quantile}Ticks`);
    if (values === undefined) return [];
    // Nothing is delivered before the first samples.
    const first = values.findIndex((ticks) => !Number.isNaN(ticks));
    const inSeconds = values.map(
      (ticks, i) => (i < first ? values[first]! : ticks) / TICKS_PER_SECOND,
    );
    const name = `latency.${destination}.${quantile.toLowerCase()}`;
    return [{ name, unit: "s", values: inSeconds }];
  });
  return [{ name: `delivered.${destination}`, unit: "events/s", values: rate }, ...quantiles];
}
