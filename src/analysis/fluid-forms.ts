/**
 * Backlog as a fluid, in closed form: what an outage or a daily peak piles up, and how long it stays.
 *
 * Exact where flows are steady and large: the next event matters as little as the next drop.
 */
import { assert } from "../assert.js";
import { bisect } from "../random/bisect.js";
import { cos, exp, sin } from "../random/elementary.js";

const PI = 3.141592653589793;

export interface Outage {
  readonly arrivalsPerSecond: number;
  /** What is drained before and after the outage. */
  readonly drainPerSecond: number;
  /** What is still drained during it; 0 when nothing is. */
  readonly drainDuringOutagePerSecond: number;
  readonly outageSeconds: number;
  /** [events] */
  readonly capacityEvents: number;
}

export interface OutageCourse {
  /** From the start of the outage until the capacity is full, were it to last [s]. */
  readonly fillSeconds: number;
  /** Held when it ends [events]. */
  readonly backlogEvents: number;
  readonly refusedEvents: number;
  /** From the end of the outage until the backlog is gone [s]; Infinity when the drain is too small. */
  readonly recoverySeconds: number;
  /** What the event accepted last during the outage waits from then on [s]. */
  readonly delayAtEndSeconds: number;
}

/** The course of an outage that begins with an empty channel. Flow balance; no statistics in it. */
export function outageCourse(outage: Outage): OutageCourse {
  const { arrivalsPerSecond, drainPerSecond, outageSeconds, capacityEvents } = outage;
  const rise = Math.max(0, arrivalsPerSecond - outage.drainDuringOutagePerSecond);
  const piledUp = rise * outageSeconds;
  const backlogEvents = Math.min(piledUp, capacityEvents);
  const spare = drainPerSecond - arrivalsPerSecond;
  return {
    fillSeconds: rise > 0 ? capacityEvents / rise : Infinity,
    backlogEvents,
    refusedEvents: piledUp - backlogEvents,
    recoverySeconds: backlogEvents === 0 ? 0 : spare > 0 ? backlogEvents / spare : Infinity,
    delayAtEndSeconds: backlogEvents / drainPerSecond,
  };
}

export interface DailyPeak {
  /** Arrivals at t: mean · (1 + amplitude · sin(2π t / period)). */
  readonly meanPerSecond: number;
  /** Above 0, up to 1. */
  readonly amplitude: number;
  /** Above the mean and below the peak. */
  readonly drainPerSecond: number;
  readonly periodSeconds: number;
}

export interface PeakCourse {
  /** How long arrivals exceed the drain, each period [s]. */
  readonly overloadSeconds: number;
  readonly maxBacklogEvents: number;
  /** When it is largest, and when it is gone, from the rise through the mean on [s]. */
  readonly maxAtSeconds: number;
  readonly emptyAtSeconds: number;
}

/**
 * The backlog of a sinusoidal load. The arrivals cross the drain at the phase θ with sin θ = spare share /
 * amplitude, and again at π - θ, where the backlog is largest; it is the integral of the difference.
 */
export function peakCourse(peak: DailyPeak): PeakCourse {
  const { meanPerSecond, amplitude, drainPerSecond, periodSeconds } = peak;
  const spare = drainPerSecond / meanPerSecond - 1;
  const crossing = spare / amplitude;
  assert(crossing > 0 && crossing < 1, "the drain lies between mean and peak", {
    spare,
    amplitude,
  });
  const from = bisect((phase) => sin(phase) - crossing, 0, PI / 2);
  /** Backlog over mean · period / 2π, as a function of the phase, while there is any. */
  const backlog = (phase: number): number =>
    amplitude * (cos(from) - cos(phase)) - spare * (phase - from);
  const secondsPerRadian = periodSeconds / (2 * PI);
  // It is empty before the next overload: over a whole period less comes than is drained.
  const empty = bisect((phase) => -backlog(phase), PI - from, 2 * PI + from);
  return {
    overloadSeconds: (PI - 2 * from) * secondsPerRadian,
    maxBacklogEvents: meanPerSecond * secondsPerRadian * backlog(PI - from),
    maxAtSeconds: (PI - from) * secondsPerRadian,
    emptyAtSeconds: empty * secondsPerRadian,
  };
}

export interface OnOff {
  /** While it is on; nothing comes while it is off. */
  readonly arrivalsPerSecond: number;
  readonly drainPerSecond: number;
  /** Means of exponential laws. */
  readonly onSeconds: number;
  readonly offSeconds: number;
}

export interface OnOffBacklog {
  /** Of the time, something is in it. */
  readonly busyShare: number;
  readonly meanEvents: number;
  /** Of the time, more than so much is in it. */
  readonly shareAbove: (events: number) => number;
}

/**
 * The backlog of one source that is on and off at random, in steady state: exponential above none. D. Anick, D. Mitra and
 * M. M. Sondhi, Stochastic Theory of a Data-Handling System with Multiple Sources, 1982, for one source.
 */
export function onOffBacklog(source: OnOff): OnOffBacklog {
  const { arrivalsPerSecond, drainPerSecond, onSeconds, offSeconds } = source;
  const mean = (arrivalsPerSecond * onSeconds) / (onSeconds + offSeconds);
  assert(
    mean < drainPerSecond && drainPerSecond < arrivalsPerSecond,
    "the drain lies between mean and peak",
    {
      mean,
      drainPerSecond,
    },
  );
  const busyShare = mean / drainPerSecond;
  const perEvent =
    1 / (onSeconds * (arrivalsPerSecond - drainPerSecond)) - 1 / (offSeconds * drainPerSecond);
  return {
    busyShare,
    meanEvents: busyShare / perEvent,
    shareAbove: (events) => busyShare * exp(-perEvent * events),
  };
}
