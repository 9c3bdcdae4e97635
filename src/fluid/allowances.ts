/**
 * How far a run may be from its fluid, number by number, each share with its reason: worked out from the scenario,
 * never from a run. What a run is off by more than these together is not explained.
 */
import { TICKS_PER_SECOND } from "../units/time.js";
import type { Plant } from "./build/plant.js";
import type {
  FluidAllowance,
  FluidBuffer,
  FluidCurve,
  FluidLayer,
  FluidReason,
  FluidRecovery,
} from "./course.js";
import { peakOf, valueAt } from "./curve.js";
import { meanLatencyName } from "./headlines.js";
import { nextHostEvents } from "./next-host.js";
import {
  RUNNER_SLEEP_SECONDS,
  idleSeconds,
  inHands,
  keepAliveSeconds,
  largestDispersion,
  serviceSwing,
  stallEvents,
  swing,
} from "./sizes.js";
import type { Piece, Solution } from "./solve.js";
import { threadWait, type ThreadWait } from "./transfer-threads.js";

interface Found {
  readonly layers: readonly FluidLayer[];
  readonly buffers: readonly FluidBuffer[];
  readonly backlog: FluidCurve;
  readonly recoveries: readonly FluidRecovery[];
}

type Reasons = Partial<Record<FluidReason, number>>;

/** Two minutes: the minute of calm, begun again once. */
const QUIET_SECONDS = 120;
/** [s] */
const JUST_BEFORE = 1e-6;

export function allowancesOf(plant: Plant, solution: Solution, found: Found): FluidAllowance[] {
  return new Allowances(plant, solution, found).all();
}

class Allowances {
  readonly #plant: Plant;
  readonly #pieces: readonly Piece[];
  readonly #end: number;
  readonly #found: Found;
  /** By layer, in the order of the flow. */
  readonly #names: readonly string[];
  /** By layer: of those whose senders do not all find transfer threads. */
  readonly #waits: ReadonlyMap<string, ThreadWait>;
  readonly #index: number;
  readonly #hasTrouble: boolean;

