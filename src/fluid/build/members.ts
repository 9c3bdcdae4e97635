/**
 * Every server and agent of a scenario, every thread that sends, and where it may send: before those that are alike
 * are found.
 */
import { Streams } from "../../random/streams.js";
import type { AgentTemplate } from "../../scenario/types/agents.js";
import type { FaultTarget } from "../../scenario/types/faults.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import type { AvroClient, ServerGroup } from "../../scenario/types/servers.js";
import type { AvroSink, Sink } from "../../scenario/types/sinks.js";
import { firstChoices, headerOfEach, weightsOf } from "../../traffic/server-places.js";

export interface Members {
  readonly servers: readonly ServerMember[];
  readonly agents: readonly AgentMember[];
  /** What threads choose from; threads with the same choice share one. */
  readonly choices: readonly Choice[];
}

export interface ServerMember {
  readonly group: ServerGroup;
  readonly index: number;
  /** Mean 1 over the group. */
  readonly weight: number;
  /** Index of its one header value; undefined: all values, by their shares. */
  readonly headerValue: number | undefined;
  /** Faults that single it out, as text. */
  readonly faults: string;
  readonly choice: number;
}

export interface AgentMember {
  readonly tier: string;
  readonly index: number;
  readonly address: string;
  readonly template: AgentTemplate;
  readonly templateIndex: number;
  readonly isLate: boolean;
  readonly faults: string;
  readonly threads: readonly ThreadMember[];
}

/** A sink runner: one sink, or the sinks of a group. */
export interface ThreadMember {
  readonly channel: string;
  readonly choice: number;
}

export interface Choice {
  readonly order: "even" | "first";
  readonly exits: readonly Exit[];
}

/** Where a thread may send: to a source of an agent, or to a final destination; by which sink, if by one. */
export type Exit =
  | {
      readonly kind: "agent";
      readonly agent: number; // index into members
      readonly source: string;
      readonly sink: AvroSink | undefined;
    }
  | { readonly kind: "final"; readonly name: string; readonly sink: Sink | undefined };

export function membersOf(scenario: Scenario, seed: number): Members {
  const finder = new MemberFinder(scenario, seed);
  return finder.find();
}

class MemberFinder {
  readonly #scenario: Scenario;
  readonly #streams: Streams;
  readonly #firstOfTier = new Map<string, number>();
  readonly #faults: ReadonlyMap<string, string>;
  readonly #choices: Choice[] = [];
  readonly #choiceIndex = new Map<string, number>();

  constructor(scenario: Scenario, seed: number) {
    this.#scenario = scenario;
    this.#streams = new Streams(seed);
    this.#faults = faultsByMember(scenario);
    let count = 0;
    for (const { name, agents } of scenario.tiers) {
      this.#firstOfTier.set(name, count);
      count += agents.length;
    }
  }

  find(): Members {
    const agents = this.#scenario.tiers.flatMap((tier) =>
      tier.agents.map((place, index): AgentMember => {
        const template = tier.templates[place.template]!;
        return {
          tier: tier.name,
          index,
          address: place.address,
          template,
          templateIndex: place.template,
          isLate: place.isLate,
          faults: this.#faultsOf(tier.name, index),
          threads: this.#threadsOf(tier.name, template, index),
        };
      }),
    );
    const servers = this.#scenario.servers.flatMap((group) => this.#serversOf(group));
    return { servers, agents, choices: this.#choices };
  }

