/** A chart of one quantity against another as a picture: laid out as a chart over time is, over an axis of its own. */
import { scaleLog } from "d3-scale";
import type { ChartSize, Span, TimeChart } from "../chart.js";
import type { CurveChart } from "./curve-chart.js";
import { layChart } from "../draw-time-chart.js";
import type { Mark, Picture } from "../marks.js";
import { textWidth } from "../text-width.js";
import { labelMiddle, type AxisRoom } from "../time-axis.js";
import { formatValue, valueTicks, type Tick } from "../ticks.js";

const BETWEEN_LABELS = 14;
const TICK_APART = 90;
const ABOVE_LEVEL = 4;

export function drawCurveChart(chart: CurveChart, size: ChartSize): Picture {
  const { picture, plot } = layChart(onLine(chart), size, (room) => {
    return { ticks: ticksOf(chart, room), name: chart.x.name };
  });
  const levels = chart.levels.flatMap(({ at, text }): Mark[] => {
    const y = plot.y(at);
    const { left, right } = plot;
    return [
      { kind: "rule", style: "pin", x1: left, y1: y, x2: right, y2: y },
      { kind: "text", style: "span", anchor: "start", x: left + 4, y: y - ABOVE_LEVEL, text },
    ];
  });
  return { ...picture, marks: [...picture.marks, ...levels] };
}

/** The chart over an axis on which equal steps are equally long: over exponents, where ratios are. */
function onLine(chart: CurveChart): TimeChart {
  const { label, x, y, lines, bands, pins, levels } = chart;
  const along = placeOf(chart);
  const [from, to] = rangeOf(chart).map(along) as [number, number];
  const top = Math.max(y.leastTop, ...levels.map(({ at }) => at));
  return {
    label,
    time: { from, to, name: x.name },
    value: { name: y.name, form: y.form, leastTop: top },
    series: lines.map(({ style, name, word, xs, ys }) => {
      return { style, name, word, curve: { times: xs.map(along), values: ys } };
    }),
    bands: bands.map(({ style, name, xs, lows, highs }) => {
      const times = xs.map(along);
      return { style, name, lows: { times, values: lows }, highs: { times, values: highs } };
    }),
    spans: [...pins]
      .sort((a, b) => a.at - b.at)
      .map(({ at, text }): Span => ({ style: "pin", text, from: along(at), to: along(at) })),
  };
}

function placeOf({ x }: CurveChart): (value: number) => number {
  if (!x.isLog) return (value) => value;
  const exponents = scaleLog([1, 10], [0, 1]);
  return (value) => exponents(value);
}

/** From the least to the largest x; of a single one, somewhat around it. */
function rangeOf({ lines, bands, pins }: CurveChart): [number, number] {
  const all = [...[...lines, ...bands].flatMap(({ xs }) => xs), ...pins.map(({ at }) => at)].sort(
    (a, b) => a - b,
  );
  const [least = 0] = all;
  const most = all.at(-1) ?? 1;
  if (most > least) return [least, most];
  return least === 0 ? [0, 1] : [least * 0.9, least * 1.1];
}

/** Over ratios where the points are, else round values; as many as there is room for. */
function ticksOf(chart: CurveChart, room: AxisRoom): Tick[] {
  const [least, most] = rangeOf(chart);
  const along = placeOf(chart);
  const pixels = (room.right - room.left) / (along(most) - along(least));
  const points = [...new Set(chart.lines.flatMap(({ xs }) => xs))].sort((a, b) => a - b);
  const round = valueTicks(
    [least, most],
    Math.max(2, (room.right - room.left) / TICK_APART),
    chart.x.form,
  );
  const values = chart.x.isLog ? points : round.map(({ at }) => at);
  let end = -Infinity;
  return values.flatMap((value): Tick[] => {
    const text = formatValue(value, chart.x.form);
    const at = along(value);
    const middle = labelMiddle(room.left + (at - along(least)) * pixels, text, room.width);
    if (middle - textWidth(text) / 2 < end + BETWEEN_LABELS) return [];
    end = middle + textWidth(text) / 2;
    return [{ at, text }];
  });
}
