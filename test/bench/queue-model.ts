/**
 * Single servers in a row on the kernel, as a component would be written: explicit state, one method for
 * each kind of notice, a ring of waiting customers, statistics at every change.
 */
import type { NoticeKind, Simulator } from "../../src/kernel/simulator.js";
import type { RandomStream } from "../../src/random/stream.js";

export interface QueueSettings {
  readonly stations: number;
  readonly customers: number;
  /** Whether departures are filed so that they could be cancelled. */
  readonly isCancellable: boolean;
  readonly arrivals: RandomStream;
  readonly services: RandomStream;
  readonly meanInterarrivalTicks: number;
  readonly meanServiceTicks: number;
}

export class QueueModel {
  readonly sojourn = new Tally();
  readonly #simulator: Simulator;
  readonly #settings: QueueSettings;
  readonly #lines: readonly Line[];
  readonly #arrival: NoticeKind;
  readonly #departure: NoticeKind;
  #arrived = 0;

  constructor(simulator: Simulator, settings: QueueSettings) {
    this.#simulator = simulator;
    this.#settings = settings;
    this.#lines = Array.from({ length: settings.stations }, () => new Line());
    this.#arrival = simulator.on(() => {
      this.#onArrival();
    });
    this.#departure = simulator.on((station) => {
      this.#onDeparture(station);
    });
    this.#fileArrival();
  }

  #onArrival(): void {
    this.#join(0, this.#simulator.now);
    if (++this.#arrived < this.#settings.customers) this.#fileArrival();
  }

  #onDeparture(station: number): void {
    const now = this.#simulator.now;
    const line = this.#lines[station]!;
    const since = line.leave(now);
    if (line.length > 0) this.#fileDeparture(station);
    if (station + 1 < this.#lines.length) this.#join(station + 1, since);
    else this.sojourn.add(now - since);
  }

  #join(station: number, since: number): void {
    const line = this.#lines[station]!;
    line.join(this.#simulator.now, since);
    if (line.length === 1) this.#fileDeparture(station);
  }

  #fileArrival(): void {
    const { arrivals, meanInterarrivalTicks } = this.#settings;
    const ticks = Math.round(arrivals.exponential() * meanInterarrivalTicks);
    this.#simulator.post(ticks, this.#arrival, 0);
  }

  #fileDeparture(station: number): void {
    const { services, meanServiceTicks, isCancellable } = this.#settings;
    const ticks = Math.round(services.exponential() * meanServiceTicks);
    if (isCancellable) this.#simulator.schedule(ticks, this.#departure, station, 0);
    else this.#simulator.post(ticks, this.#departure, station);
  }
}

/** Waiting customers, first come first served, and the time-weighted mean of their number. */
class Line {
  length = 0;
  /** Area under `length` so far [customer ticks]. */
  area = 0;
  #changedAt = 0;
  #since = new Float64Array(64); // A ring: when each came into the system [ticks].
  #head = 0;

  join(now: number, since: number): void {
    this.area += this.length * (now - this.#changedAt);
    this.#changedAt = now;
    if (this.length === this.#since.length) this.#grow();
    this.#since[(this.#head + this.length) & (this.#since.length - 1)] = since;
    this.length++;
  }

  leave(now: number): number {
    this.area += this.length * (now - this.#changedAt);
    this.#changedAt = now;
    const since = this.#since[this.#head]!;
    this.#head = (this.#head + 1) & (this.#since.length - 1);
    this.length--;
    return since;
  }

  #grow(): void {
    const { length } = this.#since;
    const larger = new Float64Array(2 * length);
    for (let i = 0; i < length; i++) larger[i] = this.#since[(this.#head + i) & (length - 1)]!;
    this.#since = larger;
    this.#head = 0;
  }
}

/** Count, mean, sum of squared deviations (Welford) and maximum of what was observed. */
export class Tally {
  count = 0;
  mean = 0;
  squares = 0;
  max = 0;

  add(value: number): void {
    this.count++;
    const off = value - this.mean;
    this.mean += off / this.count;
    this.squares += off * (value - this.mean);
    if (value > this.max) this.max = value;
  }
}
