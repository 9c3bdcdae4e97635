/**
 * The course of a plant's fluid: from breakpoint to breakpoint, each where a flow changes its form: a buffer runs full
 * or empty, two flows cross, the load bends, a fault begins or ends, an agent is up again. In between contents are
 * parabolas, so nothing is stepped and nothing is approximated.
 */
import { assert } from "../assert.js";
import { mean } from "../random/distribution.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import { networkAt } from "./build/network-at.js";
import type { Plant } from "./build/plant.js";
import { EMPTY, FULL, PARTLY, flowsOf, type Fill, type Flows } from "./flows.js";
import { ZERO, line, type Line } from "./linear.js";
import type { BufferSpec, Network } from "./network.js";
import { Spill } from "./spill.js";

/** What holds from one breakpoint to the next. */
export interface Piece {
  readonly atSeconds: number;
  readonly seconds: number;
  /** By buffer [events], all its members together, at the beginning. */
  readonly contents: readonly number[];
  readonly fills: readonly Fill[];
  readonly flows: Flows;
  readonly network: Network;
}

/** Events that a crash took. */
export interface Loss {
  readonly atSeconds: number;
  readonly buffer: number;
  readonly events: number;
}

export interface Solution {
  readonly endSeconds: number;
  readonly pieces: readonly Piece[];
  readonly losses: readonly Loss[];
}

/** A course has as many pieces as its load has bends, a few times over. */
const MOST_PIECES = 1_000_000;
/** [events] Less than this is nothing, and so much from full is full: rounding, summed up. */
const TRACE = 1e-6;
/** How often a starting agent looks whether its channels have started [s] (Flume 1.11, node/Application.java). */
const START_CHECK_SECONDS = 0.5;

/** @param endSeconds [s] no further than that */
export function solve(plant: Plant, endSeconds: number): Solution {
  return new Solver(plant, endSeconds).run();
}

class Solver {
  readonly #plant: Plant;
  readonly #end: number;
  readonly #pieces: Piece[] = [];
  readonly #losses: Loss[] = [];
  readonly #contents: number[];
  readonly #isActive: boolean[];
  readonly #isUp: boolean[];
  /** By class of agents [s]: when it will be up; Infinity: not as things are. */
  readonly #upAt: number[];
  /** [s] ascending: when faults begin and end, and when the load bends; and how many of each are over. */
  readonly #faultTimes: readonly number[];
  readonly #bends: readonly number[];
  #faultsOver = 0;
  #bendsOver = 0;
  /** By buffer: of spillable channels. */
  readonly #spills: ReadonlyMap<number, Spill>;
  /** By buffer: the piece of its load that holds. */
  readonly #loadPiece: number[];
  #network!: Network;
  #now = 0;

