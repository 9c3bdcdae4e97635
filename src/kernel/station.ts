/**
 * A station: one line in order of arrival, before c identical servers that finish what they begin.
 *
 * Without preemption the departure is known on arrival, so a visit costs one notice (the departure)
 * instead of two, and the station itself needs no simulator. A customer goes to the server that is
 * free first; which of several idle ones makes no difference, since they are identical.
 */
import { assert } from "../assert.js";
import type { SimTime } from "../units/time.js";

export class Station {
  readonly servers: number;
  /** When each server is free of all that was admitted [ticks]; a heap, earliest at 0. */
  readonly #freeAt: Float64Array;
  #busyTicks = 0;
  #lastArrival = 0;

  /** @param servers whole, 1 or more */
  constructor(servers: number) {
    assert(Number.isInteger(servers) && servers >= 1, "a station has a server", { servers });
    this.servers = servers;
    this.#freeAt = new Float64Array(servers);
  }

  /** Service begun or owed since the start, over all servers [ticks]. */
  get busyTicks(): number {
    return this.#busyTicks;
  }

  /** Service done by `at`, over all servers [ticks]. @param at not before the last arrival */
  busyTicksUntil(at: SimTime): number {
    let owed = 0;
    for (const freeAt of this.#freeAt) owed += Math.max(0, freeAt - at);
    return this.#busyTicks - owed;
  }

  /** When a customer that came at `at` would be served. */
  startIfAdmitted(at: SimTime): SimTime {
    return Math.max(at, this.#freeAt[0]!) as SimTime;
  }

  /**
   * Lets a customer join the line. O(log servers).
   *
   * @param at now: not before the customer admitted last
   * @param serviceTicks [ticks] whole, 0 or more
   * @returns when its service ends
   */
  admit(at: SimTime, serviceTicks: number): SimTime {
    if (!(
      at >= this.#lastArrival &&
      serviceTicks >= 0 &&
      Math.floor(serviceTicks) === serviceTicks
    )) {
      refuse(at, this.#lastArrival, serviceTicks);
    }
    this.#lastArrival = at;
    this.#busyTicks += serviceTicks;
    const freeAt = this.#freeAt[0]!;
    const finish = (at > freeAt ? at : freeAt) + serviceTicks;
    if (this.servers === 1) this.#freeAt[0] = finish;
    else sinkFirst(this.#freeAt, finish);
    return finish as SimTime;
  }

  /**
   * Empties the station, as a crash does: all servers are idle.
   *
   * @param at takes the service not done by then off `busyTicks`; without it that stays counted
   */
  reset(at?: SimTime): void {
    if (at !== undefined) this.#busyTicks = this.busyTicksUntil(at);
    this.#freeAt.fill(0);
  }
}

/** Replaces the earliest time of a binary heap. */
function sinkFirst(heap: Float64Array, time: number): void {
  let hole = 0;
  for (let child = 1; child < heap.length; child = 2 * hole + 1) {
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= time) break;
    heap[hole] = heap[child]!;
    hole = child;
  }
  heap[hole] = time;
}

function refuse(at: number, lastArrival: number, serviceTicks: number): void {
  assert(at >= lastArrival, "customers come in order of time", { at, lastArrival });
  assert(
    Number.isInteger(serviceTicks) && serviceTicks >= 0,
    "a service takes a whole number of ticks, 0 or more",
    { serviceTicks },
  );
}
