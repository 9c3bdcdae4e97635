/**
 * Where one server stands on its load profile: turns an amount of load into the time at which it has
 * been offered.
 *
 * Load is measured as area under the factor curve [ticks · factor]: an event of a server with rate r at
 * factor 1 is worth 1/r seconds of area. Inside a segment the factor f goes linearly to g over T, so the
 * area from an instant with factor h to dt later is h·dt + k·dt²/2 with k = (g − f)/T; solved for dt in the
 * form 2a / (h + √(h² + 2ka)), which does not cancel when k is small.
 */
import type { LoadProfile } from "../scenario/types/profile.js";

export class LoadCurve {
  readonly #profile: LoadProfile;
  readonly #endTicks: number;
  /** [ticks · factor] that was offered up to the limit, when the last answer was Infinity. */
  offered = 0;
  #segment = 0;

  /** @param endTicks end of the run: the last segment ends there */
  constructor(profile: LoadProfile, endTicks: number) {
    this.#profile = profile;
    this.#endTicks = endTicks;
  }

  /**
   * @param from [ticks] not before the last answer
   * @param area [ticks · factor] of load
   * @param limit [ticks] how far to look
   * @returns [ticks] when that much has been offered, not whole; Infinity when not before `limit`
   */
  advance(from: number, area: number, limit: number): number {
    while (from >= this.#segmentEnd(this.#segment) && from < this.#endTicks) this.#segment++;
    let at = from;
    let left = area;
    for (;;) {
      const end = this.#segmentEnd(this.#segment);
      const stop = end < limit ? end : limit;
      const start = this.#profile.startTicks[this.#segment]!;
      const fromFactor = this.#profile.fromFactor[this.#segment]!;
      const slope = (this.#profile.toFactor[this.#segment]! - fromFactor) / (end - start);
      const here = fromFactor + slope * (at - start);
      const span = stop - at;
      const room = span * (here + (slope * span) / 2);
      if (left <= room) return at + timeToOffer(left, here, slope);
      left -= room;
      at = stop;
      if (stop === limit) {
        this.offered = area - left;
        return Infinity;
      }
      this.#segment++;
    }
  }

  /** The factor at an instant that is not before the last answer. */
  factorAt(at: number): number {
    while (at >= this.#segmentEnd(this.#segment) && at < this.#endTicks) this.#segment++;
    const start = this.#profile.startTicks[this.#segment]!;
    const from = this.#profile.fromFactor[this.#segment]!;
    const to = this.#profile.toFactor[this.#segment]!;
    return from + ((to - from) * (at - start)) / (this.#segmentEnd(this.#segment) - start);
  }

  #segmentEnd(segment: number): number {
    return this.#profile.startTicks[segment + 1] ?? this.#endTicks;
  }
}

function timeToOffer(area: number, factor: number, slope: number): number {
  if (area === 0) return 0;
  if (slope === 0) return area / factor;
  return (2 * area) / (factor + Math.sqrt(factor * factor + 2 * slope * area));
}
