/**
 * Queueing theory in closed form: what simple stations must give, to hold the simulator against.
 *
 * Customers come at random (Poisson) and are served in order of arrival. Those that come or leave in batches are in
 * queueing-batches.ts, sources and servers that are on and off in queueing-on-off.ts. Little's law ties the figures:
 * mean number = arrival rate of those let in · mean time. Chapters are those of L. Kleinrock, Queueing
 * Systems, volume I: Theory, 1975.
 */
import { assert } from "../assert.js";
import { ln, pow } from "../random/elementary.js";

/** Steady state of a station, or of several in a row. */
export interface SteadyState {
  /** Fraction of time that a server is busy. */
  readonly utilization: number;
  readonly meanInLine: number;
  readonly meanInSystem: number;
  /** Before service [s]. */
  readonly meanWaitSeconds: number;
  /** From arrival to departure [s]. */
  readonly meanSojournSeconds: number;
}

export interface Rates {
  readonly arrivalsPerSecond: number;
  /** Of one server. */
  readonly servicesPerSecond: number;
}

/** M/M/1: exponential service, one server. Kleinrock 3.2. */
export function mm1(rates: Rates): SteadyState {
  return mg1({ ...rates, serviceScv: 1 });
}

/** M/D/1: constant service, one server. Kleinrock 5.5. */
export function md1(rates: Rates): SteadyState {
  return mg1({ ...rates, serviceScv: 0 });
}

/**
 * M/G/1, any law of service, by Pollaczek and Khinchine. Kleinrock 5.5.
 *
 * @param of `serviceScv` squared coefficient of variation of the service: variance / mean²
 */
export function mg1(of: Rates & { readonly serviceScv: number }): SteadyState {
  const { arrivalsPerSecond, servicesPerSecond, serviceScv } = of;
  const load = offeredLoad(of, 1);
  const wait = ((load / (1 - load)) * ((1 + serviceScv) / 2)) / servicesPerSecond;
  return steadyState(arrivalsPerSecond, servicesPerSecond, load, wait);
}

/** P(number in an M/M/1 system ≥ n) = load^n. Kleinrock 3.2. */
export function mm1ProbabilityOfAtLeast(n: number, rates: Rates): number {
  return pow(offeredLoad(rates, 1), n);
}

/** Quantile of the sojourn in M/M/1, which is exponential. Kleinrock 5.7. @param p 0 to below 1 @returns [s] */
export function mm1SojournQuantileSeconds(p: number, rates: Rates): number {
  offeredLoad(rates, 1);
  return -ln(1 - p) / (rates.servicesPerSecond - rates.arrivalsPerSecond);
}

/** M/M/c: exponential service, c servers. Erlang 1917; Kleinrock 3.5. */
export function mmc(servers: number, rates: Rates): SteadyState {
  const { arrivalsPerSecond, servicesPerSecond } = rates;
  const load = offeredLoad(rates, servers);
  const waiting = erlangC(servers, arrivalsPerSecond / servicesPerSecond);
  const wait = waiting / (servers * servicesPerSecond - arrivalsPerSecond);
  return steadyState(arrivalsPerSecond, servicesPerSecond, load, wait);
}

/**
 * Erlang's loss formula: the fraction refused by c servers without a line, whatever the law of service.
 *
 * By the recursion B(k) = a B(k-1) / (k + a B(k-1)), which overflows for no number of servers. Erlang
 * 1917; Kleinrock 3.7.
 *
 * @param offered [erlang] arrivals per mean service
 */
export function erlangB(servers: number, offered: number): number {
  assert(Number.isInteger(servers) && servers >= 0, "servers are a whole number", { servers });
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (offered * blocked) / (k + offered * blocked);
  return blocked;
}

/** Erlang's delay formula: the fraction that must wait for one of c servers. Kleinrock 3.5. @param offered [erlang] below c */
export function erlangC(servers: number, offered: number): number {
  assert(offered < servers, "more is served than offered", { servers, offered });
  const blocked = erlangB(servers, offered);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}

