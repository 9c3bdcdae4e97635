/**
 * How long an agent takes to come back: from the start of its process, where that was written down, to the first
 * sample in which its source answers. Each is known to within a sample; mean with Student's t over the restarts,
 * with no variance below that of the sampling (s²/12).
 */
import type { SeenTrace } from "../verify/trace.js";
import { momentsOf, studentT } from "./quantiles.js";
import { Samples } from "./samples.js";

/** @returns [ms] of each restart whose begin is recorded */
export function restartTimes(trace: SeenTrace): number[] {
  return (trace.life ?? []).flatMap(({ agent, startedMs }) => {
    if (startedMs < 0 || trace.series[agent] === undefined) return [];
    const up = firstUp(new Samples(trace, agent), startedMs);
    return up === undefined ? [] : [up - startedMs];
  });
}

/** Gaps in what an agent answered, whose cause nobody wrote down. @returns [ms] the length of each */
export function unexplainedGaps(trace: SeenTrace, agent: string): number[] {
  if ((trace.life ?? []).some((life) => life.agent === agent && life.startedMs >= 0)) return [];
  const samples = new Samples(trace, agent);
  const source = samples.components.find((component) => component.startsWith("SOURCE."));
  if (source === undefined) return [];
  const received = samples.values(source, "EventReceivedCount");
  const gaps: number[] = [];
  let lastAt: number | undefined = undefined;
  for (let i = 0; i < received.length; i++) {
    if (Number.isNaN(received[i]!)) continue;
    const isNewLife =
      lastAt !== undefined && Number.isNaN(samples.grown(source, "EventReceivedCount", lastAt, i));
    if (isNewLife && lastAt !== undefined) {
      gaps.push(samples.times[i]! - samples.times[lastAt]!);
    }
    lastAt = i;
  }
  return gaps;
}

/** Mean restart time with its 95 % interval [ms]; undefined for fewer than two. */
export function meanRestart(
  times: readonly number[],
  sampleMs: number,
): { readonly mean: number; readonly halfWidth: number } | undefined {
  if (times.length < 2) return undefined;
  const { count, mean, variance } = momentsOf(times);
  const least = (sampleMs * sampleMs) / 12;
  return { mean, halfWidth: studentT(count - 1) * Math.sqrt(Math.max(variance, least) / count) };
}

/** The middle between the last sample without the agent and the first with it. */
function firstUp(samples: Samples, fromMs: number): number | undefined {
  const source = samples.components.find((component) => component.startsWith("SOURCE."));
  if (source === undefined) return undefined;
  const starts = samples.values(source, "EventReceivedCount");
  const before = samples.times.findLastIndex((ms) => ms <= fromMs);
  // A sample just after the start may still show the old life, or what was on its way.
  let i = Math.max(0, before);
  while (i < starts.length && !Number.isNaN(starts[i]!)) i++;
  while (i < starts.length && Number.isNaN(starts[i]!)) i++;
  if (i >= starts.length || i === 0) return undefined;
  return (samples.times[i - 1]! + samples.times[i]!) / 2;
}
