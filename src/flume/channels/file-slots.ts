/**
 * The free slots of a file channel: java.util.concurrent.Semaphore(capacity, true), one permit a put.
 *
 * A put that finds others in line stands behind them; a transaction that gets a permit writes its record and
 * stands at the end of the line for the next. So free permits go round the waiting transactions, one each,
 * and many of them can hold slots without any of them getting all that it needs.
 *
 * Invariants: free + permits given out = capacity; nobody waits while a permit is free. Permits are dealt in
 * whole rounds, O(waiters) a release, to the same effect as one by one.
 */

/** A transaction that puts events, slot by slot. */
export interface SlotUser {
  /** [events] that still lack a slot. */
  need: number;
  /** [events] that hold a slot. */
  held: number;
  /** [events] that were given a slot by the last deal, and have not been written yet. */
  fresh: number;
}

export class FileSlots<User extends SlotUser> {
  /** [events] */
  free: number;
  /** Who waits, in order. */
  readonly #line: User[] = [];
  readonly #rest: User[] = [];

  constructor(capacityEvents: number) {
    this.free = capacityEvents;
  }

  get waiting(): readonly User[] {
    return this.#line;
  }

  /** Takes what there is for a newcomer; if it needs more, it stands in line. */
  claim(user: User): void {
    const granted = Math.min(this.free, user.need);
    this.free -= granted;
    give(user, granted);
    if (user.need > 0) this.#line.push(user);
  }

  /** Leaves the line, with what it holds. */
  leave(user: User): void {
    this.#line.splice(this.#line.indexOf(user), 1);
  }

  /**
   * Frees slots and deals them to those who wait.
   * @param granted given those who got some and have to write, in the order of the line
   */
  release(events: number, granted: User[]): void {
    this.free += events;
    if (this.#line.length === 0) return;
    for (const user of this.#line) granted.push(user);
    while (this.free > 0 && this.#line.length > 0) this.#dealRounds();
    let size = 0;
    for (const user of granted) if (user.fresh > 0) granted[size++] = user;
    granted.length = size;
  }

  /** Deals as many whole rounds as there is for all, or the beginning of one. */
  #dealRounds(): void {
    const line = this.#line;
    const size = line.length;
    let least = Infinity;
    for (const user of line) least = Math.min(least, user.need);
    const rounds = Math.min(least, Math.floor(this.free / size));
    const served = rounds > 0 ? size : this.free;
    for (let i = 0; i < served; i++) give(line[i]!, Math.max(1, rounds));
    this.free -= served * Math.max(1, rounds);
    if (rounds === 0) this.#toTheEnd(served);
    let left = 0;
    for (const user of line) if (user.need > 0) line[left++] = user;
    line.length = left;
  }

  /** The first `count` of the line stand behind the others. */
  #toTheEnd(count: number): void {
    const line = this.#line;
    const rest = this.#rest;
    rest.length = 0;
    for (let i = 0; i < line.length; i++) rest.push(line[(i + count) % line.length]!);
    for (let i = 0; i < line.length; i++) line[i] = rest[i]!;
  }
}

function give(user: SlotUser, events: number): void {
  user.need -= events;
  user.held += events;
  user.fresh += events;
}