  constructor(plant: Plant, { pieces, endSeconds }: Solution, found: Found) {
    this.#plant = plant;
    this.#pieces = pieces;
    this.#end = endSeconds;
    this.#found = found;
    this.#names = found.layers.filter(({ kind }) => kind !== "storage").map(({ layer }) => layer);
    this.#waits = new Map(
      this.#names.flatMap((layer): [string, ThreadWait][] => {
        const wait = threadWait(plant.scenario, layer);
        return wait === undefined ? [] : [[layer, wait]];
      }),
    );
    this.#index = largestDispersion(plant.scenario);
    this.#hasTrouble =
      plant.scenario.faults.some(({ kind }) => kind !== "slow" && kind !== "start") ||
      this.#waits.size > 0 ||
      found.buffers.some(
        ({ kind, firstFullSeconds }) => kind === "channel" && firstFullSeconds !== null,
      );
  }

  all(): FluidAllowance[] {
    const drain = this.#found.recoveries.map((each) => this.#drain(each));
    const worstDrain = drain.reduce<Reasons>((all, each) => largest(all, each), {});
    const total = this.#total();
    return [
      ...this.#found.layers.flatMap((layer) => this.#ofLayer(layer, worstDrain)),
      named("maxBacklog", total),
      ...this.#meanLatency(total),
      named("lost", this.#lost(undefined)),
      named("dropped", this.#dropped(undefined)),
      ...this.#drainNames().map((name, i) => named(name, drain[i]!)),
    ];
  }

  #ofLayer({ layer, kind }: FluidLayer, drain: Reasons): FluidAllowance[] {
    if (kind === "storage") return [];
    const booked = [
      named(`${layer}.lost`, this.#lost(layer)),
      named(`${layer}.dropped`, this.#dropped(layer)),
    ];
    if (kind === "servers") {
      return [
        named(`${layer}.peakBacklog`, this.#peakBacklog(layer)),
        named(`${layer}.heldUp`, this.#heldUp(layer, drain)),
        ...booked,
      ];
    }
    return [
      named(`${layer}.peakFill`, this.#peakFill(layer)),
      named(`${layer}.firstFull`, this.#firstFull(layer)),
      named(`${layer}.working`, this.#working(layer)),
      ...booked,
    ];
  }

  /** Of the buffer that came nearest to its end. */
  #peakFill(layer: string): Reasons {
    return this.#buffersOf(layer).reduce<Reasons>((worst, b) => {
      const { capacityEvents } = this.#found.buffers[b]!;
      if (capacityEvents === null || capacityEvents === 0) return worst;
      const events = this.#content(b, this.#worstAt(b));
      const more = {
        "idle time": this.#idle(layer) * this.#offered(b),
        above: this.#above(layer, b),
        "transfer threads": this.#threadless(layer, b),
      };
      return largest(worst, scaled(plus(events, more), 1 / capacityEvents));
    }, {});
  }

  /** [s] when a buffer holds most; of one that is always empty: when a long batch of its sinks would fill it most. */
  #worstAt(b: number): number {
    const { peakEvents, peakAtSeconds } = this.#found.buffers[b]!;
    if (peakEvents > 0) return peakAtSeconds;
    let [at, most] = [peakAtSeconds, 0];
    for (const piece of this.#pieces) {
      const stall = stallEvents(piece, b);
      if (stall > most) [at, most] = [piece.atSeconds, stall];
    }
    return at;
  }

  /**
   * [events] of one member: who could not send for a while keeps more than in the fluid, as long as it is idle, and
   * brings it all at once; so much of it stays as comes faster than it leaves.
   */
  #above(layer: string, b: number): number {
    let stays = 0;
    let isCutOff = false;
    for (const { flows, network } of this.#pieces) {
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
    const before = this.#names.slice(0, this.#names.indexOf(layer));
    const idle = before.reduce((sum, each) => sum + idleSeconds(this.#plant.scenario, each), 0);
    return isCutOff && stays > 0 ? idle * this.#offered(b) * stays : 0;
  }

  /** [events] of one member that its senders keep while they find no transfer thread. */
  #threadless(layer: string, b: number): number {
    return (this.#waits.get(layer)?.seconds ?? 0) * this.#offered(b);
  }

  #heldUp(layer: string, drain: Reasons): Reasons {
    const wait = this.#waits.get(layer);
    const ofTime = scaled(drain, 1 / this.#end);
    if (wait === undefined) return ofTime;
    // Whoever rolls a file may have to wait for the next one.
    const idle = Math.min(1, this.#idle(layer) / wait.seconds);
    return plus(ofTime, { "transfer threads": wait.share, "idle time": idle });
  }

  #firstFull(layer: string): Reasons {
    const after = this.#names.slice(this.#names.indexOf(layer) + 1);
    const below = after.reduce((sum, each) => sum + amountOf(this.#firstFull(each)), 0);
    return this.#buffersOf(layer).reduce<Reasons>((worst, b) => {
      const { firstFullSeconds, content } = this.#found.buffers[b]!;
      if (firstFullSeconds === null) return worst;
      const before = this.#pieces.findLast(({ atSeconds }) => atSeconds < firstFullSeconds);
      const rate = before === undefined ? 0 : slopeAt(content, before.atSeconds);
      if (rate <= 0) return worst;
      return largest(worst, { ...scaled(this.#content(b, firstFullSeconds), 1 / rate), below });
    }, {});
  }

  /** [events] of one member that its content may be off at a time, since it was empty last. */
  #content(b: number, at: number, since = this.#emptyBefore(b, at)): Reasons {
    const piece = this.#pieceAt(at);
    return {
      batches: inHands(piece, b),
      chance: swing(this.#offered(b) * (at - since), this.#index),
      "service times": serviceSwing(this.#pieces, b, since, at),
      "next host": nextHostEvents(this.#plant.scenario, this.#pieces, b, { from: since, to: at }),
    };
  }

  /** [bytes] of the server that keeps most. */
  #peakBacklog(layer: string): Reasons {
    const { servers } = this.#plant.scenario;
    const count = servers.reduce((sum, group) => sum + group.count, 0);
    const below = this.#plant.buffers.reduce((sum, { kind, members }, b) => {
      if (kind === "servers" || !this.#hasBacklog(layer)) return sum;
      return sum + (amountOf(this.#content(b, this.#peakAt())) * members) / count;
    }, 0);
    return this.#buffersOf(layer).reduce<Reasons>((worst, b) => {
      const { peakAtSeconds, bytesPerEvent } = this.#found.buffers[b]!;
      const events: Reasons = {
        batches: inHands(this.#pieceAt(peakAtSeconds), b),
        chance: swing(
          this.#offered(b) * (peakAtSeconds - this.#emptyBefore(b, peakAtSeconds)),
          this.#index,
        ),
        "idle time": this.#idle(layer) * this.#offered(b),
        "transfer threads": this.#threadless(layer, b),
        below,
      };
      const service = serviceSwing(this.#pieces, b, peakAtSeconds, peakAtSeconds);
      return largest(worst, scaled({ ...events, "service times": service }, bytesPerEvent));
    }, {});
  }

  /** [events] under way in all. */
  #total(): Reasons {
    const at = this.#peakAt();
    const piece = this.#pieceAt(at);
    let all: Reasons = {};
    let offered = 0;
    this.#plant.buffers.forEach(({ members, kind, layer }, b) => {
      const own: Reasons = {
        batches: inHands(piece, b) * members,
        "service times": serviceSwing(this.#pieces, b, this.#emptyBefore(b, at), at) * members,
      };
      if (kind === "servers") {
        offered += this.#offered(b) * members;
        own["idle time"] = this.#idle(layer) * this.#offered(b) * members;
        const share = this.#waits.get(layer)?.share ?? 0;
        own["transfer threads"] = this.#threadless(layer, b) * members * share;
      }
      all = plus(all, own);
    });
    const since = this.#emptyOf(this.#found.backlog, at);
    const every = this.#plant.scenario.record.everyTicks / TICKS_PER_SECOND;
    return plus(all, {
      chance: swing(offered * (at - since), this.#index),
      samples: offered * every,
    });
  }

  /** By Little's law as far off as what is under way, over the rate at which it comes. */
  #meanLatency(total: Reasons): FluidAllowance[] {
    const finals = this.#plant.gates.filter(({ agent }) => agent === undefined);
    const { samples: _samples, ...events } = total;
    const offered = this.#offeredTotal();
    if (offered === 0) return [];
    return finals.map(({ name }) => named(meanLatencyName(name), scaled(events, 1 / offered)));
  }

  #drain({ endSeconds, drainedAtSeconds }: FluidRecovery): Reasons {
    const every = this.#plant.scenario.record.everyTicks / TICKS_PER_SECOND;
    const held = valueAt(this.#found.backlog, endSeconds);
    const took = (drainedAtSeconds ?? this.#end) - endSeconds;
    const spare = took > 0 ? held / took : 0;
    const offered = this.#offeredTotal();
    const { chance: _chance, samples: _samples, ...events } = this.#total();
    const swings = swing(offered * (this.#end - endSeconds), this.#index);
    const more = spare > 0 ? scaled({ ...events, chance: swings }, 1 / spare) : {};
    const idle = spare > 0 ? this.#idleOfAll() * ((spare + offered) / spare) : this.#idleOfAll();
    return { ...more, "idle time": idle, samples: 2 * every, "quiet minute": QUIET_SECONDS };
  }

  /** Share of the time; only sinks that take whole batches work as much as the fluid says. */
  #working(layer: string): Reasons {
    const { tiers } = this.#plant.scenario;
    const tier = tiers.find(({ name }) => name === layer)!;
    const { workingShare } = this.#found.layers.find((each) => each.layer === layer)!;
    const takesParts = tier.templates.some(({ channels }) =>
      channels.some(({ kind }) => kind !== "memory"),
    );
    const batches = this.#buffersOf(layer).reduce((sum, b) => {
      return sum + inHands(this.#pieces[0]!, b);
    }, 0);
    const events = this.#buffersOf(layer).reduce((sum, b) => sum + this.#offered(b) * this.#end, 0);
    if (events === 0) return {};
    return {
      batches: takesParts ? 1 - workingShare : (workingShare * batches) / events,
      chance: (workingShare * swing(events, this.#index)) / events,
      "service times": (workingShare * this.#serviceShare(layer)) / events,
      "idle time": (workingShare * this.#idle(layer)) / this.#end,
      copies: this.#copies(layer),
      retries: this.#retries(layer),
      streams: this.#streams(layer),
    };
  }

  /** Share of the sinks' time in which streams write while their sinks would be ready for more. */
  #streams(layer: string): number {
    const own = this.#buffersOf(layer);
    let [time, alone] = [0, 0];
    for (const { seconds, network, flows } of this.#pieces) {
      network.threads.forEach(({ buffer, copies, exits }, t) => {
        if (!own.includes(buffer)) return;
        const able = flows.able[t]!.value;
        const share = exits.reduce((sum, exit) => sum + exit.share * exit.streamShare, 0);
        time += copies * seconds;
        if (able > 0) alone += Math.min(1, flows.sent[t]!.value / able) * share * copies * seconds;
      });
    }
    return time === 0 ? 0 : alone / time;
  }

  #serviceShare(layer: string): number {
    return this.#buffersOf(layer).reduce((sum, b) => {
      return sum + serviceSwing(this.#pieces, b, 0, this.#end) * this.#plant.buffers[b]!.members;
    }, 0);
  }

  /** Share of the sinks' time that goes into tries that fail: connect, send, be refused, every few seconds. */
  #retries(layer: string): number {
    const tier = this.#plant.scenario.tiers.find(({ name }) => name === layer)!;
    const { heldUpShare } = this.#found.layers.find((each) => each.layer === layer)!;
    const { network } = this.#pieces[0]!;
    const batch = network.threads.reduce((most, { buffer, copies, exits }) => {
      if (!this.#buffersOf(layer).includes(buffer)) return most;
      return Math.max(most, ...exits.map((exit) => (copies * exit.batchEvents) / exit.rate));
    }, 0);
    const connect = tier.templates.reduce((most, { machine: { rpc } }) => {
      return Math.max(most, rpc.connectTicks + rpc.handshakeTicks + rpc.refusedTicks);
    }, 0);
    return (heldUpShare * 2 * (connect / TICKS_PER_SECOND + batch)) / RUNNER_SLEEP_SECONDS;
  }

  /** Share of the sinks' time that goes into copies: with several channels a batch is put to some of them again. */
  #copies(layer: string): number {
    const tier = this.#plant.scenario.tiers.find(({ name }) => name === layer)!;
    if (!tier.templates.some(({ channels }) => channels.length > 1)) return 0;
    const wait = keepAliveSeconds(this.#plant.scenario);
    const full = Math.max(
      ...this.#buffersOf(layer).map((b) => this.#found.buffers[b]!.fullSeconds),
    );
    const { network, flows } = this.#pieces[0]!;
    const able = network.threads.reduce((sum, { buffer }, t) => {
      return this.#buffersOf(layer).includes(buffer) ? sum + flows.able[t]!.value : sum;
    }, 0);
    const tried = this.#plant.scenario.servers.reduce((sum, { count, batchEvents, client }) => {
      return sum + (count * batchEvents) / (wait + client.retryTicks / TICKS_PER_SECOND);
    }, 0);
    return able === 0 ? 0 : (tried * full) / able / this.#end;
  }

  #lost(layer: string | undefined): Reasons {
    if (!this.#plant.scenario.faults.some(({ kind }) => kind === "crash")) return {};
    let all: Reasons = {};
    for (const fault of this.#plant.scenario.faults) {
      if (fault.kind !== "crash") continue;
      const at = fault.fromTicks / TICKS_PER_SECOND;
      this.#plant.buffers.forEach(({ members, isVolatile }, b) => {
        if (!isVolatile || (layer !== undefined && this.#plant.buffers[b]!.layer !== layer)) return;
        if (fault.targets.every((target) => target.kind !== "agent" && target.kind !== "servers"))
          return;
        all = plus(
          all,
          scaled(this.#content(b, at, this.#emptyBefore(b, at - JUST_BEFORE)), members),
        );
      });
    }
    return all;
  }

  #dropped(layer: string | undefined): Reasons {
    const found = this.#found.layers.filter((each) => layer === undefined || each.layer === layer);
    if (found.every(({ droppedEvents }) => droppedEvents === 0)) return {};
    return this.#total();
  }

  /** [s] that senders from the layer on towards the destination may lose. */
  #idle(layer: string): number {
    if (!this.#hasTrouble) return 0;
    const from = this.#names.slice(this.#names.indexOf(layer));
    return from.reduce((sum, each) => sum + idleSeconds(this.#plant.scenario, each), 0);
  }

  #idleOfAll(): number {
    return this.#names[0] === undefined ? 0 : this.#idle(this.#names[0]);
  }

  #hasBacklog(layer: string): boolean {
    return this.#buffersOf(layer).some((b) => this.#found.buffers[b]!.peakEvents > 0);
  }

  #buffersOf(layer: string): number[] {
    return [...this.#plant.buffers.keys()].filter((b) => this.#plant.buffers[b]!.layer === layer);
  }

  /** [events/s] offered to one member. */
  #offered(b: number): number {
    const { offeredPerSecond, members } = this.#plant.buffers[b]!;
    return offeredPerSecond / members;
  }

  #offeredTotal(): number {
    return this.#plant.buffers.reduce((sum, { kind, offeredPerSecond }) => {
      return kind === "servers" ? sum + offeredPerSecond : sum;
    }, 0);
  }

  #peakAt(): number {
    return peakOf(this.#found.backlog, 0, this.#end).atSeconds;
  }

  #pieceAt(seconds: number): Piece {
    return this.#pieces.findLast(({ atSeconds }) => atSeconds <= seconds) ?? this.#pieces[0]!;
  }

  #emptyBefore(b: number, at: number): number {
    return this.#emptyOf(this.#found.buffers[b]!.content, at);
  }

  /** [s] when the curve was last 0 before a time; 0: not since the start. */
  #emptyOf(curve: FluidCurve, at: number): number {
    const i = curve.value.findLastIndex((value, k) => value === 0 && curve.atSeconds[k]! <= at);
    if (i < 0) return 0;
    const stays = curve.rate[i] === 0 && curve.slope[i] === 0;
    return stays ? Math.min(at, curve.atSeconds[i + 1] ?? at) : curve.atSeconds[i]!;
  }

  #drainNames(): string[] {
    const seen = new Map<string, number>();
    return this.#found.recoveries.map(({ fault }) => {
      const on = fault.slice(fault.indexOf(" of ") + " of ".length);
      const nth = seen.get(on) ?? 0;
      seen.set(on, nth + 1);
      return `drain.${on}${nth === 0 ? "" : `#${String(nth + 1)}`}`;
    });
  }
}

