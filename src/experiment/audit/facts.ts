/** What rules of thumb are fed with: of each tier who sends to it, how much, and what it is made of. */
import { plantOf, type Plant } from "../../fluid/build/plant.js";
import { outageFault } from "../../fluid/regime/vary-outage.js";
import { targetTier } from "../../scenario/target-tier.js";
import type { Channel, Tier } from "../../scenario/types/agents.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { capacitiesOf, sinkCountOf } from "../plan/choose.js";
import type { AuditedOutage } from "./result.js";

export interface TierFacts {
  readonly tier: string;
  readonly agents: number;
  /** Servers and agents that send to it. */
  readonly senders: number;
  /** [events/s], [bytes/s] of all its agents, at the rates that the file names: without peaks and skew. */
  readonly eventsPerSecond: number;
  readonly bytesPerSecond: number;
  /** Of each agent. */
  readonly sources: number;
  readonly sinks: number;
  readonly cores: number;
  readonly channels: readonly ChannelFacts[];
  /** Whether its sinks' number is one setting. */
  readonly hasSinkCount: boolean;
  readonly writesToHdfs: boolean;
  /** null: the file has no outage that ends. */
  readonly outageSeconds: number | null;
}

export interface ChannelFacts {
  /** Setting of its capacity: `tier2.channel.capacity`. */
  readonly path: string;
  readonly kind: Channel["kind"];
  readonly capacity: number;
  /** The least it may have. */
  readonly least: number;
}

/** Of tiers whose agents are alike; others have no single setting that a rule could be laid over. */
export function tierFacts(scenario: Scenario): TierFacts[] {
  const plant = plantOf(atNamedRates(scenario), scenario.seed);
  const outage = outageOf(scenario);
  return scenario.tiers.filter(isAlike).map((tier): TierFacts => {
    const template = tier.templates[0]!;
    const { eventsPerSecond, bytesPerSecond } = offeredTo(plant, tier.name);
    return {
      tier: tier.name,
      agents: tier.agents.length,
      senders: sendersTo(scenario, tier.name),
      eventsPerSecond,
      bytesPerSecond,
      sources: template.sources.length,
      sinks: template.sinks.length,
      cores: template.machine.cores,
      channels: capacitiesOf(tier).map((each, c) => {
        return { ...each, kind: template.channels[c]!.kind };
      }),
      hasSinkCount: sinkCountOf(tier).length > 0,
      writesToHdfs: template.sinks.some(({ kind }) => kind === "hdfs"),
      outageSeconds: outage?.forSeconds ?? null,
    };
  });
}

/** One set-up, and agents by number. */
export function isAlike({ name, templates, agents }: Tier): boolean {
  return (
    templates.length === 1 &&
    agents.every(({ address }, i) => {
      return address === `${name}[${String(i)}]`;
    })
  );
}

/** The first fault that ends. */
export function outageOf(scenario: Scenario): AuditedOutage | null {
  const fault = scenario.faults[outageFault(scenario)];
  if (fault === undefined) return null;
  const { on, kind, fromTicks, toTicks } = fault;
  return { on, kind, forSeconds: (toTicks - fromTicks) / TICKS_PER_SECOND };
}

function atNamedRates(scenario: Scenario): Scenario {
  const profile = { name: "constant", startTicks: [0], fromFactor: [1], toFactor: [1] };
  const servers = scenario.servers.map((group) => ({ ...group, profile, beginTicks: 0 }));
  return { ...scenario, servers };
}

/** What comes to the sources of a tier: what is offered to a channel, over the share that it gets. */
function offeredTo(
  { buffers, gates, agents }: Plant,
  tier: string,
): { eventsPerSecond: number; bytesPerSecond: number } {
  let [eventsPerSecond, bytesPerSecond] = [0, 0];
  agents.forEach(({ first }, agent) => {
    if (first.tier !== tier) return;
    const routes = gates.filter((gate) => gate.agent === agent).flatMap((gate) => gate.routes);
    const offers = routes
      .filter(({ share }) => share > 0)
      .map(({ buffer, share }) => ({
        events: buffers[buffer]!.offeredPerSecond / share,
        bytes: buffers[buffer]!.bytesPerEvent,
      }));
    const most = offers.reduce((a, b) => (b.events > a.events ? b : a), { events: 0, bytes: 0 });
    eventsPerSecond += most.events;
    bytesPerSecond += most.events * most.bytes;
  });
  return { eventsPerSecond, bytesPerSecond };
}

function sendersTo({ servers, tiers }: Scenario, name: string): number {
  const ofServers = servers
    .filter(({ client }) => {
      return client.kind === "avro" && client.to.agents.some(({ tier }) => tier === name);
    })
    .reduce((sum, { count }) => sum + count, 0);
  const ofAgents = tiers
    .filter(({ templates }) =>
      templates.some(({ sinks }) =>
        sinks.some((sink) => sink.kind === "avro" && targetTier(sink.to) === name),
      ),
    )
    .reduce((sum, { agents }) => sum + agents.length, 0);
  return ofServers + ofAgents;
}
