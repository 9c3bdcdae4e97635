/** What a configuration costs: agents, the memory and disk of their channels, stated weights of settings. */
import type { PlanCosts } from "../../scenario/types/plan.js";
import type { Cost, CostPart, CostRate, TierPlan } from "./result.js";

/**
 * Where the file states no costs: weights, not prices. A machine is 100, a GB of memory 2, a GB of disk 0.1: about
 * how they stand to each other at providers of virtual machines.
 */
const DEFAULT_AGENT = 100;
const DEFAULT_MEMORY = 2;
const DEFAULT_DISK = 0.1;
const GIGABYTE = 1e9;

export class CostModel {
  readonly #costs: PlanCosts;

  constructor(costs: PlanCosts) {
    this.#costs = costs;
  }

  get unit(): string | undefined {
    return this.#costs.unit;
  }

  /** Whether a setting has a stated weight for each of its steps. */
  isByStep(path: string): boolean {
    return this.#costs.step.has(path);
  }

  /** @param tiers names of tiers, for the rates of their agents */
  rates(tiers: readonly string[], from: "file" | "flag" = "file"): CostRate[] {
    const { agent, agentOf, heapGigabyte, diskGigabyte, step } = this.#costs;
    const given = (value: number | undefined): CostRate["from"] =>
      value === undefined ? "default" : from;
    return [
      ...tiers.map((tier) => ({
        what: `agents of ${tier}`,
        unit: "agent",
        perUnit: this.#agent(tier),
        from: given(agentOf.get(tier) ?? agent),
      })),
      { what: "memory", unit: "GB", perUnit: this.#memory, from: given(heapGigabyte) },
      { what: "disk", unit: "GB", perUnit: this.#disk, from: given(diskGigabyte) },
      ...[...step].map(([path, perUnit]) => ({ what: path, unit: "step", perUnit, from })),
    ];
  }

  /** @param steps levels above the lowest, by path */
  of(tiers: readonly TierPlan[], steps: ReadonlyMap<string, number>): Cost {
    const agents = tiers.map(({ tier, agents: { total } }) =>
      part(`agents of ${tier}`, total, "agent", this.#agent(tier)),
    );
    const memory = sumOver(tiers, ({ heapBytes, directBytes }) => heapBytes + directBytes);
    const disk = sumOver(tiers, ({ diskBytes }) => diskBytes);
    const stated = [...this.#costs.step].map(([path, perUnit]) =>
      part(path, steps.get(path) ?? 0, "step", perUnit),
    );
    const parts = [
      ...agents,
      part("memory", memory / GIGABYTE, "GB", this.#memory),
      part("disk", disk / GIGABYTE, "GB", this.#disk),
      ...stated,
    ];
    return { total: parts.reduce((sum, { cost }) => sum + cost, 0), parts };
  }

  #agent(tier: string): number {
    return this.#costs.agentOf.get(tier) ?? this.#costs.agent ?? DEFAULT_AGENT;
  }

  get #memory(): number {
    return this.#costs.heapGigabyte ?? DEFAULT_MEMORY;
  }

  get #disk(): number {
    return this.#costs.diskGigabyte ?? DEFAULT_DISK;
  }
}

function part(what: string, amount: number, unit: string, perUnit: number): CostPart {
  return { what, amount, unit, cost: amount * perUnit };
}

/** Over all agents; spare ones have what the most of the others have. */
function sumOver(
  tiers: readonly TierPlan[],
  of: (machine: TierPlan["machines"][number]) => number,
): number {
  return tiers.reduce((total, { agents, machines }) => {
    const [first] = [...machines].sort((a, b) => b.agents - a.agents);
    const working = machines.reduce((sum, machine) => sum + machine.agents * of(machine), 0);
    return total + working + agents.spare * (first === undefined ? 0 : of(first));
  }, 0);
}
