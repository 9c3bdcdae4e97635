/** What the faults of a moment leave of the plant: rates of threads, gates that are shut, limits of channels. */
import { deviation } from "../../random/deviation.js";
import { longestOf } from "../../random/longest.js";
import type { Channel } from "../../scenario/types/agents.js";
import type { HdfsStorage } from "../../scenario/types/storages.js";
import type { Sink } from "../../scenario/types/sinks.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { BufferSpec, ExitSpec, GateSpec, Network, SharedLog, ThreadSpec } from "../network.js";
import { Conditions, type End } from "./conditions.js";
import type { AgentMember, ServerMember } from "./members.js";
import type { Plant, PlantBuffer, PlantExit, PlantGate, PlantThread } from "./plant.js";
import {
  callSeconds,
  hdfsSeconds,
  putSeconds,
  serverTicks,
  streamingSeconds,
  takeSeconds,
  timedDeviation,
  timedLongest,
  timedSeconds,
  type Batch,
  type HdfsWork,
} from "./rates.js";

/** What is so at a moment. */
export interface Situation {
  /** By fault of the scenario. */
  readonly isActive: readonly boolean[];
  /** By class of agents: its process runs, and its sources listen. */
  readonly isUp: readonly boolean[];
}

/** [events/s] Fast enough for anything. */
const MOST_RATE = 1e12;

export function networkAt(plant: Plant, situation: Situation): Network {
  return new Snapshot(plant, situation).network();
}

class Snapshot {
  readonly #plant: Plant;
  readonly #isUp: readonly boolean[];
  readonly #now: Conditions;

  constructor(plant: Plant, { isActive, isUp }: Situation) {
    this.#plant = plant;
    this.#isUp = isUp;
    this.#now = new Conditions(plant.scenario, isActive);
  }

  network(): Network {
    const { scenario, buffers, threads, gates } = this.#plant;
    const opened = gates.map((gate) => this.#gate(gate));
    return {
      buffers: buffers.map((buffer) => this.#buffer(buffer)),
      threads: threads.map((thread) => this.#thread(thread, opened)),
      gates: opened,
      durationSeconds: scenario.durationTicks / TICKS_PER_SECOND,
    };
  }

  #gate({ name, routes, agent, source }: PlantGate): GateSpec {
    if (agent === undefined) {
      return { name, isFinal: true, routes, most: this.#finalLimit(name) };
    }
    const { first, members } = this.#plant.agents[agent]!;
    const end = endOf(first);
    const isShut =
      !this.#isUp[agent]! ||
      this.#now.agent(end, "down", "hang", "partition") ||
      this.#now.part(end, "source", source, "down", "hang") ||
      routes.some(
        ({ buffer, isRequired }) => isRequired && this.#isStuck(this.#plant.buffers[buffer]!),
      );
    if (isShut) return { name, isFinal: false, routes, most: 0 };
    return { name, isFinal: false, routes, most: members * this.#sourceLimit(first, routes) };
  }

  /** [events/s] that one agent can decode and take from its network. */
  #sourceLimit(agent: AgentMember, routes: PlantGate["routes"]): number {
    const { machine } = agent.template;
    const bytes = Math.max(
      ...routes.map(({ buffer }) => this.#plant.buffers[buffer]!.bytesPerEvent),
      0,
    );
    // Per call costs are left to the senders: here only what goes with the events.
    const ticks = serverTicks({ events: 1, bytes }, { ...machine.rpc, serverCallTicks: 0 });
    const byCores =
      (machine.cores * TICKS_PER_SECOND) / (ticks * this.#now.agentSlow(endOf(agent)));
    const byNetwork = bytes === 0 ? Infinity : machine.networkBytesPerSecond / bytes;
    return Math.min(byCores, byNetwork, MOST_RATE);
  }

  #finalLimit(name: string): number {
    const storage = this.#storage(name);
    if (storage === undefined) return Infinity;
    if (this.#now.storage(name, "down", "hang", "safe-mode")) return 0;
    const bytes = Math.max(
      ...this.#plant.threads
        .filter(({ exits }) =>
          exits.some(({ first }) => first.kind === "final" && first.name === name),
        )
        .map(({ buffer }) => this.#plant.buffers[buffer]!.bytesPerEvent),
    );
    const { datanodes, replication, dataNode } = storage;
    const perSecond = (datanodes * dataNode.bytesPerSecond) / Math.min(replication, datanodes);
    return bytes > 0 ? perSecond / bytes / this.#now.storageSlow(name) : Infinity;
  }

  #buffer(buffer: PlantBuffer): BufferSpec {
    const { owner } = buffer;
    const arrivals = this.#generates(buffer) ? buffer.arrivals : [];
    return {
      ...buffer,
      arrivals,
      log: this.#log(buffer),
      mostOut: owner.kind === "servers" ? Infinity : this.#mostOut(buffer),
    };
  }

  #generates({ owner }: PlantBuffer): boolean {
    if (owner.kind !== "servers") return true;
    const { group, index } = owner.first;
    return !this.#now.server({ name: group.name, index }, "down", "crash");
  }

  /** [events/s] that the network lets out of the agents of a channel. */
  #mostOut({ owner, bytesPerEvent, members }: PlantBuffer): number {
    if (owner.kind !== "agents" || bytesPerEvent === 0) return Infinity;
    const { template } = this.#plant.agents[owner.agent]!.first;
    const isRemote = template.sinks.some((sink) => {
      return sink.channel === owner.channel.name && (sink.kind === "avro" || sink.kind === "hdfs");
    });
    return isRemote ? (members * template.machine.networkBytesPerSecond) / bytesPerEvent : Infinity;
  }

  #log(buffer: PlantBuffer): SharedLog | undefined {
    const { owner, bytesPerEvent, members } = buffer;
    if (owner.kind !== "agents" || owner.channel.kind !== "file") return undefined;
    const { first } = this.#plant.agents[owner.agent]!;
    const { channel } = owner;
    const slow = this.#diskSlow(first, channel);
    const put = batchOf(this.#putBatch(buffer), bytesPerEvent);
    const take = batchOf(this.#takeBatch(first, channel), bytesPerEvent);
    const { machine } = first.template;
    const logs = members * channel.dataDirs;
    return {
      putSeconds: putSeconds(put, channel, machine, slow) / put.events / logs,
      takeSeconds: takeSeconds(take, channel, machine, slow) / take.events / logs,
    };
  }

  /** [events] of the batches that come to a channel: of its largest sender. */
  #putBatch(buffer: PlantBuffer): number {
    const b = this.#plant.buffers.indexOf(buffer);
    const gates = this.#plant.gates.flatMap(({ routes }, g) => {
      const share = routes.find((route) => route.buffer === b)?.share;
      return share === undefined ? [] : [{ g, share }];
    });
    const sizes = gates.flatMap(({ g, share }) =>
      this.#plant.threads
        .filter(({ exits }) => exits.some(({ gate }) => gate === g))
        .map(
          (thread) =>
            this.#batchEvents(
              thread,
              thread.exits.find(({ gate }) => gate === g)!,
            ) * share,
        ),
    );
    return Math.max(1, ...sizes);
  }

