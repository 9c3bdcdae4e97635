/** A chart of ranges around one value, a row each, the widest first (a tornado). */
import type { ValueForm } from "../ticks.js";

export interface BarChart {
  /** What it shows, in a sentence, for those who do not see it. */
  readonly label: string;
  readonly value: { readonly name: string; readonly form: ValueForm };
  /** Where the rows meet. */
  readonly base: { readonly at: number; readonly text: string };
  /** In the legend: what the two sides of a row stand for. */
  readonly lower: string;
  readonly higher: string;
  readonly rows: readonly BarRow[];
}

export interface BarRow {
  readonly name: string;
  readonly lower: BarSide;
  readonly higher: BarSide;
}

/** Where a bar ends. NaN: it has no end, and `text` says why. */
export interface BarSide {
  readonly at: number;
  /** At the end of the bar. */
  readonly text: string;
}
