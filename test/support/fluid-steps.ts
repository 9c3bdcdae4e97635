/**
 * A plant of fluid stepped through time: what `src/fluid` solves exactly, done again from its definition alone. Every
 * server and every agent stands for itself.
 *
 * - A server's backlog grows by what it generates; what has no room is dropped. A channel that is full accepts nothing.
 * - A thread sends as fast as its cost an event lets it, what its buffer holds, and what those it sends to accept. Threads
 *   of one buffer share what it holds evenly. With several exits it goes round the open ones, or takes the first that
 *   accepts something and only then the next.
 * - What a channel has room for is shared by those who call, evenly by the events of the calls that each of them has under
 *   way there (a thread has one, over all its exits); who wants less leaves the rest to the others.
 *
 * In a step buffers send from the last to the first, so what was accepted in a step is sent on in the next one: the
 * error goes with the length of a step.
 */
import {
  START_SECONDS,
  avroSeconds,
  channelAddress,
  serverAddress,
  serverSeconds,
  type FaultKindSpec,
  type FaultSpec,
  type GroupSpec,
  type PlantSpec,
} from "./fluid-spec.js";
import {
  settle,
  type Call,
  type Caller,
  type Holder,
  type Sending,
  type Thread,
} from "./fluid-calls.js";

export interface Stepped {
  /** [s] of each sample. */
  readonly atSeconds: readonly number[];
  /** [events] of each server and channel at each sample, by address. */
  readonly contents: ReadonlyMap<string, readonly number[]>;
  readonly dropped: number;
  readonly lost: number;
  readonly delivered: number;
}

export function stepped(spec: PlantSpec, step: number, samples: number): Stepped {
  return new Steps(spec, step).run(samples);
}

class Steps {
  readonly #spec: PlantSpec;
  readonly #step: number;
  readonly #channels: readonly (readonly Holder[])[];
  /** By the tier they send to. */
  readonly #senders: readonly (readonly Holder[])[];
  /** [s] when faults begin and end, and agents are up. */
  readonly #changes: readonly number[];
  readonly #sendings = new Map<number, Sending>();
  #dropped = 0;
  #lost = 0;
  #delivered = 0;

