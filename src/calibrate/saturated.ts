/**
 * Stretches in which a sink had a full batch waiting for it at every moment: it then works without pause, and
 * the time between two of its commits is what one batch takes.
 *
 * Certain, not guessed: at each sample of a stretch the channel held as much as was ever taken in this recording
 * between two samples, and a batch for each of its sinks besides, so that even without a single put no sink could
 * have found less than a full batch until the next sample.
 *
 * Whether a stretch goes on is decided by what had happened before, never by how long a batch is going to take:
 * else slow batches would be looked at more often than quick ones (Wald's equation needs stopping times).
 */
import type { Samples } from "./samples.js";

export interface SinkSetup {
  readonly agent: string;
  /** `k` */
  readonly name: string;
  /** `c` */
  readonly channel: string;
  readonly batch: number; // [events] it takes at the most
  /** [events] that all sinks of its channel take at a time, together. */
  readonly inHands: number;
}

/** From just after one commit to just after another. */
export interface Run {
  /** Indices of samples. */
  readonly from: number;
  readonly to: number;
}

/**
 * @param isFree whether nothing but the sink itself held it up from sample i to i + 1: for a sink that sends to
 * an agent, whether that one had room
 */
export function saturatedRuns(
  samples: Samples,
  sink: SinkSetup,
  isFree: (i: number) => boolean,
): Run[] {
  const runs: Run[] = [];
  let from: number | undefined = undefined;
  const last = samples.times.length - 1;
  const channel = `CHANNEL.${sink.channel}`;
  const held = samples.values(channel, "ChannelSize");
  const enough = mostTaken(samples, channel) + sink.inHands;
  for (let i = 0; i <= last; i++) {
    const isOneLife = i < last && samples.isOneLife(channel, i, i + 1);
    const goesOn = isOneLife && held[i]! >= enough && !Number.isNaN(held[i + 1]!) && isFree(i);
    if (goesOn) {
      from ??= i;
    } else if (from !== undefined) {
      runs.push(...withoutFailures(samples, sink, { from, to: i }));
      from = undefined;
    }
  }
  return runs;
}

/** [events] that were taken from a channel between two samples, at the most. */
function mostTaken(samples: Samples, channel: string): number {
  let most = 0;
  for (let i = 0; i + 1 < samples.times.length; i++) {
    const taken = samples.grown(channel, "EventTakeSuccessCount", i, i + 1);
    if (taken > most) most = taken;
  }
  return most;
}

/**
 * A write that fails shows in no counter of every sink: but what was begun and not ended, which swings between
 * nothing and the batch in its hands, stays a batch higher from then on. The stretch is cut there, and the part
 * before is trimmed to its last commit, because a sink that failed sleeps for a while; each part begins with the
 * sample after a commit.
 */
function withoutFailures(samples: Samples, sink: SinkSetup, { from, to }: Run): Run[] {
  const component = `SINK.${sink.name}`;
  const begun = samples.values(component, "EventDrainAttemptCount");
  const ended = samples.values(component, "EventDrainSuccessCount");
  const open = Array.from({ length: to - from + 1 }, (_, i) => begun[from + i]! - ended[from + i]!);
  const leastFrom = [...open];
  for (let i = open.length - 2; i >= 0; i--) {
    leastFrom[i] = Math.min(leastFrom[i]!, leastFrom[i + 1]!);
  }
  const runs: Run[] = [];
  let start = from;
  let least = Infinity;
  open.forEach((events, i) => {
    if (leastFrom[i]! - least >= sink.batch) {
      runs.push({ from: start, to: lastCommit(ended, { from: start, to: from + i - 1 }) });
      start = from + i;
      least = Infinity;
    }
    least = Math.min(least, events);
  });
  return [...runs, { from: start, to }]
    .map((run) => ({ from: firstCommit(ended, run), to: run.to }))
    .filter((run) => run.to > run.from);
}

/** The first sample of a stretch that comes after a commit: what was begun before the stretch is not counted. */
function firstCommit(ended: Float64Array, { from, to }: Run): number {
  let i = from;
  while (i < to && !(ended[i]! > ended[i - 1]!)) i++;
  return i;
}

function lastCommit(ended: Float64Array, { from, to }: Run): number {
  let i = to;
  while (i > from && !(ended[i]! > ended[i - 1]!)) i--;
  return i;
}
