/** Scenario → web servers: weights, placement, origins, clients. */
import { OsProcess } from "../model/process.js";
import type { RunContext } from "../flume/flume.js";
import { OrderSelector } from "../model/order-selector.js";
import type { Part, Parts } from "../model/parts.js";
import { deviation } from "../random/deviation.js";
import { mean } from "../random/distribution.js";
import { Sampler } from "../random/sampler.js";
import type { RandomStream } from "../random/stream.js";
import type { AvroClient, HdfsClient, ServerGroup } from "../scenario/types/servers.js";
import { Buckets } from "../storage/hdfs/buckets.js";
import { BatchClock } from "../traffic/arrivals.js";
import { HdfsWriter, type HdfsWriters } from "../traffic/hdfs-writer.js";
import { LoadCurve } from "../traffic/load-curve.js";
import { ClassMix, type EventSizes } from "../traffic/mixture.js";
import {
  DefaultRpcClient,
  FailoverRpcClient,
  LoadBalancingRpcClient,
  type RpcClient,
  type RpcHost,
} from "../traffic/rpc-client.js";
import { firstChoices, headerOfEach, weightsOf } from "../traffic/server-places.js";
import type { Sender, WebServer, WebServers } from "../traffic/web-server.js";
import type { SourceAddresses } from "./build-agents.js";
import type { Links } from "./links.js";

export interface BuiltGroup {
  readonly group: ServerGroup;
  readonly part: number;
  readonly servers: readonly WebServer[];
  /** First-choice agent of each server, as index into the group's list of agents; −1 for direct writers. */
  readonly firstChoice: readonly number[];
  /** Starts a server whose process died anew. */
  readonly restart: (server: number) => void;
}

export interface ServerBuildContext {
  readonly run: RunContext;
  readonly parts: Parts;
  readonly links: Links;
  readonly addresses: SourceAddresses;
  readonly webServers: WebServers;
  readonly hdfsWriters: HdfsWriters;
  readonly endTicks: number;
}

export function buildServers(
  context: ServerBuildContext,
  group: ServerGroup,
  groupIndex: number,
): BuiltGroup {
  const { parts, run } = context;
  const groupPart = parts.add("servers", group.name, group.name, -1, "");
  const weights = weightsOf(group, (name) => run.streams.stream(name));
  const firstChoice = firstChoices(group, (name) => run.streams.stream(name));
  const headerValues = headerOfEach(group);
  const servers: WebServer[] = [];
  const places: ServerPlace[] = [];
  for (let i = 0; i < group.count; i++) {
    const address = `${group.name}[${String(i)}]`;
    const part = parts.add("server", address, group.name, i, "");
    const origins = addOrigins(run, group, { groupIndex, server: i, headerValue: headerValues[i] });
    const load = {
      ratePerSecond: group.ratePerSecond * weights[i]!,
      batchEvents: group.batchEvents,
      beginTicks: group.beginTicks,
      endTicks: context.endTicks,
    };
    const arrivals = run.streams.stream(`${address}/arrivals`);
    const process = new OsProcess(run.sim);
    const server = context.webServers.make({
      part: part.index,
      process,
      batchEvents: group.batchEvents,
      origins,
      clock: new BatchClock(
        new LoadCurve(group.profile, context.endTicks),
        group.arrivals,
        load,
        phaseOf(group, i, arrivals),
        arrivals,
      ),
      mix: new ClassMix(origins.length === 1 ? [1] : group.header!.shares),
      sizes: sizesOf(group, address, run),
      random: arrivals,
      backlogEvents: group.backlog.events ?? Infinity,
      backlogBytes: group.backlog.bytes ?? Infinity,
      onFailure: group.client.onFailure,
      retryTicks: group.client.retryTicks,
      firstClass: firstClassOf(group, i, origins.length),
    });
    places.push({ server, part, first: firstChoice[i]!, lives: 0 });
    server.sender = makeSender(context, group, places[i]!, process);
    servers.push(server);
  }
  const restart = (index: number): void => {
    const place = places[index]!;
    place.lives++;
    const process = new OsProcess(run.sim);
    place.server.restart(process, makeSender(context, group, place, process));
  };
  return { group, part: groupPart.index, servers, firstChoice, restart };
}

/** A server that is to be given what it sends with. */
interface ServerPlace {
  readonly server: WebServer;
  readonly part: Part;
  /** Its first choice among the group's agents. */
  readonly first: number;
  /** How many lives of its process have ended. */
  lives: number;
}

/** What a server sends with: made at the start, and again after its process was restarted. */
function makeSender(
  context: ServerBuildContext,
  group: ServerGroup,
  place: ServerPlace,
  process: OsProcess,
): Sender {
  const { kind } = group.client;
  return kind === "hdfs"
    ? makeHdfsWriter(context, group, place, process)
    : makeRpcClient(context, group, place, process);
}

/** A random stream is used by one life only. */
function streamName({ part, lives }: ServerPlace, purpose: string): string {
  return lives === 0 ? `${part.address}/${purpose}` : `${part.address}/${purpose}/${String(lives)}`;
}

