/** How the layers spent their time: held up, at work, idle; over the whole run and per sample interval. */
import type { RecordingView } from "./view.js";

const STATES = ["idleTicks", "workingTicks", "blockedTicks", "backingOffTicks"] as const;

/** Shares of a layer's senders' time, 0–1. Held up: blocked, or resting after a failure. */
export interface Shares {
  readonly heldUp: number;
  readonly working: number;
}

/** The parts of a layer that send: server groups as a whole, sinks one by one. */
export function sendersOf(view: RecordingView, layer: string): number[] {
  const groups = view.partsOf(layer, "servers");
  return groups.length > 0 ? groups : view.partsOf(layer, "sink");
}

/** Over the whole run, from the counters at the end. */
export function sharesOverall(view: RecordingView, layer: string): Shares {
  const senders = sendersOf(view, layer);
  const servers = view.partsOf(layer, "server");
  const threads = servers.length > 0 ? servers.length : senders.length;
  const time = threads * view.recording.end.atTicks;
  if (time === 0) return { heldUp: 0, working: 0 };
  const heldUp = view.total(senders, "blockedTicks") + view.total(senders, "backingOffTicks");
  return { heldUp: heldUp / time, working: view.total(senders, "workingTicks") / time };
}

/** In each interval between samples; undefined when the layer's times were not recorded. */
export function heldUpByInterval(view: RecordingView, layer: string): Float64Array | undefined {
  const senders = sendersOf(view, layer);
  const { times } = view.recording;
  const columns = senders.map((part) => STATES.map((name) => view.series(part, name)));
  if (columns.length === 0 || columns.some((of) => of[2] === undefined)) return undefined;
  const threads = view.partsOf(layer, "server").length || senders.length;
  const shares = new Float64Array(Math.max(0, times.length - 1));
  for (let i = 0; i + 1 < times.length; i++) {
    let held = 0;
    for (const of of columns)
      held += delta(of[2]!, i) + (of[3] === undefined ? 0 : delta(of[3], i));
    shares[i] = held / (threads * (times[i + 1]! - times[i]!));
  }
  return shares;
}

function delta(values: Float64Array, i: number): number {
  return values[i + 1]! - values[i]!;
}
