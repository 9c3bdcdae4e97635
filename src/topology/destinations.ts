/**
 * Final destinations, and which of them an event can reach from where it is.
 *
 * The ledger is kept per destination. Where events of one channel may go to one of several destinations
 * (sinks that compete, agents that stand in for each other), those are one destination to the ledger: they are
 * united here until every choice leads to the same set. Replication is no choice: its copies are counted
 * for each destination apart.
 */
import type { AgentTemplate, Tier } from "../scenario/types/agents.js";
import type { Scenario } from "../scenario/types/scenario.js";
import type { ServerGroup } from "../scenario/types/servers.js";
import type { Sink } from "../scenario/types/sinks.js";
import { componentAddress } from "../model/parts.js";
import { routesByClass } from "../flume/selector.js";
import type { Origins } from "../model/origins.js";

export class Destinations {
  /** Names by destination: a storage, or the declaration of a terminal sink. */
  readonly names: string[] = [];
  readonly #scenario: Scenario;
  readonly #origins: Origins;
  readonly #united: number[] = []; // union-find: parent by destination
  readonly #channelReach = new Map<string, readonly number[]>();

  constructor(scenario: Scenario, origins: Origins) {
    this.#scenario = scenario;
    this.#origins = origins;
    for (const storage of scenario.storages) this.#add(storage.name);
    for (const tier of scenario.tiers) this.#addTerminalSinks(tier);
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
    const united = this.names.filter((_, i) => this.representative(i) === representative);
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
    return this.#reachSource(tier, template, source, headerClass);
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

  *#allChoices(): Iterable<number[][]> {
    const classes = this.#origins.classNames.map((_, i) => i);
    const { tiers, servers } = this.#scenario;
    for (const headerClass of classes) {
      for (const [t, tier] of tiers.entries()) {
        for (const [p, template] of tier.templates.entries()) {
          for (const c of template.channels.keys()) {
            yield this.#choicesOfChannel(t, p, c, headerClass);
          }
        }
      }
      for (const group of servers) yield this.#choicesOfServers(group, headerClass);
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
    const { name } = template.channels[c]!;
    return template.sinks
      .filter((sink) => sink.channel === name)
      .flatMap((sink) => this.#choicesOfSink(tier, sink, headerClass));
  }

  #choicesOfSink(tier: Tier, sink: Sink, headerClass: number): number[][] {
    if (sink.kind !== "avro") return [[this.ofSink(tier, sink)]];
    const { to } = sink;
    if (to.kind === "agent") {
      const { templates } = this.#templatesOf(to.agent.tier, [to.agent.agent]);
      return templates.map((p) => this.#reachSource(to.agent.tier, p, to.source, headerClass));
    }
    const { templates } = this.#templatesOf(to.tier, undefined);
    return templates.map((p) => this.#reachSource(to.tier, p, to.source, headerClass));
  }

  #choicesOfServers(group: ServerGroup, headerClass: number): number[][] {
    const { client } = group;
    if (client.kind === "hdfs") return [[this.ofStorage(client.storage)]];
    const tiers = new Set(client.to.agents.map(({ tier }) => tier));
    return [...tiers].flatMap((tier) => {
      const agents = client.to.agents.filter((ref) => ref.tier === tier).map((ref) => ref.agent);
      const { templates } = this.#templatesOf(tier, agents);
      return templates.map((p) => this.#reachSource(tier, p, client.to.source, headerClass));
    });
  }

  #reachSource(
    tierName: string,
    p: number,
    sourceName: string | undefined,
    headerClass: number,
  ): number[] {
    const t = this.#scenario.tiers.findIndex(({ name }) => name === tierName);
    const template = this.#scenario.tiers[t]!.templates[p]!;
    const source = findSource(template, sourceName);
    const names = template.channels.map(({ name }) => name);
    const route = routesByClass(source.selector, names, this.#origins)[headerClass]!;
    return this.#represent(route.all.flatMap((c) => this.#reachChannel(t, p, c, headerClass)));
  }

  #templatesOf(tier: string, agents: readonly number[] | undefined): { templates: number[] } {
    const { agents: places, templates } = this.#scenario.tiers.find(({ name }) => name === tier)!;
    if (agents === undefined) return { templates: [...templates.keys()] };
    return { templates: [...new Set(agents.map((agent) => places[agent]!.template))] };
  }
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
