/** How far off the servers may be: what they keep, and for how long they are held up. */
import type { Basis } from "./basis.js";
import { amountOf, atLeast, largest, plus, scaled, type Reasons } from "./reasons.js";
import { inHands, serviceSwing, swing } from "./sizes.js";

/** [bytes] of the server that keeps most. */
export function peakBacklogReasons(basis: Basis, layer: string): Reasons {
  const { servers } = basis.plant.scenario;
  const count = servers.reduce((sum, group) => sum + group.count, 0);
  const below = basis.plant.buffers.reduce((sum, { kind, members }, b) => {
    if (kind === "servers" || !basis.hasBacklog(layer)) return sum;
    return sum + (amountOf(basis.content(b, basis.peakAt())) * members) / count;
  }, 0);
  return basis.buffersOf(layer).reduce<Reasons>((worst, b) => {
    const { peakAtSeconds, bytesPerEvent } = basis.found.buffers[b]!;
    const events: Reasons = {
      batches: inHands(basis.pieceAt(peakAtSeconds), b),
      chance: swing(
        basis.offered(b) * (peakAtSeconds - basis.emptyBefore(b, peakAtSeconds)),
        basis.index,
      ),
      "idle time": basis.idle(layer) * basis.offered(b),
      "transfer threads": basis.threadless(layer, b),
      below,
    };
    const service = serviceSwing(basis.pieces, b, peakAtSeconds, peakAtSeconds);
    const own = atLeast({ ...events, "service times": service }, basis.steady(b));
    return largest(worst, scaled(own, bytesPerEvent));
  }, {});
}

/** Share of the time. @param drain [s] reasons of the longest drain */
export function heldUpReasons(basis: Basis, layer: string, drain: Reasons): Reasons {
  const wait = basis.waits.get(layer);
  const ofTime = scaled(drain, 1 / basis.end);
  if (wait === undefined) return ofTime;
  // Whoever rolls a file may have to wait for the next one.
  const idle = Math.min(1, basis.idle(layer) / wait.seconds);
  return plus(ofTime, { "transfer threads": wait.share, "idle time": idle });
}
