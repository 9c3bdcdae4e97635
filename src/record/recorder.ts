/**
 * The recorder: listens to a run (it is the probe), keeps the books of every destination, the incidents and
 * the latencies, and settles the ledger.
 */
import { emptyCohort, type CohortQueue } from "../model/cohorts.js";
import type { Probe } from "../model/probe.js";
import { takeCensus } from "../topology/census.js";
import type { Topology } from "../topology/topology.js";
import { IncidentLog } from "./incident-log.js";
import { DestinationBook, Ranges, type DestinationLedger } from "./ledger.js";
import { LatencySketch } from "./latency-sketch.js";
import { WhereTo } from "./where-to.js";

/** A cohort's events are born over a span; their latencies are entered as this many equal parts. */
const PARTS_OF_A_SPAN = 8;
/** … unless the span is less than this share of the latency: the sketch tells no finer. */
const SPAN_THAT_SHOWS = 1 / 128;

/** The account of one destination, and its latencies. */
export interface Settlement {
  readonly ledger: DestinationLedger;
  readonly delivered: LatencySketch;
  /** The same, and every event that is not delivered, with its age now. */
  readonly withWaiting: LatencySketch;
}

/** A destination's latencies: over the whole run, and since the last sample. */
export interface DestinationLatency {
  readonly whole: LatencySketch;
  readonly recent: LatencySketch;
}

export class Recorder implements Probe {
  /** By destination; only representatives have one. The last stands for events without a route. */
  readonly books: (DestinationBook | undefined)[] = [];
  readonly latencies: DestinationLatency[] = [];
  incidents!: IncidentLog;
  /** Faults as they began and ended: index, and [ticks]. */
  readonly faultTimes: { readonly fault: number; readonly fromTicks: number; toTicks: number }[] =
    [];
  #topology!: Topology;
  #whereTo!: WhereTo;
  readonly #cohort = emptyCohort();
  readonly #keepsFilesOpen: boolean[] = []; // by destination

  /** Begins to listen to a topology that was built with this recorder as its probe. */
  attach(topology: Topology): void {
    this.#topology = topology;
    this.#whereTo = new WhereTo(topology);
    this.incidents = new IncidentLog(topology.parts.all.length);
    const { destinations } = topology;
    destinations.names.forEach((_, i) => {
      const isRepresentative = destinations.representative(i) === i;
      this.books.push(isRepresentative ? new DestinationBook(destinations.label(i)) : undefined);
      this.latencies.push({ whole: new LatencySketch(), recent: new LatencySketch() });
    });
    const { nowhere } = destinations;
    const isApart = destinations.representative(nowhere) === nowhere;
    this.books.push(isApart ? new DestinationBook(destinations.label(nowhere)) : undefined);
    destinations.names.forEach((_, i) => {
      this.#keepsFilesOpen.push(destinations.keepsFilesOpen(i));
      if (destinations.keepsFilesOpen(i)) {
        this.books[destinations.representative(i)]!.expectReadable();
      }
    });
  }

