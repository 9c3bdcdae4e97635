/**
 * Scenario → what the fluid flows through: classes of members, their buffers, threads and gates. Nothing here changes
 * during the course; `networkAt` says what the faults of a moment leave of it.
 */
import { routesByClass, type RouteOfClass } from "../../flume/selector.js";
import { heldEvents } from "../../scenario/checks/event-sizes.js";
import type { Channel } from "../../scenario/types/agents.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { BufferSpec, RouteSpec } from "../network.js";
import { classesOf, type Classes } from "./classes.js";
import { loadPieces, meanBytes, meanRateOf, mixOf } from "./load.js";
import { Offered } from "./offered.js";
import {
  membersOf,
  type AgentMember,
  type Exit,
  type Members,
  type ServerMember,
} from "./members.js";

export interface Plant {
  readonly scenario: Scenario;
  readonly members: Members;
  readonly buffers: readonly PlantBuffer[];
  readonly threads: readonly PlantThread[];
  readonly gates: readonly PlantGate[];
  readonly agents: readonly AgentClass[];
}

/** Agents that are alike. */
export interface AgentClass {
  readonly first: AgentMember;
  readonly members: number;
}

export interface PlantBuffer extends Omit<BufferSpec, "log" | "mostOut"> {
  readonly owner: Owner;
  /** [events] of all members together that are in memory at the most, and lost when their process dies. */
  readonly memoryEvents: number;
  /** Servers: what does not fit, or cannot be sent, is dropped. */
  readonly offeredPerSecond: number;
}

export type Owner =
  | { readonly kind: "servers"; readonly first: ServerMember }
  | { readonly kind: "agents"; readonly agent: number; readonly channel: Channel };

export interface PlantThread {
  readonly buffer: number;
  readonly copies: number;
  readonly order: "even" | "first";
  readonly exits: readonly PlantExit[];
}

export interface PlantExit {
  readonly gate: number;
  readonly share: number;
  /** One of those that are alike. */
  readonly first: Exit;
}

export interface PlantGate {
  readonly name: string;
  readonly routes: readonly RouteSpec[];
  /** Index into agents; undefined: a final destination. */
  readonly agent: number | undefined;
  readonly source: string;
}

export function plantOf(scenario: Scenario, seed: number): Plant {
  const members = membersOf(scenario, seed);
  return new PlantBuilder(scenario, members, classesOf(members)).build();
}

class PlantBuilder {
  readonly #scenario: Scenario;
  readonly #members: Members;
  readonly #classes: Classes;
  readonly #agents: AgentClass[] = [];
  readonly #buffers: PlantBuffer[] = [];
  readonly #threads: PlantThread[] = [];
  readonly #gates: PlantGate[] = [];
  readonly #offered: Offered[] = []; // by gate
  readonly #gateIndex = new Map<string, number>();

  constructor(scenario: Scenario, members: Members, classes: Classes) {
    this.#scenario = scenario;
    this.#members = members;
    this.#classes = classes;
  }

  build(): Plant {
    const { agents } = this.#members;
    const counts = countOf(this.#classes.agent);
    counts.forEach((members, c) => {
      this.#agents.push({ first: agents[this.#classes.agent.indexOf(c)]!, members });
    });
    countOf(this.#classes.server).forEach((members, c) => this.#addServers(c, members));
    const levels = new Map(this.#scenario.tiers.map(({ name, level }) => [name, level]));
    const order = [...this.#agents.keys()].sort((a, b) => {
      return levels.get(this.#agents[a]!.first.tier)! - levels.get(this.#agents[b]!.first.tier)!;
    });
    for (const agent of order) this.#addAgents(agent);
    return {
      scenario: this.#scenario,
      members: this.#members,
      buffers: this.#buffers,
      threads: this.#threads,
      gates: this.#gates,
      agents: this.#agents,
    };
  }

  #addServers(serverClass: number, count: number): void {
    const { durationTicks } = this.#scenario;
    const first = this.#members.servers[this.#classes.server.indexOf(serverClass)]!;
    const { group, weight, headerValue, choice } = first;
    const arrivals = loadPieces(group, weight * count, durationTicks);
    const bytes = meanBytes(group);
    const { backlog, client } = group;
    const byBytes = (backlog.bytes ?? Infinity) / bytes;
    const most = client.onFailure === "drop" ? 0 : Math.min(byBytes, backlog.events ?? Infinity);
    const rate = meanRateOf(arrivals, durationTicks / TICKS_PER_SECOND);
    this.#buffers.push({
      layer: group.name,
      kind: "servers",
      where: `${group.name}[${String(first.index)}]`,
      members: count,
      capacityEvents: most * count,
      limit: most === Infinity ? null : most === byBytes ? "bytes" : "events",
      bytesPerEvent: bytes,
      arrivals,
      owner: { kind: "servers", first },
      memoryEvents: Infinity,
      offeredPerSecond: rate,
    });
    const offered = Offered.of(mixOf(group, headerValue, rate), rate * bytes);
    this.#addThread(this.#buffers.length - 1, count, choice, offered);
  }

  #addAgents(agent: number): void {
    const { first, members } = this.#agents[agent]!;
    const { template } = first;
    const offered = template.channels.map(() => new Offered());
    const base = this.#buffers.length;
    template.sources.forEach((source) => this.#routeSource(agent, source.name, base, offered));
    template.channels.forEach((channel, i) => {
      this.#addChannel(agent, channel, members, offered[i]!);
    });
    template.channels.forEach((channel, i) => {
      const threads = first.threads.filter((thread) => thread.channel === channel.name);
      for (const { choice } of threads) {
        const own = new Offered();
        own.add(offered[i]!, 1 / threads.length);
        this.#addThread(base + i, members, choice, own);
      }
    });
  }

