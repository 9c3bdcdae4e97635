/**
 * A first-in-first-out queue of runs: how many events in a row share a key. The log file that each event
 * of a file channel lies in, and the store that each event of a spillable channel is in, are such queues:
 * they lie beside the queue of the events and move in step with it.
 *
 * Invariant: no run is empty, and two neighbours have different keys.
 */

const FEWEST = 4;

export class Runs {
  /** [events] in all runs. */
  events = 0;
  /** Runs in the queue. */
  size = 0;
  #keys = new Float64Array(FEWEST);
  #counts = new Float64Array(FEWEST); // [events] by run
  #head = 0; // place of the oldest run; places are a ring of a power of two

  /** Key of the oldest event. Only for a queue that is not empty. */
  get headKey(): number {
    return this.#keys[this.#head]!;
  }

  /** [events] that share the oldest event's key and follow it without a gap. */
  get headEvents(): number {
    return this.#counts[this.#head]!;
  }

  /** @param run 0 is the oldest */
  key(run: number): number {
    return this.#keys[this.#place(run)]!;
  }

  /** [events] @param run 0 is the oldest */
  count(run: number): number {
    return this.#counts[this.#place(run)]!;
  }

  /** Adds events at the back. */
  push(key: number, events: number): void {
    if (events === 0) return;
    this.events += events;
    const last = this.#place(this.size - 1);
    if (this.size > 0 && this.#keys[last] === key) {
      this.#counts[last]! += events;
      return;
    }
    this.#makeRoom();
    this.#set(this.#place(this.size++), key, events);
  }

  /** Puts events before the oldest. */
  pushFront(key: number, events: number): void {
    if (events === 0) return;
    this.events += events;
    if (this.size > 0 && this.headKey === key) {
      this.#counts[this.#head]! += events;
      return;
    }
    this.#makeRoom();
    this.#head = this.#place(-1);
    this.size++;
    this.#set(this.#head, key, events);
  }

  /** Takes the oldest events out. @param events as many as there are, or fewer @param into given them */
  moveFront(events: number, into: Runs | undefined): void {
    let left = events;
    while (left > 0) {
      const head = this.#head;
      const count = Math.min(left, this.#counts[head]!);
      into?.push(this.#keys[head]!, count);
      left -= count;
      this.events -= count;
      this.#counts[head]! -= count;
      if (this.#counts[head] !== 0) return;
      this.#head = this.#place(1);
      this.size--;
    }
  }

  /** Adds all of another queue at the back; the other is then empty. */
  appendAll(from: Runs): void {
    for (let run = 0; run < from.size; run++) this.push(from.key(run), from.count(run));
    from.clear();
  }

  /** Puts all of another queue, in its order, before the oldest; the other is then empty. */
  prependAll(from: Runs): void {
    for (let run = from.size - 1; run >= 0; run--) this.pushFront(from.key(run), from.count(run));
    from.clear();
  }

  clear(): void {
    this.events = 0;
    this.size = 0;
  }

  #place(run: number): number {
    return (this.#head + run) & (this.#keys.length - 1);
  }

  #set(place: number, key: number, events: number): void {
    this.#keys[place] = key;
    this.#counts[place] = events;
  }

  #makeRoom(): void {
    if (this.size < this.#keys.length) return;
    const keys = new Float64Array(2 * this.size);
    const counts = new Float64Array(2 * this.size);
    for (let run = 0; run < this.size; run++) {
      keys[run] = this.key(run);
      counts[run] = this.count(run);
    }
    this.#keys = keys;
    this.#counts = counts;
    this.#head = 0;
  }
}