  incident(kind: number, part: number, other: number, events: number): void {
    this.incidents.add(this.#topology.sim.now, kind, part, other, events);
  }

  delivered(destination: number, events: CohortQueue): void {
    const representative = this.#topology.destinations.representative(destination);
    const book = this.books[representative]!;
    const latency = this.latencies[representative]!;
    const { now } = this.#topology.sim;
    const cohort = this.#cohort;
    for (let i = 0; i < events.size; i++) {
      events.read(i, cohort);
      const { origin, first, count } = cohort;
      const added = book.deliver(origin, first, count);
      // Of a cohort that is new in part it is not told which part: its mean latency stands for it.
      if (added > 0) this.#enter(latency, now, added);
    }
    // A book may stand for several destinations, of which only some tell what is readable.
    if (!this.#keepsFilesOpen[destination]!) this.readable(destination, events);
  }

  readable(destination: number, events: CohortQueue): void {
    const book = this.books[this.#topology.destinations.representative(destination)]!;
    const cohort = this.#cohort;
    for (let i = 0; i < events.size; i++) {
      const { origin, first, count } = events.read(i, cohort);
      book.makeReadable(origin, first, count);
    }
  }

  dropped(part: number, channel: number, events: CohortQueue): void {
    this.#forEachDestination(channel, events, (book, { origin, first, count }) => {
      book.drop(part, origin, first, count);
    });
  }

  lost(part: number, channel: number, events: CohortQueue): void {
    this.#forEachDestination(channel, events, (book, { origin, first, count }) => {
      book.lose(part, origin, first, count);
    });
  }

  faultBegan(fault: number): void {
    const { now } = this.#topology.sim;
    this.faultTimes.push({ fault, fromTicks: now, toTicks: this.#topology.scenario.durationTicks });
  }

  faultEnded(fault: number): void {
    for (let i = this.faultTimes.length - 1; i >= 0; i--) {
      const times = this.faultTimes[i]!;
      if (times.fault !== fault) continue;
      times.toTicks = this.#topology.sim.now;
      return;
    }
  }

  /** Settles the account of every destination at this moment. Costs a walk over all that is held. */
  settle(): Settlement[] {
    const { now } = this.#topology.sim;
    const settled: Settlement[] = [];
    this.books.forEach((book, destination) => {
      if (book === undefined) return;
      const withWaiting = new LatencySketch();
      const latency = this.latencies[destination];
      if (latency !== undefined) withWaiting.addAll(latency.whole);
      const ledger = book.settle(this.#present(destination), (born, events) => {
        withWaiting.add(now - born, events);
      });
      const isNowhere = destination === this.#topology.destinations.nowhere;
      if (isNowhere && ledger.generated === 0) return;
      settled.push({ ledger, delivered: latency?.whole ?? new LatencySketch(), withWaiting });
    });
    return settled;
  }

  #enter(latency: DestinationLatency, now: number, events: number): void {
    const { bornFirst, bornLast } = this.#cohort;
    const span = bornLast - bornFirst;
    const shortest = now - bornLast;
    if (events < PARTS_OF_A_SPAN || span <= shortest * SPAN_THAT_SHOWS) {
      const middle = now - (bornFirst + bornLast) / 2;
      latency.whole.add(middle, events);
      latency.recent.add(middle, events);
      return;
    }
    let left = events;
    for (let k = 0; k < PARTS_OF_A_SPAN; k++) {
      const weight = Math.round(left / (PARTS_OF_A_SPAN - k));
      const at = shortest + (span * (k + 0.5)) / PARTS_OF_A_SPAN;
      latency.whole.add(at, weight);
      latency.recent.add(at, weight);
      left -= weight;
    }
  }

  #forEachDestination(
    channel: number,
    events: CohortQueue,
    book: (book: DestinationBook, cohort: ReturnType<typeof emptyCohort>) => void,
  ): void {
    const cohort = this.#cohort;
    for (let i = 0; i < events.size; i++) {
      events.read(i, cohort);
      const { origin } = cohort;
      for (const destination of this.#destinationsFrom(channel, origin)) {
        book(this.books[destination]!, cohort);
      }
    }
  }

  #destinationsFrom(part: number, origin: number): readonly number[] {
    return part < 0 ? this.#whereTo.ofOrigin(origin) : this.#whereTo.ofPart(part, origin);
  }

  #reaches(origin: number, destination: number): boolean {
    return this.#whereTo.ofOrigin(origin).includes(destination);
  }

  /** What all parts hold now of the events that belong to a destination. */
  #present(destination: number): Parameters<DestinationBook["settle"]>[0] {
    const belongs = (origin: number): boolean => this.#reaches(origin, destination);
    const held = new Ranges();
    const waiting = new Ranges();
    const reaches =
      (part: number) =>
      (origin: number): boolean =>
        belongs(origin) && this.#destinationsFrom(part, origin).includes(destination);
    takeCensus(this.#topology, {
      waiting: (events) => {
        waiting.add(events, belongs);
      },
      held: (events, channel) => {
        held.add(events, reaches(channel));
      },
      requested: (events, source) => {
        held.add(events, reaches(source));
      },
    });
    return { generated: this.#generated(belongs), held, waiting };
  }

  #generated(belongs: (origin: number) => boolean): { origin: number; count: number }[] {
    const generated: { origin: number; count: number }[] = [];
    for (const { servers } of this.#topology.groups) {
      for (const server of servers) {
        server.origins.forEach((origin, i) => {
          if (belongs(origin)) generated.push({ origin, count: server.numberOf(i) });
        });
      }
    }
    return generated;
  }
}
