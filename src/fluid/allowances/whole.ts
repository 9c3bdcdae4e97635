/** How far off the sums over all layers may be: events under way, their latency, lost and dropped ones, and the drain. */
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { FluidAllowance, FluidRecovery } from "../course.js";
import { valueAt } from "../curve.js";
import { meanLatencyName } from "../headlines.js";
import type { Basis } from "./basis.js";
import { named, plus, scaled, type Reasons } from "./reasons.js";
import { inHands, serviceSwing, swing } from "./sizes.js";

/** Two minutes: the minute of calm, begun again once. */
const QUIET_SECONDS = 120;
/** [s] */
const JUST_BEFORE = 1e-6;

/** [events] under way in all. */
export function totalReasons(basis: Basis): Reasons {
  const at = basis.peakAt();
  const piece = basis.pieceAt(at);
  let all: Reasons = {};
  let [offered, steadyChance] = [0, 0];
  basis.plant.buffers.forEach(({ members, kind, layer }, b) => {
    const { chance = 0, "service times": steadyService = 0 } = basis.steady(b);
    const service = serviceSwing(basis.pieces, b, basis.emptyBefore(b, at), at);
    const own: Reasons = {
      batches: inHands(piece, b) * members,
      "service times": Math.max(service, steadyService) * members,
    };
    steadyChance += chance * members;
    if (kind === "servers") {
      offered += basis.offered(b) * members;
      own["idle time"] = basis.idle(layer) * basis.offered(b) * members;
      const share = basis.waits.get(layer)?.share ?? 0;
      own["transfer threads"] = basis.threadless(layer, b) * members * share;
    }
    all = plus(all, own);
  });
  const since = basis.emptyOf(basis.found.backlog, at);
  const every = basis.plant.scenario.record.everyTicks / TICKS_PER_SECOND;
  return plus(all, {
    chance: Math.max(swing(offered * (at - since), basis.index), steadyChance),
    samples: offered * every,
  });
}

/** By Little's law as far off as what is under way, over the rate at which it comes. */
export function latencyAllowances(basis: Basis, total: Reasons): FluidAllowance[] {
  const finals = basis.plant.gates.filter(({ agent }) => agent === undefined);
  const { samples: _samples, ...events } = total;
  const offered = basis.offeredTotal();
  if (offered === 0) return [];
  return finals.map(({ name }) => named(meanLatencyName(name), scaled(events, 1 / offered)));
}

/** [s] until all is as before a fault. */
export function drainReasons(
  basis: Basis,
  { endSeconds, drainedAtSeconds }: FluidRecovery,
): Reasons {
  const every = basis.plant.scenario.record.everyTicks / TICKS_PER_SECOND;
  const held = valueAt(basis.found.backlog, endSeconds);
  const took = (drainedAtSeconds ?? basis.end) - endSeconds;
  const spare = took > 0 ? held / took : 0;
  const offered = basis.offeredTotal();
  const { chance: _chance, samples: _samples, ...events } = totalReasons(basis);
  const swings = swing(offered * (basis.end - endSeconds), basis.index);
  const more = spare > 0 ? scaled({ ...events, chance: swings }, 1 / spare) : {};
  const idle = spare > 0 ? basis.idleOfAll() * ((spare + offered) / spare) : basis.idleOfAll();
  return { ...more, "idle time": idle, samples: 2 * every, "quiet minute": QUIET_SECONDS };
}

/** [events] in crashes, of a layer or of all. */
export function lostReasons(basis: Basis, layer: string | undefined): Reasons {
  if (!basis.plant.scenario.faults.some(({ kind }) => kind === "crash")) return {};
  let all: Reasons = {};
  for (const fault of basis.plant.scenario.faults) {
    if (fault.kind !== "crash") continue;
    const at = fault.fromTicks / TICKS_PER_SECOND;
    basis.plant.buffers.forEach(({ members, memoryEvents }, b) => {
      if (memoryEvents === 0 || (layer !== undefined && basis.plant.buffers[b]!.layer !== layer))
        return;
      if (fault.targets.every((target) => target.kind !== "agent" && target.kind !== "servers"))
        return;
      all = plus(
        all,
        scaled(basis.content(b, at, basis.emptyBefore(b, at - JUST_BEFORE)), members),
      );
    });
  }
  return all;
}

/** [events] of a layer or of all. */
export function droppedReasons(basis: Basis, layer: string | undefined): Reasons {
  const found = basis.found.layers.filter((each) => layer === undefined || each.layer === layer);
  if (found.every(({ droppedEvents }) => droppedEvents === 0)) return {};
  return totalReasons(basis);
}
