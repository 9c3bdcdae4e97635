/** How far the fill of channels may be off: the most that they hold, and when they are full. */
import type { FluidCurve } from "../course.js";
import type { Basis } from "./basis.js";
import { amountOf, largest, plus, scaled, type Reasons } from "./reasons.js";
import { idleSeconds, stallEvents } from "./sizes.js";

/** Share of its room, of the buffer that came nearest to its end. */
export function peakFillReasons(basis: Basis, layer: string): Reasons {
  return basis.buffersOf(layer).reduce<Reasons>((worst, b) => {
    const { capacityEvents } = basis.found.buffers[b]!;
    if (capacityEvents === null || capacityEvents === 0) return worst;
    const events = basis.content(b, worstAt(basis, b));
    const more = {
      "idle time": basis.idle(layer) * basis.offered(b),
      above: above(basis, layer, b),
      "transfer threads": basis.threadless(layer, b),
    };
    return largest(worst, scaled(plus(events, more), 1 / capacityEvents));
  }, {});
}

/** [s] when a buffer holds most; of one that is always empty: when a long batch of its sinks would fill it most. */
function worstAt(basis: Basis, b: number): number {
  const { peakEvents, peakAtSeconds } = basis.found.buffers[b]!;
  if (peakEvents > 0) return peakAtSeconds;
  let [at, most] = [peakAtSeconds, 0];
  for (const piece of basis.pieces) {
    const stall = stallEvents(piece, b);
    if (stall > most) [at, most] = [piece.atSeconds, stall];
  }
  return at;
}

/**
 * [events] of one member: who could not send for a while keeps more than in the fluid, as long as it is idle, and
 * brings it all at once; so much of it stays as comes faster than it leaves.
 */
function above(basis: Basis, layer: string, b: number): number {
  let stays = 0;
  let isCutOff = false;
  for (const { flows, network } of basis.pieces) {
    const into = flows.into[b]!.value;
    const out = network.threads.reduce((sum, { buffer }, t) => {
      return buffer === b ? sum + flows.able[t]!.value : sum;
    }, 0);
    if (into > 0) stays = Math.max(stays, 1 - out / into);
    isCutOff ||= network.threads.some(({ exits }) =>
      exits.some(({ gate, rate }) => {
        return rate === 0 && network.gates[gate]!.routes.some(({ buffer }) => buffer === b);
      }),
    );
  }
  const before = basis.names.slice(0, basis.names.indexOf(layer));
  const idle = before.reduce((sum, each) => sum + idleSeconds(basis.plant.scenario, each), 0);
  return isCutOff && stays > 0 ? idle * basis.offered(b) * stays : 0;
}

/** [s] Of the buffer whose moment may be off most; who fills because of a layer further on is off by that too. */
export function firstFullReasons(basis: Basis, layer: string): Reasons {
  const after = basis.names.slice(basis.names.indexOf(layer) + 1);
  const below = after.reduce((sum, each) => sum + amountOf(firstFullReasons(basis, each)), 0);
  return basis.buffersOf(layer).reduce<Reasons>((worst, b) => {
    const { firstFullSeconds, content } = basis.found.buffers[b]!;
    if (firstFullSeconds === null) return worst;
    const before = basis.pieces.findLast(({ atSeconds }) => atSeconds < firstFullSeconds);
    const rate = before === undefined ? 0 : slopeAt(content, before.atSeconds);
    if (rate <= 0) return worst;
    return largest(worst, { ...scaled(basis.content(b, firstFullSeconds), 1 / rate), below });
  }, {});
}

function slopeAt(curve: FluidCurve, seconds: number): number {
  const i = curve.atSeconds.findLastIndex((at) => at <= seconds);
  return i < 0 ? 0 : curve.rate[i]! + curve.slope[i]! * (seconds - curve.atSeconds[i]!);
}
