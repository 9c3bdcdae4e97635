/**
 * Which part of a spillable channel is in memory, as a fluid: what a crash takes of it.
 *
 * Puts go to memory as far as there is room, the rest to disk; takes go by the order of the puts, from wherever each event
 * is, and room that they make in memory is filled by the next puts. So the content is a line of runs, each with the share of
 * it that is in memory. While memory is full the share of what comes is what leaves memory, over what comes. Exact where rates
 * are even; where one rises or falls it is cut into steps.
 */
import type { Line } from "./linear.js";

interface Run {
  events: number;
  /** Share of them that is in memory. */
  readonly memory: number;
}

const STEPS_OF_SLOPE = 32;
/** Rounding, as a share. */
const SAME = 1e-9;

export class Spill {
  readonly #capacity: number; // [events]
  #runs: Run[] = [];
  #inMemory = 0;

  /** @param memoryCapacity [events] of all members together */
  constructor(memoryCapacity: number) {
    this.#capacity = memoryCapacity;
  }

  /** [events] */
  get inMemory(): number {
    return this.#inMemory;
  }

  /** @param into [events/s] @param out [events/s] no more than there is */
  advance(seconds: number, into: Line, out: Line): void {
    const steps = into.slope === 0 && out.slope === 0 ? 1 : STEPS_OF_SLOPE;
    const each = seconds / steps;
    for (let i = 0; i < steps; i++) {
      const middle = (i + 0.5) * each;
      this.#flow(each, into.value + into.slope * middle, out.value + out.slope * middle);
    }
  }

  /** A crash: what is on disk stays. */
  lose(): void {
    this.#runs = this.#runs.map(({ events, memory }) => ({
      events: events * (1 - memory),
      memory: 0,
    }));
    this.#inMemory = 0;
  }

  #flow(seconds: number, into: number, out: number): void {
    for (let left = seconds; left > 0;) {
      const [front, back] = [this.#runs[0], this.#runs.at(-1)];
      const leaving = (front?.memory ?? 1) * out;
      const isFull = this.#inMemory >= this.#capacity * (1 - SAME);
      const memory = isFull && into > leaving ? leaving / into : 1;
      const isOne = front === back && (front === undefined || isSame(front.memory, memory));
      if (isOne && into <= out && front === undefined) return; // what comes goes at once
      const span = Math.min(
        left,
        untilZero(front?.events ?? 0, isOne ? into - out : -out),
        isFull ? Infinity : untilZero(this.#capacity - this.#inMemory, leaving - into * memory),
      );
      this.#put(into * span, memory);
      this.#take(out * span);
      this.#inMemory = Math.max(0, this.#inMemory + (into * memory - leaving) * span);
      left -= span;
    }
  }

  #put(events: number, memory: number): void {
    if (events === 0) return;
    const back = this.#runs.at(-1);
    if (back !== undefined && isSame(back.memory, memory)) back.events += events;
    else this.#runs.push({ events, memory });
  }

  #take(events: number): void {
    const front = this.#runs[0];
    if (front === undefined) return;
    front.events -= events;
    if (front.events > SAME) return;
    this.#runs.shift();
    if (this.#runs.length === 0) this.#inMemory = 0;
  }
}

/** [s] until so many events are gone; Infinity: they do not go. */
function untilZero(events: number, rate: number): number {
  return rate < 0 ? events / -rate : Infinity;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME;
}
