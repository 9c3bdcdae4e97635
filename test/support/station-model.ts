/** Stations in a row on the simulator, as tests of theory need them: who came when, and left when. */
import { Simulator } from "../../src/kernel/simulator.js";
import { END_OF_TIME, secondsFromTicks, ticksFromSeconds } from "../../src/units/time.js";

export interface StationSettings {
  readonly servers: number;
  /** Most customers in the station, service included; Infinity for no limit. */
  readonly places: number;
  /** Draws a service time [s]. */
  readonly service: () => number;
}

export interface RowSettings {
  /** Draws the time between two arrivals [s]. */
  readonly interarrival: () => number;
  readonly stations: readonly StationSettings[];
  /** Customers that come before the first that counts, and those that count. */
  readonly warmUp: number;
  readonly customers: number;
}

export interface RowOutcome {
  /** Of the customers that count and were let in [s]. */
  readonly meanSojournSeconds: number;
  /** Of those that count. */
  readonly refusedFraction: number;
}

interface Station extends StationSettings {
  busy: number;
  readonly line: number[];
}

/** Runs until the last customer has left. */
export function runRow(settings: RowSettings): RowOutcome {
  const { stations: kinds, warmUp, customers } = settings;
  const simulator = new Simulator();
  const stations = kinds.map((kind): Station => ({ ...kind, busy: 0, line: [] }));
  const cameAt: number[] = [];
  let total = 0;
  let left = 0;
  let refused = 0;

  const arrival = simulator.on((customer) => {
    cameAt.push(simulator.now);
    if (customer + 1 < warmUp + customers) fileArrival(customer + 1);
    join(0, customer);
  });
  // The argument of a departure is the customer.
  const departure = simulator.on((station, customer) => {
    const { line } = stations[station]!;
    stations[station]!.busy--;
    if (line.length > 0) serve(station, line.shift()!);
    if (station + 1 < stations.length) join(station + 1, customer);
    else if (customer >= warmUp) {
      total += simulator.now - cameAt[customer]!;
      left++;
    }
  });

  const fileArrival = (customer: number): void => {
    simulator.post(ticksFromSeconds(settings.interarrival()), arrival, customer);
  };
  const join = (index: number, customer: number): void => {
    const station = stations[index]!;
    if (station.busy + station.line.length >= station.places) {
      if (customer >= warmUp) refused++;
    } else if (station.busy < station.servers) serve(index, customer);
    else station.line.push(customer);
  };
  const serve = (index: number, customer: number): void => {
    stations[index]!.busy++;
    simulator.schedule(ticksFromSeconds(stations[index]!.service()), departure, index, customer);
  };

  fileArrival(0);
  simulator.run(END_OF_TIME);
  return {
    meanSojournSeconds: secondsFromTicks(total) / left,
    refusedFraction: refused / customers,
  };
}
