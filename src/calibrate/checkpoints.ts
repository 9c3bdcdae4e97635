/**
 * Checkpoints of a file channel, seen as pauses of a thread that works without pause: while one is written
 * nothing else is, at an interval after the end of the last (Flume 1.11, file channel, Log.java).
 *
 * In a stretch with a commit each p, the time that the commits of a sample leave unexplained is d = T − B p, which
 * is off by at most p for want of the places at both ends. A pause is where d is above 3 p, with the samples
 * beside it; its length is T − B p over these: as long as the checkpoint, less what the thread had to do elsewhere
 * meanwhile, at most p. Pauses count as checkpoints when there are three at least, and each lies a whole number
 * of intervals after the one before.
 */
import type { Commits } from "./service-time.js";

export interface Stall {
  readonly atMs: number;
  readonly lengthMs: number;
  /** [ms] of one batch of the thread that it was seen by. */
  readonly batchMs: number;
}

const FEWEST_STALLS = 3;
/** A sample with more than so many batches' time unexplained is one of a pause. */
const LEAST_BATCHES = 3;
const BATCHES_A_WINDOW = 4;

/** @returns the checkpoints seen, and the stretches without them */
export function checkpointStalls(
  stretches: readonly Commits[],
  intervalMs: number,
): { readonly stalls: readonly Stall[]; readonly rest: readonly Commits[] } {
  const first = stretches.map((stretch) => pausesOf(stretch, medianBatchMs(stretches)));
  const batchMs = meanBatchMs(restOf(stretches, first));
  if (Number.isNaN(batchMs)) return { stalls: [], rest: stretches };
  const pauses = stretches.map((stretch) => pausesOf(stretch, batchMs));
  const stalls = longOnes(pauses.flat().filter(({ isWhole }) => isWhole));
  if (!isRegular(stalls, intervalMs)) return { stalls: [], rest: stretches };
  return { stalls, rest: restOf(stretches, pauses) };
}

/** Without those that are less than half of the usual: an fsync that took long. */
function longOnes(pauses: readonly Pause[]): Stall[] {
  const stalls = pauses.map(({ stall }) => stall);
  const lengths = stalls.map(({ lengthMs }) => lengthMs).sort((a, b) => a - b);
  const usual = lengths[Math.floor(lengths.length / 2)] ?? 0;
  return stalls.filter(({ lengthMs }) => lengthMs >= usual / 2);
}

/** A pause of a stretch: its samples, those beside it among them. */
interface Pause {
  readonly from: number;
  readonly to: number;
  /** Begins and ends within the stretch. */
  readonly isWhole: boolean;
  readonly stall: Stall;
}

/** Of windows with some batches; most of them have no pause. */
function medianBatchMs(stretches: readonly Commits[]): number {
  const overall = meanBatchMs(stretches);
  const batches = stretches.flatMap(({ times, counts }) => {
    const sampleMs = (times.at(-1)! - times[0]!) / (times.length - 1);
    const step = Math.max(1, Math.ceil((BATCHES_A_WINDOW * overall) / sampleMs));
    const found: number[] = [];
    for (let i = 0; i + step < times.length; i += step) {
      const count = counts[i + step]! - counts[i]!;
      if (count > 0) found.push((times[i + step]! - times[i]!) / count);
    }
    return found;
  });
  batches.sort((a, b) => a - b);
  return batches[Math.floor(batches.length / 2)] ?? overall;
}

function meanBatchMs(stretches: readonly Commits[]): number {
  let ms = 0;
  let batches = 0;
  for (const { times, counts } of stretches) {
    ms += times.at(-1)! - times[0]!;
    batches += counts.at(-1)! - counts[0]!;
  }
  return batches > 0 ? ms / batches : NaN;
}

function pausesOf({ times, counts }: Commits, batchMs: number): Pause[] {
  const unexplained = times.slice(1).map((time, i) => {
    return time - times[i]! - (counts[i + 1]! - counts[i]!) * batchMs;
  });
  const least = LEAST_BATCHES * batchMs;
  const pauses: Pause[] = [];
  let i = 0;
  while (i < unexplained.length) {
    if (unexplained[i]! <= least) {
      i++;
      continue;
    }
    let end = i;
    while (end + 1 < unexplained.length && unexplained[end + 1]! > least) end++;
    const from = Math.max(0, i - 1);
    const to = Math.min(times.length - 1, end + 2);
    const lengthMs = times[to]! - times[from]! - (counts[to]! - counts[from]!) * batchMs;
    const isWhole = i > 0 && end + 1 < unexplained.length;
    pauses.push({ from, to, isWhole, stall: { atMs: times[i]!, lengthMs, batchMs } });
    i = end + 2;
  }
  return pauses;
}

/** Each a whole number of intervals (the lengths of the pauses added) after the one before, to three samples. */
function isRegular(stalls: readonly Stall[], intervalMs: number): boolean {
  if (stalls.length < FEWEST_STALLS) return false;
  return stalls.slice(1).every(({ atMs, lengthMs }, i) => {
    const apart = atMs - stalls[i]!.atMs;
    const period = intervalMs + lengthMs;
    const times = Math.round(apart / period);
    return times >= 1 && Math.abs(apart - times * period) < 0.1 * intervalMs;
  });
}

/** The stretches without their pauses. */
function restOf(
  stretches: readonly Commits[],
  pauses: readonly (readonly Pause[])[],
): readonly Commits[] {
  return stretches.flatMap(({ times, counts }, s) => {
    const parts: Commits[] = [];
    let begin = 0;
    for (const { from, to } of [...pauses[s]!, { from: times.length - 1, to: times.length }]) {
      const end = from + 1;
      if (end - begin > 1) {
        parts.push({ times: times.slice(begin, end), counts: counts.slice(begin, end) });
      }
      begin = to;
    }
    return parts;
  });
}
