/** What of a scenario is not fluid, in numbers: batches in hands, swings of chance, time that sleepers lose. */
import type { Scenario } from "../../scenario/types/scenario.js";
import type { Arrivals } from "../../scenario/types/servers.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { Piece } from "../solve.js";

/** How many standard deviations chance may be off: one in 16,000 is further. */
const SIGMAS = 4;
/** The longest a sink runner sleeps after a failure (Flume 1.11, SinkRunner.java). */
export const RUNNER_SLEEP_SECONDS = 5;

/** [events] of one member of a buffer that are in batches on their way in or out. */
export function inHands({ network }: Piece, b: number): number {
  const buffer = network.buffers[b]!;
  const own = network.threads.filter((thread) => thread.buffer === b);
  if (buffer.kind === "servers") return 2 * Math.max(...own.map((thread) => batchOf(thread.exits)));
  const gates = [...network.gates.keys()].filter((g) =>
    network.gates[g]!.routes.some((route) => route.buffer === b),
  );
  const coming = network.threads.reduce((total, { copies, exits }) => {
    return exits.reduce((sum, { gate, share, batchEvents }) => {
      if (!gates.includes(gate)) return sum;
      const calls = (copies * share) / buffer.members;
      // Calls that are spread over several agents come together by chance.
      const together = share < 1 ? calls + SIGMAS * Math.sqrt(calls) : Math.ceil(calls);
      return sum + Math.min(copies, together) * batchEvents;
    }, total);
  }, 0);
  const going = own.reduce((sum, { copies, exits }) => {
    return sum + (copies / buffer.members) * batchOf(exits);
  }, 0);
  return coming + going;
}

function batchOf(exits: readonly { readonly batchEvents: number }[]): number {
  return Math.max(0, ...exits.map(({ batchEvents }) => batchEvents));
}

/** [events] by which so many arrivals may be more or fewer. @param index variance over mean */
export function swing(events: number, index: number): number {
  return SIGMAS * Math.sqrt(Math.max(0, events) * index);
}

/** Variance over mean of the number of events, over times long against what changes the rate. */
export function dispersion(arrivals: Arrivals, ratePerSecond: number): number {
  if (arrivals.kind === "periodic") return 0;
  if (arrivals.kind === "poisson") return 1;
  const { burstFactor, calmFactor, burstMeanTicks, calmMeanTicks } = arrivals;
  const cycle = burstMeanTicks + calmMeanTicks;
  const memory = (burstMeanTicks * calmMeanTicks) / cycle / TICKS_PER_SECOND;
  const both = (burstMeanTicks / cycle) * (calmMeanTicks / cycle);
  const step = burstFactor - calmFactor;
  return 1 + 2 * ratePerSecond * both * step * step * memory;
}

export function largestDispersion({ servers }: Scenario): number {
  return Math.max(
    0,
    ...servers.map(({ arrivals, ratePerSecond }) => dispersion(arrivals, ratePerSecond)),
  );
}

/** [events] of one member by which what its threads send in a time may be off, for the times of the destination. */
export function serviceSwing(
  pieces: readonly Piece[],
  b: number,
  from: number,
  to: number,
): number {
  let variance = 0;
  let stall = 0;
  for (const piece of pieces) {
    const { atSeconds, seconds, network, flows } = piece;
    if (atSeconds <= to && atSeconds + seconds >= from) {
      stall = Math.max(stall, stallEvents(piece, b));
    }
    const span = Math.min(atSeconds + seconds, to) - Math.max(atSeconds, from);
    const { members } = network.buffers[b]!;
    network.threads.forEach(({ buffer, exits }, t) => {
      if (buffer !== b || span <= 0) return;
      for (const { share, spread, batchEvents, rate } of exits) {
        if (rate === 0) continue;
        const sent = (flows.sent[t]!.value * share) / members;
        variance += span * sent * spread * spread * batchEvents;
      }
    });
  }
  return Math.max(SIGMAS * Math.sqrt(variance), stall);
}

/** [events] that come to one member while the longest batch of its threads takes longer than others. */
export function stallEvents({ network, flows }: Piece, b: number): number {
  const own = network.threads.filter(({ buffer }) => buffer === b);
  const seconds = own.flatMap(({ exits }) =>
    exits.map(({ rate, stallSeconds }) => (rate === 0 ? 0 : stallSeconds)),
  );
  return (flows.into[b]!.value / network.buffers[b]!.members) * Math.max(0, ...seconds);
}

/** [s] that the senders of a layer may lose after a failure before they try again. */
export function idleSeconds(scenario: Scenario, layer: string): number {
  const group = scenario.servers.find(({ name }) => name === layer);
  if (group !== undefined) {
    const { client } = group;
    const retry = client.retryTicks / TICKS_PER_SECOND;
    if (client.kind === "hdfs") return retry;
    const waits = keepAliveSeconds(scenario);
    const leftOut = client.policy === "load_balance" && client.backoff ? client.maxBackoffTicks : 0;
    return retry + waits + leftOut / TICKS_PER_SECOND;
  }
  const tier = scenario.tiers.find(({ name }) => name === layer);
  const penalties = (tier?.templates ?? []).flatMap(({ groups }) =>
    groups.map(({ processor }) => {
      if (processor.kind === "failover") return processor.maxPenaltyTicks;
      return processor.kind === "load_balance" && processor.backoff ? processor.maxTimeOutTicks : 0;
    }),
  );
  return RUNNER_SLEEP_SECONDS + Math.max(0, ...penalties) / TICKS_PER_SECOND;
}

/** [s] for which a put waits at the longest. */
export function keepAliveSeconds({ tiers }: Scenario): number {
  const all = tiers.flatMap(({ templates }) =>
    templates.flatMap(({ channels }) =>
      channels.map((channel) =>
        channel.kind === "spillable" ? channel.overflowTimeoutTicks : channel.keepAliveTicks,
      ),
    ),
  );
  return Math.max(0, ...all) / TICKS_PER_SECOND;
}
