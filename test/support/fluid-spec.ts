/**
 * A random plant of fluid: servers, one to three tiers, faults, and nothing that costs time but what is given here, so
 * that every rate is known by hand. Drawn as plain values; `plantText` makes a scenario of it.
 */
import fc, { type Arbitrary } from "fast-check";

export interface PlantSpec {
  readonly seconds: number;
  readonly groups: readonly GroupSpec[];
  readonly tiers: readonly TierSpec[];
  readonly faults: readonly FaultSpec[];
}

export interface GroupSpec {
  readonly count: number;
  readonly rate: number; // [events/s] of each
  /** From then on [s] the rate is so many times as high. */
  readonly changesAt: number;
  readonly factor: number;
  readonly batch: number;
  /** That it sends to. */
  readonly tier: number;
  readonly policy: "default" | "failover" | "load_balance";
  /** [events] of each server; null: no end. */
  readonly room: number | null;
  /** What cannot be sent is dropped at once. */
  readonly isDropping: boolean;
}

export interface TierSpec {
  readonly agents: number;
  readonly channel: "memory" | "file" | "spillable";
  readonly capacity: number; // [events] of each channel
  /** Of a file channel: what an event costs its log. */
  readonly putSeconds: number;
  readonly takeSeconds: number;
  /** Of a spillable channel: share of its capacity that is memory. */
  readonly memoryShare: number;
  /** Events of header `b` go to a channel of their own, with as many sinks. Of the last tier only. */
  readonly split: SplitSpec | null;
  readonly sinks: number; // of each agent, where there is no processor
  readonly processor: "none" | "failover" | "load_balance";
  readonly secondsPerEvent: number; // of a sink
  readonly batch: number;
}

export interface SplitSpec {
  /** Of the events that have header `b`. */
  readonly share: number;
  readonly capacity: number; // [events]
  /** What its channel has no room for is not kept, and holds nobody up. */
  readonly isOptional: boolean;
}

export interface FaultSpec {
  readonly kind: FaultKindSpec;
  /** Of agents and sinks the tier, of servers the group; one of its members, or all. */
  readonly place: number;
  readonly member: number | null;
  readonly from: number;
  readonly to: number;
  readonly factor: number; // of `sinks slow`
}

export const FAULT_KINDS = [
  "sinks down",
  "sinks slow",
  "agent down",
  "agent hang",
  "agent crash",
  "servers down",
  "servers hang",
] as const;
export type FaultKindSpec = (typeof FAULT_KINDS)[number];

/** [s] that an agent takes to start: a JVM of 1 s, one look at its channels, a source of 0.5 s. */
export const START_SECONDS = 2;
const SECONDS = 200;
const BYTES = 100;
/** [bytes/s] So fast that it is hardly there; it is counted all the same. */
const NETWORK = 1e11;
const DISK = 1e11; // [bytes/s]

/** [s] of one event of a server: 2,500 a second, however much it has to send. */
const SERVER_SECONDS = 0.0004;

/** [s] of one event of a server: its processor, the agent's network, and its log. */
export function serverSeconds(to: TierSpec): number {
  return SERVER_SECONDS + BYTES / NETWORK + (logOf(to)?.put ?? 0);
}

/** [s] of one event through an avro sink: its processor, both networks, and the logs at both ends. */
export function avroSeconds(tier: TierSpec, to: TierSpec, slow: number): number {
  const logs = (logOf(tier)?.take ?? 0) + (logOf(to)?.put ?? 0);
  return tier.secondsPerEvent * slow + (2 * BYTES) / NETWORK + logs;
}

/** [s] of one event through a timed sink. */
export function timedSeconds(tier: TierSpec, slow: number): number {
  return tier.secondsPerEvent * slow + (logOf(tier)?.take ?? 0);
}

/** [s] of the one log of a file channel that an event takes, with its record on disk (Flume 1.11: 47 and 41 bytes more). */
export function logOf({ channel, putSeconds, takeSeconds }: TierSpec): LogSpec | undefined {
  if (channel !== "file") return undefined;
  return { put: putSeconds + (BYTES + 47) / DISK, take: takeSeconds + 41 / DISK };
}

export interface LogSpec {
  readonly put: number;
  readonly take: number;
}

/** [events] of a spillable channel that are memory. */
export function memoryOf({ capacity, memoryShare }: TierSpec): number {
  return Math.round(capacity * memoryShare);
}

/** [events/s] The most that flows anywhere: offered, out of one server, or through the sinks of a tier. */
export function largestRate({ groups, tiers }: PlantSpec): number {
  const offered = groups.reduce((sum, { count, rate, factor }) => {
    return sum + count * rate * Math.max(1, factor);
  }, 0);
  const drained = tiers.map(
    ({ agents, sinks, secondsPerEvent }) => (agents * sinks) / secondsPerEvent,
  );
  return Math.max(1 / SERVER_SECONDS, offered, ...drained);
}

