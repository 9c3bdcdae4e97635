/** What has been recorded of one agent so far: a column for each counter of each component. */
import { GrowingColumn } from "../../record/growing-column.js";
import type { Metrics } from "./metrics.js";

/** Values at successive samples, NaN: not there. While they do not change only one is kept. */
class RecordedColumn {
  #length: number;
  #first = NaN;
  #values: GrowingColumn | undefined = undefined;

  /** @param missed samples before the first value */
  constructor(missed: number) {
    this.#length = missed;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#values === undefined) {
      if (this.#length === 0) this.#first = value;
      if (Object.is(value, this.#first)) {
        this.#length++;
        return;
      }
      this.#values = new GrowingColumn(2 * this.#length);
      for (let i = 0; i < this.#length; i++) this.#values.push(this.#first);
    }
    this.#values.push(value);
    this.#length++;
  }

  /** @param samples how many of them */
  toJson(samples: number): string {
    const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
    if (this.#values === undefined) return JSON.stringify({ constant: orNull(this.#first) });
    return JSON.stringify(Array.from(this.#values.toArray().subarray(0, samples), orNull));
  }
}

export class RecordedColumns {
  readonly #components = new Map<string, Map<string, RecordedColumn>>();
  #samples = 0;

  /** @param metrics undefined: the agent did not answer */
  push(metrics: Metrics | undefined): void {
    for (const [component, counters] of metrics ?? []) {
      const columns = this.#components.get(component) ?? new Map<string, RecordedColumn>();
      this.#components.set(component, columns);
      for (const name of counters.keys()) {
        if (!columns.has(name)) columns.set(name, new RecordedColumn(this.#samples));
      }
    }
    this.#samples++;
    for (const [component, columns] of this.#components) {
      const counters = metrics?.get(component);
      for (const [name, column] of columns) column.push(counters?.get(name) ?? NaN);
    }
  }

  /** The JSON of its components, piece by piece. @param samples how many of each column */
  *pieces(samples: number): Generator<string> {
    let between = "{";
    for (const [component, columns] of this.#components) {
      yield `${between}${JSON.stringify(component)}:`;
      let before = "{";
      for (const [name, column] of columns) {
        yield `${before}${JSON.stringify(name)}:${column.toJson(samples)}`;
        before = ",";
      }
      yield "}";
      between = ",";
    }
    yield between === "{" ? "{}" : "}";
  }
}
