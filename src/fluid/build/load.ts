/** What servers generate, as straight pieces; and what of it comes to each gate and buffer, on average. */
import type { ServerGroup } from "../../scenario/types/servers.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { mean } from "../../random/distribution.js";
import type { LoadPiece } from "../network.js";

/** [events/s] of some servers of a group together. @param weight sum of their weights */
export function loadPieces(
  { profile, ratePerSecond, beginTicks }: ServerGroup,
  weight: number,
  durationTicks: number,
): LoadPiece[] {
  const pieces: LoadPiece[] = beginTicks > 0 ? [{ atSeconds: 0, rate: 0, slope: 0 }] : [];
  profile.startTicks.forEach((start, i) => {
    const end = profile.startTicks[i + 1] ?? durationTicks;
    const from = Math.max(start, beginTicks);
    if (from >= end) return;
    const rise = (profile.toFactor[i]! - profile.fromFactor[i]!) / (end - start);
    const factor = profile.fromFactor[i]! + rise * (from - start);
    const scale = ratePerSecond * weight;
    pieces.push({
      atSeconds: from / TICKS_PER_SECOND,
      rate: factor * scale,
      slope: rise * scale * TICKS_PER_SECOND,
    });
  });
  return pieces;
}

/** [events/s] over the run, by header class: the label is `header=value`, or nothing. */
export type Mix = ReadonlyMap<string, number>;

export function mixOf(
  group: ServerGroup,
  headerValue: number | undefined,
  meanRate: number,
): Map<string, number> {
  const { header } = group;
  if (header === undefined) return new Map([["", meanRate]]);
  const label = (i: number): string => `${header.name}=${header.values[i]!}`;
  if (headerValue !== undefined) return new Map([[label(headerValue), meanRate]]);
  return new Map(header.values.map((_, i) => [label(i), meanRate * header.shares[i]!]));
}

/** [events/s] mean over the run. */
export function meanRateOf(pieces: readonly LoadPiece[], durationSeconds: number): number {
  return (
    pieces.reduce((area, { atSeconds, rate, slope }, i) => {
      const span = (pieces[i + 1]?.atSeconds ?? durationSeconds) - atSeconds;
      return area + rate * span + (slope * span * span) / 2;
    }, 0) / durationSeconds
  );
}

/** [bytes] of the body of an event. */
export function meanBytes({ sizeBytes }: ServerGroup): number {
  return Math.max(1, sizeBytes.kind === "constant" ? Math.round(sizeBytes.value) : mean(sizeBytes));
}
