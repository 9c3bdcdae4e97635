/** A chart of one quantity against another: data in its own units, and nothing of pixels. */
import type { FillStyle, SeriesStyle } from "../theme.js";
import type { ValueForm } from "../ticks.js";

export interface CurveChart {
  /** What it shows, in a sentence, for those who do not see it. */
  readonly label: string;
  readonly x: CurveAxis & {
    /** Equal ratios are equally far apart; all values are above 0 then. */
    readonly isLog: boolean;
  };
  readonly y: CurveAxis & {
    /** The axis goes at least up to it. */
    readonly leastTop: number;
  };
  readonly lines: readonly CurveLine[];
  readonly bands: readonly CurveBand[];
  /** Values of x that something is said of: where it is now, what is recommended. */
  readonly pins: readonly { readonly at: number; readonly text: string }[];
  /** Values of y that something is said of: what is asked for. */
  readonly levels: readonly { readonly at: number; readonly text: string }[];
}

export interface CurveAxis {
  /** What is written at it, with its unit. */
  readonly name: string;
  readonly form: ValueForm;
}

export interface CurveLine {
  readonly style: SeriesStyle;
  /** In the legend. */
  readonly name: string;
  /** At the end of the line: one word. */
  readonly word: string;
  /** In ascending order of x; NaN in `ys` is a gap. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

export interface CurveBand {
  readonly style: FillStyle;
  readonly name: string;
  readonly xs: readonly number[];
  readonly lows: readonly number[];
  readonly highs: readonly number[];
}