function makeHdfsWriter(
  context: ServerBuildContext,
  group: ServerGroup,
  place: ServerPlace,
  process: OsProcess,
): HdfsWriter {
  const { server, part } = place;
  const client = group.client as HdfsClient;
  const { storages, hdfsClients, origins, streams } = context.run;
  const hdfs = storages.get(client.storage)!;
  const name = streamName(place, `${client.storage}/hflush`);
  return new HdfsWriter(context.hdfsWriters, {
    owner: server,
    part: part.index,
    activity: server.activity,
    pace: server.condition,
    client: hdfsClients.make(hdfs, {
      process,
      host: undefined,
      links: context.links.between(
        { name: group.name, index: part.member },
        { name: client.storage, index: 0 },
      ),
      setupTicks: new Sampler({ kind: "constant", value: 0 }, () => streams.stream(name)),
      hflushTicks: new Sampler(hdfs.settings.hflushTicks, () => streams.stream(name)),
    }),
    buckets: new Buckets(client.writer.buckets, origins, false),
    settings: client.writer,
    appendPerEventTicks: client.appendPerEventTicks,
  });
}

function makeRpcClient(
  context: ServerBuildContext,
  group: ServerGroup,
  place: ServerPlace,
  process: OsProcess,
): RpcClient {
  const { wires, probe, streams } = context.run;
  const { server, part } = place;
  const client = group.client as AvroClient;
  const hosts = hostsOf(context, group, client, place);
  const settings = {
    owner: server,
    part: part.index,
    process,
    activity: server.activity,
    rpc: client.rpc,
    pace: server.condition,
    connectTimeoutTicks: client.connectTimeoutTicks,
    requestTimeoutTicks: client.requestTimeoutTicks,
    hosts,
  };
  if (client.policy === "default") return new DefaultRpcClient(wires, probe, settings);
  if (client.policy === "failover") {
    return new FailoverRpcClient(wires, probe, settings, client.maxAttempts);
  }
  const isRandom = client.hostSelector === "random";
  const order = new OrderSelector(
    hosts.length,
    client.backoff,
    client.maxBackoffTicks,
    isRandom ? streams.stream(streamName(place, "order")) : undefined,
  );
  return new LoadBalancingRpcClient(wires, probe, settings, order);
}

/** The agents a server knows, its first choice first; the default client knows one. */
function hostsOf(
  context: ServerBuildContext,
  group: ServerGroup,
  client: AvroClient,
  { part, first }: ServerPlace,
): RpcHost[] {
  const { agents, source } = client.to;
  const known = client.policy === "default" ? 1 : (client.placement.hosts ?? agents.length);
  const hosts: RpcHost[] = [];
  for (let k = 0; k < Math.min(known, agents.length); k++) {
    const { tier, agent } = agents[(first + k) % agents.length]!;
    hosts.push({
      address: context.addresses.of(tier, agent, source),
      links: context.links.between(
        { name: group.name, index: part.member },
        { name: tier, index: agent },
      ),
    });
  }
  return hosts;
}

/** @param of.headerValue the one value of this server, where values go by server */
function addOrigins(
  run: RunContext,
  group: ServerGroup,
  of: {
    readonly groupIndex: number;
    readonly server: number;
    readonly headerValue: number | undefined;
  },
): number[] {
  const { header, sizeBytes, hasTimestampHeader } = group;
  const eventBytes = sizeBytes.kind === "constant" ? Math.round(sizeBytes.value) : 0;
  const add = (headerClass: number): number =>
    run.origins.add(of.groupIndex, of.server, headerClass, eventBytes, hasTimestampHeader);
  if (header === undefined) return [add(0)];
  const classes = header.values.map((value) => run.origins.classOf(header.name, value));
  return of.headerValue === undefined ? classes.map(add) : [add(classes[of.headerValue]!)];
}

function sizesOf(group: ServerGroup, address: string, run: RunContext): EventSizes {
  const { sizeBytes } = group;
  const sampler = new Sampler(sizeBytes, () => run.streams.stream(`${address}/size`));
  return {
    isConstant: sampler.isConstant,
    mean: sampler.isConstant ? Math.max(1, Math.round(mean(sizeBytes))) : mean(sizeBytes),
    deviation: deviation(sizeBytes),
    draw: () => sampler.draw(),
  };
}

/** Share of its first batch that a server has behind it at time 0. */
function phaseOf(group: ServerGroup, server: number, random: RandomStream): number {
  const { arrivals } = group;
  if (arrivals.kind !== "periodic" || arrivals.phase === "aligned") return 0;
  if (arrivals.phase === "random") return random.uniform();
  return 1 - (server + 0.5) / group.count;
}

/**
 * A client on a timer goes through the classes in turn, each client from another one on; the first event of
 * any other's batch is one of its mix. (With one class there is no chance to draw.)
 */
function firstClassOf(group: ServerGroup, index: number, classes: number): number | undefined {
  const isInTurn = group.arrivals.kind === "periodic" || classes === 1;
  return isInTurn ? index % classes : undefined;
}