/** A system with room for K: those that come when it is full are refused. */
export interface BoundedState extends SteadyState {
  /** Of those that come. The means are over those let in. */
  readonly refusedFraction: number;
  readonly acceptedPerSecond: number;
}

/**
 * M/M/1/K: one server, K places, service included; any load. Kleinrock 3.6.
 *
 * p(n) = (1 - r) r^n / (1 - r^(K+1)); summed here term by term, which is exact at r = 1 too.
 */
export function mm1k(places: number, rates: Rates): BoundedState {
  assert(Number.isInteger(places) && places >= 1, "a system has a place", { places });
  const { arrivalsPerSecond, servicesPerSecond } = rates;
  // From the likelier end, so that the terms fall and none overflows.
  const ratio = arrivalsPerSecond / servicesPerSecond;
  const isFalling = ratio <= 1;
  const step = isFalling ? ratio : 1 / ratio;
  let total = 0;
  let moment = 0;
  let term = 1;
  for (let k = 0; k <= places; k++, term *= step) {
    total += term;
    moment += term * (isFalling ? k : places - k);
  }
  const last = pow(step, places) / total;
  const [empty, full] = isFalling ? [1 / total, last] : [last, 1 / total];
  const utilization = 1 - empty;
  const meanInSystem = moment / total;
  const acceptedPerSecond = arrivalsPerSecond * (1 - full);
  const meanSojournSeconds = meanInSystem / acceptedPerSecond;
  return {
    utilization,
    meanInLine: meanInSystem - utilization,
    meanInSystem,
    meanWaitSeconds: meanSojournSeconds - 1 / servicesPerSecond,
    meanSojournSeconds,
    refusedFraction: full,
    acceptedPerSecond,
  };
}

/**
 * M/M/1 stations in a row, each fed by the one before. Burke 1956, Jackson 1957: each is an M/M/1 of its
 * own, and their numbers at one time are independent.
 *
 * @returns times and numbers over the whole row; utilization is that of the busiest
 */
export function tandem(
  arrivalsPerSecond: number,
  servicesPerSecond: readonly number[],
): TandemState {
  const stations = servicesPerSecond.map((rate) =>
    mm1({ arrivalsPerSecond, servicesPerSecond: rate }),
  );
  const sum = (figure: (station: SteadyState) => number): number =>
    stations.reduce((total, station) => total + figure(station), 0);
  return {
    stations,
    utilization: Math.max(...stations.map((station) => station.utilization)),
    meanInLine: sum((station) => station.meanInLine),
    meanInSystem: sum((station) => station.meanInSystem),
    meanWaitSeconds: sum((station) => station.meanWaitSeconds),
    meanSojournSeconds: sum((station) => station.meanSojournSeconds),
    emptyFraction: stations.reduce((product, { utilization }) => product * (1 - utilization), 1),
  };
}

export interface TandemState extends SteadyState {
  readonly stations: readonly SteadyState[];
  /** Of the time, nobody is in any station. */
  readonly emptyFraction: number;
}

/** The figures that Little's law gives once the wait is known. */
export function steadyState(
  arrivalsPerSecond: number,
  servicesPerSecond: number,
  utilization: number,
  meanWaitSeconds: number,
): SteadyState {
  const meanSojournSeconds = meanWaitSeconds + 1 / servicesPerSecond;
  return {
    utilization,
    meanInLine: arrivalsPerSecond * meanWaitSeconds,
    meanInSystem: arrivalsPerSecond * meanSojournSeconds,
    meanWaitSeconds,
    meanSojournSeconds,
  };
}

/** Load of each of so many servers; there is a steady state below 1. */
export function offeredLoad(
  { arrivalsPerSecond, servicesPerSecond }: Rates,
  servers: number,
): number {
  const load = arrivalsPerSecond / (servers * servicesPerSecond);
  assert(load >= 0 && load < 1, "a steady state has a load from 0 to below 1", { load });
  return load;
}
