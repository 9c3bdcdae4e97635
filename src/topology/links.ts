/**
 * The links of a run. Every pair of ends has one, made when it is first asked for; pairs that no `links`
 * entry and no fault tells apart share one, so that 2,000 servers and 12 agents need not 24,000.
 */
import { Link } from "../model/link.js";
import type { Fault, FaultTarget, LinkEnd } from "../scenario/types/faults.js";
import type { Network } from "../scenario/types/scenario.js";

/** Both directions between two ends. */
export interface LinkPair {
  readonly there: Link;
  readonly back: Link;
}

/** One agent, server or storage. */
export interface End {
  readonly name: string; // of its group, tier or storage
  readonly index: number;
}

export class Links {
  readonly #network: Network;
  /** What can tell one pair from another: entries of `links`, then link targets of faults. */
  readonly #specials: readonly SpecialLink[];
  /** Partitions of one machine: numbers beyond the specials, and their faults, by the machine. */
  readonly #cuts = new Map<string, number[]>();
  readonly #faultOfCut: number[] = [];
  readonly #pairs = new Map<string, LinkPair>();
  readonly #pairsOfFault = new Map<number, LinkPair[]>();

  constructor(network: Network, faults: readonly Fault[]) {
    this.#network = network;
    const ofFaults = faults.flatMap((fault, index) =>
      fault.targets.flatMap((target) =>
        target.kind === "link" ? [{ from: target.from, to: target.to, fault: index }] : [],
      ),
    );
    this.#specials = [...network.links, ...ofFaults];
    faults.forEach((fault, index) => {
      if (fault.kind === "partition") for (const target of fault.targets) this.#cut(target, index);
    });
  }

  /** The link from `from` to `to`, and back. */
  between(from: End, to: End): LinkPair {
    const matching: number[] = [];
    this.#specials.forEach((special, i) => {
      if (joins(special, from, to)) matching.push(i);
    });
    if (this.#cuts.size > 0) {
      for (const end of [from, to]) matching.push(...(this.#cuts.get(nameOf(end)) ?? []));
    }
    const key = `${from.name}>${to.name}:${matching.join(",")}`;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const pair = this.#make(matching);
    this.#pairs.set(key, pair);
    return pair;
  }

  /** The links that a fault on a link concerns. */
  ofFault(fault: number): readonly LinkPair[] {
    return this.#pairsOfFault.get(fault) ?? [];
  }

  #make(matching: readonly number[]): LinkPair {
    const { links, latencyTicks } = this.#network;
    const entry = matching.find((i) => i < links.length);
    const settings = entry === undefined ? undefined : links[entry];
    const make = (): Link =>
      new Link(settings?.latencyTicks ?? latencyTicks, settings?.bytesPerSecond);
    const pair = { there: make(), back: make() };
    for (const i of matching) {
      const special = this.#specials[i];
      const fault =
        special === undefined ? this.#faultOfCut[i - this.#specials.length]! : special.fault;
      if (fault === undefined) continue;
      const pairs = this.#pairsOfFault.get(fault);
      if (pairs === undefined) this.#pairsOfFault.set(fault, [pair]);
      else if (pairs.at(-1) !== pair) pairs.push(pair);
    }
    return pair;
  }

  /** A partition of an agent or a server: it cuts all links of that machine. */
  #cut(target: FaultTarget, fault: number): void {
    let end: End;
    if (target.kind === "agent") end = { name: target.tier, index: target.agent };
    else if (target.kind === "servers") end = { name: target.group, index: target.server };
    else return;
    const cuts = this.#cuts.get(nameOf(end)) ?? [];
    cuts.push(this.#specials.length + this.#faultOfCut.length);
    this.#faultOfCut.push(fault);
    this.#cuts.set(nameOf(end), cuts);
  }
}

interface SpecialLink {
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  /** Index of the fault; undefined for an entry of `links`. */
  readonly fault?: number;
}

function nameOf({ name, index }: End): string {
  return `${name}[${String(index)}]`;
}

/** A link joins two ends in either direction. */
function joins(special: SpecialLink, a: End, b: End): boolean {
  const { from, to } = special;
  return (isAt(from, a) && isAt(to, b)) || (isAt(from, b) && isAt(to, a));
}

function isAt(end: LinkEnd, at: End): boolean {
  return end.name === at.name && (end.index === undefined || end.index === at.index);
}
