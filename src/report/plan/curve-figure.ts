/** A figure of lines over one quantity that is not time, with its table. */
import type { CurveChart } from "../../charts/values/curve-chart.js";
import type { SeriesStyle } from "../../charts/theme.js";
import type { Cell, FigureBlock } from "../document/document.js";

export const LINE_STYLES: readonly SeriesStyle[] = ["series1", "series2", "series3", "series4"];

/** What is not said has none. */
export interface CurveFigure
  extends
    Pick<CurveChart, "x" | "y" | "lines">,
    Partial<Pick<CurveChart, "bands" | "pins" | "levels">> {
  /** A path in it may stand between backticks. */
  readonly title: string;
  readonly summary: string;
  /** Of the table: the first column says where on the x axis, the others are figures. */
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export function curveFigure(figure: CurveFigure): FigureBlock {
  const { title, summary, x, y, lines, columns, rows } = figure;
  const { bands = [], pins = [], levels = [], caption = title } = figure;
  return {
    kind: "figure",
    title: title.replaceAll("`", ""),
    summary,
    chart: { kind: "curve", chart: { label: title, x, y, lines, bands, pins, levels } },
    table: {
      kind: "table",
      caption,
      columns: columns.map((name, c) => (c === 0 ? { name } : { name, isNumber: true })),
      rows,
    },
  };
}

/** NaN is a gap in a line. */
export function minutes(seconds: number | null): number {
  return seconds === null ? NaN : seconds / 60;
}
