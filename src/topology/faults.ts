/**
 * Faults: makes each window of each fault happen, and keeps what several overlapping faults make of one
 * place.
 *
 * A place's condition follows from the faults that are active there at the moment: down or hung if any is,
 * slowed by the product of their factors; a process that any crash keeps down starts when the last ends. Kinds
 * do not touch each other: a process that starts while it is to hang stands still until that is over.
 */
import { assertNever } from "../assert.js";
import type { NoticeKind, Simulator } from "../kernel/simulator.js";
import type { Probe } from "../model/probe.js";
import type { Fault, FaultKind, FaultTarget } from "../scenario/types/faults.js";
import { END_OF_TIME, type SimTime } from "../units/time.js";
import type { LinkPair, Links } from "./links.js";

/** A place that faults can befall: what it can do to itself. */
export interface FaultyPlace {
  setDown(isDown: boolean): void;
  setHung(isHung: boolean): void;
  setSlow(factor: number): void;
  /** The process dies, or begins to start again. */
  setCrashed(isCrashed: boolean): void;
  setPartitioned(isPartitioned: boolean): void;
  setSafeMode(isSafe: boolean): void;
  /** A late agent starts, unless a crash holds it down. */
  start(): void;
}

/** Finds the places of a run. */
export interface FaultyPlaces {
  find(target: PartTarget): FaultyPlace;
}

interface PlaceState {
  readonly place: FaultyPlace;
  readonly active: Fault[];
}

export class Faults {
  readonly #sim: Simulator;
  readonly #probe: Probe;
  readonly #faults: readonly Fault[];
  readonly #statesByFault: PlaceState[][] = [];
  readonly #begin: NoticeKind;
  readonly #end: NoticeKind;

  constructor(
    sim: Simulator,
    probe: Probe,
    faults: readonly Fault[],
    places: FaultyPlaces,
    links: Links,
  ) {
    this.#sim = sim;
    this.#probe = probe;
    this.#faults = faults;
    const states = new Map<string | LinkPair, PlaceState>();
    faults.forEach((fault, index) => {
      const ofLinks = links.ofFault(index).map((pair) => {
        return stateOf(states, pair, () => linkPlace(pair));
      });
      const ofParts = fault.kind === "partition" ? [] : fault.targets.filter(isPart);
      const found = ofParts.map((target) => {
        return stateOf(states, keyOf(target), () => places.find(target));
      });
      this.#statesByFault.push([...ofLinks, ...found]);
    });
    this.#begin = sim.on((index) => this.#onBegin(index));
    this.#end = sim.on((index) => this.#onEnd(index));
    this.#schedule();
  }

  #schedule(): void {
    this.#faults.forEach((fault, index) => {
      this.#sim.postAt(fault.fromTicks as SimTime, this.#begin, index);
      const isMoment = fault.kind === "start";
      if (!isMoment && fault.toTicks < END_OF_TIME) {
        this.#sim.postAt(fault.toTicks as SimTime, this.#end, index);
      }
    });
  }

  #onBegin(index: number): void {
    const fault = this.#faults[index]!;
    this.#probe.faultBegan(index);
    for (const state of this.#statesByFault[index]!) {
      if (fault.kind === "start") state.place.start();
      else this.#change(state, fault, () => state.active.push(fault));
    }
  }

  #onEnd(index: number): void {
    const fault = this.#faults[index]!;
    this.#probe.faultEnded(index);
    for (const state of this.#statesByFault[index]!) {
      this.#change(state, fault, () => state.active.splice(state.active.indexOf(fault), 1));
    }
  }

  /** Adds or removes a fault, and tells the place if that changed what all of them make of it. */
  #change(state: PlaceState, fault: Fault, change: () => void): void {
    const isActive = (): boolean => state.active.some(({ kind }) => kind === fault.kind);
    const before = isActive();
    change();
    const now = isActive();
    if (fault.kind === "slow") return state.place.setSlow(slowFactor(state.active));
    if (before !== now) apply(state.place, fault.kind, now);
  }
}

function apply(place: FaultyPlace, kind: Exclude<FaultKind, "slow">, isActive: boolean): void {
  switch (kind) {
    case "down":
      return place.setDown(isActive);
    case "hang":
      return place.setHung(isActive);
    case "crash":
      return place.setCrashed(isActive);
    case "partition":
      return place.setPartitioned(isActive);
    case "safe-mode":
      return place.setSafeMode(isActive);
    case "start":
      return;
    default:
      assertNever(kind, "a fault");
  }
}

function slowFactor(active: readonly Fault[]): number {
  return active.reduce(
    (factor, fault) => (fault.kind === "slow" ? factor * fault.factor : factor),
    1,
  );
}

/** The state of a place, made when the place is first met. */
function stateOf(
  states: Map<string | LinkPair, PlaceState>,
  key: string | LinkPair,
  makePlace: () => FaultyPlace,
): PlaceState {
  const known = states.get(key);
  if (known !== undefined) return known;
  const state = { place: makePlace(), active: [] };
  states.set(key, state);
  return state;
}

/** A fault that partitions an agent or a server is one on all its links, like one on a link. */
function isPart(target: FaultTarget): target is PartTarget {
  return target.kind !== "link";
}

export type PartTarget = Exclude<FaultTarget, { kind: "link" }>;

/** One text for each place, however many faults name it. */
function keyOf(target: PartTarget): string {
  switch (target.kind) {
    case "servers":
      return `server ${target.group} ${String(target.server)}`;
    case "agent":
      return `agent ${target.tier} ${String(target.agent)}`;
    case "component":
      return `${target.part} ${target.tier} ${String(target.agent)} ${target.name}`;
    case "datanode":
      return `datanode ${target.storage} ${String(target.index)}`;
    default:
      return `${target.kind} ${target.storage}`;
  }
}

/** Does nothing: the faults that the published table does not allow for a place. */
const UNTOUCHED: FaultyPlace = {
  setDown: () => undefined,
  setHung: () => undefined,
  setSlow: () => undefined,
  setCrashed: () => undefined,
  setPartitioned: () => undefined,
  setSafeMode: () => undefined,
  start: () => undefined,
};

function linkPlace({ there, back }: LinkPair): FaultyPlace {
  const both = [there, back];
  return placeOf({
    setDown: (isDown) => {
      for (const link of both) {
        if (isDown) link.goDown();
        else link.comeBack();
      }
    },
    setSlow: (factor) => {
      for (const link of both) link.slowFactor = factor;
    },
    setPartitioned: (isPartitioned) => {
      for (const link of both) {
        if (isPartitioned) link.partition();
        else link.heal();
      }
    },
  });
}

/** A place made of the few faults that it knows. */
export function placeOf(knows: Partial<FaultyPlace>): FaultyPlace {
  return { ...UNTOUCHED, ...knows };
}
