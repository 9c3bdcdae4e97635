/** A chart of cells over two quantities, each of one kind: which limit breaks first where. */
import type { CellStyle } from "../theme.js";

export interface GridChart {
  /** What it shows, in a sentence, for those who do not see it. */
  readonly label: string;
  readonly x: GridAxis;
  /** From the bottom to the top. */
  readonly y: GridAxis;
  /** By row (y), then by column (x). */
  readonly cells: readonly (readonly GridCell[])[];
  /** Colour is never alone: each has a sign that stands in its cells and in the legend. */
  readonly kinds: readonly {
    readonly style: CellStyle;
    readonly sign: string;
    readonly name: string;
  }[];
  /** A cell that something is said of, with its text in the legend. */
  readonly mark: { readonly x: number; readonly y: number; readonly text: string } | undefined;
}

export interface GridCell {
  /** Index into `kinds`. */
  readonly kind: number;
  /** What is said of this cell alone. */
  readonly hint: string;
}

export interface GridAxis {
  readonly name: string;
  readonly ticks: readonly string[];
}
