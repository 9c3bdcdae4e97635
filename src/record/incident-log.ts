/**
 * The log of incidents, folded into episodes: "tier2[1].channel was full from 00:42 to 01:03, 1,204 puts
 * rejected" is one row, not 1,204.
 *
 * Incidents of one kind at one part that concern the same other part belong to one episode as long as no
 * more than EPISODE_GAP lies between two of them: longer than the longest pause of a retrying Flume sink
 * (keep-alive 3 s and back-off 5 s), so a steady refusal is one episode.
 */
import { ticksFromSeconds } from "../units/time.js";

const EPISODE_GAP_TICKS = ticksFromSeconds(30);

/** A stretch of like incidents. */
export interface Episode {
  readonly kind: number;
  readonly part: number;
  /** The part it concerns, or −1. */
  readonly other: number;
  readonly fromTicks: number;
  toTicks: number;
  count: number;
  events: number;
}

export class IncidentLog {
  /** In the order in which they began. */
  readonly episodes: Episode[] = [];
  /** Parts fit into this many numbers; makes one key of kind, part and other. */
  readonly #stride: number;
  readonly #open = new Map<number, Episode>();

  /** @param partCount how many parts the run has */
  constructor(partCount: number) {
    this.#stride = partCount + 1;
  }

  add(at: number, kind: number, part: number, other: number, events: number): void {
    const key = (kind * this.#stride + part) * this.#stride + other + 1;
    const open = this.#open.get(key);
    if (open !== undefined && at - open.toTicks <= EPISODE_GAP_TICKS) {
      open.toTicks = at;
      open.count++;
      open.events += events;
      return;
    }
    const episode = { kind, part, other, fromTicks: at, toTicks: at, count: 1, events };
    this.#open.set(key, episode);
    this.episodes.push(episode);
  }
}
