/**
 * Calls that wait longer for room than their senders wait for the answer. While a channel is full each request thread
 * of a source holds one put for the keep-alive, so the last of n callers on w threads waits about ⌈n/w⌉ keep-alives
 * (flume-ng 1.11, AvroSource on NettyServer: 16 threads; 1.9: a worker a connection, twice as many as cores).
 * A sender whose request-timeout is shorter gives the call up, and the agent may still carry it out: events twice.
 */
import type { FluidCourse } from "../fluid/course.js";
import { targetTier } from "../scenario/target-tier.js";
import type { AgentTemplate, Channel, Source, Tier } from "../scenario/types/agents.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { formatCount, formatDuration } from "../units/format.js";
import { channelPaths, type Lint } from "./found.js";

const REQUEST_THREADS = 16;

export function waits(scenario: Scenario, course: FluidCourse): Lint[] {
  return scenario.tiers.flatMap((tier) => {
    const { callers, timeoutTicks } = callersOf(scenario, tier);
    const isFull = course.layers.some(({ layer, firstFull }) => {
      return layer === tier.name && firstFull !== null;
    });
    const found = new Map<string, Lint>();
    for (const template of tier.templates) {
      for (const channel of template.channels) {
        const lint = waitOf(tier, template, channel, { callers, timeoutTicks, isFull });
        if (lint !== undefined) found.set(channel.name, lint);
      }
    }
    return [...found.values()];
  });
}

interface Calls {
  /** How many call one agent at a time, if they are spread evenly. */
  readonly callers: number;
  /** [ticks] The shortest of their request-timeouts. */
  readonly timeoutTicks: number;
}

function callersOf({ servers, tiers }: Scenario, tier: Tier): Calls {
  let calls = 0;
  let timeoutTicks = Infinity;
  const add = (count: number, timeout: number): void => {
    calls += count;
    timeoutTicks = Math.min(timeoutTicks, timeout);
  };
  for (const { count, client } of servers) {
    if (client.kind !== "avro") continue;
    const here = client.to.agents.filter((agent) => agent.tier === tier.name).length;
    if (here > 0) add((count * here) / client.to.agents.length, client.requestTimeoutTicks);
  }
  for (const { agents, templates } of tiers) {
    for (const { template } of agents) {
      for (const sink of templates[template]!.sinks) {
        if (sink.kind !== "avro") continue;
        if (targetTier(sink.to) === tier.name) add(1, sink.requestTimeoutTicks);
      }
    }
  }
  return { callers: Math.ceil(calls / tier.agents.length), timeoutTicks };
}

function waitOf(
  tier: Tier,
  template: AgentTemplate,
  channel: Channel,
  { callers, timeoutTicks, isFull }: Calls & { readonly isFull: boolean },
): Lint | undefined {
  const source = template.sources[0];
  if (source === undefined || callers === 0) return undefined;
  const isSpillable = channel.kind === "spillable";
  const waitTicks = isSpillable ? channel.overflowTimeoutTicks : channel.keepAliveTicks;
  const threads = threadsOf(tier, template, source);
  const longest = Math.ceil(callers / threads) * waitTicks;
  // One put alone that waits too long is wrong whether or not the channel is ever full here.
  if (waitTicks < timeoutTicks && !(isFull && longest >= timeoutTicks)) return undefined;
  const wait = formatDuration(waitTicks);
  const most = formatDuration(Math.floor(timeoutTicks / Math.ceil(callers / threads)));
  return {
    code: "wait-over-timeout",
    paths: channelPaths(tier.name, channel.name, isSpillable ? "overflowTimeout" : "keep-alive"),
    finding: {
      expected: `less than ${most}, so that whoever waits longest is answered within the senders' request-timeout (${formatDuration(timeoutTicks)})`,
      found: `${wait}, and a fan-in of ${formatCount(callers)} callers an agent on ${String(threads)} request threads: up to ${formatDuration(longest)}`,
      flume: "the sender gives the call up and tries again; the agent may carry out both",
      fix: "shorten it, or give the senders a longer `request-timeout`",
    },
  };
}

function threadsOf({ flume }: Tier, { machine }: AgentTemplate, { threads }: Source): number {
  if (flume === "1.11") return REQUEST_THREADS;
  const workers = 2 * machine.cores;
  return threads > 0 ? Math.min(threads, workers) : workers;
}
