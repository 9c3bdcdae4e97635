/**
 * Scenario → everything that moves in a run: servers, agents, storages, links and faults, joined and
 * scheduled on one kernel.
 */
import { Flume, type RunContext } from "../flume/flume.js";
import { Simulator } from "../kernel/simulator.js";
import { Connections } from "../model/avro-connection.js";
import { Calls } from "../model/calls.js";
import { Origins } from "../model/origins.js";
import { Parts } from "../model/parts.js";
import type { Probe } from "../model/probe.js";
import { Streams } from "../random/streams.js";
import type { FaultTarget } from "../scenario/types/faults.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { WebServers } from "../traffic/web-server.js";
import { AgentSlot } from "./agent-slot.js";
import { SourceAddresses, buildTiers } from "./build-agents.js";
import { buildServers, type BuiltGroup } from "./build-servers.js";
import { Destinations } from "./destinations.js";
import { Faults, conditionPlace, placeOf, type FaultyPlace } from "./faults.js";
import { Links } from "./links.js";

export interface BuiltTier {
  readonly name: string;
  readonly agents: readonly AgentSlot[];
}

export class Topology {
  readonly sim: Simulator;
  readonly parts = new Parts();
  readonly origins = new Origins();
  readonly destinations: Destinations;
  readonly groups: readonly BuiltGroup[];
  readonly tiers: readonly BuiltTier[];
  readonly calls: Calls;
  readonly scenario: Scenario;

  constructor(scenario: Scenario, seed: number, probe: Probe) {
    this.scenario = scenario;
    this.sim = new Simulator();
    this.calls = new Calls(this.sim);
    registerClasses(scenario, this.origins);
    const context: RunContext = {
      sim: this.sim,
      streams: new Streams(seed),
      probe,
      origins: this.origins,
      wires: new Connections(this.sim, this.calls),
    };
    const { streams } = context;
    this.destinations = new Destinations(scenario, this.origins);
    const links = new Links(scenario.network, scenario.faults);
    const addresses = new SourceAddresses();
    const flume = new Flume(context);
    const { parts, destinations } = this;
    const build = { scenario, streams, parts, links, destinations, addresses };
    this.tiers = buildTiers(build).map(({ tier, places }) => ({
      name: tier.name,
      agents: places.map((place) => new AgentSlot(flume, place)),
    }));
    const webServers = new WebServers(this.sim, probe);
    const endTicks = scenario.durationTicks;
    this.groups = scenario.servers.map((group, i) =>
      buildServers({ run: context, parts, links, addresses, webServers, endTicks }, group, i),
    );
    new Faults(this.sim, probe, scenario.faults, this, links);
    this.#startAgents();
  }

  /** The place that a fault befalls. */
  find(target: FaultTarget): FaultyPlace {
    switch (target.kind) {
      case "agent":
        return this.#slot(target.tier, target.agent).faulty;
      case "component":
        return this.#component(target);
      default:
        return placeOf({});
    }
  }

  #slot(tier: string, agent: number): AgentSlot {
    return this.tiers.find(({ name }) => name === tier)!.agents[agent]!;
  }

  #component(target: Extract<FaultTarget, { kind: "component" }>): FaultyPlace {
    const { place } = this.#slot(target.tier, target.agent);
    const index = place.template.sinks.findIndex(({ name }) => name === target.name);
    return conditionPlace(place.sinks[index]!.condition);
  }

  #startAgents(): void {
    this.scenario.tiers.forEach((tier, t) => {
      tier.agents.forEach((agent, i) => {
        if (!agent.isLate) this.tiers[t]!.agents[i]!.startAsRunning();
      });
    });
  }
}

/** Header values are known before the first source builds its routes. */
function registerClasses(scenario: Scenario, origins: Origins): void {
  for (const { header } of scenario.servers) {
    for (const value of header?.values ?? []) origins.classOf(header!.name, value);
  }
}
