/** The end of a run: everything the model and the recorder know, as a Recording. */
import type { AgentSlot } from "../topology/agent-slot.js";
import type { BuiltGroup } from "../topology/build-servers.js";
import type { Topology } from "../topology/topology.js";
import { BACKING_OFF, BLOCKED, IDLE, WORKING } from "../model/activity.js";
import { INCIDENT_NAMES } from "../model/probe.js";
import { digestOf } from "./digest.js";
import type { Recorder } from "./recorder.js";
import {
  RECORDING_FORMAT,
  type EpisodeRecord,
  type PartRecord,
  type Recording,
  type RunEndRecord,
} from "./recording.js";
import type { Sampling } from "./sampling.js";
import { waitsOf } from "./waits-of.js";

export interface FinishedRun {
  readonly topology: Topology;
  readonly recorder: Recorder;
  readonly sampling: Sampling;
  readonly seed: number;
  readonly end: Pick<RunEndRecord, "kind" | "notices">;
}

export function finishRecording(run: FinishedRun): Recording {
  const { topology, recorder, sampling, seed } = run;
  const parts = partRecords(topology);
  const runPart = addPart(parts, "run", "run");
  const destinationParts = new Map<number, number>();
  recorder.latencies.forEach((_, destination) => {
    const book = recorder.books[destination];
    if (book === undefined) return;
    const name = `destination ${book.name}`;
    destinationParts.set(destination, addPart(parts, "destination", name));
  });
  const settled = recorder.settle();
  const recording = {
    format: RECORDING_FORMAT,
    scenario: topology.scenario,
    seed,
    end: { ...run.end, atTicks: topology.sim.now, waits: waitsOf(topology) },
    times: sampling.times.toArray(),
    parts,
    series: sampling.series(runPart, (destination) => destinationParts.get(destination)!),
    episodes: episodeRecords(recorder),
    ledgers: settled.map(({ ledger }) => ledger),
    latencies: settled.map(({ ledger, delivered, withWaiting }) => ({
      destination: ledger.destination,
      delivered: delivered.toData(),
      withWaiting: withWaiting.toData(),
    })),
  } satisfies Omit<Recording, "digest">;
  return { ...recording, digest: digestOf(recording) };
}

function addPart(parts: PartRecord[], kind: string, address: string): number {
  parts.push({ kind, address, layer: address, member: -1, name: "", constants: {}, totals: {} });
  return parts.length - 1;
}

function partRecords(topology: Topology): PartRecord[] {
  const constants = new Map<number, Record<string, number>>();
  const totals = new Map<number, Record<string, number>>();
  for (const group of topology.groups) describeGroup(topology, group, constants, totals);
  for (const { agents } of topology.tiers) {
    for (const slot of agents) describeAgent(topology, slot, constants, totals);
  }
  describeStorages(topology, totals);
  return topology.parts.all.map(({ index, kind, address, layer, member, name }) => ({
    kind,
    address,
    layer,
    member,
    name,
    constants: constants.get(index) ?? {},
    totals: totals.get(index) ?? {},
  }));
}

type ByPart = Map<number, Record<string, number>>;

function describeGroup(
  topology: Topology,
  { part, group, servers, firstChoice }: BuiltGroup,
  constants: ByPart,
  totals: ByPart,
): void {
  const { now } = topology.sim;
  constants.set(part, { servers: servers.length, ratePerSecond: group.ratePerSecond });
  const sums: Record<string, number> = {};
  servers.forEach((server, i) => {
    const own = {
      generated: server.generated,
      acked: server.acked,
      dropped: server.dropped,
      okCalls: server.okCalls,
      failedCalls: server.failedCalls,
      waitingEvents: server.waitingEvents,
      peakBacklogEvents: server.peakBacklogEvents,
      peakBacklogBytes: server.peakBacklogBytes,
      blockedTicks: server.activity.ticksIn(BLOCKED, now),
      backingOffTicks: server.activity.ticksIn(BACKING_OFF, now),
    };
    for (const [name, value] of Object.entries(own)) {
      const isPeak = name.startsWith("peak");
      sums[name] = isPeak ? Math.max(sums[name] ?? 0, value) : (sums[name] ?? 0) + value;
    }
    totals.set(server.part, own);
    constants.set(server.part, { firstChoice: firstChoice[i]! });
  });
  totals.set(part, sums);
}

function describeAgent(
  topology: Topology,
  slot: AgentSlot,
  constants: ByPart,
  totals: ByPart,
): void {
  const { template, sources, channelParts, sinks } = slot.place;
  const { now } = topology.sim;
  for (const { part } of sources) totals.set(part, slot.totals(part));
  template.channels.forEach((channel, i) => {
    const part = channelParts[i]!;
    constants.set(part, { ChannelCapacity: channelCapacity(channel) });
    totals.set(part, { ...slot.totals(part), peakEvents: slot.peakEvents(i) });
  });
  template.sinks.forEach(({ batchEvents }, i) => {
    const { part } = sinks[i]!;
    constants.set(part, { batchEvents });
    totals.set(part, {
      ...slot.totals(part),
      idleTicks: slot.sinkTicks(i, IDLE, now),
      workingTicks: slot.sinkTicks(i, WORKING, now),
      blockedTicks: slot.sinkTicks(i, BLOCKED, now),
      backingOffTicks: slot.sinkTicks(i, BACKING_OFF, now),
    });
  });
}

function describeStorages({ storages, sim }: Topology, totals: ByPart): void {
  for (const { part, counters, nameNode, dataNodes } of storages.values()) {
    totals.set(part, { ...counters });
    const journalBusyTicks = nameNode.journalBusyTicks(sim.now);
    totals.set(nameNode.part, { ...nameNode.counters, journalBusyTicks });
    for (const node of dataNodes) {
      totals.set(node.part, { ...node.counters, busyTicks: node.busyTicksUntil(sim.now) });
    }
  }
}

/** Flume's ChannelCapacity [events]. */
function channelCapacity(channel: AgentSlot["place"]["template"]["channels"][number]): number {
  if (channel.kind !== "spillable") return channel.capacityEvents;
  return channel.memoryCapacityEvents + channel.overflowCapacityEvents;
}

function episodeRecords({ incidents, faultTimes }: Recorder): EpisodeRecord[] {
  const ofFaults: EpisodeRecord[] = faultTimes.map(({ fault, fromTicks, toTicks }) => {
    return { kind: "fault", part: fault, other: -1, fromTicks, toTicks, count: 1, events: 0 };
  });
  const ofIncidents: EpisodeRecord[] = incidents.episodes.map((episode) => {
    return { ...episode, kind: INCIDENT_NAMES[episode.kind]! };
  });
  return [...ofFaults, ...ofIncidents].sort((a, b) => a.fromTicks - b.fromTicks);
}
