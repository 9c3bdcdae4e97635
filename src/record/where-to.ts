/** Which destinations an event can still reach from a part: the answers of the topology, kept at hand. */
import type { Topology } from "../topology/topology.js";

export class WhereTo {
  readonly #topology: Topology;
  readonly #byOrigin: (readonly number[])[] = [];
  readonly #byPart = new Map<number, readonly number[]>();
  readonly #classes: number;

  constructor(topology: Topology) {
    this.#topology = topology;
    this.#classes = topology.origins.classNames.length;
    const { origins, destinations, scenario } = topology;
    for (let origin = 0; origin < origins.count; origin++) {
      const group = scenario.servers[origins.group[origin]!]!;
      this.#byOrigin.push(destinations.fromServers(group, origins.headerClass[origin]!));
    }
  }

  /** From the server of an origin. */
  ofOrigin(origin: number): readonly number[] {
    return this.#byOrigin[origin]!;
  }

  /** From a channel or a source, for an origin's class. */
  ofPart(part: number, origin: number): readonly number[] {
    const headerClass = this.#topology.origins.headerClass[origin]!;
    const key = part * this.#classes + headerClass;
    const known = this.#byPart.get(key);
    if (known !== undefined) return known;
    const reach = this.#find(part, headerClass);
    this.#byPart.set(key, reach);
    return reach;
  }

  #find(index: number, headerClass: number): readonly number[] {
    const part = this.#topology.parts.all[index]!;
    const { destinations, scenario } = this.#topology;
    const tier = scenario.tiers.find(({ name }) => name === part.layer)!;
    const templateIndex = tier.agents[part.member]!.template;
    const template = tier.templates[templateIndex]!;
    if (part.kind === "source") {
      return destinations.fromSource(tier.name, templateIndex, part.name, headerClass);
    }
    const channel = template.channels.findIndex(({ name }) => name === part.name);
    return destinations.fromChannel(tier.name, templateIndex, channel, headerClass);
  }
}
