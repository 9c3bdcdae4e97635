/**
 * How far a run may be from its fluid, number by number, each share with its reason: worked out from the scenario,
 * never from a run. What a run is off by more than these together is not explained.
 */
import type { Plant } from "../build/plant.js";
import type { FluidAllowance, FluidLayer } from "../course.js";
import type { Solution } from "../solve.js";
import { Basis, type Found } from "./basis.js";
import { largest, named, type Reasons } from "./reasons.js";
import { firstFullReasons, peakFillReasons } from "./fill.js";
import { heldUpReasons, peakBacklogReasons } from "./servers.js";
import { workingReasons } from "./work.js";
import {
  drainReasons,
  droppedReasons,
  latencyAllowances,
  lostReasons,
  totalReasons,
} from "./whole.js";

export function allowancesOf(plant: Plant, solution: Solution, found: Found): FluidAllowance[] {
  const basis = new Basis(plant, solution, found);
  const drain = basis.found.recoveries.map((each) => drainReasons(basis, each));
  const worstDrain = drain.reduce<Reasons>((all, each) => largest(all, each), {});
  const total = totalReasons(basis);
  return [
    ...basis.found.layers.flatMap((layer) => ofLayer(basis, layer, worstDrain)),
    named("maxBacklog", total),
    ...latencyAllowances(basis, total),
    named("lost", lostReasons(basis, undefined)),
    named("dropped", droppedReasons(basis, undefined)),
    ...drainNames(basis).map((name, i) => named(name, drain[i]!)),
  ];
}

function ofLayer(basis: Basis, { layer, kind }: FluidLayer, drain: Reasons): FluidAllowance[] {
  if (kind === "storage") return [];
  const booked = [
    named(`${layer}.lost`, lostReasons(basis, layer)),
    named(`${layer}.dropped`, droppedReasons(basis, layer)),
  ];
  if (kind === "servers") {
    return [
      named(`${layer}.peakBacklog`, peakBacklogReasons(basis, layer)),
      named(`${layer}.heldUp`, heldUpReasons(basis, layer, drain)),
      ...booked,
    ];
  }
  return [
    named(`${layer}.peakFill`, peakFillReasons(basis, layer)),
    named(`${layer}.firstFull`, firstFullReasons(basis, layer)),
    named(`${layer}.working`, workingReasons(basis, layer)),
    ...booked,
  ];
}

function drainNames(basis: Basis): string[] {
  const seen = new Map<string, number>();
  return basis.found.recoveries.map(({ fault }) => {
    const on = fault.slice(fault.indexOf(" of ") + " of ".length);
    const nth = seen.get(on) ?? 0;
    seen.set(on, nth + 1);
    return `drain.${on}${nth === 0 ? "" : `#${String(nth + 1)}`}`;
  });
}
