/**
 * Queueing theory in closed form where customers come, or leave, several at a time. Chapters are those of L. Kleinrock,
 * Queueing Systems, volume I: Theory, 1975.
 */
import { bisect } from "../random/bisect.js";
import { pow } from "../random/elementary.js";
import { offeredLoad, steadyState, type Rates, type SteadyState } from "./queueing.js";

/**
 * M^X/M/1: batches come at random and are served customer by customer. Kleinrock 4.5.
 *
 * @param of `arrivalsPerSecond` counts customers, not batches; `batchMean` and `batchSecondMoment` are of
 *   the size of a batch
 */
export function batchArrivals(
  of: Rates & { readonly batchMean: number; readonly batchSecondMoment: number },
): SteadyState {
  const { arrivalsPerSecond, servicesPerSecond, batchMean, batchSecondMoment } = of;
  const load = offeredLoad(of, 1);
  const meanInSystem = (load * (1 + batchSecondMoment / batchMean)) / (2 * (1 - load));
  const wait = meanInSystem / arrivalsPerSecond - 1 / servicesPerSecond;
  return steadyState(arrivalsPerSecond, servicesPerSecond, load, wait);
}

export interface BulkState {
  /** Of one number of events in line to the next: each is so many times as likely. */
  readonly ratio: number;
  /** With those in service. */
  readonly meanInSystem: number;
  readonly meanSojournSeconds: number;
}

/** Services count batches. */
export interface BulkRates extends Rates {
  /** Events that leave together at the most: K. */
  readonly most: number;
}

/**
 * M/M^[K]/1: who is in line leaves together, up to K at a time, after one exponential service; a batch in service is
 * closed, as a transaction is, and a single one that finds nobody begins at once. Kleinrock 4.6: the numbers in line while
 * the server is busy are geometric; it is idle for μ / λ of the time that it is busy with none in line.
 *
 * No sink of Flume is this server: one that finds a memory channel empty waits there until its batch is full
 * (`filledBulkService`), one that finds a file channel empty sleeps.
 */
export function bulkService(of: BulkRates): BulkState {
  const { arrivalsPerSecond, servicesPerSecond } = of;
  const ratio = bulkRatio(of);
  const busyWithNone = 1 / (1 / (1 - ratio) + servicesPerSecond / arrivalsPerSecond);
  const meanInLine = (busyWithNone * ratio) / ((1 - ratio) * (1 - ratio));
  const meanInSystem = meanInLine + arrivalsPerSecond / servicesPerSecond;
  return { ratio, meanInSystem, meanSojournSeconds: meanInSystem / arrivalsPerSecond };
}

/**
 * The same with a server that begins no batch before it is full, as a sink at a memory channel does within its
 * keep-alive: each K-th event brings a customer to E_K/M/1. One that comes finds n before it with probability
 * (1 - σ) σ^n, σ = r^K (Kleinrock 6.4), so a batch takes 1 / (μ (1 - σ)), and an event was on average (K - 1) / (2 λ) in
 * it before it was full.
 */
export function filledBulkService(of: BulkRates): BulkState {
  const { arrivalsPerSecond, servicesPerSecond, most } = of;
  const ratio = bulkRatio(of);
  const filling = (most - 1) / (2 * arrivalsPerSecond);
  const meanSojournSeconds = filling + 1 / (servicesPerSecond * (1 - pow(ratio, most)));
  return { ratio, meanInSystem: arrivalsPerSecond * meanSojournSeconds, meanSojournSeconds };
}

/** The root r in (0, 1) of μ r^(K+1) - (λ + μ) r + λ = 0. */
function bulkRatio({ arrivalsPerSecond, servicesPerSecond, most }: BulkRates): number {
  offeredLoad({ arrivalsPerSecond, servicesPerSecond: most * servicesPerSecond }, 1);
  const excess = (r: number): number =>
    servicesPerSecond * pow(r, most + 1) -
    (arrivalsPerSecond + servicesPerSecond) * r +
    arrivalsPerSecond;
  // It falls through the root, and rises to 0 again at 1.
  const slope = (r: number): number =>
    servicesPerSecond * (most + 1) * pow(r, most) - arrivalsPerSecond - servicesPerSecond;
  return bisect((r) => (slope(r) < 0 ? -excess(r) : 1), 0, 1);
}
