/**
 * When a server's next batch is complete: Poisson, periodic or Markov-modulated Poisson arrivals, on a
 * load curve.
 *
 * A batch of n events is complete at its n-th event, so in Poisson arrivals the load between two batches
 * is the sum of n exponential draws: one gamma draw.
 */
import type { RandomStream } from "../random/stream.js";
import type { Arrivals } from "../scenario/types/servers.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import type { LoadCurve } from "./load-curve.js";

export class BatchClock {
  /** [ticks] when the present batch is complete, not whole; Infinity: never in this run. */
  next: number;
  readonly #curve: LoadCurve;
  readonly #arrivals: Arrivals;
  readonly #batchEvents: number;
  readonly #areaPerEvent: number; // [ticks · factor]
  readonly #endTicks: number;
  readonly #random: RandomStream;
  #isBurst = false;
  #stateEnds = Infinity; // [ticks] mmpp: when the level flips next

  /**
   * @param ratePerSecond [events/s] of this server at factor 1
   * @param firstShare share of a batch that is complete at the beginning (periodic arrivals: the phase)
   */
  constructor(
    curve: LoadCurve,
    arrivals: Arrivals,
    load: {
      readonly ratePerSecond: number;
      readonly batchEvents: number;
      readonly beginTicks: number;
      readonly endTicks: number;
    },
    firstShare: number,
    random: RandomStream,
  ) {
    this.#curve = curve;
    this.#arrivals = arrivals;
    this.#batchEvents = load.batchEvents;
    this.#areaPerEvent = TICKS_PER_SECOND / load.ratePerSecond;
    this.#endTicks = load.endTicks;
    this.#random = random;
    if (arrivals.kind === "mmpp") this.#beginModulation(arrivals, load.beginTicks);
    const isPeriodic = arrivals.kind === "periodic";
    const events = isPeriodic
      ? (1 - firstShare) * load.batchEvents
      : random.gamma(load.batchEvents);
    const area = events * this.#areaPerEvent;
    // A server that sets its timer once a batch begins by the rate it is set to, whatever the profile.
    const begin = load.beginTicks;
    this.next = this.#isPerBatch ? begin + area : this.#after(begin, area);
  }

  /** Goes on to the next batch. */
  advance(): void {
    const isPeriodic = this.#arrivals.kind === "periodic";
    const events = isPeriodic ? this.#batchEvents : this.#random.gamma(this.#batchEvents);
    this.next = this.#after(this.next, events * this.#areaPerEvent);
  }

  get #isPerBatch(): boolean {
    return this.#arrivals.kind === "periodic" && this.#arrivals.pacing === "per-batch";
  }

  #after(from: number, area: number): number {
    if (this.#isPerBatch) {
      const at = from + area / this.#curve.factorAt(from);
      return at <= this.#endTicks ? at : Infinity;
    }
    if (this.#arrivals.kind !== "mmpp") return this.#curve.advance(from, area, this.#endTicks);
    return this.#afterModulated(this.#arrivals, from, area);
  }

  /** As `#after`, through the flips of the level: area shrinks by the level that holds meanwhile. */
  #afterModulated(
    arrivals: Extract<Arrivals, { kind: "mmpp" }>,
    from: number,
    area: number,
  ): number {
    let at = from;
    let left = area;
    while (at < this.#endTicks) {
      const factor = this.#isBurst ? arrivals.burstFactor : arrivals.calmFactor;
      const until = Math.min(this.#stateEnds, this.#endTicks);
      // A calm may be without load.
      if (factor > 0) {
        const reached = this.#curve.advance(at, left / factor, until);
        if (reached !== Infinity) return reached;
        left -= this.#curve.offered * factor;
      }
      at = until;
      if (at === this.#stateEnds) this.#flip(arrivals);
    }
    return Infinity;
  }

  #beginModulation(arrivals: Extract<Arrivals, { kind: "mmpp" }>, beginTicks: number): void {
    const { burstMeanTicks, calmMeanTicks } = arrivals;
    this.#isBurst = this.#random.uniform() < burstMeanTicks / (burstMeanTicks + calmMeanTicks);
    this.#stateEnds = beginTicks + this.#random.exponential() * this.#meanTicks(arrivals);
  }

  #flip(arrivals: Extract<Arrivals, { kind: "mmpp" }>): void {
    this.#isBurst = !this.#isBurst;
    this.#stateEnds += this.#random.exponential() * this.#meanTicks(arrivals);
  }

  #meanTicks(arrivals: Extract<Arrivals, { kind: "mmpp" }>): number {
    return this.#isBurst ? arrivals.burstMeanTicks : arrivals.calmMeanTicks;
  }
}
