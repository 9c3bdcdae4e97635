/** A spec → the document of a scenario: names, and who sends to whom. */
import type { Keys } from "./parts.js";
import { HEADER } from "./parts.js";
import {
  LOAD_SECONDS,
  type DrainSpec,
  type SelectorSpec,
  type ServerSpec,
  type SystemSpec,
  type TierSpec,
} from "./spec.js";

/** A scenario as one writes it, before it is text. */
export interface Document {
  readonly fanin: 1;
  readonly seed: number;
  readonly duration: string;
  readonly network: Keys;
  readonly servers: Readonly<Record<string, Keys>>;
  readonly tiers: Readonly<Record<string, Keys>>;
  readonly storage: Readonly<Record<string, Keys>>;
  readonly faults: readonly Keys[];
  readonly record: Keys;
  readonly accept: readonly string[];
}

/** @param seconds [s] of the run: the load lasts for the first `LOAD_SECONDS` of it */
export function documentOf(spec: SystemSpec, seconds: number): Document {
  const servers = spec.servers.map(
    (server, i) => [`web${i}`, serverKeys(spec, server, i)] as const,
  );
  const tiers = spec.tiers.map((tier, t) => [`tier${t}`, tierKeys(spec, tier, t)] as const);
  const isUsed = JSON.stringify([servers, tiers]).includes('"hadoop"');
  return {
    fanin: 1,
    seed: spec.seed,
    duration: `${seconds} s`,
    network: { latency: spec.latency },
    servers: Object.fromEntries(servers),
    tiers: Object.fromEntries(tiers),
    storage: isUsed ? { hadoop: spec.storage } : {},
    faults: spec.tiers.flatMap(({ lateUntil }, t) => {
      if (lateUntil === undefined) return [];
      return [{ at: `${lateUntil} s`, on: `tier${t}[0]`, kind: "start" }];
    }),
    record: { every: "5 s", series: "all" },
    // Faults are drawn one by one, so some strike what another has already ended.
    accept: ["fault-on-absent"],
  };
}

function serverKeys(spec: SystemSpec, server: ServerSpec, index: number): Keys {
  const { count, rate, keys, header } = server;
  const steps = [{ at: `${LOAD_SECONDS} s`, factor: 0 }];
  const load = {
    ...keys,
    count,
    rate: `${rate} events/s`,
    profile: { type: "steps", steps },
    ...(header === undefined ? {} : { header }),
  };
  if (index > 0 && server.toHdfs) {
    const { placement: _placement, ...rest } = load as Keys;
    return { ...rest, client: server.hdfsClient, to: "hadoop" };
  }
  // The first tier is reached by somebody.
  const t = index === 0 ? 0 : server.tier % spec.tiers.length;
  const tier = spec.tiers[t]!;
  const some = Math.min(server.agents, tier.agents);
  const agents = some === 0 ? `tier${t}` : Array.from({ length: some }, (_, i) => `tier${t}[${i}]`);
  const hosts = some === 0 ? tier.agents : some;
  const isLonely = hosts === 1 && server.client["policy"] === "load_balance";
  const client = isLonely ? { ...server.client, policy: "default" } : server.client;
  return { ...load, client, to: { agents, source: sourceName(tier, server.source) } };
}

function sourceName(tier: TierSpec, wanted: number): string {
  return `s${wanted % tier.sources.length}`;
}

function tierKeys(spec: SystemSpec, tier: TierSpec, t: number): Keys {
  const { agents, version, threads, channels, sources, lateUntil } = tier;
  const drains = channels.map(({ drain }, c) => drainKeys(spec, drain, t, c));
  const groups = drains.flatMap((drain) => Object.entries(drain.groups));
  return {
    agents,
    version,
    sources: Object.fromEntries(
      sources.map((selector, s) => {
        return [`s${s}`, { type: "avro", threads, selector: selectorKeys(selector, channels) }];
      }),
    ),
    channels: Object.fromEntries(channels.map(({ keys }, c) => [`c${c}`, keys])),
    sinks: Object.fromEntries(drains.flatMap(({ sinks }) => Object.entries(sinks))),
    ...(groups.length === 0 ? {} : { groups: Object.fromEntries(groups) }),
    ...(lateUntil === undefined ? {} : { override: { 0: { late: true } } }),
  };
}

/** Every channel is written to by some value of the header. */
function selectorKeys(selector: SelectorSpec, channels: readonly unknown[]): Keys {
  const { kind, optional, hasDefault } = selector;
  const isOptional = channels.length > 1 && optional < channels.length;
  if (kind === "replicating") {
    return { type: kind, ...(isOptional ? { optional: [`c${optional}`] } : {}) };
  }
  const others = channels.slice(1).map((_, i) => `c${i + 1}`);
  return {
    type: kind,
    header: HEADER,
    mapping: { x: ["c0"], y: others.length === 0 ? ["c0"] : others },
    ...(hasDefault ? { default: ["c0"] } : {}),
    ...(isOptional ? { optional: { x: [`c${optional}`] } } : {}),
  };
}

interface Drains {
  readonly sinks: Readonly<Record<string, Keys>>;
  readonly groups: Readonly<Record<string, Keys>>;
}

/** The sinks of one channel. The first channel of a tier leads on, so that every tier is reached. */
function drainKeys(spec: SystemSpec, drain: DrainSpec, t: number, c: number): Drains {
  const next = spec.tiers[t + 1];
  const goesOn = next !== undefined && (drain.goesOn || c === 0);
  const channel = `c${c}`;
  const name = `k${c}`;
  const to = next && { agents: `tier${t + 1}`, source: sourceName(next, c) };
  const onward = goesOn ? { ...drain.avro, to } : drain.final;
  if (drain.shape === "group") {
    const processor = drain.processor;
    return {
      sinks: { [`${name}a`]: { ...onward, channel }, [`${name}b`]: { ...drain.other, channel } },
      groups: { [`g${c}`]: { sinks: [`${name}a`, `${name}b`], processor } },
    };
  }
  if (drain.shape === "processor" && goesOn) {
    const isLonely = next.agents === 1;
    const processor = isLonely ? { type: "failover" } : drain.processor;
    return { sinks: { [name]: { ...onward, channel, processor } }, groups: {} };
  }
  return { sinks: { [name]: { ...onward, channel, count: drain.count } }, groups: {} };
}