  #serversOf(group: ServerGroup): ServerMember[] {
    const stream = (name: string): ReturnType<Streams["stream"]> => this.#streams.stream(name);
    const weights = weightsOf(group, stream);
    const first = firstChoices(group, stream);
    const values = headerOfEach(group);
    const known = new Map<number, number>(); // choice by first agent
    return weights.map((weight, index) => {
      let choice = known.get(first[index]!);
      if (choice === undefined) {
        choice = this.#choiceOfServer(group, first[index]!);
        known.set(first[index]!, choice);
      }
      const faults = this.#faultsOf(group.name, index);
      return { group, index, weight, headerValue: values[index], faults, choice };
    });
  }

  #choiceOfServer({ client }: ServerGroup, first: number): number {
    if (client.kind === "hdfs") {
      return this.#choice("first", [{ kind: "final", name: client.storage, sink: undefined }]);
    }
    return this.#choice(
      client.policy === "load_balance" ? "even" : "first",
      this.#hosts(client, first),
    );
  }

  #hosts({ to, policy, placement }: AvroClient, first: number): Exit[] {
    const { agents, source } = to;
    const known =
      policy === "default" ? 1 : Math.min(placement.hosts ?? agents.length, agents.length);
    return Array.from({ length: known }, (_, k) => {
      const { tier, agent } = agents[(first + k) % agents.length]!;
      return this.#toAgent(tier, agent, source, undefined);
    });
  }

  #threadsOf(tier: string, template: AgentTemplate, index: number): ThreadMember[] {
    const { sinks, groups } = template;
    const grouped = new Set(groups.flatMap((group) => group.sinks));
    const alone = sinks
      .filter(({ name }) => !grouped.has(name))
      .map((sink) => this.#thread([sink], "first", tier, index));
    const together = groups.map(({ sinks: names, processor }) => {
      const members = names.map((name) => sinks.find((sink) => sink.name === name)!);
      if (processor.kind === "failover") {
        const order = members
          .map((sink, i) => ({ sink, priority: processor.priorities[i]! }))
          .sort((a, b) => b.priority - a.priority);
        return this.#thread(
          order.map(({ sink }) => sink),
          "first",
          tier,
          index,
        );
      }
      const order = processor.kind === "load_balance" ? "even" : "first";
      return this.#thread(members, order, tier, index);
    });
    return [...alone, ...together];
  }

  #thread(
    sinks: readonly Sink[],
    order: Choice["order"],
    tier: string,
    agent: number,
  ): ThreadMember {
    const exits = sinks.map((sink) => this.#exitOf(sink, tier, agent));
    return { channel: sinks[0]!.channel, choice: this.#choice(order, exits) };
  }

  #exitOf(sink: Sink, tier: string, agent: number): Exit {
    if (sink.kind === "hdfs") return { kind: "final", name: sink.storage, sink };
    if (sink.kind !== "avro") return { kind: "final", name: `${tier}.sinks.${sink.name}`, sink };
    const { to } = sink;
    if (to.kind === "agent") return this.#toAgent(to.agent.tier, to.agent.agent, to.source, sink);
    const count = this.#scenario.tiers.find(({ name }) => name === to.tier)!.agents.length;
    return this.#toAgent(to.tier, (agent * to.of + to.ordinal) % count, to.source, sink);
  }

  #toAgent(
    tier: string,
    agent: number,
    source: string | undefined,
    sink: AvroSink | undefined,
  ): Exit {
    const { agents, templates } = this.#scenario.tiers.find(({ name }) => name === tier)!;
    const { sources } = templates[agents[agent]!.template]!;
    const name = source ?? sources[0]!.name;
    return { kind: "agent", agent: this.#firstOfTier.get(tier)! + agent, source: name, sink };
  }

  #choice(order: Choice["order"], exits: readonly Exit[]): number {
    const keys = exits.map(keyOf);
    if (order === "even") keys.sort();
    const key = `${order}:${keys.join()}`;
    const known = this.#choiceIndex.get(key);
    if (known !== undefined) return known;
    this.#choiceIndex.set(key, this.#choices.length);
    this.#choices.push({ order, exits });
    return this.#choices.length - 1;
  }

  #faultsOf(name: string, index: number): string {
    return this.#faults.get(`${name}[${String(index)}]`) ?? "";
  }
}

function keyOf(exit: Exit): string {
  const by = exit.sink === undefined ? "" : `by ${exit.sink.name}`;
  if (exit.kind === "final") return `${exit.name} ${by}`;
  return `${String(exit.agent)}.${exit.source} ${by}`;
}

/** Which faults single a server or an agent out, by name and index. */
function faultsByMember({ faults }: Scenario): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, index: number, what: string): void => {
    const key = `${name}[${String(index)}]`;
    found.set(key, `${found.get(key) ?? ""} ${what}`);
  };
  faults.forEach(({ targets }, f) => {
    for (const target of targets)
      eachMember(target, (name, index, what) => add(name, index, `${String(f)}${what}`));
  });
  return found;
}

function eachMember(
  target: FaultTarget,
  visit: (name: string, index: number, what: string) => void,
): void {
  if (target.kind === "servers") visit(target.group, target.server, "");
  if (target.kind === "agent") visit(target.tier, target.agent, "");
  if (target.kind === "component") {
    visit(target.tier, target.agent, `.${target.part}.${target.name}`);
  }
  if (target.kind !== "link") return;
  for (const [end, what] of [
    [target.from, "<"],
    [target.to, ">"],
  ] as const) {
    if (end.index !== undefined) visit(end.name, end.index, what);
  }
}
