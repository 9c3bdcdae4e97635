/** Counters summed over the lives of components that died: Flume's own begin at zero with each life. */

/** Gauges are states, not sums: they end with a life. */
const GAUGES = new Set(["ChannelSize", "OpenConnectionCount", "Unhealthy"]);

export type Counters = Readonly<Record<string, number>>;

export class CarriedTotals {
  readonly #byPart = new Map<number, Record<string, number>>();

  /** Books what a component counted in the life that ends now. */
  carry(part: number, counters: object): void {
    const carried = this.#byPart.get(part) ?? {};
    for (const [name, value] of Object.entries(counters as Counters)) {
      if (!GAUGES.has(name)) carried[name] = (carried[name] ?? 0) + value;
    }
    this.#byPart.set(part, carried);
  }

  /** Counters over all lives. @param present those of the life that goes on, if any */
  totals(part: number, present: object | undefined): Record<string, number> {
    const totals = { ...this.#byPart.get(part) };
    for (const [name, value] of Object.entries((present ?? {}) as Counters)) {
      totals[name] = GAUGES.has(name) ? value : (totals[name] ?? 0) + value;
    }
    return totals;
  }
}