  #takeBatch(agent: AgentMember, channel: Channel): number {
    const sizes = agent.template.sinks
      .filter((sink) => sink.channel === channel.name)
      .map(({ batchEvents }) => batchEvents);
    return Math.max(1, ...sizes);
  }

  #batchEvents({ buffer }: PlantThread, { first }: PlantExit): number {
    if (first.sink !== undefined) return first.sink.batchEvents;
    const { owner } = this.#plant.buffers[buffer]!;
    return owner.kind === "servers" ? owner.first.group.batchEvents : 1;
  }

  #thread(thread: PlantThread, gates: readonly GateSpec[]): ThreadSpec {
    const { buffer, order, copies } = thread;
    const isStopped = this.#cannotSend(this.#plant.buffers[buffer]!);
    return {
      buffer,
      order,
      copies,
      exits: thread.exits.map((exit): ExitSpec => {
        const events = this.#batchEvents(thread, exit);
        const isOpen = !isStopped && gates[exit.gate]!.most > 0 && !this.#isCut(thread, exit);
        const seconds = isOpen ? this.#seconds(thread, exit, events) : 0;
        const rate = isOpen ? Math.min(MOST_RATE, (copies * events) / seconds) : 0;
        const swings = this.#swings(exit, events, this.#ownerEnd(this.#plant.buffers[buffer]!));
        const spread = seconds > 0 ? swings.deviation / seconds : 0;
        const weight = copies * events * exit.share;
        return {
          gate: exit.gate,
          share: exit.share,
          weight,
          rate,
          batchEvents: events,
          spread,
          stallSeconds: swings.longest,
          streamShare: this.#streamShare(thread, exit, seconds),
        };
      }),
    };
  }

  #cannotSend(buffer: PlantBuffer): boolean {
    const { owner } = buffer;
    if (owner.kind === "servers") {
      const { group, index } = owner.first;
      return this.#now.server({ name: group.name, index }, "hang", "crash", "partition");
    }
    const { first } = this.#plant.agents[owner.agent]!;
    return (
      !this.#isUp[owner.agent]! || this.#now.agent(endOf(first), "hang") || this.#isStuck(buffer)
    );
  }

  #isStuck({ owner }: PlantBuffer): boolean {
    if (owner.kind !== "agents" || owner.channel.kind === "memory") return false;
    const end = endOf(this.#plant.agents[owner.agent]!.first);
    return this.#now.part(end, "channel", owner.channel.name, "down", "hang");
  }

  /** No way from these threads to that exit. */
  #isCut({ buffer }: PlantThread, { first }: PlantExit): boolean {
    const from = this.#ownerEnd(this.#plant.buffers[buffer]!);
    const { owner } = this.#plant.buffers[buffer]!;
    if (owner.kind === "agents" && first.sink !== undefined) {
      if (this.#now.part(from, "sink", first.sink.name, "down", "hang")) return true;
      const isRemote = first.sink.kind === "avro" || first.sink.kind === "hdfs";
      if (isRemote && this.#now.agent(from, "partition")) return true;
    }
    if (first.kind === "agent")
      return this.#now.isCut(from, endOf(this.#plant.members.agents[first.agent]!));
    return (
      this.#storage(first.name) !== undefined &&
      this.#now.isCut(from, { name: first.name, index: 0 })
    );
  }

  /** [s] that a thread takes for one batch through an exit. */
  #seconds(thread: PlantThread, exit: PlantExit, events: number): number {
    const buffer = this.#plant.buffers[thread.buffer]!;
    const batch = batchOf(events, buffer.bytesPerEvent);
    const { owner } = buffer;
    if (owner.kind === "servers") return this.#serverSeconds(owner.first, exit, batch);
    const { first } = this.#plant.agents[owner.agent]!;
    const { machine } = first.template;
    const { sink } = exit.first;
    const taking = this.#takeSeconds(first, owner.channel, batch);
    if (sink === undefined || sink.kind === "null") return taking;
    const end = endOf(first);
    const own = this.#now.partSlow(end, "sink", sink.name);
    if (sink.kind === "timed") return taking + timedSeconds(events, sink, machine, own);
    const slow = own * this.#now.agentSlow(end);
    if (sink.kind === "avro") {
      const sender = { rpc: machine.rpc, machine, slow };
      return taking + this.#callSeconds(end, sender, exit, batch);
    }
    const isFile = owner.channel.kind === "file";
    return (isFile ? taking : 0) + hdfsSeconds(this.#hdfsWork(first, owner.channel, sink, batch));
  }

  /** @returns 0 where no stream is */
  #streamShare({ buffer }: PlantThread, { first }: PlantExit, batchSeconds: number): number {
    const { owner, bytesPerEvent } = this.#plant.buffers[buffer]!;
    if (owner.kind === "servers" || first.sink?.kind !== "hdfs" || batchSeconds === 0) return 0;
    const batch = batchOf(first.sink.batchEvents, bytesPerEvent);
    const agent = this.#plant.agents[owner.agent]!.first;
    return streamingSeconds(this.#hdfsWork(agent, owner.channel, first.sink, batch)) / batchSeconds;
  }

  #hdfsWork(
    agent: AgentMember,
    channel: Channel,
    sink: Extract<Sink, { kind: "hdfs" }>,
    batch: Batch,
  ): HdfsWork {
    const { machine } = agent.template;
    const end = endOf(agent);
    const slow = this.#now.partSlow(end, "sink", sink.name) * this.#now.agentSlow(end);
    const taking = channel.kind === "file" ? 0 : this.#takeSeconds(agent, channel, batch);
    return {
      batch,
      storage: this.#storage(sink.storage)!,
      perEventSeconds:
        (machine.hdfsClient.appendPerEventTicks * slow) / TICKS_PER_SECOND + taking / batch.events,
      networkBytesPerSecond: machine.networkBytesPerSecond,
      latencySeconds: this.#latency(end, { name: sink.storage, index: 0 }),
      buckets: this.#buckets(sink),
      writer: sink.writer,
      slow: this.#now.storageSlow(sink.storage),
    };
  }

  /** [s] of one batch, as far as the destination brings it about: standard deviation, and the longest of a run. */
  #swings({ first }: PlantExit, events: number, from: End): { deviation: number; longest: number } {
    const { sink } = first;
    const draws = this.#plant.scenario.durationTicks / TICKS_PER_SECOND; // about one a second
    if (sink?.kind === "timed") {
      const slow = this.#now.partSlow(from, "sink", sink.name);
      const longest = timedLongest(events, sink, draws);
      return { deviation: timedDeviation(events, sink) * slow, longest: longest * slow };
    }
    const storage = first.kind === "final" ? this.#storage(first.name) : undefined;
    if (storage === undefined) return { deviation: 0, longest: 0 };
    const scale = this.#now.storageSlow(storage.name) / TICKS_PER_SECOND;
    const longest = longestOf(storage.hflushTicks, draws) * scale;
    return { deviation: deviation(storage.hflushTicks) * scale, longest };
  }

  #serverSeconds({ group, index }: ServerMember, exit: PlantExit, batch: Batch): number {
    const end = { name: group.name, index };
    const slow = this.#now.serverSlow(end);
    const { client } = group;
    if (client.kind === "avro") {
      return this.#callSeconds(end, { rpc: client.rpc, machine: undefined, slow }, exit, batch);
    }
    return hdfsSeconds({
      batch,
      storage: this.#storage(client.storage)!,
      perEventSeconds: (client.appendPerEventTicks * slow) / TICKS_PER_SECOND,
      networkBytesPerSecond: Infinity,
      latencySeconds: this.#latency(end, { name: client.storage, index: 0 }),
      buckets: 1,
      writer: client.writer,
      slow: this.#now.storageSlow(client.storage),
    });
  }

  #callSeconds(
    from: End,
    sender: Parameters<typeof callSeconds>[1],
    exit: PlantExit,
    batch: Batch,
  ): number {
    if (exit.first.kind !== "agent") return 0;
    const agent = this.#plant.members.agents[exit.first.agent]!;
    const end = endOf(agent);
    const { machine } = agent.template;
    const puts = this.#plant.gates[exit.gate]!.routes.map(({ buffer, share }) => {
      const { owner } = this.#plant.buffers[buffer]!;
      if (owner.kind !== "agents") return 0;
      const part = batchOf(batch.events * share, batch.bytes / batch.events);
      return putSeconds(part, owner.channel, machine, this.#diskSlow(agent, owner.channel));
    });
    const slow =
      this.#now.agentSlow(end) *
      this.#now.partSlow(end, "source", this.#plant.gates[exit.gate]!.source);
    const wire = { latencySeconds: this.#latency(from, end), secondsPerByte: 0 };
    const putSum = puts.reduce((sum, each) => sum + each, 0);
    return callSeconds(batch, sender, wire, { machine, slow, putSeconds: putSum });
  }

  #takeSeconds(agent: AgentMember, channel: Channel, batch: Batch): number {
    return takeSeconds(batch, channel, agent.template.machine, this.#diskSlow(agent, channel));
  }

  #diskSlow(agent: AgentMember, channel: Channel): number {
    const end = endOf(agent);
    return this.#now.partSlow(end, "channel", channel.name) * this.#now.agentSlow(end);
  }

  /** Files that one batch of an HDFS sink is spread over: one a header value in its path. */
  #buckets(sink: Extract<Sink, { kind: "hdfs" }>): number {
    const { byHeader } = sink.writer.buckets;
    if (byHeader === undefined) return 1;
    const values = this.#plant.scenario.servers.flatMap(({ header }) => {
      return header?.name === byHeader ? header.values : [];
    });
    return Math.max(1, new Set(values).size);
  }

  #latency(from: End, to: End): number {
    const { network } = this.#plant.scenario;
    const special = network.links.find((each) => {
      const is = (end: typeof each.from, at: End): boolean =>
        end.name === at.name && (end.index === undefined || end.index === at.index);
      return (is(each.from, from) && is(each.to, to)) || (is(each.from, to) && is(each.to, from));
    });
    const ticks = special?.latencyTicks ?? network.latencyTicks;
    return (ticks * this.#now.linkSlow(from, to)) / TICKS_PER_SECOND;
  }

  #ownerEnd({ owner }: PlantBuffer): End {
    if (owner.kind === "agents") return endOf(this.#plant.agents[owner.agent]!.first);
    return { name: owner.first.group.name, index: owner.first.index };
  }

  #storage(name: string): HdfsStorage | undefined {
    return this.#plant.scenario.storages.find((storage) => storage.name === name);
  }
}

function endOf({ tier, index }: AgentMember): End {
  return { name: tier, index };
}

function batchOf(events: number, bytesPerEvent: number): Batch {
  return { events, bytes: events * bytesPerEvent };
}
