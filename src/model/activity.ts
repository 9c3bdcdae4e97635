/**
 * What a client, a sink or a server does with its time: the four shares that a verdict, the bottleneck
 * and the dashboard's back-pressure are read from.
 *
 * Invariant: at any time the four tallies sum to the time since the start.
 */
import type { SimTime } from "../units/time.js";

/** Nothing to do: no events, or resting after finding none. */
export const IDLE = 0;
/** Taking, calling, writing: its own work and that of a peer that is getting on with it. */
export const WORKING = 1;
/** The peer holds it up: no room behind it, or it does not answer. */
export const BLOCKED = 2;
/** Resting after a failure. */
export const BACKING_OFF = 3;
export const ACTIVITY_COUNT = 4;

export type ActivityState = typeof IDLE | typeof WORKING | typeof BLOCKED | typeof BACKING_OFF;

export class Activity {
  state: ActivityState = IDLE;
  #since: SimTime;
  readonly #ticks = new Float64Array(ACTIVITY_COUNT);

  constructor(now: SimTime) {
    this.#since = now;
  }

  change(now: SimTime, state: ActivityState): void {
    if (state === this.state) return;
    this.#ticks[this.state]! += now - this.#since;
    this.#since = now;
    this.state = state;
  }

  /** [ticks] spent in a state so far. */
  ticksIn(state: ActivityState, now: SimTime): number {
    const ended = this.#ticks[state]!;
    return state === this.state ? ended + (now - this.#since) : ended;
  }

  /** Visits every state with the ticks spent in it so far. */
  forEach(now: SimTime, visit: (state: ActivityState, ticks: number) => void): void {
    for (const state of [IDLE, WORKING, BLOCKED, BACKING_OFF] as const) {
      visit(state, this.ticksIn(state, now));
    }
  }

  /** Since when it has been in its present state. */
  get since(): SimTime {
    return this.#since;
  }
}
