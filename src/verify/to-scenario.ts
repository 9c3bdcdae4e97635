/**
 * A recording's set-up as a scenario document: one tier per agent, one server group per group of load
 * clients, its faults. Of what was measured nothing is used.
 */
import { configuredAgent, words, type ComponentProperties } from "../flumeconf/agent.js";
import { readProperties } from "../flumeconf/properties.js";
import { LAB_HDFS, LAB_STARTS } from "../scenario/machine-profiles.js";
import { clientName, Clock, duration, type Document } from "./document.js";
import { faultDocuments } from "./fault-documents.js";
import type { ReferenceTrace, TraceClients } from "./trace.js";

/** The terminal sink of the lab that made the recordings: known service times in place of HDFS. */
const SLOW_SINK = "ref.SlowSink";
/** A load client that retries at once still goes round its loop. */
const LEAST_RETRY_MS = 0.001;
/** Profile of the machine that the recordings were made on. */
const MACHINE_PROFILE = "lab";

/** A scenario document, what of the recording it cannot say, and how much later its clock begins. */
export interface TraceDocument {
  readonly document: Document;
  readonly unsupported: readonly string[];
  /** [ms] from the scenario's time 0 to the recording's: the agents are started before the load begins. */
  readonly offsetMs: number;
}

export function scenarioDocument(trace: ReferenceTrace): TraceDocument {
  const unsupported: string[] = [];
  const offsetMs = leadMs(trace);
  const clock = new Clock(offsetMs - LAB_STARTS.sampledLateMs);
  const faults = startDocuments(trace, clock);
  const early = new Set(faults.map(({ on }) => on));
  const tiers: Document = {};
  for (const [name, agent] of Object.entries(trace.agents)) {
    const { properties, strange } = readProperties(agent.conf);
    for (const { line, text } of strange) {
      unsupported.push(`agents.${name}.conf line ${String(line)}: no property in \`${text}\``);
    }
    const body = agentBody(name, configuredAgent(properties), faults, clock);
    const isLate = agent.late === true || early.has(name);
    tiers[name] = { agents: 1, ...body, ...(isLate ? { late: true } : {}) };
  }
  faults.push(...faultDocuments(trace, clock, unsupported));
  const servers = trace.clients.map((c, i) => [clientName(i), clientDocument(c, clock)]);
  const document: Document = {
    fanin: 1,
    name: trace.name,
    about: trace.about,
    duration: duration(trace.durationMs + offsetMs), // with its last sample
    "warm-up": clock.at(trace.warmupMs),
    machine: { profile: MACHINE_PROFILE },
    network: { latency: "0 s" },
    record: { every: duration(trace.sampleMs), series: "all" },
    servers: Object.fromEntries(servers) as Document,
    tiers,
    storage: storageDocuments(trace),
    faults,
  };
  return { document, unsupported, offsetMs };
}

/** [ms] before the load at which the scenario begins: in time for the first agent, and a whole number of samples. */
function leadMs({ life = [], sampleMs }: ReferenceTrace): number {
  const started = Math.min(0, ...life.map(({ startedMs }) => startedMs));
  return sampleMs * (1 + Math.ceil(-started / sampleMs));
}

/** Agents that were started before the load: they boot, idle and back off as the recorded ones did. */
function startDocuments(trace: ReferenceTrace, clock: Clock): Document[] {
  return (trace.life ?? [])
    .filter(({ startedMs }) => startedMs < 0)
    .map(({ agent, startedMs }) => ({ on: agent, kind: "start", at: clock.at(startedMs) }));
}

function agentBody(
  name: string,
  agent: ReturnType<typeof configuredAgent>,
  faults: Document[],
  clock: Clock,
): Document {
  const sources = mapValues(agent.sources, (properties) => {
    const { bind: _bind, port: _port, ...rest } = properties;
    return rest;
  });
  const sinks = mapEntries(agent.sinks, (sink, properties) => {
    const on = `${name}.sinks.${sink}`;
    if (properties["type"] !== SLOW_SINK) return flumeSink(properties);
    faults.push(...slowSinkFaults(properties, on, clock));
    return slowSink(properties);
  });
  const groups = mapValues(agent.sinkgroups, ({ sinks: members = "", ...rest }) => {
    return { sinks: words(members), ...rest };
  });
  const hasGroups = Object.keys(groups).length > 0;
  return { sources, channels: agent.channels, sinks, ...(hasGroups ? { groups } : {}) };
}

/** An avro sink names host and port, an HDFS sink a URL: here both name what they lead to. */
function flumeSink(properties: ComponentProperties): Document {
  const { hostname: _hostname, port, ...rest } = properties;
  if (port !== undefined) return { ...rest, to: portName(port) };
  const path = rest["hdfs.path"];
  if (path === undefined) return rest;
  return { ...rest, "hdfs.path": path.replace(/^hdfs:\/\/[^/]*/, ""), to: portName(path) };
}