const groupSpec: Arbitrary<GroupSpec> = fc.record({
  count: fc.integer({ min: 1, max: 4 }),
  rate: fc.integer({ min: 20, max: 300 }),
  changesAt: fc.integer({ min: 5, max: 180 }),
  factor: fc.constantFrom(0, 0.5, 1, 2, 4),
  batch: fc.constantFrom(50, 100, 200),
  tier: fc.nat(2),
  policy: fc.constantFrom("default", "failover", "load_balance"),
  room: fc.option(fc.integer({ min: 1000, max: 10_000 })),
  isDropping: fc.boolean(),
});

const tierSpec: Arbitrary<TierSpec> = fc.record({
  agents: fc.integer({ min: 1, max: 3 }),
  channel: fc.constantFrom("memory", "file", "spillable"),
  capacity: fc.integer({ min: 2000, max: 30_000 }),
  putSeconds: fc.integer({ min: 1, max: 8 }).map((tenths) => tenths / 10_000),
  takeSeconds: fc.integer({ min: 1, max: 8 }).map((tenths) => tenths / 10_000),
  memoryShare: fc.constantFrom(0.3, 0.5, 0.7),
  split: fc.option(
    fc.record({
      share: fc.constantFrom(0.1, 0.25, 0.5, 0.8),
      capacity: fc.integer({ min: 2000, max: 30_000 }),
      isOptional: fc.boolean(),
    }),
  ),
  sinks: fc.integer({ min: 1, max: 3 }),
  processor: fc.constantFrom("none", "failover", "load_balance"),
  secondsPerEvent: fc.integer({ min: 5, max: 80 }).map((tenths) => tenths / 10_000),
  batch: fc.constantFrom(100, 500),
});

const faultSpec: Arbitrary<FaultSpec> = fc
  .record({
    kind: fc.constantFrom(...FAULT_KINDS),
    place: fc.nat(2),
    member: fc.option(fc.nat(3)),
    from: fc.integer({ min: 5, max: 150 }),
    lasts: fc.integer({ min: 5, max: 100 }),
    factor: fc.constantFrom(1.5, 3, 10),
  })
  .map(({ lasts, ...fault }) => ({ ...fault, to: fault.from + lasts }));

export const plantSpec: Arbitrary<PlantSpec> = fc
  .record({
    groups: fc.array(groupSpec, { minLength: 1, maxLength: 3 }),
    tiers: fc.array(tierSpec, { minLength: 1, maxLength: 3 }),
    faults: fc.array(faultSpec, { maxLength: 4 }),
  })
  .map(({ groups, tiers, faults }) => ({
    seconds: SECONDS,
    groups: groups.map((each, g) => {
      // The first group feeds the first tier, the others one of those there are.
      const tier = g === 0 ? 0 : each.tier % tiers.length;
      return { ...each, tier, policy: tiers[tier]!.agents > 1 ? each.policy : "default" };
    }),
    tiers: tiers.map((each, t) => {
      const toMany = (tiers[t + 1]?.agents ?? 1) > 1;
      const split = t === tiers.length - 1 ? each.split : null;
      return { ...each, split, processor: toMany ? each.processor : "none" };
    }),
    faults: awake(faults.map((each) => within(each, groups, tiers))),
  }));

function within(
  fault: FaultSpec,
  groups: readonly GroupSpec[],
  tiers: readonly TierSpec[],
): FaultSpec {
  const isOfServers = fault.kind.startsWith("servers");
  const place = fault.place % (isOfServers ? groups.length : tiers.length);
  const count = isOfServers ? groups[place]!.count : tiers[place]!.agents;
  return { ...fault, place, member: fault.member === null ? null : fault.member % count };
}

/** Without those that begin while a crash has taken what they concern: they are problems. */
function awake(faults: readonly FaultSpec[]): FaultSpec[] {
  const kept: FaultSpec[] = [];
  const isCrash = ({ kind }: FaultSpec): boolean => kind === "agent crash";
  const rank = (fault: FaultSpec): number => (isCrash(fault) ? 0 : 1);
  for (const fault of [...faults].sort((a, b) => a.from - b.from || rank(a) - rank(b))) {
    const isDead = kept.some(
      (other) =>
        isCrash(other) &&
        !fault.kind.startsWith("servers") &&
        other.place === fault.place &&
        (other.member === null || fault.member === null || other.member === fault.member) &&
        fault.from < other.to + START_SECONDS,
    );
    if (!isDead) kept.push(fault);
  }
  return kept;
}

export function serverAddress(group: number, server: number): string {
  return `g${String(group)}[${String(server)}]`;
}

/** @param name where an agent has several */
export function channelAddress(tier: number, agent: number, name?: string): string {
  const which = name === undefined ? "channel" : `channels.${name}`;
  return `t${String(tier)}[${String(agent)}].${which}`;
}

