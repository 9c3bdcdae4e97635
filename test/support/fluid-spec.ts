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
  readonly capacity: number; // [events] of each
  readonly sinks: number; // of each agent, where there is no processor
  readonly processor: "none" | "failover" | "load_balance";
  readonly secondsPerEvent: number; // of a sink
  readonly batch: number;
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

/** [s] of one event of a server: 2,500 a second, however much it has to send. */
const SERVER_SECONDS = 0.0004;

/** [s] of one event of a server: its processor, and the agent's network. */
export const serverSeconds = SERVER_SECONDS + BYTES / NETWORK;

/** [s] of one event through an avro sink: its processor, and both networks. */
export function avroSeconds({ secondsPerEvent }: TierSpec, slow: number): number {
  return secondsPerEvent * slow + (2 * BYTES) / NETWORK;
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
  capacity: fc.integer({ min: 2000, max: 30_000 }),
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
      return { ...each, processor: toMany ? each.processor : "none" };
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

export function channelAddress(tier: number, agent: number): string {
  return `t${String(tier)}[${String(agent)}].channel`;
}

export function plantText(spec: PlantSpec): string {
  const { groups, tiers, faults, seconds } = spec;
  return JSON.stringify({
    fanin: 1,
    duration: `${String(seconds)} s`,
    machine: { sleepOvershoot: "0 s", rpc: CALLS, memory: FREE_MEMORY, network: "800 Gbit/s" },
    network: { latency: "0 s" },
    servers: Object.fromEntries(groups.map((each, g) => [`g${String(g)}`, serversOf(each)])),
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

function serversOf(group: GroupSpec): object {
  const { count, rate, batch, tier, policy, room, isDropping, changesAt, factor } = group;
  const backlog = room === null ? "unlimited" : `${String(room)} events`;
  const onFailure = isDropping ? "drop" : "retry";
  return {
    count,
    rate: `${String(rate)} events/s`,
    size: `${String(BYTES)} B`,
    batch,
    profile: { type: "steps", steps: [{ at: `${String(changesAt)} s`, factor }] },
    client: { type: "avro", policy, backlog, onFailure },
    to: `t${String(tier)}`,
  };
}

function tierOf(tier: TierSpec, t: number, { tiers }: PlantSpec): object {
  const { agents, capacity, sinks, processor, secondsPerEvent, batch } = tier;
  const isLast = t === tiers.length - 1;
  const count =
    processor === "none" ? { count: sinks } : { processor: processorOf(processor, tiers[t + 1]!) };
  const perEvent = `${String(secondsPerEvent * 1e6)} us`;
  return {
    agents,
    machine: {
      heap: "64 GB",
      rpc: { clientPerEvent: perEvent },
      start: { jvm: "1 s", source: "500 ms" },
    },
    source: "avro",
    channel: { type: "memory", capacity, transactionCapacity: 500 },
    sinks: isLast
      ? {
          type: "timed",
          count: sinks,
          batchSize: batch,
          service: `${String(secondsPerEvent * batch * 1e6)} us`,
        }
      : { type: "avro", "batch-size": batch, to: `t${String(t + 1)}`, ...count },
  };
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
