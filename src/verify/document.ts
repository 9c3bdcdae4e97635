/** What the parts of a scenario document are made of, and its clock. */

export type Document = Record<string, unknown>;

/** Times of a recording on the clock of its scenario. */
export class Clock {
  readonly #offsetMs: number;

  /** @param offsetMs [ms] from the scenario's time 0 to the recording's */
  constructor(offsetMs: number) {
    this.#offsetMs = offsetMs;
  }

  at(ms: number): string {
    return duration(ms + this.#offsetMs);
  }
}

/** @param value [ms] */
export function duration(value: number): string {
  return `${String(value)} ms`;
}

/** What the scenario calls a group of load clients. */
export function clientName(index: number): string {
  return `clients${String(index)}`;
}