function slowSink(properties: ComponentProperties): Document {
  const number = (key: string, fallback: number): number => Number(properties[key] ?? fallback);
  const isExponential = properties["distribution"] === "exponential";
  return {
    type: "timed",
    channel: properties["channel"],
    batchSize: number("batchSize", 100),
    service: duration(number("perBatchMs", 0)),
    perEvent: duration(number("perEventMs", 0)),
    ...(isExponential ? { noise: "exponential" } : {}),
    onDown: { answer: "backoff", after: duration(number("failMs", 0)) },
  };
}

/** Its outages are start,end pairs, its slow times start,end,factor triples [ms]. */
function slowSinkFaults(properties: ComponentProperties, on: string, clock: Clock): Document[] {
  const numbers = (key: string): number[] =>
    (properties[key] ?? "")
      .split(/[,\s]+/)
      .filter((text) => text !== "")
      .map(Number);
  const faults: Document[] = [];
  const outages = numbers("outages");
  for (let i = 0; i + 1 < outages.length; i += 2) {
    const [from, to] = outages.slice(i, i + 2);
    faults.push({ on, kind: "down", at: clock.at(from!), until: clock.at(to!) });
  }
  const slow = numbers("slow");
  for (let i = 0; i + 2 < slow.length; i += 3) {
    const [from, to, factor] = slow.slice(i, i + 3);
    faults.push({ on, kind: "slow", at: clock.at(from!), until: clock.at(to!), factor });
  }
  return faults;
}

function clientDocument(client: TraceClients, clock: Clock): Document {
  const isBalanced = client.clientType === "default_loadbalance";
  const isFailover = client.clientType === "default_failover";
  // `a;b`: server i uses entry i mod n; `a,b`: every server is given the whole list.
  const agents = client.hosts.split(/[;,]/).map(portName);
  const hasList = client.hosts.includes(",");
  return {
    count: client.servers,
    begin: clock.at(LAB_STARTS.clientLateMs),
    rate: `${String(client.rate)} events/s`,
    size: `${String(client.bytes ?? 300)} B`,
    batch: client.batch,
    arrivals: client.arrivals === "poisson" ? "poisson" : { type: "periodic", pacing: "per-batch" },
    ...(client.rateChange === undefined ? {} : { profile: rateSteps(client.rateChange, clock) }),
    ...(client.header === undefined ? {} : { header: header(client.header) }),
    client: {
      type: "avro",
      policy: isBalanced ? "load_balance" : isFailover ? "failover" : "default",
      ...(client.backoff === undefined ? {} : { backoff: client.backoff === "true" }),
      ...(client.requestTimeout === undefined
        ? {}
        : { "request-timeout": duration(client.requestTimeout) }),
      ...(client.connectTimeout === undefined
        ? {}
        : { "connect-timeout": duration(client.connectTimeout) }),
      retry: duration(Math.max(LEAST_RETRY_MS, client.retryMs ?? 1000)),
      onFailure: client.policy === "drop" ? "drop" : "retry",
      backlog: "unlimited",
    },
    to: agents.map((agent) => `${agent}[0]`),
    placement: hasList ? "listed" : "round_robin",
  };
}

/** start,end,factor triples; the last that covers a moment decides, and outside of all the factor is 1. */
function rateSteps(rateChange: string, clock: Clock): Document {
  const numbers = rateChange.split(",").map(Number);
  const triples: { from: number; to: number; factor: number }[] = [];
  for (let i = 0; i + 2 < numbers.length; i += 3) {
    triples.push({ from: numbers[i]!, to: numbers[i + 1]!, factor: numbers[i + 2]! });
  }
  const bounds = new Set([0, ...triples.flatMap(({ from, to }) => [from, to])]);
  const steps = [...bounds]
    .sort((a, b) => a - b)
    .map((at) => {
      const covering = triples.filter(({ from, to }) => at >= from && at < to);
      return { at: clock.at(at), factor: covering.at(-1)?.factor ?? 1 };
    });
  return { type: "steps", steps };
}

function header(text: string): Document {
  const at = text.indexOf("=");
  return { name: text.slice(0, at), values: text.slice(at + 1).split("|"), by: "event" };
}

function storageDocuments(trace: ReferenceTrace): Document {
  const costs = mapValues(LAB_HDFS, ({ text }) => text);
  return mapValues(trace.services ?? {}, ({ type, datanodes }) => {
    return { type, ...costs, ...(datanodes === undefined ? {} : { datanodes }) };
  });
}

/** `${port:t2}` → `t2`, wherever it stands in a text. */
function portName(text: string): string {
  return /\$\{port:([\w-]+)\}/.exec(text)?.[1] ?? text;
}

function mapValues<A, B>(
  of: Readonly<Record<string, A>>,
  change: (value: A) => B,
): Record<string, B> {
  return mapEntries(of, (_, value) => change(value));
}

function mapEntries<A, B>(
  of: Readonly<Record<string, A>>,
  change: (key: string, value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(key, value)]));
}
