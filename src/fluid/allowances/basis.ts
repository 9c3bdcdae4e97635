/** What allowances are worked out from: the scenario, the solution of its fluid, and questions that several of them ask. */
import type { Plant } from "../build/plant.js";
import type { FluidBuffer, FluidCurve, FluidLayer, FluidRecovery } from "../course.js";
import { peakOf } from "../curve.js";
import type { Piece, Solution } from "../solve.js";
import { nextHostEvents } from "./next-host.js";
import { threadWait, type ThreadWait } from "./transfer-threads.js";
import { atLeast, type Reasons } from "./reasons.js";
import { steadySwing } from "./steady.js";
import { idleSeconds, inHands, largestDispersion, serviceSwing, swing } from "./sizes.js";

export interface Found {
  readonly layers: readonly FluidLayer[];
  readonly buffers: readonly FluidBuffer[];
  readonly backlog: FluidCurve;
  readonly recoveries: readonly FluidRecovery[];
}

/** The solution of a plant, as the allowances ask about it. Buffers are numbered as in the plant. */
export class Basis {
  readonly plant: Plant;
  readonly pieces: readonly Piece[];
  /** [s] */
  readonly end: number;
  readonly found: Found;
  /** By layer, in the order of the flow. */
  readonly names: readonly string[];
  /** By layer: of those whose senders do not all find transfer threads. */
  readonly waits: ReadonlyMap<string, ThreadWait>;
  /** Variance over mean of what comes. */
  readonly index: number;
  readonly #hasTrouble: boolean;
  /** By buffer, worked out when first asked for. */
  readonly #steady: Reasons[] = [];

  constructor(plant: Plant, { pieces, endSeconds }: Solution, found: Found) {
    this.plant = plant;
    this.pieces = pieces;
    this.end = endSeconds;
    this.found = found;
    this.names = found.layers.filter(({ kind }) => kind !== "storage").map(({ layer }) => layer);
    this.waits = new Map(
      this.names.flatMap((layer): [string, ThreadWait][] => {
        const wait = threadWait(plant.scenario, layer);
        return wait === undefined ? [] : [[layer, wait]];
      }),
    );
    this.index = largestDispersion(plant.scenario);
    this.#hasTrouble =
      plant.scenario.faults.some(({ kind }) => kind !== "slow" && kind !== "start") ||
      this.waits.size > 0 ||
      found.buffers.some(
        ({ kind, firstFullSeconds }) => kind === "channel" && firstFullSeconds !== null,
      );
  }

  /** [events] of one member that its content may be off at a time, since it was empty last. */
  content(b: number, at: number, since = this.emptyBefore(b, at)): Reasons {
    const piece = this.pieceAt(at);
    const swings: Reasons = {
      batches: inHands(piece, b),
      chance: swing(this.offered(b) * (at - since), this.index),
      "service times": serviceSwing(this.pieces, b, since, at),
      "next host": nextHostEvents(this.plant.scenario, this.pieces, b, { from: since, to: at }),
    };
    return atLeast(swings, this.steady(b));
  }

  /** [events] of one member that its content is off by while the fluid has none. */
  steady(b: number): Reasons {
    return (this.#steady[b] ??= steadySwing(this.pieces, b, this.index));
  }

  /** [events] of one member that its senders keep while they find no transfer thread. */
  threadless(layer: string, b: number): number {
    return (this.waits.get(layer)?.seconds ?? 0) * this.offered(b);
  }

  /** [s] that senders from the layer on towards the destination may lose. */
  idle(layer: string): number {
    if (!this.#hasTrouble) return 0;
    const from = this.names.slice(this.names.indexOf(layer));
    return from.reduce((sum, each) => sum + idleSeconds(this.plant.scenario, each), 0);
  }

  idleOfAll(): number {
    return this.names[0] === undefined ? 0 : this.idle(this.names[0]);
  }

  hasBacklog(layer: string): boolean {
    return this.buffersOf(layer).some((b) => this.found.buffers[b]!.peakEvents > 0);
  }

  buffersOf(layer: string): number[] {
    return [...this.plant.buffers.keys()].filter((b) => this.plant.buffers[b]!.layer === layer);
  }

  /** [events/s] offered to one member. */
  offered(b: number): number {
    const { offeredPerSecond, members } = this.plant.buffers[b]!;
    return offeredPerSecond / members;
  }

  offeredTotal(): number {
    return this.plant.buffers.reduce((sum, { kind, offeredPerSecond }) => {
      return kind === "servers" ? sum + offeredPerSecond : sum;
    }, 0);
  }

  peakAt(): number {
    return peakOf(this.found.backlog, 0, this.end).atSeconds;
  }

  pieceAt(seconds: number): Piece {
    return this.pieces.findLast(({ atSeconds }) => atSeconds <= seconds) ?? this.pieces[0]!;
  }

  emptyBefore(b: number, at: number): number {
    return this.emptyOf(this.found.buffers[b]!.content, at);
  }

  /** [s] when the curve was last 0 before a time; 0: not since the start. */
  emptyOf(curve: FluidCurve, at: number): number {
    const i = curve.value.findLastIndex((value, k) => value === 0 && curve.atSeconds[k]! <= at);
    if (i < 0) return 0;
    const stays = curve.rate[i] === 0 && curve.slope[i] === 0;
    return stays ? Math.min(at, curve.atSeconds[i + 1] ?? at) : curve.atSeconds[i]!;
  }
}
