/**
 * A recording as a Chrome trace (Trace Event Format, JSON), which Perfetto opens: a counter track for each channel and
 * each group of servers, a slice for each fault and each stretch of like incidents. Times in microseconds of the
 * simulation.
 */
import { TICKS_PER_MILLISECOND } from "../units/time.js";
import type { EpisodeRecord, PartRecord, Recording } from "./recording.js";

const TICKS_PER_MICROSECOND = TICKS_PER_MILLISECOND / 1000;

/** Of these kinds of parts the series named is a counter track. */
const COUNTERS: Readonly<Record<string, string>> = {
  channel: "ChannelSize",
  servers: "backlogEvents",
  run: "heldEvents",
};
const FAULTS = "faults";

type TraceEvent = Readonly<Record<string, unknown>>;

export function chromeTraceJson(recording: Recording): string {
  const layers = [FAULTS, ...new Set(recording.parts.map(({ layer }) => layer))];
  const pidOf = (layer: string): number => layers.indexOf(layer) + 1;
  const processes = layers.map((layer) => {
    return { ph: "M", name: "process_name", pid: pidOf(layer), tid: 0, args: { name: layer } };
  });
  const events = [...processes, ...slices(recording, pidOf), ...counters(recording, pidOf)];
  const { scenario, seed, digest } = recording;
  const otherData = { scenario: scenario.name, seed, digest };
  return JSON.stringify({ displayTimeUnit: "ms", otherData, traceEvents: events });
}

function* counters(
  { parts, series, times }: Recording,
  pidOf: (layer: string) => number,
): Generator<TraceEvent> {
  for (const { part, name, values } of series) {
    const { kind, address, layer } = parts[part]!;
    if (COUNTERS[kind] !== name) continue;
    const track = { ph: "C", name: `${address} ${name}`, pid: pidOf(layer) };
    let before = NaN;
    for (const [i, value] of values.entries()) {
      // A counter holds until it changes; while its component does not live it is at nothing.
      const shown = Number.isNaN(value) ? 0 : value;
      if (shown === before) continue;
      before = shown;
      yield { ...track, ts: times[i]! / TICKS_PER_MICROSECOND, args: { [name]: shown } };
    }
  }
}

/** Slices of one thread must not cross: each place has as many threads as its stretches overlap. */
function slices(recording: Recording, pidOf: (layer: string) => number): TraceEvent[] {
  const lanes = new Map<string, { tid: number; until: number }[]>();
  const events: TraceEvent[] = [];
  let tids = 0;
  const ordered = [...recording.episodes].sort((a, b) => a.fromTicks - b.fromTicks);
  for (const episode of ordered) {
    const { place, pid, name } = sliceOf(recording, episode, pidOf);
    const toTicks = Math.min(episode.toTicks, recording.end.atTicks);
    const own = lanes.get(place) ?? [];
    lanes.set(place, own);
    let lane = own.find(({ until }) => until <= episode.fromTicks);
    if (lane === undefined) {
      lane = { tid: ++tids, until: 0 };
      own.push(lane);
      events.push({ ph: "M", name: "thread_name", pid, tid: lane.tid, args: { name: place } });
    }
    lane.until = toTicks;
    events.push({
      ph: "X",
      cat: episode.kind === "fault" ? "fault" : "incidents",
      name,
      pid,
      tid: lane.tid,
      ts: episode.fromTicks / TICKS_PER_MICROSECOND,
      dur: (toTicks - episode.fromTicks) / TICKS_PER_MICROSECOND,
      args: { count: episode.count, events: episode.events },
    });
  }
  return events;
}

function sliceOf(
  { parts, scenario }: Recording,
  { kind, part, other }: EpisodeRecord,
  pidOf: (layer: string) => number,
): { readonly place: string; readonly pid: number; readonly name: string } {
  if (kind === "fault") {
    const fault = scenario.faults[part]!;
    return { place: fault.on, pid: pidOf(FAULTS), name: `${fault.on} ${fault.kind}` };
  }
  const { address, layer }: PartRecord = parts[part]!;
  const by = other < 0 ? "" : ` (${parts[other]!.address})`;
  return { place: address, pid: pidOf(layer), name: `${kind}${by}` };
}
