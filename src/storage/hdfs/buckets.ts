/**
 * Which bucket an event goes to: by the value of a header, by a period of time, or both (Flume's hdfs.path).
 *
 * A bucket has a number: period · classes + class. Periods are counted from the start of the run. Events are
 * born evenly between the first and the last of their cohort, so a cohort that spans the end of a period is
 * split there.
 */
import { emptyCohort, type Cohort, type CohortQueue } from "../../model/cohorts.js";
import type { Origins } from "../../model/origins.js";
import type { HdfsBuckets } from "../../scenario/types/sinks.js";

/** Bucket of an event that has no timestamp although the path asks for one: Flume throws. */
export const POISON = -1;

export class Buckets {
  /** [events] at the front of the queue looked at last that surely go to one bucket. */
  count = 0;
  readonly #settings: HdfsBuckets;
  readonly #origins: Origins;
  readonly #needsHeader: boolean;
  readonly #bucketOfClass: number[] = []; // by header class, as far as met
  readonly #cohort = emptyCohort();

  /** @param needsHeader the birth of an event is known by its header alone: in Flume, not to its server */
  constructor(settings: HdfsBuckets, origins: Origins, needsHeader: boolean) {
    this.#needsHeader = needsHeader;
    this.#settings = settings;
    this.#origins = origins;
  }

  /** Whether all events go to one bucket. */
  get isSingle(): boolean {
    return this.#settings.byHeader === undefined && this.#settings.periodTicks === undefined;
  }

  /**
   * Looks at the front of a queue.
   * @param now [ticks] for a path by the writer's own clock
   * @returns the bucket of the first event, or POISON; `count` says how many of those behind it go there too
   */
  next(events: CohortQueue, now: number): number {
    this.count = events.events;
    if (this.isSingle) return 0;
    const cohort = events.read(0, this.#cohort);
    const { origin } = cohort;
    const { periodTicks, clock } = this.#settings;
    const headerClass = this.#classOf(origin);
    this.count = cohort.count;
    if (periodTicks === undefined) return headerClass;
    const isKnown = !this.#needsHeader || this.#origins.hasTimestamp[origin]!;
    if (clock === "event" && !isKnown) return POISON;
    const period = Math.floor((clock === "event" ? cohort.bornFirst : now) / periodTicks);
    if (clock === "event") this.count = countBefore((period + 1) * periodTicks, cohort);
    return period * this.#origins.classNames.length + headerClass;
  }

  /** Value of the path's header: one class for all events that lack it. */
  #classOf(origin: number): number {
    const { byHeader } = this.#settings;
    if (byHeader === undefined) return 0;
    const headerClass = this.#origins.headerClass[origin]!;
    const known = this.#bucketOfClass[headerClass];
    if (known !== undefined) return known;
    const hasHeader = this.#origins.classNames[headerClass]!.startsWith(`${byHeader}=`);
    this.#bucketOfClass[headerClass] = hasHeader ? headerClass : 0;
    return this.#bucketOfClass[headerClass];
  }
}

/** [events] of a cohort born before an instant after the birth of its first. */
function countBefore(at: number, { count, bornFirst, bornLast }: Cohort): number {
  if (bornLast < at) return count;
  const step = (bornLast - bornFirst) / (count - 1);
  return Math.max(1, Math.min(count, Math.ceil((at - bornFirst) / step)));
}