export function plantText(spec: PlantSpec): string {
  const { groups, tiers, faults, seconds } = spec;
  return JSON.stringify({
    fanin: 1,
    duration: `${String(seconds)} s`,
    machine: { sleepOvershoot: "0 s", rpc: CALLS, memory: FREE_MEMORY, network: "800 Gbit/s" },
    network: { latency: "0 s" },
    servers: Object.fromEntries(groups.map((each, g) => [`g${String(g)}`, serversOf(each, spec)])),
    tiers: Object.fromEntries(tiers.map((each, t) => [`t${String(t)}`, tierOf(each, t, spec)])),
    faults: faults.map(faultOf),
  });
}

const CALLS = {
  clientCall: "0 s",
  clientPerEvent: `${String(SERVER_SECONDS * 1e6)} us`,
  clientPerByte: "0 s",
  serverCall: "0 s",
  serverPerEvent: "0 s",
  serverPerByte: "0 s",
  handshake: "0 s",
};
const FREE_MEMORY = { putPerEvent: "0 s", takePerEvent: "0 s" };

function serversOf(group: GroupSpec, { tiers }: PlantSpec): object {
  const share = tiers.at(-1)!.split?.share;
  const { count, rate, batch, tier, policy, room, isDropping, changesAt, factor } = group;
  const backlog = room === null ? "unlimited" : `${String(room)} events`;
  const onFailure = isDropping ? "drop" : "retry";
  return {
    count,
    rate: `${String(rate)} events/s`,
    size: `${String(BYTES)} B`,
    batch,
    ...(share === undefined
      ? {}
      : { header: { name: "kind", values: { a: 1 - share, b: share } } }),
    profile: { type: "steps", steps: [{ at: `${String(changesAt)} s`, factor }] },
    client: { type: "avro", policy, backlog, onFailure },
    to: `t${String(tier)}`,
  };
}

function tierOf(tier: TierSpec, t: number, { tiers }: PlantSpec): object {
  const { agents, sinks, processor, secondsPerEvent, batch, split } = tier;
  const next = tiers[t + 1];
  const count =
    processor === "none" ? { count: sinks } : { processor: processorOf(processor, next!) };
  const timed = {
    type: "timed",
    count: sinks,
    batchSize: batch,
    service: `${String(secondsPerEvent * batch * 1e6)} us`,
  };
  const avro = { type: "avro", "batch-size": batch, to: `t${String(t + 1)}`, ...count };
  return {
    agents,
    machine: {
      heap: "64 GB",
      rpc: { clientPerEvent: microseconds(secondsPerEvent) },
      disk: diskOf(tier),
      start: { jvm: "1 s", source: "500 ms" },
    },
    ...(split === null
      ? {
          source: "avro",
          channel: channelOf(tier, tier.capacity),
          sinks: next === undefined ? timed : avro,
        }
      : {
          source: { type: "avro", selector: selectorOf(split) },
          channels: { a: channelOf(tier, tier.capacity), b: channelOf(tier, split.capacity) },
          sinks: { a: { ...timed, channel: "a" }, b: { ...timed, channel: "b" } },
        }),
  };
}

function microseconds(seconds: number): string {
  return `${String(seconds * 1e6)} us`;
}

function diskOf({ putSeconds, takeSeconds }: TierSpec): object {
  return {
    fsync: "0 s",
    putPerEvent: microseconds(putSeconds),
    takePerEvent: microseconds(takeSeconds),
    bandwidth: `${String(DISK / 1e9)} GB/s`,
    checkpoint: "0 s",
    checkpointPerSlot: "0 s",
    replay: "0 s",
    replayPerEvent: "0 s",
    fullReplayPerEvent: "0 s",
  };
}

function channelOf(tier: TierSpec, capacity: number): object {
  const { channel: type } = tier;
  if (type !== "spillable") return { type, capacity, transactionCapacity: 500 };
  const memory = memoryOf({ ...tier, capacity });
  const overflow = { overflowCapacity: capacity - memory, transactionCapacity: 500 };
  return { type, memoryCapacity: memory, ...overflow };
}

/** `a` goes where there is no mapping. */
function selectorOf({ isOptional }: SplitSpec): object {
  const type = { type: "multiplexing", header: "kind" };
  return isOptional
    ? { ...type, mapping: { a: "a" }, optional: { b: "b" } }
    : { ...type, mapping: { b: "b" }, default: "a" };
}

/** Failover takes the agents of the next tier in their order. */
function processorOf(type: TierSpec["processor"], { agents }: TierSpec): object {
  if (type !== "failover") return { type };
  const priorities = Array.from({ length: agents }, (_, i) => [
    `priority.sink-${String(i)}`,
    agents - i,
  ]);
  return { type, ...Object.fromEntries(priorities) };
}

function faultOf({ kind, place, member, from, to, factor }: FaultSpec): object {
  const [part, what] = kind.split(" ") as [string, string];
  const index = member === null ? "" : `[${String(member)}]`;
  const owner = `${part === "servers" ? "g" : "t"}${String(place)}${index}`;
  return {
    at: `${String(from)} s`,
    for: `${String(to - from)} s`,
    on: part === "sinks" ? `${owner}.sinks` : owner,
    kind: what,
    ...(what === "slow" ? { factor } : {}),
  };
}