function slopeAt(curve: FluidCurve, seconds: number): number {
  const i = curve.atSeconds.findLastIndex((at) => at <= seconds);
  return i < 0 ? 0 : curve.rate[i]! + curve.slope[i]! * (seconds - curve.atSeconds[i]!);
}

function named(name: string, reasons: Reasons): FluidAllowance {
  const entries = Object.entries(reasons) as [FluidReason, number][];
  return {
    name,
    reasons: entries.filter(([, amount]) => amount > 0).map(([why, amount]) => ({ why, amount })),
  };
}

function plus(a: Reasons, b: Reasons): Reasons {
  const all: Reasons = { ...a };
  for (const [why, amount] of Object.entries(b) as [FluidReason, number][]) {
    all[why] = (all[why] ?? 0) + amount;
  }
  return all;
}

function scaled(reasons: Reasons, factor: number): Reasons {
  const entries = Object.entries(reasons) as [FluidReason, number][];
  return Object.fromEntries(entries.map(([why, amount]) => [why, amount * factor]));
}

function amountOf(reasons: Reasons): number {
  return Object.values(reasons).reduce((sum, amount) => sum + amount, 0);
}

function largest(a: Reasons, b: Reasons): Reasons {
  return amountOf(b) > amountOf(a) ? b : a;
}
