/**
 * A host: the cores, the network interface and the clock slack that the parts of one agent share.
 *
 * Cores and each direction of the interface serve first come first, so the end of a piece of work is
 * known when it is handed in and no extra notice is needed for it.
 */
import { Station } from "../kernel/station.js";
import type { Sampler } from "../random/sampler.js";
import { TICKS_PER_SECOND, type SimTime } from "../units/time.js";
import { Pipe } from "./pipe.js";

export class Host {
  readonly cores: Station;
  /** Everything the processor does takes this many times as long: a `slow` fault. */
  slowFactor = 1;
  readonly #sending = new Pipe();
  readonly #receiving = new Pipe();
  readonly #ticksPerByte: number;
  readonly #sleepOvershoot: Sampler;

  constructor(cores: number, networkBytesPerSecond: number, sleepOvershoot: Sampler) {
    this.cores = new Station(cores);
    this.#ticksPerByte = TICKS_PER_SECOND / networkBytesPerSecond;
    this.#sleepOvershoot = sleepOvershoot;
  }

  /** Hands `ticks` of processor work in. @returns [ticks] when it is done */
  work(now: SimTime, ticks: number): SimTime {
    return this.cores.admit(now, Math.round(ticks * this.slowFactor));
  }

  /** Hands bytes to the interface at `at` or later. @returns [ticks] when the last of them has left */
  send(at: number, bytes: number): SimTime {
    return this.#sending.book(at, Math.round(bytes * this.#ticksPerByte));
  }

  /** Takes bytes from the wire. @returns [ticks] when the last of them has come in */
  receive(at: number, bytes: number): SimTime {
    return this.#receiving.book(at, Math.round(bytes * this.#ticksPerByte));
  }

  /** How long a sleep of `ticks` really takes. @returns [ticks] */
  sleepTicks(ticks: number): number {
    return ticks + Math.round(this.#sleepOvershoot.draw());
  }
}
