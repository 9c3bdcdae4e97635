/**
 * A report as a document: what it says, and nothing of how that looks. Every rendering (HTML, Markdown, text, CSV)
 * shows the same blocks in the same order, so none of them can say more than another.
 *
 * Texts may hold code between backticks; everything else in them is meant literally.
 */
import type { BarChart } from "../../charts/values/bar-chart.js";
import type { CurveChart } from "../../charts/values/curve-chart.js";
import type { GridChart } from "../../charts/values/grid-chart.js";
import type { TimeChart } from "../../charts/chart.js";

export interface Document {
  readonly title: string;
  /** What it is about, in a sentence; empty: nothing is said. */
  readonly about: string;
  readonly sections: readonly Section[];
  /** At the end of every rendering: what identifies it. */
  readonly footer: string;
}

export interface Section {
  /** Of its anchor; unique in the document. */
  readonly id: string;
  /** Empty: the section that comes first has none. */
  readonly heading: string;
  readonly blocks: readonly Block[];
  /** Begins a page on paper. */
  readonly startsPage?: boolean;
}

export type Tone = "good" | "bad" | "open";

export type Block =
  | { readonly kind: "verdict"; readonly tone: Tone; readonly word: string; readonly text: string }
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "prose"; readonly text: string; readonly isAside?: boolean }
  | { readonly kind: "list"; readonly isOrdered?: boolean; readonly items: readonly Item[] }
  | TableBlock
  | FigureBlock
  | { readonly kind: "code"; readonly language: string; readonly text: string };

/** A number that is to be seen at first glance. */
export interface Fact {
  readonly name: string;
  readonly value: Cell;
  /** Below it, in small type; empty: nothing. */
  readonly note: string;
  readonly tone?: Tone;
}

export interface Item {
  readonly tone?: Tone;
  readonly text: string;
}

export interface TableBlock {
  readonly kind: "table";
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly name: string;
  /** Figures stand to the right. */
  readonly isNumber?: boolean;
}

/** What stands in a table: a text, or a number with the text that people read. */
export type Cell = string | NumberCell;

export interface NumberCell {
  readonly text: string;
  /** In its unit, not rounded; null: there is none. */
  readonly value: number | null;
  readonly unit: string;
  readonly tone?: Tone;
}

export interface FigureBlock {
  readonly kind: "figure";
  readonly title: string;
  /** What it shows here, in a sentence or two: stands for the picture where there is none. */
  readonly summary: string;
  readonly chart: Chart;
  /** The picture in figures. */
  readonly table: TableBlock;
}

export type Chart =
  | { readonly kind: "time"; readonly chart: TimeChart }
  | { readonly kind: "curve"; readonly chart: CurveChart }
  | { readonly kind: "bars"; readonly chart: BarChart }
  | { readonly kind: "grid"; readonly chart: GridChart };

export function cellText(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}
