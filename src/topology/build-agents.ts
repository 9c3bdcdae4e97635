/** Scenario → the places of all agents: machines, addresses, links of their sinks. No component lives yet. */
import { AgentDisks } from "../flume/agent-disks.js";
import type { AgentPlace, SinkPlace, SinkTarget, SourcePlace } from "../flume/agent-place.js";
import { Condition } from "../model/condition.js";
import { Host } from "../model/host.js";
import { componentAddress, type Part, type Parts } from "../model/parts.js";
import type { RpcAddress } from "../model/rpc.js";
import { Sampler } from "../random/sampler.js";
import type { Streams } from "../random/streams.js";
import type { Tier } from "../scenario/types/agents.js";
import type { Scenario } from "../scenario/types/scenario.js";
import type { AvroTarget, Sink } from "../scenario/types/sinks.js";
import type { Destinations } from "./destinations.js";
import type { Links } from "./links.js";

/** Where each agent listens: by tier name, agent index, source name. */
export class SourceAddresses {
  readonly #byAgent = new Map<string, RpcAddress[][]>();
  readonly #tiers = new Map<string, Tier>();

  add(tier: Tier, addresses: RpcAddress[][]): void {
    this.#byAgent.set(tier.name, addresses);
    this.#tiers.set(tier.name, tier);
  }

  /** @param source undefined: the agent's first */
  of(tierName: string, agent: number, source: string | undefined): RpcAddress {
    const tier = this.#tiers.get(tierName)!;
    const { sources } = tier.templates[tier.agents[agent]!.template]!;
    const index = source === undefined ? 0 : sources.findIndex(({ name }) => name === source);
    return this.#byAgent.get(tierName)![agent]![index]!;
  }

  agentCount(tierName: string): number {
    return this.#tiers.get(tierName)!.agents.length;
  }
}

export interface BuiltTier {
  readonly tier: Tier;
  readonly places: readonly AgentPlace[];
}

export interface BuildContext {
  readonly scenario: Scenario;
  readonly streams: Streams;
  readonly parts: Parts;
  readonly links: Links;
  readonly destinations: Destinations;
  readonly addresses: SourceAddresses;
}

export function buildTiers(context: BuildContext): BuiltTier[] {
  const { scenario, parts, addresses } = context;
  // All sources first: sinks of any tier may connect to them.
  const registered = scenario.tiers.map((tier) => {
    const agents = tier.agents.map((agent, i) => {
      const template = tier.templates[agent.template]!;
      const part = parts.add("agent", agent.address, tier.name, i, "");
      const sources = template.sources.map(({ name }) => ({
        server: undefined,
        part: addComponent(parts, part, "source", name).index,
        condition: new Condition(),
      }));
      return { part, sources };
    });
    addresses.add(
      tier,
      agents.map(({ sources }) => sources),
    );
    return { tier, agents };
  });
  return registered.map(({ tier, agents }) => ({
    tier,
    places: agents.map(({ part, sources }, i) => buildPlace(context, tier, i, part, sources)),
  }));
}

function buildPlace(
  context: BuildContext,
  tier: Tier,
  index: number,
  part: Part,
  sources: readonly SourcePlace[],
): AgentPlace {
  const { parts, streams } = context;
  const template = tier.templates[tier.agents[index]!.template]!;
  const { machine } = template;
  const { address } = part;
  return {
    address,
    part: part.index,
    flume: tier.flume,
    template,
    host: new Host(
      machine.cores,
      machine.networkBytesPerSecond,
      new Sampler(machine.sleepOvershootTicks, () => streams.stream(`${address}/sleep`)),
    ),
    disks: new AgentDisks(template),
    condition: new Condition(),
    sources,
    channelParts: template.channels.map(
      ({ name }) => addComponent(parts, part, "channel", name).index,
    ),
    channelConditions: template.channels.map(() => new Condition()),
    sinks: template.sinks.map((sink) => buildSinkPlace(context, tier, part, sink)),
    groupParts: template.groups.map(
      ({ name }) => parts.add("group", `${address}.groups.${name}`, tier.name, index, name).index,
    ),
  };
}

function buildSinkPlace(context: BuildContext, tier: Tier, agent: Part, sink: Sink): SinkPlace {
  const part = addComponent(context.parts, agent, "sink", sink.name);
  const isAvro = sink.kind === "avro";
  return {
    part: part.index,
    address: part.address,
    condition: new Condition(),
    destination: isAvro ? -1 : context.destinations.ofSink(tier, sink),
    target: isAvro ? resolveTarget(context, agent, sink.to) : undefined,
    storageLinks:
      sink.kind === "hdfs"
        ? context.links.between(
            { name: agent.layer, index: agent.member },
            { name: sink.storage, index: 0 },
          )
        : undefined,
  };
}

function resolveTarget(context: BuildContext, agent: Part, to: AvroTarget): SinkTarget {
  const { addresses, links } = context;
  const from = { name: agent.layer, index: agent.member };
  const tier = to.kind === "agent" ? to.agent.tier : to.tier;
  const index =
    to.kind === "agent"
      ? to.agent.agent
      : (agent.member * to.of + to.ordinal) % addresses.agentCount(tier);
  return {
    address: addresses.of(tier, index, to.source),
    links: links.between(from, { name: tier, index }),
  };
}

function addComponent(
  parts: Parts,
  agent: Part,
  kind: "source" | "channel" | "sink",
  name: string,
): Part {
  const address = componentAddress(agent.address, kind, name);
  return parts.add(kind, address, agent.layer, agent.member, name);
}
