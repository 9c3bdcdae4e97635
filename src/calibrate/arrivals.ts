/**
 * The rate at which events come in: what the sources accepted that no recorded sink leads to, or what a log of
 * requests counts.
 *
 * Mean over the whole stretch; its interval from the means of 20 windows (batch means: Law, Simulation Modeling
 * and Analysis, 2015, section 9.5.3), and the largest single arrival besides, because both ends of the
 * stretch lie anywhere between two arrivals.
 */
import { momentsOf, studentT } from "./quantiles.js";
import type { Samples } from "./samples.js";

export interface ArrivalRate {
  /** [events/s] */
  readonly mean: number;
  readonly halfWidth: number;
  /** [events/s] of the busiest window. */
  readonly peak: number;
  readonly seconds: number;
  /** Standard deviation of the windows' rates, as a share of the mean. */
  readonly variation: number;
  /** [events/s] of windows of equal length. */
  readonly windows: readonly number[];
}

/** Counts of events at times. */
export interface Counted {
  /** [s] ascending */
  readonly seconds: readonly number[];
  /** [events] until then. */
  readonly events: readonly number[];
}

const WINDOWS = 20;

/** @returns undefined for less than 20 samples, or no events */
export function arrivalRate({ seconds, events }: Counted): ArrivalRate | undefined {
  const last = seconds.length - 1;
  const total = (events[last] ?? 0) - (events[0] ?? 0);
  if (last < WINDOWS || total <= 0) return undefined;
  const length = seconds[last]! - seconds[0]!;
  const windows = Array.from({ length: WINDOWS }, (_, w) => {
    const [from, to] = [w, w + 1].map((i) => Math.floor((i * last) / WINDOWS));
    return (events[to!]! - events[from!]!) / (seconds[to!]! - seconds[from!]!);
  });
  const { variance } = momentsOf(windows);
  const largest = events.slice(1).reduce((most, value, i) => Math.max(most, value - events[i]!), 0);
  const mean = total / length;
  return {
    mean,
    halfWidth: studentT(WINDOWS - 1) * Math.sqrt(variance / WINDOWS) + largest / length,
    peak: Math.max(...windows),
    seconds: length,
    variation: Math.sqrt(variance) / mean,
    windows,
  };
}

/** What all sources of an agent accepted; gaps are left out, restarts are added up. */
export function acceptedEvents(samples: Samples, fromMs: number): Counted {
  const sources = samples.components.filter((component) => component.startsWith("SOURCE."));
  const seconds: number[] = [];
  const events: number[] = [];
  let total = 0;
  let before: number | undefined = undefined;
  samples.times.forEach((ms, i) => {
    const isThere = sources.every((source) => {
      return !Number.isNaN(samples.values(source, "EventAcceptedCount")[i]!);
    });
    if (!isThere || ms < fromMs) return;
    for (const source of sources) total += since(samples, source, before, i);
    before = i;
    seconds.push(ms / 1000);
    events.push(total);
  });
  return { seconds, events };
}

function since(samples: Samples, source: string, before: number | undefined, i: number): number {
  if (before === undefined) return 0;
  const by = samples.grown(source, "EventAcceptedCount", before, i);
  return Number.isNaN(by) ? samples.values(source, "EventAcceptedCount")[i]! : by;
}

/** Whether a channel of the agent was full at a sample: what came then is what got through, not what was offered. */
export function wasFull(samples: Samples, fromMs: number): boolean {
  const channels = samples.components.filter((component) => component.startsWith("CHANNEL."));
  return channels.some((channel) => {
    const sizes = samples.values(channel, "ChannelSize");
    const capacities = samples.values(channel, "ChannelCapacity");
    return samples.times.some((ms, i) => ms >= fromMs && sizes[i]! >= 0.97 * capacities[i]!);
  });
}
