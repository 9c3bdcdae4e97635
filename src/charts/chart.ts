/** What a chart over time shows: data in its own units, seconds, and nothing of pixels. */
import type { Curve } from "./curve.js";
import type { FillStyle, SeriesStyle } from "./theme.js";
import type { ValueForm } from "./ticks.js";
import type { ValueScale } from "./value-axis.js";

export interface TimeChart {
  /** What it shows, in a sentence, for those who do not see it. */
  readonly label: string;
  readonly time: {
    readonly from: number; // s
    readonly to: number; // s, later
    /** What is written below the axis, without the unit: `time since the load began`. */
    readonly name: string;
    /** What a tick of the axis says, at least to the second; undefined: the seconds, or as much on a clock that began at 0. */
    readonly clock?: (seconds: number) => string;
  };
  readonly value: {
    /** What is written above the axis, with its unit: `fill [% of 10 k events]`. */
    readonly name: string;
    readonly form: ValueForm;
    /** The axis goes at least up to it: what is below is small, and shall look so. */
    readonly leastTop: number;
    /** Of differences: the axis goes as far below zero as the data does, and zero is a line. */
    readonly isSigned?: boolean;
    /** Of the axis; undefined: linear. */
    readonly scale?: ValueScale;
    /** What a tick of the axis says; undefined: as the command line writes it. */
    readonly text?: (value: number) => string;
  };
  /** The first is drawn first: what lies beneath should be the thickest. */
  readonly series: readonly Series[];
  readonly bands: readonly Band[];
  /** In ascending order of `from`. */
  readonly spans: readonly Span[];
  /** What the legend calls the stretches of faults; undefined: `fault`. */
  readonly faultName?: string;
}

export interface Series {
  readonly style: SeriesStyle;
  /** In the legend. */
  readonly name: string;
  /** At the end of the line: one word. */
  readonly word: string;
  readonly curve: Curve;
  /** Drawn as dots, each the largest of its neighbours, and not as a line. */
  readonly isDots?: boolean;
}

/** A range of values over time. */
export interface Band {
  readonly style: FillStyle;
  readonly name: string;
  readonly lows: Curve;
  readonly highs: Curve; // at the same times
}

/** A stretch of time that something holds, or with `to` as `from` a moment. */
export interface Span {
  readonly style: "fault" | "quiet" | "pin";
  readonly text: string;
  readonly from: number; // s
  readonly to: number; // s
}

export interface ChartSize {
  readonly width: number; // px, of the whole picture
  readonly plotHeight: number; // px, between the ends of the value axis
  /** A word at the end of each line, which takes some of the width. */
  readonly hasEndLabels: boolean;
}

/** Where data is drawn, and the way from data to pixels. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  x(seconds: number): number;
  y(value: number): number;
}