  constructor(plant: Plant, endSeconds: number) {
    const { scenario } = plant;
    this.#plant = plant;
    this.#end = endSeconds;
    this.#contents = plant.buffers.map(() => 0);
    this.#isActive = scenario.faults.map(() => false);
    this.#isUp = plant.agents.map(({ first }) => !first.isLate);
    this.#upAt = plant.agents.map(() => Infinity);
    this.#loadPiece = plant.buffers.map(() => 0);
    this.#spills = spillsOf(plant);
    const edges = scenario.faults.flatMap(({ fromTicks, toTicks }) => [fromTicks, toTicks]);
    this.#faultTimes = this.#moments(edges.map((ticks) => ticks / TICKS_PER_SECOND));
    this.#bends = this.#moments(
      plant.buffers.flatMap(({ arrivals }) => arrivals.map(({ atSeconds }) => atSeconds)),
    );
  }

  run(): Solution {
    this.#applyFaults();
    while (this.#now < this.#end) {
      assert(this.#pieces.length < MOST_PIECES, "a fluid course ends", { at: this.#now });
      const piece = this.#piece();
      this.#pieces.push(piece);
      this.#advance(piece);
      if (this.#now >= this.#nextFault()) this.#applyFaults();
    }
    return { endSeconds: this.#end, pieces: this.#pieces, losses: this.#losses };
  }

  /** Those within the run, each once, ascending. */
  #moments(seconds: readonly number[]): number[] {
    return [...new Set(seconds)].filter((at) => at > 0 && at < this.#end).sort((a, b) => a - b);
  }

  /** [s] when a fault begins or ends, or an agent is up, next. */
  #nextFault(): number {
    return Math.min(this.#faultTimes[this.#faultsOver] ?? Infinity, ...this.#upAt);
  }

  /** [s] when something changes from outside next. */
  #nextChange(): number {
    return Math.min(this.#bends[this.#bendsOver] ?? Infinity, this.#nextFault(), this.#end);
  }

  #applyFaults(): void {
    const { faults } = this.#plant.scenario;
    const now = Math.round(this.#now * TICKS_PER_SECOND);
    while ((this.#faultTimes[this.#faultsOver] ?? Infinity) <= this.#now) this.#faultsOver++;
    faults.forEach(({ kind, fromTicks, toTicks }, f) => {
      const was = this.#isActive[f]!;
      this.#isActive[f] = kind !== "start" && fromTicks <= now && now < toTicks;
      if (kind === "crash" && !was && this.#isActive[f]) this.#crash(f);
    });
    this.#startAgents(now);
    this.#network = networkAt(this.#plant, { isActive: this.#isActive, isUp: this.#isUp });
  }

  /** What a crash takes with it. */
  #crash(fault: number): void {
    const { targets } = this.#plant.scenario.faults[fault]!;
    this.#plant.buffers.forEach(({ owner, memoryEvents }, b) => {
      const isHit = targets.some((target) => {
        if (owner.kind === "servers") {
          const { group, index } = owner.first;
          return (
            target.kind === "servers" && target.group === group.name && target.server === index
          );
        }
        const { tier, index } = this.#plant.agents[owner.agent]!.first;
        return target.kind === "agent" && target.tier === tier && target.agent === index;
      });
      if (!isHit) return;
      if (owner.kind === "agents") {
        this.#isUp[owner.agent] = false;
        this.#upAt[owner.agent] = Infinity;
      }
      const spill = this.#spills.get(b);
      const held = this.#contents[b]!;
      const events = Math.min(held, spill?.inMemory ?? memoryEvents);
      spill?.lose();
      if (events === 0) return;
      this.#losses.push({ atSeconds: this.#now, buffer: b, events });
      this.#contents[b] = held - events;
    });
  }

  #startAgents(now: number): void {
    this.#plant.agents.forEach(({ first }, a) => {
      if (this.#isUp[a]) return;
      if (this.#now >= this.#upAt[a]!) {
        this.#isUp[a] = true;
        this.#upAt[a] = Infinity;
        return;
      }
      if (this.#upAt[a] !== Infinity) return;
      const { tier, index } = first;
      const concerns = this.#plant.scenario.faults.filter(({ targets }) =>
        targets.some((each) => each.kind === "agent" && each.tier === tier && each.agent === index),
      );
      const isHeldDown = concerns.some(({ kind, fromTicks, toTicks }) => {
        return kind === "crash" && fromTicks <= now && now < toTicks;
      });
      const starts = concerns.filter(({ kind }) => kind === "start");
      const isAwaited = first.isLate && !starts.some(({ fromTicks }) => fromTicks <= now);
      if (!isHeldDown && !isAwaited) this.#upAt[a] = this.#now + this.#startSeconds(a);
    });
  }

  /** From the start of a process to its last source: JVM, replay of file channels, sources. */
  #startSeconds(agent: number): number {
    const { first, members } = this.#plant.agents[agent]!;
    const { start, disk } = first.template.machine;
    let replay = 0;
    this.#plant.buffers.forEach(({ owner }, b) => {
      if (owner.kind !== "agents" || owner.agent !== agent || owner.channel.kind === "memory")
        return;
      const events = this.#contents[b]! / members;
      replay = Math.max(replay, disk.replayBaseTicks + events * disk.replayPerEventTicks);
    });
    const checks = Math.max(1, Math.ceil(replay / TICKS_PER_SECOND / START_CHECK_SECONDS));
    const others = (mean(start.jvmTicks) + start.componentTicks) / TICKS_PER_SECOND;
    return others + checks * START_CHECK_SECONDS;
  }

  #piece(): Piece {
    const { buffers } = this.#network;
    const fills = buffers.map((buffer, b) => fillOf(this.#contents[b]!, buffer));
    buffers.forEach(({ capacityEvents }, b) => {
      if (fills[b] === EMPTY) this.#contents[b] = 0;
      if (fills[b] === FULL) this.#contents[b] = capacityEvents;
    });
    const contents = [...this.#contents];
    const arrivals = buffers.map((_, b) => this.#arrivals(b));
    const flows = flowsOf(this.#network, fills, arrivals);
    let seconds = Math.min(this.#nextChange() - this.#now, flows.holdsSeconds);
    buffers.forEach(({ capacityEvents }, b) => {
      seconds = Math.min(
        seconds,
        reachesSeconds(contents[b]!, netOf(flows, b), fills[b]!, capacityEvents),
      );
    });
    return { atSeconds: this.#now, seconds, contents, fills, flows, network: this.#network };
  }

  #advance({ seconds, contents, flows }: Piece): void {
    const { buffers } = this.#network;
    buffers.forEach(({ capacityEvents }, b) => {
      const net = netOf(flows, b);
      const after = contents[b]! + net.value * seconds + (net.slope * seconds * seconds) / 2;
      this.#contents[b] = Math.max(0, Math.min(capacityEvents, after));
    });
    for (const [b, spill] of this.#spills) spill.advance(seconds, flows.into[b]!, flows.out[b]!);
    const before = this.#now;
    const next = this.#nextChange();
    const at = before + seconds;
    // The sum of differences may miss the moment it was made for by a rounding.
    this.#now = Math.abs(at - next) <= 1e-12 * next ? next : at;
    if (this.#now === before) this.#now = before * (1 + Number.EPSILON) + 1e-12; // below a rounding
    while ((this.#bends[this.#bendsOver] ?? Infinity) <= this.#now) this.#bendsOver++;
  }

  /** [events/s] that the servers of a buffer generate now. */
  #arrivals(b: number): Line {
    const { arrivals } = this.#network.buffers[b]!;
    if (arrivals.length === 0) return ZERO;
    while ((arrivals[this.#loadPiece[b]! + 1]?.atSeconds ?? Infinity) <= this.#now) {
      this.#loadPiece[b]!++;
    }
    const { atSeconds, rate, slope } = arrivals[this.#loadPiece[b]!]!;
    return line(rate + slope * (this.#now - atSeconds), slope);
  }
}

/** Where a crash asks what is in memory. */
function spillsOf({ scenario, buffers }: Plant): Map<number, Spill> {
  const spills = new Map<number, Spill>();
  if (!scenario.faults.some(({ kind }) => kind === "crash")) return spills;
  buffers.forEach(({ owner, memoryEvents }, b) => {
    if (owner.kind === "agents" && owner.channel.kind === "spillable")
      spills.set(b, new Spill(memoryEvents));
  });
  return spills;
}

/** [events/s] by which a buffer's content grows. */
export function netOf({ into, out }: Flows, b: number): Line {
  return line(into[b]!.value - out[b]!.value, into[b]!.slope - out[b]!.slope);
}

function fillOf(events: number, { capacityEvents }: BufferSpec): Fill {
  if (events <= TRACE && capacityEvents > 0) return EMPTY;
  if (capacityEvents === 0) return FULL;
  return events >= capacityEvents - TRACE ? FULL : PARTLY;
}

/** [s] until a content reaches one of its ends, from inside or back to the one it leaves. */
function reachesSeconds(events: number, net: Line, fill: Fill, capacity: number): number {
  if (fill === EMPTY && net.value <= 0 && net.slope <= 0) return Infinity;
  if (fill === FULL && net.value >= 0 && net.slope >= 0) return Infinity;
  const toEmpty = firstRoot(fill === EMPTY ? 0 : events, net);
  const toFull = firstRoot(fill === FULL ? 0 : events - capacity, net);
  return Math.min(toEmpty, toFull);
}

/** The first t > 0 with c + r·t + s·t²/2 = 0; where c = 0 that is the way back. Infinity: none. */
function firstRoot(c: number, { value: r, slope: s }: Line): number {
  if (c === -Infinity) return Infinity;
  if (c === 0) {
    const back = s === 0 ? -1 : (-2 * r) / s;
    return back > 0 ? back : Infinity;
  }
  if (s === 0) return r === 0 || -c / r <= 0 ? Infinity : -c / r;
  const under = r * r - 2 * s * c;
  if (under < 0) return Infinity;
  // In the form that does not cancel.
  const q = -(r + (r < 0 ? -1 : 1) * Math.sqrt(under));
  const roots = [q / s, q === 0 ? Infinity : (2 * c) / q].filter((t) => t > 0);
  return Math.min(Infinity, ...roots);
}
