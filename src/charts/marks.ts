/**
 * What a picture is made of: plain data in pixels, y downwards. Charts (data → marks) know no back end and
 * back ends (marks → SVG text, later a canvas) know no chart, so one code draws report, page and export.
 *
 * This layer is for drawing only: its d3 modules use all of Math, so nothing of it may reach a digest.
 */
import type { FillStyle, LineStyle, TextStyle } from "./theme.js";

export type Anchor = "start" | "middle" | "end";

/** A line through points; a NaN in `ys` is a gap, a point alone between gaps a dot. */
export interface LineMark {
  readonly kind: "line";
  readonly style: LineStyle;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** Dots; a NaN in `ys` is none. */
export interface DotsMark {
  readonly kind: "dots";
  readonly style: LineStyle;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** The area between two lines; a NaN in either is a gap. */
export interface AreaMark {
  readonly kind: "area";
  readonly style: FillStyle;
  readonly xs: readonly number[];
  readonly lows: readonly number[];
  readonly highs: readonly number[];
}

export interface RectMark {
  readonly kind: "rect";
  readonly style: FillStyle;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What a back end shows when it is pointed at. */
  readonly hint?: string;
}

/** One straight line. */
export interface RuleMark {
  readonly kind: "rule";
  readonly style: LineStyle;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** One line of text; `y` is that of its baseline. */
export interface TextMark {
  readonly kind: "text";
  readonly style: TextStyle;
  readonly x: number;
  readonly y: number;
  readonly anchor: Anchor;
  readonly text: string;
}

/** Marks of which only what lies in the rectangle is seen. */
export interface ClipMark {
  readonly kind: "clip";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

export type Mark = LineMark | DotsMark | AreaMark | RectMark | RuleMark | TextMark | ClipMark;

export interface Picture {
  readonly width: number; // px
  readonly height: number; // px
  /** What it shows, in a sentence, for those who do not see it. */
  readonly label: string;
  /** More about it, for the same readers; undefined: the label says it all. */
  readonly description?: string;
  /** Drawn in this order. */
  readonly marks: readonly Mark[];
}
