/**
 * What the faults that are active at a moment make of each part: shut, standing still, slow. The published fault
 * table, read for a fluid.
 */
import type { Fault, FaultKind, FaultTarget, LinkEnd } from "../../scenario/types/faults.js";
import type { Scenario } from "../../scenario/types/scenario.js";

/** One server, agent or storage. */
export interface End {
  readonly name: string;
  readonly index: number;
}

type Part = Extract<FaultTarget, { kind: "component" }>["part"];

export class Conditions {
  readonly #active: readonly Fault[];

  /** @param isActive by fault of the scenario */
  constructor(scenario: Scenario, isActive: readonly boolean[]) {
    this.#active = scenario.faults.filter((_, f) => isActive[f]!);
  }

  /** Whether one of the kinds befalls a server. */
  server(end: End, ...kinds: readonly FaultKind[]): boolean {
    return this.#any(kinds, (target) => isServer(target, end));
  }

  agent(end: End, ...kinds: readonly FaultKind[]): boolean {
    return this.#any(kinds, (target) => isAgent(target, end));
  }

  part(end: End, part: Part, name: string, ...kinds: readonly FaultKind[]): boolean {
    return this.#any(kinds, (target) => isPart(target, end, part, name));
  }

  storage(name: string, ...kinds: readonly FaultKind[]): boolean {
    return this.#any(kinds, (target) => isStorage(target, name));
  }

  /** No packets between two ends. */
  isCut(from: End, to: End): boolean {
    const joins = (target: FaultTarget): boolean => joinsEnds(target, from, to);
    return this.#any(["down", "partition"], joins);
  }

  serverSlow(end: End): number {
    return this.#slow((target) => isServer(target, end));
  }

  agentSlow(end: End): number {
    return this.#slow((target) => isAgent(target, end));
  }

  partSlow(end: End, part: Part, name: string): number {
    return this.#slow((target) => isPart(target, end, part, name));
  }

  storageSlow(name: string): number {
    return this.#slow((target) => target.kind === "storage" && target.storage === name);
  }

  linkSlow(from: End, to: End): number {
    return this.#slow((target) => joinsEnds(target, from, to));
  }

  #any(kinds: readonly FaultKind[], fits: (target: FaultTarget) => boolean): boolean {
    return this.#active.some(({ kind, targets }) => kinds.includes(kind) && targets.some(fits));
  }

  #slow(fits: (target: FaultTarget) => boolean): number {
    let factor = 1;
    for (const fault of this.#active) {
      if (fault.kind === "slow" && fault.targets.some(fits)) factor *= fault.factor;
    }
    return factor;
  }
}

function isServer(target: FaultTarget, { name, index }: End): boolean {
  return target.kind === "servers" && target.group === name && target.server === index;
}

function isAgent(target: FaultTarget, { name, index }: End): boolean {
  return target.kind === "agent" && target.tier === name && target.agent === index;
}

function isPart(target: FaultTarget, { name, index }: End, part: Part, of: string): boolean {
  if (target.kind !== "component" || target.part !== part || target.name !== of) return false;
  return target.tier === name && target.agent === index;
}

/** The NameNode is its storage here: what a file cannot be begun on cannot be written for long. */
function isStorage(target: FaultTarget, name: string): boolean {
  return (target.kind === "storage" || target.kind === "namenode") && target.storage === name;
}

function joinsEnds(target: FaultTarget, a: End, b: End): boolean {
  if (target.kind !== "link") return false;
  const { from, to } = target;
  return (isAt(from, a) && isAt(to, b)) || (isAt(from, b) && isAt(to, a));
}

function isAt(end: LinkEnd, at: End): boolean {
  return end.name === at.name && (end.index === undefined || end.index === at.index);
}
