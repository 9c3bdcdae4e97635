/**
 * The ledger: where every generated event is, per final destination.
 *
 * Each distinct event is in exactly one class, the first of these that is true: delivered, held (in a channel,
 * an open transaction or a request that a server still has), waiting at its server, dropped, lost. The classes
 * are found independently, as sets of sequence numbers, from what each part holds or has reported; together
 * they must cover every event generated, which is the check: an event that vanished without a report leaves
 * a hole.
 */
import { emptyCohort, type CohortQueue } from "../model/cohorts.js";
import { IntervalSet } from "../model/interval-set.js";

/** Events by class, for one destination. Counts of distinct events but for `copies`. */
export interface DestinationLedger {
  readonly destination: string;
  readonly generated: number;
  readonly delivered: number;
  /** Of the delivered: in files that are still open or were given up, not readable yet. */
  readonly notYetReadable: number;
  readonly held: number;
  readonly waiting: number;
  readonly dropped: number;
  readonly lost: number;
  /** Deliveries beyond the first of an event. */
  readonly copies: number;
  /** Dropped and lost, by the part that did it. */
  readonly droppedBy: readonly PartCount[];
  readonly lostBy: readonly PartCount[];
  /** generated = delivered + held + waiting + dropped + lost */
  readonly balances: boolean;
}

export interface PartCount {
  readonly part: number;
  readonly events: number;
}

/** Sets of sequence numbers by origin, made when first needed. */
class RangesByOrigin {
  readonly sets: (IntervalSet | undefined)[] = [];

  of(origin: number): IntervalSet {
    return (this.sets[origin] ??= new IntervalSet());
  }

  /** @returns how many of the numbers are new */
  add(origin: number, first: number, count: number): number {
    return this.of(origin).add(first, first + count);
  }
}

/** What is known of one destination while the run goes on. */
export class DestinationBook {
  readonly name: string;
  /** Events delivered, first copies and others. */
  deliveries = 0;
  readonly #delivered = new RangesByOrigin();
  readonly #readable = new RangesByOrigin();
  readonly #dropped = new Map<number, RangesByOrigin>();
  readonly #lost = new Map<number, RangesByOrigin>();
  #distinct = 0;
  #distinctReadable = 0;
  #tellsReadable = false;

  constructor(name: string) {
    this.name = name;
  }

  get distinct(): number {
    return this.#distinct;
  }

  /** Events of one origin were delivered. @returns how many of them are new */
  deliver(origin: number, first: number, count: number): number {
    const added = this.#delivered.add(origin, first, count);
    this.deliveries += count;
    this.#distinct += added;
    return added;
  }

  /** Delivered events became readable: their file was closed, or its lease recovered. */
  makeReadable(origin: number, first: number, count: number): void {
    if (!this.#tellsReadable) return;
    this.#distinctReadable += this.#readable.add(origin, first, count);
  }

  /** Delivered events are readable only once they are told to be: the destination keeps files open. */
  expectReadable(): void {
    this.#tellsReadable = true;
  }

  drop(part: number, origin: number, first: number, count: number): void {
    rangesOf(this.#dropped, part).add(origin, first, count);
  }

  lose(part: number, origin: number, first: number, count: number): void {
    rangesOf(this.#lost, part).add(origin, first, count);
  }

  /** Settles the account of this destination. */
  settle(present: PresentEvents, onPresent: OnPresent): DestinationLedger {
    const covered = new RangesByOrigin();
    let generated = 0;
    for (const { origin, count } of present.generated) {
      generated += count;
      copyInto(covered.of(origin), this.#delivered.sets[origin]);
    }
    const held = addSorted(covered, present.held, onPresent);
    const waiting = addSorted(covered, present.waiting, onPresent);
    const droppedBy = addByPart(covered, this.#dropped);
    const lostBy = addByPart(covered, this.#lost);
    const dropped = sum(droppedBy);
    const lost = sum(lostBy);
    return {
      destination: this.name,
      generated,
      delivered: this.#distinct,
      notYetReadable: this.#tellsReadable ? this.#distinct - this.#distinctReadable : 0,
      held,
      waiting,
      dropped,
      lost,
      copies: this.deliveries - this.#distinct,
      droppedBy,
      lostBy,
      balances:
        generated === this.#distinct + held + waiting + dropped + lost &&
        present.generated.every(({ origin, count }) => coversAll(covered.of(origin), count)),
    };
  }
}

/** What the parts hold at the moment of settling, for one destination. */
export interface PresentEvents {
  readonly generated: readonly { readonly origin: number; readonly count: number }[];
  readonly held: Ranges;
  readonly waiting: Ranges;
}

/** Hears of distinct events that are not delivered yet. @param born [ticks] middle of their births */
export type OnPresent = (born: number, events: number) => void;

/** Ranges of sequence numbers as they are found, in any order. */
export class Ranges {
  readonly rows: { origin: number; first: number; end: number; born: number }[] = [];
  readonly #cohort = emptyCohort();

  /** Adds those cohorts of a queue that `belongs` accepts. */
  add(events: CohortQueue, belongs: (origin: number) => boolean): void {
    for (let i = 0; i < events.size; i++) {
      const { origin, first, count, bornFirst, bornLast } = events.read(i, this.#cohort);
      if (!belongs(origin)) continue;
      this.rows.push({ origin, first, end: first + count, born: (bornFirst + bornLast) / 2 });
    }
  }
}

function addSorted(covered: RangesByOrigin, ranges: Ranges, onPresent: OnPresent): number {
  // In ascending order nearly every insert extends the last interval.
  ranges.rows.sort((a, b) => a.origin - b.origin || a.first - b.first);
  let added = 0;
  for (const { origin, first, end, born } of ranges.rows) {
    const distinct = covered.of(origin).add(first, end);
    added += distinct;
    if (distinct > 0) onPresent(born, distinct);
  }
  return added;
}

function addByPart(covered: RangesByOrigin, byPart: Map<number, RangesByOrigin>): PartCount[] {
  const counts: PartCount[] = [];
  for (const [part, ranges] of byPart) {
    let events = 0;
    ranges.sets.forEach((set, origin) => {
      if (set !== undefined) events += copyInto(covered.of(origin), set);
    });
    if (events > 0) counts.push({ part, events });
  }
  return counts;
}

function copyInto(into: IntervalSet, from: IntervalSet | undefined): number {
  let added = 0;
  for (let i = 0; i < (from?.intervals ?? 0); i++) added += into.add(from!.start(i), from!.end(i));
  return added;
}

function coversAll(set: IntervalSet, count: number): boolean {
  if (count === 0) return set.count === 0;
  return set.intervals === 1 && set.start(0) === 0 && set.end(0) === count;
}

function rangesOf(map: Map<number, RangesByOrigin>, part: number): RangesByOrigin {
  const known = map.get(part);
  if (known !== undefined) return known;
  const made = new RangesByOrigin();
  map.set(part, made);
  return made;
}

function sum(counts: readonly PartCount[]): number {
  return counts.reduce((total, { events }) => total + events, 0);
}
