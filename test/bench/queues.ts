/**
 * Queues: M/M/1 (arrivals 0.8/s, service 1/s) and a tandem of three such stations, two notices for a
 * customer and station, with statistics of what a study would ask for.
 *
 * The mean sojourn time is 1 / (1 - 0.8) = 5 s for each station (Burke: each sees Poisson arrivals).
 */
import { Simulator } from "../../src/kernel/simulator.js";
import { Streams } from "../../src/random/streams.js";
import { END_OF_TIME, secondsFromTicks, ticksFromSeconds } from "../../src/units/time.js";
import type { Contender, Group } from "./harness.js";
import { NaiveSimulator } from "./peers/naive-simulator.js";
import { simJs } from "./peers/simjs.js";
import { QueueModel, Tally } from "./queue-model.js";

const SEED = 1;
const ARRIVALS_PER_SECOND = 0.8;
const SERVICES_PER_SECOND = 1;

export function queueGroups(): Group[] {
  return [queueGroup("mm1", 1, 500_000), queueGroup("tandem", 3, 200_000)];
}

function queueGroup(name: string, stations: number, customers: number): Group {
  const contender = (label: string, run: () => number): Contender => ({
    name: label,
    run: () => ({ operations: customers, result: run() }),
  });
  return {
    name,
    unit: "customers",
    result: { name: "mean sojourn [s]", exact: 5 * stations, tolerance: 0.5 * stations },
    contenders: [
      contender("fanin", () => runFanin(stations, customers, false)),
      contender("fanin, cancellable", () => runFanin(stations, customers, true)),
      contender("naive heap of closures", () => runNaive(stations, customers)),
      contender("simjs", () => runSimJs(stations, customers)),
    ],
  };
}

/** @returns [s] mean sojourn time */
function runFanin(stations: number, customers: number, isCancellable: boolean): number {
  const simulator = new Simulator();
  const streams = new Streams(SEED);
  const model = new QueueModel(simulator, {
    stations,
    customers,
    isCancellable,
    arrivals: streams.stream("arrivals"),
    services: streams.stream("services"),
    meanInterarrivalTicks: ticksFromSeconds(1 / ARRIVALS_PER_SECOND),
    meanServiceTicks: ticksFromSeconds(1 / SERVICES_PER_SECOND),
  });
  simulator.run(END_OF_TIME);
  return secondsFromTicks(model.sojourn.mean);
}

function runNaive(stations: number, customers: number): number {
  const simulator = new NaiveSimulator();
  const { arrivals, services } = exponentialStreams();
  const lines = Array.from({ length: stations }, (): number[] => []);
  const sojourn = new Tally();
  let arrived = 0;
  const join = (station: number, since: number): void => {
    const line = lines[station]!;
    if (line.push(since) === 1) serve(station);
  };
  const serve = (station: number): void => {
    simulator.schedule(services(), () => {
      const line = lines[station]!;
      const since = line.shift()!;
      if (line.length > 0) serve(station);
      if (station + 1 < stations) join(station + 1, since);
      else sojourn.add(simulator.now - since);
    });
  };
  const arrive = (): void => {
    join(0, simulator.now);
    if (++arrived < customers) simulator.schedule(arrivals(), arrive);
  };
  simulator.schedule(arrivals(), arrive);
  simulator.run(Infinity);
  return sojourn.mean;
}

function runSimJs(stations: number, customers: number): number {
  const { arrivals, services } = exponentialStreams();
  const facilities = Array.from({ length: stations }, (_, i) => new simJs.Facility(`station ${i}`));
  const sojourn = new Tally();
  let arrived = 0;
  class Source extends simJs.Entity {
    start(): void {
      this.setTimer(arrivals()).done(() => {
        this.join(0, this.time());
        if (++arrived < customers) this.start();
      });
    }
    join(station: number, since: number): void {
      this.useFacility(facilities[station]!, services()).done(() => {
        if (station + 1 < stations) this.join(station + 1, since);
        else sojourn.add(this.time() - since);
      });
    }
  }
  const simulation = new simJs.Sim();
  simulation.addEntity(Source);
  simulation.simulate(Number.MAX_VALUE);
  return sojourn.mean;
}

/** [s] The same draws for every peer, so that only the simulators differ. */
function exponentialStreams(): {
  readonly arrivals: () => number;
  readonly services: () => number;
} {
  const streams = new Streams(SEED);
  const arrivals = streams.stream("arrivals");
  const services = streams.stream("services");
  return {
    arrivals: () => arrivals.exponential() / ARRIVALS_PER_SECOND,
    services: () => services.exponential() / SERVICES_PER_SECOND,
  };
}
