/** How far off the servers may be: what they keep, and for how long they are held up. */
import { FULL } from "../flows.js";
import type { Network } from "../network.js";
import type { Basis } from "./basis.js";
import { firstFullReasons } from "./fill.js";
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
  const ofTime = plus(scaled(drain, 1 / basis.end), {
    batches: takingTurns(basis, layer),
    below: fullLater(basis, layer) / basis.end,
  });
  if (wait === undefined) return ofTime;
  // Whoever rolls a file may have to wait for the next one.
  const idle = Math.min(1, basis.idle(layer) / wait.seconds);
  return plus(ofTime, { "transfer threads": wait.share, "idle time": idle });
}

/** [s] by which it may be off when a layer further on is full. */
function fullLater(basis: Basis, layer: string): number {
  const after = basis.names.slice(basis.names.indexOf(layer) + 1);
  return Math.max(0, ...after.map((each) => amountOf(firstFullReasons(basis, each))));
}

/**
 * Share of the time: where a channel is full, who is held up works all the same on the batches that it gets rid of, and who
 * gets rid of all that it has waits in line with each of them.
 */
function takingTurns(basis: Basis, layer: string): number {
  const own = basis.buffersOf(layer);
  let [time, off] = [0, 0];
  for (const { seconds, network, flows, fills } of basis.pieces) {
    const waits = network.gates.map(({ routes }, g) => {
      const isFull = routes.some(({ buffer, isRequired }) => isRequired && fills[buffer] === FULL);
      return isFull ? secondsInLine(network, g, flows.through[g]!.value) : 0;
    });
    network.threads.forEach(({ buffer, copies, exits }, t) => {
      if (!own.includes(buffer)) return;
      const [sent, able] = [flows.sent[t]!.value, flows.able[t]!.value];
      const inLine = exits.reduce((sum, { gate, share, batchEvents }) => {
        return sum + waits[gate]! * ((sent * share) / copies / batchEvents);
      }, 0);
      const works = able > 0 ? sent / able : 0;
      time += copies * seconds;
      off += Math.min(1, flows.isHeldUp[t]! ? works : inLine) * copies * seconds;
    });
  }
  return time === 0 ? 0 : off / time;
}

/** [s] that a call waits at a full gate: behind one of each of those who call there. */
function secondsInLine({ threads }: Network, gate: number, perSecond: number): number {
  const events = threads.reduce((sum, { exits }) => {
    return exits.reduce(
      (all, exit) => (exit.gate === gate && exit.rate > 0 ? all + exit.weight : all),
      sum,
    );
  }, 0);
  return perSecond > 0 ? events / perSecond : 0;
}
