/**
 * The longest outage that one run (a seed, some settings) bears: how long it may be for something not to happen, neither
 * during the outage nor after it. That is not the time until it happens in an outage without end: when the outage is over
 * senders sleep on for a while, and what had piled up comes all at once.
 *
 * Up to its end an outage is the beginning of any longer one, draw for draw, so what has happened by then bounds the
 * length from above. From there on lengths are tried, between the longest borne and the shortest that is not.
 */

/** Something that an outage may bring about. */
export interface Event {
  /** [s] When it happens in an outage without end; null: never there, or not known. */
  readonly untilSeconds: number | null;
  /** [s] For which senders on the way to it may sleep on when the outage is over. */
  readonly idleSeconds: number;
}

/** Of the length: no closer than that. */
const RESOLUTION = 0.05;
const LEAST_SECONDS = 1;
const MOST_TRIES = 20;

export class BorneSearch {
  readonly #events: ReadonlyMap<string, Event>;
  readonly #longest: number;
  readonly #tries: { readonly length: number; readonly happened: ReadonlySet<string> }[] = [];

  /** @param longest [s] that is tried */
  constructor(events: ReadonlyMap<string, Event>, longest: number) {
    this.#events = events;
    this.#longest = longest;
  }

  /** What is looked for. */
  get events(): Iterable<string> {
    return this.#events.keys();
  }

  /** [s] Lengths to try now, ascending; none: it is known well enough. */
  next(): number[] {
    if (this.#tries.length >= MOST_TRIES) return [];
    const wanted = [...this.#events.keys()]
      .flatMap((what) => this.#candidate(what) ?? [])
      .sort((a, b) => a - b);
    const lengths: number[] = [];
    for (const length of wanted) {
      const last = lengths.at(-1);
      // What is nearly the same is decided by one run.
      if (last === undefined || length > last * (1 + RESOLUTION)) lengths.push(length);
    }
    return lengths;
  }

  /** @param happened what did in a run with an outage as long */
  take(length: number, happened: ReadonlySet<string>): void {
    this.#tries.push({ length, happened });
  }

  /** [s] The longest outage that a run bore without it, and any longer one that was run did not; Infinity: all did. */
  borne(what: string): number {
    const { low } = this.#bracket(what);
    return low >= this.#longest ? Infinity : low;
  }

  #candidate(what: string): number | undefined {
    const { low, high } = this.#bracket(what);
    if (low >= this.#longest) return undefined;
    if (high === Infinity) return this.#longest;
    if (high - low <= Math.max(LEAST_SECONDS, RESOLUTION * high)) return undefined;
    const { untilSeconds, idleSeconds } = this.#events.get(what)!;
    const isFirst = low === 0 && high === untilSeconds;
    const length = isFirst ? high - idleSeconds : (low + high) / 2;
    return Math.max(LEAST_SECONDS, length);
  }

  /** [s] The shortest outage in which it happened, and the longest below that in which it did not. */
  #bracket(what: string): { readonly low: number; readonly high: number } {
    let high = this.#events.get(what)!.untilSeconds ?? Infinity;
    for (const { length, happened } of this.#tries) {
      if (happened.has(what)) high = Math.min(high, length);
    }
    let low = 0;
    for (const { length, happened } of this.#tries) {
      if (!happened.has(what) && length < high) low = Math.max(low, length);
    }
    return { low, high };
  }
}
