/**
 * Final destinations, and which of them an event can reach from where it is.
 *
 * The ledger is kept per destination. Where events of one channel may go to one of several destinations
 * (sinks that compete, agents that stand in for each other), those are one destination to the ledger: they are
 * united here until every choice leads to the same set. Replication is no choice: its copies are counted
 * for each destination apart.
 *
 * Nowhere is a destination, too: that of events that a selector gives no channel. A copy that goes nowhere is
 * apart from one that arrives; where a choice leads either nowhere or to a storage, the two are one.
 */
import type { AgentTemplate, Tier } from "../scenario/types/agents.js";
import type { Scenario } from "../scenario/types/scenario.js";
import type { AvroClient, ServerGroup } from "../scenario/types/servers.js";
import type { AvroTarget, Sink } from "../scenario/types/sinks.js";
import { componentAddress } from "../model/parts.js";
import { routesByClass } from "../flume/selector.js";
import type { Origins } from "../model/origins.js";

/** What nowhere is called. */
const NO_ROUTE = "(no route)";

/** A source of the agents that share a template; undefined: their first. */
interface SourcePlace {
  readonly tier: string;
  readonly template: number;
  readonly source: string | undefined;
}

/** Events of a class come through a channel: tier, template and channel, by index. */
interface Way {
  readonly t: number;
  readonly p: number;
  readonly c: number;
  readonly headerClass: number;
}

export class Destinations {
  /** Names by destination: a storage, or the declaration of a terminal sink. */
  readonly names: string[] = [];
  /** Where events go that have no route: no name, and the last of all. */
  readonly nowhere: number;
  readonly #scenario: Scenario;
  readonly #origins: Origins;
  readonly #united: number[] = []; // union-find: parent by destination
  readonly #ways: Way[] = [];
  readonly #channelReach = new Map<string, readonly number[]>();

  constructor(scenario: Scenario, origins: Origins) {
    this.#scenario = scenario;
    this.#origins = origins;
    for (const storage of scenario.storages) this.#add(storage.name);
    for (const tier of scenario.tiers) this.#addTerminalSinks(tier);
    this.nowhere = this.names.length;
    this.#united.push(this.nowhere);
    this.#findWays();
    this.#uniteChoices();
  }

  /** Destination of a terminal sink. */
  ofSink(tier: Tier, sink: Sink): number {
    return this.names.indexOf(sinkDestination(tier, sink));
  }

  ofStorage(name: string): number {
    return this.names.indexOf(name);
  }

  /** Whether what is delivered to a destination is readable only later: its files have to be closed. */
  keepsFilesOpen(destination: number): boolean {
    return this.#scenario.storages.some(({ name }) => name === this.names[destination]);
  }

  /** The destination that stands for all that were united with this one. */
  representative(destination: number): number {
    let at = destination;
    while (this.#united[at] !== at) at = this.#united[at]!;
    return at;
  }

  /** What to call a destination: its name, or the names of all that it stands for. */
  label(representative: number): string {
    const all = [...this.names, NO_ROUTE];
    const united = all.filter((_, i) => this.representative(i) === representative);
    return united.length <= 3
      ? united.join(" + ")
      : `${united[0]!} and ${String(united.length - 1)} more`;
  }

  /** Destinations that events of a class can reach from a channel: representatives, ascending. */
  fromChannel(
    tier: string,
    template: number,
    channel: number,
    headerClass: number,
  ): readonly number[] {
    const tierIndex = this.#scenario.tiers.findIndex(({ name }) => name === tier);
    return this.#reachChannel(tierIndex, template, channel, headerClass);
  }

  /** Destinations that events of a class can reach from a source. */
  fromSource(
    tier: string,
    template: number,
    source: string,
    headerClass: number,
  ): readonly number[] {
    return this.#reachSource({ tier, template, source }, headerClass);
  }

  /** Destinations that events of a class can reach from a server group. */
  fromServers(group: ServerGroup, headerClass: number): readonly number[] {
    return this.#represent(this.#choicesOfServers(group, headerClass).flat());
  }

  #add(name: string): void {
    if (this.names.includes(name)) return;
    this.#united.push(this.names.length);
    this.names.push(name);
  }

