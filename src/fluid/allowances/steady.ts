/** What a queue keeps by chance alone while more can leave than comes: the fluid keeps nothing then. */
import { bisect } from "../../random/bisect.js";
import { exp, ln } from "../../random/elementary.js";
import type { Piece } from "../solve.js";
import type { Reasons } from "./reasons.js";

/** One time in so many a queue keeps more, as with the four standard deviations of sizes.ts. */
const ONE_IN = 16_000;

/** What comes to one member of a buffer and what can leave it. */
interface Drift {
  /** [events/s] */
  readonly into: number;
  /** [events/s] */
  readonly able: number;
  /** Variance over mean of what comes. */
  readonly index: number;
  /** [events²/s] variance of what can leave */
  readonly ofService: number;
}

/**
 * [events] The most of one member of a buffer, over all its time, where nothing piles up. A content that has the
 * Lundberg exponent θ and the drift −δ goes beyond x about δθ·e^(−θx) times a second, so that within T one in n goes
 * beyond ln(n·T·δθ)/θ: exact for reflected Brownian motion (Harrison, Brownian Motion and Stochastic Flow Systems, 1985).
 * @param index variance over mean of what comes
 */
export function steadySwing(pieces: readonly Piece[], b: number, index: number): Reasons {
  let [most, found] = [0, {} as Reasons];
  for (const piece of pieces) {
    if (piece.contents[b]! > 0) continue;
    const drift = driftOf(piece, b, index);
    const { into, able, ofService } = drift;
    const variance = into * index + ofService;
    if (into === 0 || into >= able || variance === 0) continue;
    const theta = lundbergExponent(drift);
    const members = piece.network.buffers[b]!.members;
    const times = ONE_IN * members * piece.seconds * (able - into) * theta;
    const events = Math.max(0, ln(times)) / theta;
    if (events <= most) continue;
    most = events;
    found = {
      chance: (events * into * index) / variance,
      "service times": (events * ofService) / variance,
    };
  }
  return found;
}

function driftOf({ network, flows }: Piece, b: number, index: number): Drift {
  const { members } = network.buffers[b]!;
  let [able, ofService] = [0, 0];
  network.threads.forEach(({ buffer, exits }, t) => {
    if (buffer !== b) return;
    const rate = flows.able[t]!.value / members;
    able += rate;
    for (const { share, spread, batchEvents } of exits) {
      ofService += rate * share * spread * spread * batchEvents;
    }
  });
  return { into: flows.into[b]!.value / members, able, index, ofService };
}

/**
 * [1/events] The positive root of (λ/I)(e^(Iθ) − 1) − cθ + sθ²/2: λ events a second come as a Poisson stream of clumps of
 * I, c leave with a variance of s (Asmussen, Ruin Probabilities, 2010, chapter IV). Near saturation it is that of
 * Brownian motion, 2(c − λ)/(λI + s), which is never less.
 */
function lundbergExponent({ into, able, index, ofService }: Drift): number {
  const drift = (theta: number): number => {
    const comes = index === 0 ? into * theta : (into / index) * (exp(index * theta) - 1);
    return comes - able * theta + (ofService * theta * theta) / 2;
  };
  return bisect(drift, 0, (2 * (able - into)) / (into * index + ofService));
}
