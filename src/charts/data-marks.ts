/** Lines and bands of data, cut to the plot. */
import type { Curve } from "./curve.js";
import { decimate, largestOfColumns } from "./decimate.js";
import { decimateBand } from "./decimate-band.js";
import type { AreaMark, DotsMark, LineMark, Mark, TextMark } from "./marks.js";
import { apart } from "./places.js";
import type { Band, Plot, Series, TimeChart } from "./chart.js";

/** Half of the thickest line may stand over the edge of the plot. */
const OVER = 2;
const LINE_APART = 14;
const BESIDE = 6;
const HALF_TEXT = 4;
const DOT_APART = 7;

export function dataMarks({ time, series, bands }: TimeChart, plot: Plot): Mark[] {
  const marks = [
    ...bands.map((band) => bandMark(band, time, plot)),
    ...series.map((each) => lineMark(each, time, plot)),
  ];
  const { left, right, top, bottom } = plot;
  const box = { x: left, y: top - OVER, width: right - left, height: bottom - top + 2 * OVER };
  return [{ kind: "clip", ...box, marks }];
}

/** The word of each line at its end, moved up or down where two ends meet. */
export function endLabels({ time, series }: TimeChart, plot: Plot): TextMark[] {
  const ends = series.flatMap((each) => {
    const value = lastOf(each.curve, time.from, time.to);
    return value === undefined ? [] : [{ each, y: plot.y(value) + HALF_TEXT }];
  });
  const wanted = ends.map(({ y }) => y);
  const placed = apart(wanted, LINE_APART, plot.top + HALF_TEXT, plot.bottom);
  return ends.map(({ each }, i): TextMark => {
    const at = { x: plot.right + BESIDE, y: placed[i]! };
    return { kind: "text", style: each.style, anchor: "start", text: each.word, ...at };
  });
}

function lineMark(
  { style, curve, isDots = false }: Series,
  time: TimeChart["time"],
  plot: Plot,
): LineMark | DotsMark {
  if (isDots) {
    const dots = largestOfColumns(curve, time, (plot.right - plot.left) / DOT_APART);
    return { kind: "dots", style, xs: dots.times.map(plot.x), ys: dots.values.map(plot.y) };
  }
  const { times, values } = decimate(curve, time, plot.right - plot.left);
  return { kind: "line", style, xs: times.map(plot.x), ys: values.map(plot.y) };
}

function bandMark({ style, lows, highs }: Band, time: TimeChart["time"], plot: Plot): AreaMark {
  const band = decimateBand(lows, highs, time, plot.right - plot.left);
  return {
    kind: "area",
    style,
    xs: band.times.map(plot.x),
    lows: band.lows.map(plot.y),
    highs: band.highs.map(plot.y),
  };
}

function lastOf({ times, values }: Curve, from: number, to: number): number | undefined {
  for (let i = times.length - 1; i >= 0 && times[i]! >= from; i--) {
    if (times[i]! <= to && !Number.isNaN(values[i]!)) return values[i]!;
  }
  return undefined;
}