  constructor(spec: PlantSpec, step: number) {
    this.#spec = spec;
    this.#step = step;
    this.#channels = spec.tiers.map((_, tier) => channelsOf(spec, tier));
    const all = [...spec.groups.flatMap((_, g) => serversOf(spec, g)), ...this.#channels.flat()];
    this.#senders = [...spec.tiers, null].map((_, tier) => all.filter(({ to }) => to === tier));
    this.#changes = spec.faults.flatMap(({ from, to }) => [from, to, to + START_SECONDS]);
  }

  run(samples: number): Stepped {
    const steps = Math.round(this.#spec.seconds / this.#step);
    const every = Math.floor(steps / samples);
    const atSeconds: number[] = [];
    const holders = this.#senders.flat();
    const contents = new Map(holders.map(({ address }) => [address, [] as number[]]));
    for (let i = 0; i < steps; i++) {
      if (i % every === every >> 1) {
        atSeconds.push(i * this.#step);
        for (const { address, content } of holders) contents.get(address)!.push(content);
      }
      this.#go(i * this.#step);
    }
    const [dropped, lost, delivered] = [this.#dropped, this.#lost, this.#delivered];
    return { atSeconds, contents, dropped, lost, delivered };
  }

  #go(at: number): void {
    for (const fault of this.#spec.faults) if (fault.kind === "agent crash") this.#crash(fault, at);
    if (this.#changes.some((each) => Math.abs(each - at) < this.#step)) this.#sendings.clear();
    for (let tier = this.#spec.tiers.length; tier >= 0; tier--) {
      const senders = this.#senders[tier]!;
      for (const each of senders) if (each.isServer) each.content += this.#generated(each, at);
      this.#send(tier, at);
      for (const each of senders) {
        if (each.content <= each.room) continue;
        this.#dropped += each.content - each.room;
        each.content = each.room;
      }
    }
  }

  #crash({ place, member, from, to }: FaultSpec, at: number): void {
    if (Math.abs(at - from) > this.#step / 2) return;
    for (const channel of this.#channels[place]!) {
      if (member !== null && channel.member !== member) continue;
      this.#lost += channel.content;
      channel.content = 0;
      channel.upAt = Math.max(channel.upAt, to + START_SECONDS);
    }
  }

  #generated(server: Holder, at: number): number {
    if (this.#befalls(server, at, "servers down").length > 0) return 0;
    const { rate, changesAt, factor } = this.#spec.groups[server.place]!;
    return rate * (at + this.#step / 2 < changesAt ? 1 : factor) * this.#step;
  }

  #send(tier: number, at: number): void {
    const gates = this.#channels[tier] ?? [];
    const sending = this.#sendings.get(tier) ?? this.#sending(tier, gates, at);
    this.#sendings.set(tier, sending);
    settle(sending);
    for (const { holder, exits, gets } of sending.calls) {
      gets.forEach((events, e) => {
        holder.content = Math.max(0, holder.content - events);
        const gate = gates[exits[e]!];
        if (gate === undefined) this.#delivered += events;
        else gate.content += events;
      });
    }
  }

  #sending(tier: number, gates: readonly Holder[], at: number): Sending {
    const isOpen = gates.map((gate) => {
      return at >= gate.upAt && this.#befalls(gate, at, "agent down", "agent hang").length === 0;
    });
    const byHolder = this.#senders[tier]!.map((holder) =>
      holder.threads.map((thread) => this.#call(holder, thread, isOpen, at)),
    );
    const calls = byHolder.flat();
    const callersOf = (g: number): Caller[] =>
      calls.flatMap((call) => {
        const exit = call.exits.indexOf(g);
        return exit >= 0 && call.isOpen[exit]! ? [{ call, exit }] : [];
      });
    return { calls, byHolder, gates: gates.map((gate, g) => ({ gate, callers: callersOf(g) })) };
  }

  #call(holder: Holder, thread: Thread, gatesOpen: readonly boolean[], at: number): Call {
    const isStill =
      at < holder.upAt ||
      this.#befalls(holder, at, "servers hang", "agent hang", "sinks down").length > 0;
    const isOpen = thread.exits.map((exit) => !isStill && (gatesOpen[exit] ?? true));
    const slow = this.#befalls(holder, at, "sinks slow").reduce(
      (all, { factor }) => all * factor,
      1,
    );
    const most = isOpen.includes(true) ? this.#step / this.#secondsPerEvent(holder, slow) : 0;
    return { ...thread, holder, most, isOpen, accepts: [], gets: [] };
  }

  #secondsPerEvent({ isServer, place, to }: Holder, slow: number): number {
    if (isServer) return serverSeconds;
    const tier = this.#spec.tiers[place]!;
    return to === this.#spec.tiers.length ? tier.secondsPerEvent * slow : avroSeconds(tier, slow);
  }

  /** Faults of some kinds that concern a holder now. */
  #befalls(holder: Holder, at: number, ...kinds: readonly FaultKindSpec[]): FaultSpec[] {
    const now = at + this.#step / 2;
    return this.#spec.faults.filter(
      ({ kind, place, member, from, to }) =>
        kinds.includes(kind) &&
        kind.startsWith("servers") === holder.isServer &&
        place === holder.place &&
        (member === null || member === holder.member) &&
        from <= now &&
        now < to,
    );
  }
}

function serversOf({ groups, tiers }: PlantSpec, g: number): Holder[] {
  const group = groups[g]!;
  const agents = tiers[group.tier]!.agents;
  return Array.from({ length: group.count }, (_, server): Holder => {
    const known = group.policy === "default" ? 1 : agents;
    const exits = Array.from({ length: known }, (_, k) => (server + k) % agents);
    const order = group.policy === "load_balance" ? "even" : "first";
    return {
      address: serverAddress(g, server),
      isServer: true,
      place: g,
      member: server,
      to: group.tier,
      room: roomOf(group),
      threads: [{ order, exits, batch: group.batch }],
      content: 0,
      upAt: 0,
    };
  });
}

function roomOf({ room, isDropping }: GroupSpec): number {
  return isDropping ? 0 : (room ?? Infinity);
}

function channelsOf({ tiers }: PlantSpec, t: number): Holder[] {
  const { agents, capacity, sinks, processor, batch } = tiers[t]!;
  const next = tiers[t + 1]?.agents;
  return Array.from({ length: agents }, (_, agent): Holder => {
    const all = Array.from({ length: next ?? 0 }, (_, to) => to);
    const thread = (order: Thread["order"], exits: readonly number[]): Thread => {
      return { order, exits, batch };
    };
    const alone = Array.from({ length: sinks }, (_, j) =>
      thread("first", [next === undefined ? -1 : (agent * sinks + j) % next]),
    );
    return {
      address: channelAddress(t, agent),
      isServer: false,
      place: t,
      member: agent,
      to: t + 1,
      room: capacity,
      threads:
        processor === "none" ? alone : [thread(processor === "failover" ? "first" : "even", all)],
      content: 0,
      upAt: 0,
    };
  });
}
