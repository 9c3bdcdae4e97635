/**
 * What is offered to a gate or a channel, on average over the run: events by header class, and their bytes. A standby gets
 * nothing as long as all is well; of which classes and sizes its events would be is known all the same.
 */
import type { Mix } from "./load.js";

interface Stream {
  /** [events/s] by header class. */
  readonly mix: Map<string, number>;
  bytesPerSecond: number;
}

export class Offered {
  readonly #expected: Stream = { mix: new Map(), bytesPerSecond: 0 };
  /** Were those away that come before it. */
  readonly #standby: Stream = { mix: new Map(), bytesPerSecond: 0 };

  static of(mix: Mix, bytesPerSecond: number): Offered {
    const offered = new Offered();
    for (const [label, rate] of mix) offered.#expected.mix.set(label, rate);
    offered.#expected.bytesPerSecond = bytesPerSecond;
    return offered;
  }

  /** [events/s] */
  get eventsPerSecond(): number {
    return eventsOf(this.#expected);
  }

  /** By header class: what comes, or, if nothing does, what would. */
  get mix(): Mix {
    return this.#usual.mix;
  }

  /** Mean; 0: nothing ever comes. */
  get bytesPerEvent(): number {
    const events = eventsOf(this.#usual);
    return events === 0 ? 0 : this.#usual.bytesPerSecond / events;
  }

  add(from: Offered, share: number): void {
    for (const label of from.#labels) this.addClass(from, label, share);
  }

  addStandby(from: Offered): void {
    for (const label of from.#labels) {
      addTo(this.#standby, from.#expected, label, 1);
      addTo(this.#standby, from.#standby, label, 1);
    }
  }

  /** One header class of it. */
  addClass(from: Offered, label: string, share: number): void {
    addTo(this.#expected, from.#expected, label, share);
    addTo(this.#standby, from.#standby, label, share);
  }

  get #usual(): Stream {
    return eventsOf(this.#expected) > 0 ? this.#expected : this.#standby;
  }

  get #labels(): Set<string> {
    return new Set([...this.#expected.mix.keys(), ...this.#standby.mix.keys()]);
  }
}

function addTo(to: Stream, from: Stream, label: string, share: number): void {
  const rate = from.mix.get(label);
  if (rate === undefined) return;
  const events = eventsOf(from);
  to.mix.set(label, (to.mix.get(label) ?? 0) + rate * share);
  to.bytesPerSecond += events === 0 ? 0 : (from.bytesPerSecond * rate * share) / events;
}

function eventsOf({ mix }: Stream): number {
  let events = 0;
  for (const rate of mix.values()) events += rate;
  return events;
}