  #addTerminalSinks(tier: Tier): void {
    for (const template of tier.templates) {
      for (const sink of template.sinks) {
        if (sink.kind !== "avro") this.#add(sinkDestination(tier, sink));
      }
    }
  }

  /** Unites the destinations of unequal choices until no choice is unequal. */
  #uniteChoices(): void {
    for (let changed = true; changed;) {
      changed = false;
      this.#channelReach.clear();
      for (const choices of this.#allChoices()) {
        const sets = choices.map((set) => this.#represent(set).join());
        if (sets.every((set) => set === sets[0])) continue;
        this.#unite(choices.flat());
        this.#channelReach.clear();
        changed = true;
      }
    }
  }

  /** Every choice that events of some server have on their way. */
  *#allChoices(): Iterable<number[][]> {
    for (const { t, p, c, headerClass } of this.#ways) {
      yield this.#choicesOfChannel(t, p, c, headerClass);
    }
    for (const group of this.#scenario.servers) {
      for (const headerClass of this.#classesOf(group)) {
        yield this.#choicesOfServers(group, headerClass);
      }
    }
  }

  #classesOf({ header }: ServerGroup): number[] {
    if (header === undefined) return [0];
    return header.values.map((value) => this.#origins.classOf(header.name, value));
  }

  /** The channels that events of each class come through: what never comes to a choice does not make it one. */
  #findWays(): void {
    const known = new Set<string>();
    const follow = (at: SourcePlace, headerClass: number): void => {
      const { t, template, route } = this.#routeAt(at, headerClass);
      for (const c of route) {
        const key = [t, at.template, c, headerClass].join("/");
        if (known.has(key)) continue;
        known.add(key);
        this.#ways.push({ t, p: at.template, c, headerClass });
        for (const sink of sinksOf(template, c)) {
          if (sink.kind !== "avro") continue;
          for (const next of this.#sourcesOfSink(sink.to)) follow(next, headerClass);
        }
      }
    };
    for (const group of this.#scenario.servers) {
      if (group.client.kind === "hdfs") continue;
      for (const headerClass of this.#classesOf(group)) {
        for (const at of this.#sourcesOfServers(group.client)) follow(at, headerClass);
      }
    }
  }

  #unite(destinations: readonly number[]): void {
    const roots = this.#represent(destinations);
    for (const root of roots) this.#united[root] = roots[0]!;
  }

  #represent(destinations: readonly number[]): number[] {
    const roots = new Set(destinations.map((destination) => this.representative(destination)));
    return [...roots].sort((a, b) => a - b);
  }

  #reachChannel(t: number, p: number, c: number, headerClass: number): readonly number[] {
    const key = `${String(t)}/${String(p)}/${String(c)}/${String(headerClass)}`;
    const known = this.#channelReach.get(key);
    if (known !== undefined) return known;
    const reach = this.#represent(this.#choicesOfChannel(t, p, c, headerClass).flat());
    this.#channelReach.set(key, reach);
    return reach;
  }

  /** One set of destinations for each sink of the channel, and each kind of agent it may send to. */
  #choicesOfChannel(t: number, p: number, c: number, headerClass: number): number[][] {
    const tier = this.#scenario.tiers[t]!;
    const template = tier.templates[p]!;
    const sinks = sinksOf(template, c);
    if (sinks.length === 0) return [[this.nowhere]];
    return sinks.flatMap((sink) => this.#choicesOfSink(tier, sink, headerClass));
  }

  #choicesOfSink(tier: Tier, sink: Sink, headerClass: number): number[][] {
    if (sink.kind !== "avro") return [[this.ofSink(tier, sink)]];
    return this.#sourcesOfSink(sink.to).map((at) => this.#reachSource(at, headerClass));
  }

  #choicesOfServers({ client }: ServerGroup, headerClass: number): number[][] {
    if (client.kind === "hdfs") return [[this.ofStorage(client.storage)]];
    return this.#sourcesOfServers(client).map((at) => this.#reachSource(at, headerClass));
  }

  /** One source for each kind of agent that a sink may send to. */
  #sourcesOfSink(to: AvroTarget): SourcePlace[] {
    const tier = to.kind === "agent" ? to.agent.tier : to.tier;
    const { templates } = this.#templatesOf(
      tier,
      to.kind === "agent" ? [to.agent.agent] : undefined,
    );
    return templates.map((template) => ({ tier, template, source: to.source }));
  }

  #sourcesOfServers({ to }: AvroClient): SourcePlace[] {
    const tiers = new Set(to.agents.map(({ tier }) => tier));
    return [...tiers].flatMap((tier) => {
      const agents = to.agents.filter((ref) => ref.tier === tier).map((ref) => ref.agent);
      const { templates } = this.#templatesOf(tier, agents);
      return templates.map((template) => ({ tier, template, source: to.source }));
    });
  }

  #reachSource(at: SourcePlace, headerClass: number): number[] {
    const { t, route } = this.#routeAt(at, headerClass);
    if (route.length === 0) return this.#represent([this.nowhere]);
    return this.#represent(
      route.flatMap((c) => this.#reachChannel(t, at.template, c, headerClass)),
    );
  }

  /** The channels that a source writes events of a class to. */
  #routeAt(
    at: SourcePlace,
    headerClass: number,
  ): { t: number; template: AgentTemplate; route: readonly number[] } {
    const t = this.#scenario.tiers.findIndex(({ name }) => name === at.tier);
    const template = this.#scenario.tiers[t]!.templates[at.template]!;
    const { selector } = findSource(template, at.source);
    const names = template.channels.map(({ name }) => name);
    return { t, template, route: routesByClass(selector, names, this.#origins)[headerClass]!.all };
  }

  #templatesOf(tier: string, agents: readonly number[] | undefined): { templates: number[] } {
    const { agents: places, templates } = this.#scenario.tiers.find(({ name }) => name === tier)!;
    if (agents === undefined) return { templates: [...templates.keys()] };
    return { templates: [...new Set(agents.map((agent) => places[agent]!.template))] };
  }
}

/** The sinks that drain a channel. */
function sinksOf({ channels, sinks }: AgentTemplate, channel: number): readonly Sink[] {
  return sinks.filter((sink) => sink.channel === channels[channel]!.name);
}

/** The source of a template that clients connect to: the named one, or the first. */
export function findSource(
  template: AgentTemplate,
  name: string | undefined,
): AgentTemplate["sources"][number] {
  const found = template.sources.find((source) => name === undefined || source.name === name);
  if (found === undefined) throw new RangeError(`no source ${String(name)}`);
  return found;
}

/** A storage is one destination for all that write to it; other terminal sinks are one per declaration. */
function sinkDestination(tier: Tier, sink: Sink): string {
  return sink.kind === "hdfs" ? sink.storage : componentAddress(tier.name, "sink", sink.name);
}
