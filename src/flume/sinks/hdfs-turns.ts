/**
 * A line in front of something that only so many threads can have at a time: a Java monitor (one), or the
 * threads of a pool. Served in order of arrival; Java promises no order for monitors, and this is one of those
 * it allows.
 */

export interface TurnUser {
  /** Its turn has come: it has what it waited for. */
  onTurn(): void;
}

export class Turns {
  #free: number;
  readonly #line: TurnUser[] = [];

  /** @param count how many can have it at a time, 1 or more */
  constructor(count: number) {
    this.#free = count;
  }

  /** @returns whether the turn is there at once; else `onTurn` will tell */
  take(user: TurnUser): boolean {
    if (this.#free === 0) {
      this.#line.push(user);
      return false;
    }
    this.#free--;
    return true;
  }

  /** Leaves the line without a turn. */
  leave(user: TurnUser): void {
    this.#line.splice(this.#line.indexOf(user), 1);
  }

  /** A turn is over: the next in line has it. */
  giveBack(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#free++;
    else next.onTurn();
  }
}
