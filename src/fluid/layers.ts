/** What the course means for each layer: peaks, first moments, shares of time. */
import { TICKS_PER_SECOND } from "../units/time.js";
import type { Plant } from "./build/plant.js";
import type { FluidBuffer, FluidLayer, FluidMoment, FluidPeak } from "./course.js";
import { peakOf, stayBelow } from "./curve.js";
import type { Piece, Solution } from "./solve.js";

/** In the direction of the flow: server groups, tiers, storages. */
export function layersOf(
  plant: Plant,
  solution: Solution,
  buffers: readonly FluidBuffer[],
): FluidLayer[] {
  const { servers, tiers, storages } = plant.scenario;
  const layer = (name: string, kind: "servers" | "tier", members: number): FluidLayer => {
    return new LayerView(plant, solution, buffers, name).layer(kind, members);
  };
  return [
    ...servers.map(({ name, count }) => layer(name, "servers", count)),
    ...tiers.map(({ name, agents }) => layer(name, "tier", agents.length)),
    ...storages.map(({ name, datanodes }) => storageLayer(name, datanodes)),
  ];
}

/** A storage has no buffer of its own. */
function storageLayer(layer: string, members: number): FluidLayer {
  return {
    layer,
    kind: "storage",
    members,
    peak: null,
    firstFull: null,
    firstLoss: null,
    firstDrop: null,
    firstBlocked: null,
    workingShare: 0,
    sinksShareThreads: false,
    heldUpShare: 0,
    lostEvents: 0,
    droppedEvents: 0,
    drainedAtSeconds: null,
  };
}

class LayerView {
  readonly #plant: Plant;
  readonly #pieces: readonly Piece[];
  readonly #solution: Solution;
  readonly #name: string;
  readonly #indexes: readonly number[];
  readonly #buffers: readonly FluidBuffer[];
  readonly #end: number;

  constructor(plant: Plant, solution: Solution, buffers: readonly FluidBuffer[], name: string) {
    this.#plant = plant;
    this.#solution = solution;
    this.#pieces = solution.pieces;
    this.#name = name;
    this.#indexes = [...buffers.keys()].filter((b) => buffers[b]!.layer === name);
    this.#buffers = buffers;
    this.#end = solution.endSeconds;
  }

  layer(kind: "servers" | "tier", members: number): FluidLayer {
    return {
      layer: this.#name,
      kind,
      members,
      peak: this.#peak(kind),
      firstFull: this.#first((b) => this.#buffers[b]!.firstFullSeconds),
      firstLoss: this.#first((b) => {
        return this.#solution.losses.find(({ buffer }) => buffer === b)?.atSeconds ?? null;
      }),
      firstDrop: this.#first((b) => this.#when(({ flows }) => isSome(flows.dropped[b]!))),
      firstBlocked: this.#first((b) => this.#when((piece) => this.#isHeldUp(piece, b))),
      workingShare: this.#workingShare(),
      sinksShareThreads: this.#sinksShareThreads(),
      heldUpShare: this.#heldUpShare(),
      lostEvents: this.#sum(({ lostEvents, members: of }) => lostEvents * of),
      droppedEvents: this.#sum(({ droppedEvents, members: of }) => droppedEvents * of),
      drainedAtSeconds: this.#drainedAt(),
    };
  }

  #peak(kind: "servers" | "tier"): FluidPeak | null {
    let best: (FluidPeak & { rank: number }) | undefined;
    for (const b of this.#indexes) {
      const { peakEvents, peakAtSeconds, bytesPerEvent, capacityEvents, where } = this.#buffers[b]!;
      const bytes = peakEvents * bytesPerEvent;
      const share =
        capacityEvents === null ? null : capacityEvents === 0 ? 0 : peakEvents / capacityEvents;
      const rank = kind === "servers" ? bytes : (share ?? 0);
      if (best !== undefined && best.rank >= rank) continue;
      best = { events: peakEvents, bytes, share, where, atSeconds: peakAtSeconds, rank };
    }
    if (best === undefined) return null;
    const { rank: _rank, ...peak } = best;
    return peak;
  }

  #first(when: (b: number) => number | null): FluidMoment | null {
    let first: FluidMoment | null = null;
    for (const b of this.#indexes) {
      const atSeconds = when(b);
      if (atSeconds === null || (first !== null && first.atSeconds <= atSeconds)) continue;
      first = { atSeconds, where: this.#buffers[b]!.where };
    }
    return first;
  }

  #when(fits: (piece: Piece) => boolean): number | null {
    return this.#pieces.find(fits)?.atSeconds ?? null;
  }

  #isHeldUp({ flows, contents }: Piece, b: number): boolean {
    if (contents[b]! === 0 && !isSome(flows.into[b]!)) return false;
    return this.#threadsOf(b).some((t) => flows.isHeldUp[t]!);
  }

  /** Flow over what could flow, mean over time and threads; where nothing can flow nobody works. */
  #workingShare(): number {
    let [time, worked] = [0, 0];
    for (const { seconds, flows } of this.#pieces) {
      for (const b of this.#indexes) {
        for (const t of this.#threadsOf(b)) {
          const { copies } = this.#plant.threads[t]!;
          const able = flows.able[t]!.value;
          const middle = flows.sent[t]!.value + (flows.sent[t]!.slope * seconds) / 2;
          time += copies * seconds;
          if (able > 0) worked += Math.min(1, middle / able) * copies * seconds;
        }
      }
    }
    return time === 0 ? 0 : worked / time;
  }

  #sinksShareThreads(): boolean {
    const tier = this.#plant.scenario.tiers.find(({ name }) => name === this.#name);
    const groups = tier?.templates.flatMap((template) => template.groups) ?? [];
    return groups.some(({ sinks }) => sinks.length > 1);
  }

  #heldUpShare(): number {
    let [time, heldUp] = [0, 0];
    for (const piece of this.#pieces) {
      for (const b of this.#indexes) {
        for (const t of this.#threadsOf(b)) {
          const { copies } = this.#plant.threads[t]!;
          time += copies * piece.seconds;
          const hasSome = piece.contents[b]! > 0 || isSome(piece.flows.into[b]!);
          if (hasSome && piece.flows.isHeldUp[t]!) heldUp += copies * piece.seconds;
        }
      }
    }
    return time === 0 ? 0 : heldUp / time;
  }

  #drainedAt(): number | null {
    const last = this.#plant.scenario.faults.filter(({ kind }) => kind !== "start").at(-1);
    if (last === undefined) return null;
    const from = this.#plant.scenario.warmUpTicks / TICKS_PER_SECOND;
    const begin = last.fromTicks / TICKS_PER_SECOND;
    const end = last.toTicks / TICKS_PER_SECOND;
    let latest = end;
    for (const b of this.#indexes) {
      const { content } = this.#buffers[b]!;
      const before = peakOf(content, from, Math.max(from, begin)).value;
      const at = end < this.#end ? stayBelow(content, before, end, this.#end, 0) : null;
      if (at === null) return null;
      latest = Math.max(latest, at);
    }
    return latest;
  }

  #threadsOf(b: number): number[] {
    return [...this.#plant.threads.keys()].filter((t) => this.#plant.threads[t]!.buffer === b);
  }

  #sum(of: (buffer: FluidBuffer) => number): number {
    return this.#indexes.reduce((sum, b) => sum + of(this.#buffers[b]!), 0);
  }
}

function isSome({ value, slope }: { readonly value: number; readonly slope: number }): boolean {
  return value > 1e-9 || slope > 1e-9;
}
