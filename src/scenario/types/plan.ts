/** The `plan` block: what a plan may change, what it costs, what is not known for sure. It changes no run. */

export interface PlanSpec {
  /** Share of seeds that must meet all objectives, 0–1. */
  readonly probability: number;
  /** Of that statement, one-sided, 0–1. */
  readonly confidence: number;
  /** Most seeds a configuration is run with. */
  readonly mostSeeds: number;
  /** Empty: the planner chooses. */
  readonly vary: readonly VariedSetting[];
  readonly costs: PlanCosts;
  /** `faults=…`, as on `--set`: what is to be survived instead of the file's faults. */
  readonly outage: string | undefined;
  /** Agents that may be away, by tier. */
  readonly spare: ReadonlyMap<string, number>;
  readonly uncertain: readonly UncertainSetting[];
  /** Lines of the text that the block takes, from 1; undefined where it shares them. */
  readonly lines: { readonly first: number; readonly last: number } | undefined;
}

export interface VariedSetting {
  readonly path: string;
  /** Texts of a scenario file: amounts from the least to the most, words as written. */
  readonly levels: readonly string[];
}

/** Whatever is left out is the planner's default. */
export interface PlanCosts {
  readonly unit: string | undefined; // "EUR a month"
  readonly agent: number | undefined;
  /** Of an agent of one tier, over `agent`. */
  readonly agentOf: ReadonlyMap<string, number>;
  readonly heapGigabyte: number | undefined;
  readonly diskGigabyte: number | undefined;
  /** Of each level of a varied setting above its lowest. */
  readonly step: ReadonlyMap<string, number>;
}

/** An amount drawn anew for every seed. */
export interface UncertainSetting {
  readonly path: string;
  readonly law: "uniform" | "triangular" | "beta";
  /** In `unit`. */
  readonly least: number;
  readonly likely: number; // of `uniform`: the middle
  readonly most: number;
  /** "" for bare numbers. */
  readonly unit: string;
}
