/**
 * A link: what lies between two ends. Latency one way, perhaps a bandwidth that all who use it share,
 * and faults: it can be slow, refuse (down) or lose every packet (partition).
 *
 * TCP sends lost data again, so what is on its way when a partition begins arrives when it heals
 * (unless the sender's own time-out ends the connection first): such messages wait in the link.
 */
import { TICKS_PER_SECOND, type SimTime } from "../units/time.js";
import { Pipe } from "./pipe.js";

/** What waits for a link to heal. */
export interface LinkWaiter {
  onHealed(): void;
}

/** What a link that goes down breaks. */
export interface LinkUser {
  onLinkDown(): void;
}

export class Link {
  /** Connections that are open over it. */
  readonly users = new Set<LinkUser>();
  slowFactor = 1;
  #isDown = false;
  #isPartitioned = false;
  readonly #latencyTicks: number;
  readonly #ticksPerByte: number;
  readonly #shared: Pipe | undefined;
  readonly #waiting = new Set<LinkWaiter>(); // in the order in which they began to wait

  /** @param bytesPerSecond [bytes/s] shared by all messages; undefined: no limit of its own */
  constructor(latencyTicks: number, bytesPerSecond: number | undefined) {
    this.#latencyTicks = latencyTicks;
    this.#ticksPerByte = bytesPerSecond === undefined ? 0 : TICKS_PER_SECOND / bytesPerSecond;
    this.#shared = bytesPerSecond === undefined ? undefined : new Pipe();
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  get isPartitioned(): boolean {
    return this.#isPartitioned;
  }

  /** [ticks] one way, for a message without a body. */
  get latencyTicks(): number {
    return Math.round(this.#latencyTicks * this.slowFactor);
  }

  /** @returns [ticks] when a message handed in at `at` is at the other end */
  carry(at: number, bytes: number): SimTime {
    if (this.#shared === undefined) return (at + this.latencyTicks) as SimTime;
    const ticks = Math.round(bytes * this.#ticksPerByte * this.slowFactor);
    return (this.#shared.book(at, ticks) + this.latencyTicks) as SimTime;
  }

  /** Refuses new connections and breaks those there are. */
  goDown(): void {
    this.#isDown = true;
    for (const user of [...this.users]) user.onLinkDown();
  }

  comeBack(): void {
    this.#isDown = false;
  }

  partition(): void {
    this.#isPartitioned = true;
  }

  heal(): void {
    this.#isPartitioned = false;
    for (const waiter of this.#waiting) {
      this.#waiting.delete(waiter);
      waiter.onHealed();
    }
  }

  /** Keeps a message, or an attempt to connect, until the link heals. */
  wait(waiter: LinkWaiter): void {
    this.#waiting.add(waiter);
  }

  /** What waited was given up. */
  leave(waiter: LinkWaiter): void {
    this.#waiting.delete(waiter);
  }
}