  /** What comes to a source goes on to its channels: their shares of its events, and what is offered to them. */
  #routeSource(agent: number, name: string, base: number, offered: readonly Offered[]): void {
    const g = this.#gateIndex.get(gateKey(agent, name));
    if (g === undefined) return; // nobody sends to it
    const { template } = this.#agents[agent]!.first;
    const source = template.sources.find((each) => each.name === name)!;
    const at = this.#offered[g]!;
    const labels = [...at.mix.keys()];
    const rates = [...at.mix.values()];
    const names = template.channels.map((channel) => channel.name);
    const routes = routesByClass(source.selector, names, { classNames: labels });
    const found = names.map((_, c) => routeTo(c, routes, rates));
    this.#gates[g] = {
      ...this.#gates[g]!,
      routes: found.flatMap((route, c) =>
        route === undefined ? [] : [{ ...route, buffer: base + c }],
      ),
    };
    labels.forEach((label, i) => {
      for (const c of routes[i]!.all) offered[c]!.addClass(at, label, 1);
    });
  }

  #addChannel(agent: number, channel: Channel, members: number, offered: Offered): void {
    const { first } = this.#agents[agent]!;
    const { bytesPerEvent, eventsPerSecond } = offered;
    const { capacity, memory, limit } = capacityOf(channel, bytesPerEvent, first);
    this.#buffers.push({
      layer: first.tier,
      kind: "channel",
      where: `${first.address}.channel${first.template.channels.length > 1 ? `s.${channel.name}` : ""}`,
      members,
      capacityEvents: capacity * members,
      limit,
      bytesPerEvent,
      arrivals: [],
      owner: { kind: "agents", agent, channel },
      memoryEvents: memory * members,
      offeredPerSecond: eventsPerSecond,
    });
  }

  #addThread(buffer: number, copies: number, choice: number, offered: Offered): void {
    const { order, exits } = this.#members.choices[choice]!;
    const found: { gate: number; count: number; first: Exit }[] = [];
    for (const exit of exits) {
      const gate = this.#gateOf(exit);
      const known = found.find((each) => each.gate === gate);
      if (known === undefined) found.push({ gate, count: 1, first: exit });
      else known.count++;
    }
    this.#threads.push({
      buffer,
      copies,
      order,
      exits: found.map(({ gate, count, first }) => ({ gate, share: count / exits.length, first })),
    });
    found.forEach(({ gate, count }, i) => {
      const to = this.#offered[gate]!;
      if (order === "even") to.add(offered, count / exits.length);
      else if (i === 0) to.add(offered, 1);
      else to.addStandby(offered);
    });
  }

  #gateOf(exit: Exit): number {
    const agent = exit.kind === "agent" ? this.#classes.agent[exit.agent]! : undefined;
    const source = exit.kind === "agent" ? exit.source : "";
    const key = exit.kind === "agent" ? gateKey(agent!, source) : `=${exit.name}`;
    const known = this.#gateIndex.get(key);
    if (known !== undefined) return known;
    const name =
      exit.kind === "agent" ? `${this.#agents[agent!]!.first.address}.${source}` : exit.name;
    this.#gateIndex.set(key, this.#gates.length);
    this.#gates.push({ name, routes: [], agent, source });
    this.#offered.push(new Offered());
    return this.#gates.length - 1;
  }
}

function routeTo(
  channel: number,
  routes: readonly RouteOfClass[],
  rates: readonly number[],
): Omit<RouteSpec, "buffer"> | undefined {
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  let share = 0;
  let isRequired = false;
  routes.forEach(({ required, all }, i) => {
    if (!all.includes(channel)) return;
    share += total === 0 ? 1 / routes.length : rates[i]! / total;
    isRequired ||= required.includes(channel);
  });
  return share === 0 ? undefined : { share, isRequired };
}

/** How many events of the mean size a channel has room for, those of them in memory, and by which limit. */
function capacityOf(
  channel: Channel,
  bytesPerEvent: number,
  { template }: AgentMember,
): { capacity: number; memory: number; limit: BufferSpec["limit"] } {
  if (channel.kind === "spillable") {
    const memory = Math.min(channel.memoryCapacityEvents, heldEvents(channel, bytesPerEvent));
    return { capacity: memory + channel.overflowCapacityEvents, memory, limit: "events" };
  }
  if (channel.kind === "memory") {
    const byBytes = heldEvents(channel, bytesPerEvent);
    const isBytes = byBytes < channel.capacityEvents;
    const capacity = Math.min(byBytes, channel.capacityEvents);
    return { capacity, memory: capacity, limit: isBytes ? "bytes" : "events" };
  }
  const { spaceBytes } = template.machine.disk;
  const bySpace =
    Math.max(0, spaceBytes - channel.minimumRequiredSpaceBytes) / (bytesPerEvent + PUT_BYTES);
  const isSpace = bySpace < channel.capacityEvents;
  return {
    capacity: Math.min(bySpace, channel.capacityEvents),
    memory: 0,
    limit: isSpace ? "disk space" : "events",
  };
}

/** [bytes] of a PUT record beside the body. */
const PUT_BYTES = 47;

function countOf(classes: readonly number[]): number[] {
  const counts: number[] = [];
  for (const each of classes) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
}

function gateKey(agent: number, source: string): string {
  return `${String(agent)}.${source}`;
}
