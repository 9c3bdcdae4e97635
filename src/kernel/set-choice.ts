/**
 * Which future event list a run uses: the heap while few notices are pending, the ladder when many are.
 *
 * Both give the same order, so the choice shows in the speed alone. The two thresholds lie far apart, so
 * that a run near one of them does not move its notices to and fro.
 */
import { moveAll, type EventSet, type EventSetKind } from "./event-set.js";
import { HeapSet } from "./heap-set.js";
import { LadderSet } from "./ladder-set.js";

/** Pending notices above which the ladder is faster, and below which the heap is again. */
const LADDER_FROM = 512;
const HEAP_BELOW = 128;

export type SetPolicy = EventSetKind | "adaptive";

export class SetChoice {
  readonly #policy: SetPolicy;
  readonly #limit: number;
  #current: EventSet;
  #other: EventSet | undefined;

  /** @param limit most notices pending at once */
  constructor(policy: SetPolicy, limit: number) {
    this.#policy = policy;
    this.#limit = limit;
    this.#current = policy === "ladder" ? new LadderSet(limit) : new HeapSet(limit);
  }

  get current(): EventSet {
    return this.#current;
  }

  /** Looks again, and moves the notices if the other list suits their number better. @returns the list to use */
  review(): EventSet {
    const { kind, size } = this.#current;
    const isMisfit = kind === "heap" ? size > LADDER_FROM : size < HEAP_BELOW;
    if (this.#policy === "adaptive" && isMisfit) this.#change();
    return this.#current;
  }

  #change(): void {
    const from = this.#current;
    const to =
      this.#other ?? (from.kind === "heap" ? new LadderSet(this.#limit) : new HeapSet(this.#limit));
    moveAll(from, to);
    this.#current = to;
    this.#other = from;
  }
}
