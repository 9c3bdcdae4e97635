/**
 * A plant of fluid stepped through time: what `src/fluid` solves exactly, done again from its definition alone. Every
 * server and every agent stands for itself.
 *
 * - A server's backlog grows by what it generates; what has no room is dropped. A channel that is full accepts nothing.
 * - A thread sends as fast as its cost an event lets it, what its buffer holds, and what those it sends to accept. Threads
 *   of one buffer share what it holds evenly. With several exits it goes round the open ones, or takes the first that
 *   accepts something and only then the next.
 * - One log of a file channel is written by puts and takes in turn: where it is short of time it does as many of both. What
 *   is on disk outlasts a crash.
 * - What comes to a spillable channel goes to memory while that has room, else to disk; it leaves in the order of the puts.
 * - An agent with several channels takes as much as the one lets it that stops it first; what an optional one has no
 *   room for is not kept.
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
  logOf,
  memoryOf,
  serverSeconds,
  timedSeconds,
  type FaultKindSpec,
  type FaultSpec,
  type GroupSpec,
  type PlantSpec,
  type SplitSpec,
  type TierSpec,
} from "./fluid-spec.js";
import {
  settle,
  type Call,
  type Caller,
  type Gate,
  type Holder,
  type MemoryPart,
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
    this.#channels = spec.tiers.map((_, tier) => channelsOf(spec, tier, step));
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
      const kept = this.#onDisk(channel);
      this.#lost += channel.content - kept;
      channel.content = kept;
      channel.upAt = Math.max(channel.upAt, to + START_SECONDS);
    }
  }

  #onDisk({ place, content, memory }: Holder): number {
    if (memory === undefined) return this.#spec.tiers[place]!.channel === "file" ? content : 0;
    const lost = inMemory(memory);
    memory.runs = memory.runs.filter(({ isInMemory }) => !isInMemory);
    return content - lost;
  }

  #generated(server: Holder, at: number): number {
    if (this.#befalls(server, at, "servers down").length > 0) return 0;
    const { rate, changesAt, factor } = this.#spec.groups[server.place]!;
    return rate * (at + this.#step / 2 < changesAt ? 1 : factor) * this.#step;
  }

  #send(tier: number, at: number): void {
    const sending = this.#sendings.get(tier) ?? this.#sending(tier, at);
    this.#sendings.set(tier, sending);
    settle(sending);
    for (const { routes } of sending.gates) for (const { holder } of routes) holder.came = 0;
    for (const holder of this.#senders[tier]!) holder.went = 0;
    for (const { holder, exits, gets } of sending.calls) {
      gets.forEach((events, e) => {
        holder.content = Math.max(0, holder.content - events);
        holder.went += events;
        if (holder.memory !== undefined) take(holder.memory, events);
        const gate = sending.gates[exits[e]!];
        if (gate === undefined) this.#delivered += events;
        else for (const { holder: to, share } of gate.routes) to.came += events * share;
      });
    }
    for (const { routes } of sending.gates) {
      for (const { holder, isOptional } of routes) {
        const kept = isOptional ? Math.min(holder.came, holder.room - holder.content) : holder.came;
        this.#dropped += holder.came - kept;
        holder.came = kept;
        holder.content += kept;
        if (holder.memory !== undefined) put(holder.memory, kept);
      }
    }
  }

  #sending(tier: number, at: number): Sending {
    const agents = this.#spec.tiers[tier]?.agents ?? 0;
    const channelsOfAgent = Array.from({ length: agents }, (_, agent) =>
      this.#channels[tier]!.filter(({ member }) => member === agent),
    );
    const isOpen = channelsOfAgent.map(([first]) => {
      return (
        at >= first!.upAt && this.#befalls(first!, at, "agent down", "agent hang").length === 0
      );
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
    const gates = channelsOfAgent.map((channels, g): Gate => {
      const routes = routesTo(channels, this.#spec.tiers[tier]!.split);
      return { routes, callers: callersOf(g) };
    });
    return { calls, byHolder, gates };
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
    const { tiers } = this.#spec;
    const next = tiers[to];
    if (isServer) return serverSeconds(next!);
    return next === undefined
      ? timedSeconds(tiers[place]!, slow)
      : avroSeconds(tiers[place]!, next, slow);
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
      log: undefined,
      memory: undefined,
      content: 0,
      came: 0,
      went: 0,
      upAt: 0,
    };
  });
}

function roomOf({ room, isDropping }: GroupSpec): number {
  return isDropping ? 0 : (room ?? Infinity);
}

/** @param step [s] */
function channelsOf({ tiers }: PlantSpec, t: number, step: number): Holder[] {
  const tier = tiers[t]!;
  const log = logOf(tier);
  return Array.from({ length: tier.agents }, (_, agent): Holder[] => {
    const channel = (room: number, name?: string): Holder => ({
      address: channelAddress(t, agent, name),
      isServer: false,
      place: t,
      member: agent,
      to: t + 1,
      room,
      threads: threadsOf(tier, agent, tiers[t + 1]),
      log: log === undefined ? undefined : { put: log.put / step, take: log.take / step },
      memory:
        tier.channel === "spillable"
          ? { room: memoryOf({ ...tier, capacity: room }), runs: [] }
          : undefined,
      content: 0,
      came: 0,
      went: 0,
      upAt: 0,
    });
    if (tier.split === null) return [channel(tier.capacity)];
    return [channel(tier.capacity, "a"), channel(tier.split.capacity, "b")];
  }).flat();
}

function inMemory({ runs }: MemoryPart): number {
  return runs.reduce((sum, { events, isInMemory }) => (isInMemory ? sum + events : sum), 0);
}

function put(memory: MemoryPart, events: number): void {
  const kept = Math.min(events, Math.max(0, memory.room - inMemory(memory)));
  if (kept > 0) memory.runs.push({ events: kept, isInMemory: true });
  if (events > kept) memory.runs.push({ events: events - kept, isInMemory: false });
}

function take(memory: MemoryPart, events: number): void {
  let left = events;
  while (left > 0 && memory.runs.length > 0) {
    const front = memory.runs[0]!;
    const taken = Math.min(left, front.events);
    front.events -= taken;
    left -= taken;
    if (front.events <= 0) memory.runs.shift();
  }
}

function threadsOf(
  { sinks, processor, batch }: TierSpec,
  agent: number,
  next: TierSpec | undefined,
): Thread[] {
  const thread = (order: Thread["order"], exits: readonly number[]): Thread => {
    return { order, exits, batch };
  };
  if (processor === "none") {
    return Array.from({ length: sinks }, (_, j) =>
      thread("first", [next === undefined ? -1 : (agent * sinks + j) % next.agents]),
    );
  }
  const all = Array.from({ length: next!.agents }, (_, to) => to);
  return [thread(processor === "failover" ? "first" : "even", all)];
}

function routesTo(channels: readonly Holder[], split: SplitSpec | null): Gate["routes"] {
  if (split === null) return channels.map((holder) => ({ holder, share: 1, isOptional: false }));
  const [a, b] = channels as [Holder, Holder];
  return [
    { holder: a, share: 1 - split.share, isOptional: false },
    { holder: b, share: split.share, isOptional: split.isOptional },
  ];
}
