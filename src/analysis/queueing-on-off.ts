/** Queueing theory in closed form where the source or the server is on and off at random. */
import { assert } from "../assert.js";
import { bisect } from "../random/bisect.js";
import { exp } from "../random/elementary.js";
import { mg1, offeredLoad, steadyState, type Rates, type SteadyState } from "./queueing.js";

/**
 * M/G/1 whose server fails at random while it serves, and goes on where it stood when it is repaired: Pollaczek and
 * Khinchine of the time that a customer is at the server. Gaver 1962.
 *
 * @param of `failuresPerSecond` of service, `repairSeconds` mean of an exponential law
 * @returns figures of the whole time at the server, repairs included
 */
export function breakdowns(
  of: Rates & {
    readonly serviceScv: number;
    readonly failuresPerSecond: number;
    readonly repairSeconds: number;
  },
): SteadyState {
  const { arrivalsPerSecond, servicesPerSecond, serviceScv, failuresPerSecond, repairSeconds } = of;
  const service = 1 / servicesPerSecond;
  const mean = service * (1 + failuresPerSecond * repairSeconds);
  const variance =
    serviceScv * mean * mean + 2 * service * failuresPerSecond * repairSeconds * repairSeconds;
  return mg1({
    arrivalsPerSecond,
    servicesPerSecond: 1 / mean,
    serviceScv: variance / (mean * mean),
  });
}

export interface OnOffArrivals {
  /** While it is on; nothing comes while it is off. */
  readonly arrivalsPerSecond: number;
  readonly servicesPerSecond: number;
  /** Means of exponential laws. */
  readonly onSeconds: number;
  readonly offSeconds: number;
}

/**
 * IPP/D/1: customers come at random while their source is on, and each takes the same time. What `onOffBacklog` is the
 * fluid of: that leaves out that customers come one by one.
 *
 * The work in line has, by state of the source, the transform F(s) with F(s) (s I + Q - Λ (1 - H(s))) = s f, where f is
 * how often nothing is there, by state. It is finite where the matrix is singular, at one s > 0 besides 0, which gives f; the
 * derivatives at 0 give the mean work while the source is on, which is what a customer finds. W. Fischer and
 * K. Meier-Hellstern, The Markov-modulated Poisson process (MMPP) cookbook, 1993, section 3, for two states.
 */
export function onOffArrivals(source: OnOffArrivals): SteadyState {
  const { arrivalsPerSecond, servicesPerSecond, onSeconds, offSeconds } = source;
  const service = 1 / servicesPerSecond;
  const [toOff, toOn] = [1 / onSeconds, 1 / offSeconds];
  const onShare = toOn / (toOff + toOn);
  const mean = arrivalsPerSecond * onShare;
  const load = offeredLoad({ arrivalsPerSecond: mean, servicesPerSecond }, 1);
  const determinant = (s: number): number =>
    s - toOff - arrivalsPerSecond * (1 - exp(-s * service)) - (toOff * toOn) / (s - toOn);
  const above = toOff + toOn + arrivalsPerSecond;
  assert(determinant(above) > 0, "the root lies below", { above });
  const root = bisect(determinant, toOn, above);
  const emptyWhileOn = ((1 - load) * toOn) / root;
  const surplus = emptyWhileOn - onShare * (1 - arrivalsPerSecond * service);
  const work = (toOn * arrivalsPerSecond * onShare * service * service) / 2 + surplus;
  const meanWait = work / (toOff + toOn * (1 - arrivalsPerSecond * service)) / onShare;
  return steadyState(mean, servicesPerSecond, load, meanWait);
}
