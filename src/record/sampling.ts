/** The samples of a run: one column per series, and those that concern the run as a whole. */
import { takeCensus } from "../topology/census.js";
import type { Topology } from "../topology/topology.js";
import type { CohortQueue } from "../model/cohorts.js";
import { GrowingColumn } from "./growing-column.js";
import { quantile } from "./latency-sketch.js";
import type { Recorder } from "./recorder.js";
import type { SeriesRecord } from "./recording.js";
import { sampledParts, type Sampled, type SeriesPlan } from "./sampled-parts.js";

const LATENCY_QUANTILES = [
  ["latencyP50Ticks", 0.5],
  ["latencyP95Ticks", 0.95],
  ["latencyP99Ticks", 0.99],
] as const;

export class Sampling {
  readonly times: GrowingColumn;
  readonly #topology: Topology;
  readonly #recorder: Recorder;
  readonly #sampled: readonly Sampled[];
  readonly #columns: readonly GrowingColumn[];
  readonly #run: Record<RunSeries, GrowingColumn>;
  readonly #latency: readonly (readonly GrowingColumn[])[]; // by destination
  readonly #delivered: readonly GrowingColumn[]; // by destination

  /** @param expected how many samples there will be */
  constructor(topology: Topology, recorder: Recorder, plan: SeriesPlan, expected: number) {
    const make = (): GrowingColumn => new GrowingColumn(expected);
    this.#topology = topology;
    this.#recorder = recorder;
    this.#sampled = sampledParts(topology, plan);
    this.#columns = this.#sampled.map(make);
    this.#run = { waitingEvents: make(), heldEvents: make(), oldestAgeTicks: make() };
    this.#latency = recorder.latencies.map(() => LATENCY_QUANTILES.map(make));
    this.#delivered = recorder.latencies.map(make);
    this.times = make();
  }

  take(): void {
    this.times.push(this.#topology.sim.now);
    this.#sampled.forEach((sampled, i) => {
      this.#columns[i]!.push(sampled.read());
    });
    this.#takeRun();
    this.#recorder.latencies.forEach((latency, destination) => {
      this.#delivered[destination]!.push(this.#recorder.books[destination]?.distinct ?? NaN);
      const data = latency.recent.toData();
      LATENCY_QUANTILES.forEach(([, share], q) => {
        this.#latency[destination]![q]!.push(quantile(data, share) ?? NaN);
      });
      if (data.count > 0) latency.recent.clear();
    });
  }

  /** @param runPart part that stands for the run @param destinationPart part of a destination */
  series(runPart: number, destinationPart: (destination: number) => number): SeriesRecord[] {
    const series = this.#sampled.map(({ part, name }, i) => {
      return { part, name, values: this.#columns[i]!.toArray() };
    });
    for (const [name, column] of Object.entries(this.#run)) {
      series.push({ part: runPart, name, values: column.toArray() });
    }
    this.#recorder.latencies.forEach((_, destination) => {
      if (this.#recorder.books[destination] === undefined) return;
      const part = destinationPart(destination);
      series.push({ part, name: "delivered", values: this.#delivered[destination]!.toArray() });
      LATENCY_QUANTILES.forEach(([name], q) => {
        series.push({ part, name, values: this.#latency[destination]![q]!.toArray() });
      });
    });
    return series;
  }

  #takeRun(): void {
    const { now } = this.#topology.sim;
    let waiting = 0;
    let held = 0;
    let oldest: number = now;
    const look = (events: CohortQueue): void => {
      const born = events.oldestBirth;
      if (born !== undefined && born < oldest) oldest = born;
    };
    takeCensus(this.#topology, {
      waiting: (events) => {
        waiting += events.events;
        look(events);
      },
      held: (events) => {
        held += events.events;
        look(events);
      },
      requested: (events) => {
        held += events.events;
      },
    });
    this.#run.waitingEvents.push(waiting);
    this.#run.heldEvents.push(held);
    this.#run.oldestAgeTicks.push(now - oldest);
  }
}

type RunSeries = "waitingEvents" | "heldEvents" | "oldestAgeTicks";
