/** The samples of one recorded agent, and where it lived: counters between two samples of one life. */
import { columnValues, type SeenTrace } from "../verify/trace.js";

export class Samples {
  readonly agent: string;
  /** [ms] */
  readonly times: readonly number[];
  /** `CHANNEL.c`, `SINK.k`, `SOURCE.src` */
  readonly components: readonly string[];
  readonly #trace: SeenTrace;
  readonly #columns = new Map<string, Float64Array>();

  constructor(trace: SeenTrace, agent: string) {
    this.agent = agent;
    this.#trace = trace;
    this.times = trace.series[agent]!.t;
    this.components = Object.keys(trace.series[agent]!.components).sort();
  }

  /** NaN where the agent did not answer. */
  values(component: string, name: string): Float64Array {
    const key = `${component}.${name}`;
    const known = this.#columns.get(key);
    if (known !== undefined) return known;
    const column = this.#trace.series[this.agent]!.components[component]?.[name];
    const values = columnValues(column, this.times.length);
    this.#columns.set(key, values);
    return values;
  }

  /** By how much a counter grew from sample i to sample j; NaN when it was started anew between them. */
  grown(component: string, name: string, i: number, j: number): number {
    const values = this.values(component, name);
    const by = values[j]! - values[i]!;
    return by >= 0 && this.isOneLife(component, i, j) ? by : NaN;
  }

  isOneLife(component: string, i: number, j: number): boolean {
    const starts = this.values(component, "StartTime");
    const isKnown = !Number.isNaN(starts[i]!) && !Number.isNaN(starts[j]!);
    return !isKnown || starts[i] === starts[j];
  }
}
