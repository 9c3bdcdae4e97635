/**
 * What is sampled: for each part, the names of its series and how each is read at this moment.
 *
 * `all`: every counter of every component. `totals`: fill, puts, takes, refusals and the blocked time of
 * each component. `tiers`: sums over each tier and server group only.
 */
import type { AgentSlot } from "../topology/agent-slot.js";
import type { BuiltGroup } from "../topology/build-servers.js";
import type { Topology } from "../topology/topology.js";
import type { SimTime } from "../units/time.js";
import {
  ChannelCounters,
  FileChannelCounters,
  SinkCounters,
  SourceCounters,
} from "../flume/counters.js";
import {
  ACTIVITY_COUNT,
  BACKING_OFF,
  BLOCKED,
  IDLE,
  WORKING,
  type Activity,
  type ActivityState,
} from "../model/activity.js";

export type SeriesPlan = "all" | "totals" | "tiers";

/** One series: whose, what, and its value now; NaN where the part does not live. */
export interface Sampled {
  readonly part: number;
  readonly name: string;
  read(): number;
}

/** Beyond this many servers in a group, `all` keeps the group's sums but no series of each server. */
export const MOST_SERVERS_APART = 2_000;

const TOTALS: Readonly<Record<string, readonly string[]>> = {
  source: ["EventAcceptedCount", "ChannelWriteFail"],
  channel: ["ChannelSize", "EventPutSuccessCount", "EventTakeSuccessCount"],
  sink: ["EventDrainSuccessCount", "EventWriteFail", "ConnectionFailedCount"],
};

const SOURCE_NAMES = Object.keys(new SourceCounters());
const CHANNEL_NAMES = Object.keys(new ChannelCounters());
const FILE_CHANNEL_NAMES = Object.keys(new FileChannelCounters());
const SINK_NAMES = Object.keys(new SinkCounters());

const ACTIVITIES: readonly (readonly [string, ActivityState])[] = [
  ["idleTicks", IDLE],
  ["workingTicks", WORKING],
  ["blockedTicks", BLOCKED],
  ["backingOffTicks", BACKING_OFF],
];

/** Sums over a group, but for the two that are the largest of it. */
const GROUP_SERIES = [
  "generated",
  "acked",
  "okCalls",
  "failedCalls",
  "dropped",
  "backlogEvents",
  "worstBacklogEvents",
  "worstBacklogBytes",
] as const;

/** How many series a part of each kind has; those of a group stand for all its servers together. */
export const SERIES_SIZES = {
  group: GROUP_SERIES.length + ACTIVITIES.length,
  server: 5,
  all: {
    source: SOURCE_NAMES.length,
    memoryChannel: CHANNEL_NAMES.length,
    channel: FILE_CHANNEL_NAMES.length,
    sink: SINK_NAMES.length + ACTIVITIES.length,
  },
  totals: {
    source: TOTALS["source"]!.length,
    memoryChannel: TOTALS["channel"]!.length,
    channel: TOTALS["channel"]!.length,
    sink: TOTALS["sink"]!.length + ACTIVITIES.length - 1,
  },
} as const;

export function sampledParts(topology: Topology, plan: SeriesPlan): Sampled[] {
  const sampled = topology.groups.flatMap((group) => sampleGroup(topology, group, plan));
  for (const tier of topology.tiers) {
    if (plan === "tiers") continue;
    for (const slot of tier.agents) sampled.push(...sampleAgent(topology, slot, plan));
  }
  return sampled;
}

function sampleGroup(topology: Topology, built: BuiltGroup, plan: SeriesPlan): Sampled[] {
  const { servers, part } = built;
  const now = (): SimTime => topology.sim.now;
  const sums = new GroupSums(servers, now);
  const ofGroup: Sampled[] = [
    ...GROUP_SERIES.map((name, i) => ({ part, name, read: () => sums.read(i) })),
    ...ACTIVITIES.map(([name, state]) => ({
      part,
      name,
      read: () => sums.read(GROUP_SERIES.length + state),
    })),
  ];
  if (plan !== "all" || servers.length > MOST_SERVERS_APART) return ofGroup;
  return [
    ...ofGroup,
    ...servers.flatMap((server) => [
      { part: server.part, name: "acked", read: () => server.acked },
      { part: server.part, name: "backlogEvents", read: () => server.waitingEvents },
      { part: server.part, name: "backlogBytes", read: () => server.waitingBytes },
      { part: server.part, name: "failedCalls", read: () => server.failedCalls },
      { part: server.part, name: "blockedTicks", read: blockedTicks(server.activity, now) },
    ]),
  ];
}

/** What the servers of a group add up to, in one pass a sample: thousands of servers are not in any cache. */
class GroupSums {
  readonly #servers: BuiltGroup["servers"];
  readonly #now: () => SimTime;
  readonly #values = new Float64Array(GROUP_SERIES.length + ACTIVITY_COUNT);

  constructor(servers: BuiltGroup["servers"], now: () => SimTime) {
    this.#servers = servers;
    this.#now = now;
  }

  /** The first series of a sample is read first: that is when the pass is made. */
  read(series: number): number {
    if (series === 0) this.#pass();
    return this.#values[series]!;
  }

  #pass(): void {
    const values = this.#values.fill(0);
    const now = this.#now();
    for (const server of this.#servers) {
      const { waitingEvents, waitingBytes, activity } = server;
      values[0]! += server.generated;
      values[1]! += server.acked;
      values[2]! += server.okCalls;
      values[3]! += server.failedCalls;
      values[4]! += server.dropped;
      values[5]! += waitingEvents;
      if (waitingEvents > values[6]!) values[6] = waitingEvents;
      if (waitingBytes > values[7]!) values[7] = waitingBytes;
      for (let state = 0; state < ACTIVITY_COUNT; state++) {
        values[GROUP_SERIES.length + state]! += activity.ticksIn(state as ActivityState, now);
      }
    }
  }
}

function blockedTicks(activity: Activity, now: () => SimTime): () => number {
  return () => activity.ticksIn(BLOCKED, now()) + activity.ticksIn(BACKING_OFF, now());
}

/** The components of one agent; they are looked up anew at every sample, because they live and die. */
function sampleAgent(topology: Topology, slot: AgentSlot, plan: "all" | "totals"): Sampled[] {
  const { template, sources, channelParts, sinks } = slot.place;
  const sampled: Sampled[] = [];
  const add = (
    kind: string,
    part: number,
    names: readonly string[],
    find: () => { readonly counters: object } | undefined,
  ): void => {
    const wanted = plan === "all" ? names : TOTALS[kind]!;
    for (const name of wanted) sampled.push({ part, name, read: () => readCounter(find(), name) });
  };
  template.sources.forEach((_, i) => {
    add("source", sources[i]!.part, SOURCE_NAMES, () => slot.source(i));
  });
  template.channels.forEach(({ kind }, i) => {
    const names = kind === "memory" ? CHANNEL_NAMES : FILE_CHANNEL_NAMES;
    add("channel", channelParts[i]!, names, () => slot.channel(i));
  });
  template.sinks.forEach((_, i) => {
    const { part } = sinks[i]!;
    add("sink", part, SINK_NAMES, () => slot.sink(i));
    for (const [name, state] of ACTIVITIES) {
      if (plan === "all" || state !== IDLE) {
        sampled.push({ part, name, read: () => slot.sinkTicks(i, state, topology.sim.now) });
      }
    }
  });
  return sampled;
}

function readCounter(component: { readonly counters: object } | undefined, name: string): number {
  if (component === undefined) return NaN;
  return (component.counters as Readonly<Record<string, number>>)[name]!;
}
