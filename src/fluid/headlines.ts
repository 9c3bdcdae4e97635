/**
 * The headline numbers of a fluid course: the names and units of those of a run, where a fluid has such a number.
 * What it never has: numbers of calls, and what chance alone brings about.
 */
import type { FluidCourse, FluidLayer } from "./course.js";
import { areaOf, peakOf, valueAt } from "./curve.js";

export interface FluidHeadline {
  /** As in experiment/headlines: `tier2.peakFill`, `drain.hadoop`. */
  readonly name: string;
  readonly unit: "share" | "s" | "events" | "bytes";
  /** null: it does not happen. */
  readonly value: number | null;
}

export function fluidHeadlines(course: FluidCourse): FluidHeadline[] {
  const total = (of: (layer: FluidLayer) => number): number =>
    course.layers.reduce((sum, layer) => sum + of(layer), 0);
  const backlog = peakOf(course.backlog, 0, course.durationSeconds).value;
  return [
    ...course.layers.flatMap(ofLayer),
    { name: "lost", unit: "events", value: total(({ lostEvents }) => lostEvents) },
    { name: "dropped", unit: "events", value: total(({ droppedEvents }) => droppedEvents) },
    { name: "maxBacklog", unit: "events", value: backlog },
    ...drains(course),
    ...meanLatency(course),
  ];
}

/**
 * By Little's law, L = λW: the mean time in the system of all events that come, the last ones up to the end of the run. Where
 * all that is under way is on its way to one destination, and none of it is dropped or lost.
 */
function meanLatency({
  destinations,
  backlog,
  layers,
  durationSeconds,
}: FluidCourse): FluidHeadline[] {
  const [only, ...others] = destinations;
  const isWhole = layers.every(({ lostEvents, droppedEvents }) => lostEvents + droppedEvents === 0);
  if (only === undefined || others.length > 0 || !isWhole) return [];
  const came = only.deliveredEvents + valueAt(backlog, durationSeconds);
  if (came === 0) return [];
  const value = areaOf(backlog, durationSeconds) / came;
  return [{ name: meanLatencyName(only.destination), unit: "s", value }];
}

/** Of a run, too: `latency.hadoop.mean`; a destination of sinks has their address here, and a short name there. */
export function meanLatencyName(destination: string): string {
  return `latency.${destination.replace(".sinks.", ".")}.mean`;
}

function ofLayer(found: FluidLayer): FluidHeadline[] {
  const { layer, kind, peak, firstFull } = found;
  const of = (name: string, unit: FluidHeadline["unit"], value: number | null): FluidHeadline => {
    return { name: `${layer}.${name}`, unit, value };
  };
  const booked = [
    of("lost", "events", found.lostEvents),
    of("dropped", "events", found.droppedEvents),
  ];
  if (kind === "servers") {
    const heldUp = of("heldUp", "share", found.heldUpShare);
    return [of("peakBacklog", "bytes", peak?.bytes ?? null), heldUp, ...booked];
  }
  if (kind === "storage") return [];
  return [
    of("peakFill", "share", peak?.share ?? null),
    of("firstFull", "s", firstFull?.atSeconds ?? null),
    ...(found.sinksShareThreads ? [] : [of("working", "share", found.workingShare)]),
    ...booked,
  ];
}

/** From the end of each fault to the moment from which the backlog is as before it. */
function drains({ recoveries }: FluidCourse): FluidHeadline[] {
  const seen = new Map<string, number>();
  return recoveries.map(({ fault, endSeconds, drainedAtSeconds }) => {
    const on = fault.slice(fault.indexOf(" of ") + " of ".length);
    const nth = seen.get(on) ?? 0;
    seen.set(on, nth + 1);
    const value = drainedAtSeconds === null ? null : drainedAtSeconds - endSeconds;
    return { name: `drain.${on}${nth === 0 ? "" : `#${String(nth + 1)}`}`, unit: "s", value };
  });
}
