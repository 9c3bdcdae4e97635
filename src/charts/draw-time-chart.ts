/** A chart over time as a picture: where each part of it lies. */
import { scaleLinear } from "d3-scale";
import { axes, type Axes } from "./axes.js";
import type { ChartSize, Plot, Span, TimeChart } from "./chart.js";
import { extentOf } from "./curve.js";
import { dataMarks, endLabels } from "./data-marks.js";
import { legend, type LegendEntry } from "./legend.js";
import type { Picture, RuleMark } from "./marks.js";
import { BELOW_LANES, spanMarks } from "./span-marks.js";
import { textWidth } from "./text-width.js";
import { timeAxis, type AxisRoom } from "./time-axis.js";
import { niceTop, type Tick } from "./ticks.js";
import { valueAxis, type ValueAxis } from "./value-axis.js";

const LANE_PX = 16;
const TITLE_PX = 18;
const TICK_LABEL_PX = 18;
const AFTER_LABEL = 8;
/** Charts above each other begin at the same place, as long as their labels are short. */
const LEAST_LEFT = 52;

export function drawTimeChart(chart: TimeChart, size: ChartSize): Picture {
  return layTimeChart(chart, size).picture;
}

/** The picture, and where in it the data lies: for what moves over a picture that stays. */
export function layTimeChart(chart: TimeChart, size: ChartSize): LaidChart {
  const { from, to, name, clock } = chart.time;
  return layChart(chart, size, (room) => {
    const { ticks, unit } = timeAxis(from, to, room, clock);
    return { ticks, name: clock === undefined ? `${name} [${unit}]` : name };
  });
}

export interface LaidChart {
  readonly picture: Picture;
  readonly plot: Plot;
}

/** @param axis ticks of the axis below, and what is written at it */
export function layChart(
  chart: TimeChart,
  size: ChartSize,
  axis: (room: AxisRoom) => { readonly ticks: readonly Tick[]; readonly name: string },
): LaidChart {
  const key = legend(legendOf(chart), size.width);
  const range = rangeOf(chart);
  const { form, scale = "linear", text } = chart.value;
  const axisOfValues = valueAxis({ range, form, scale, height: size.plotHeight });
  const values =
    text === undefined
      ? axisOfValues.ticks
      : axisOfValues.ticks.map(({ at }) => ({ at, text: text(at) }));
  const [left, right] = sides(chart, size, values);
  const spans = spanMarks(chart, left, right, LANE_PX);
  const plotTop = key.height + TITLE_PX + spans.lanes * LANE_PX + BELOW_LANES;
  const plot = plotOf(chart, axisOfValues, {
    left,
    right,
    top: plotTop,
    bottom: plotTop + size.plotHeight,
  });
  const below = axis({ left, right, width: size.width });
  const frame: Axes = {
    times: below.ticks,
    timeName: below.name,
    values,
    valueName: chart.value.name,
    valueNameY: key.height + TITLE_PX - 6,
  };
  const { behind, before } = axes(frame, plot, size.width);
  const picture = {
    width: size.width,
    height: plot.bottom + TICK_LABEL_PX + TITLE_PX,
    label: chart.label,
    marks: [
      ...key.marks,
      ...behind,
      ...spans.draw(plot),
      ...(chart.value.isSigned === true ? [zeroLine(plot)] : []),
      ...dataMarks(chart, plot),
      ...before,
      ...(size.hasEndLabels ? endLabels(chart, plot) : []),
    ],
  };
  return { picture, plot };
}

function plotOf(
  { time }: TimeChart,
  { up }: ValueAxis,
  box: { left: number; right: number; top: number; bottom: number },
): Plot {
  const x = scaleLinear([time.from, time.to], [box.left, box.right]);
  return { ...box, x: (seconds) => x(seconds), y: (value) => box.bottom - up(value) };
}

function zeroLine({ left, right, y }: Plot): RuleMark {
  return { kind: "rule", style: "axis", x1: left, y1: y(0), x2: right, y2: y(0) };
}

/** Left and right edge of the plot: what the labels beside it leave. */
function sides(chart: TimeChart, size: ChartSize, values: readonly Tick[]): [number, number] {
  const widest = Math.max(0, ...values.map(({ text }) => textWidth(text)));
  const words = size.hasEndLabels ? chart.series.map(({ word }) => textWidth(word)) : [];
  const beside = Math.max(AFTER_LABEL, ...words.map((width) => width + AFTER_LABEL));
  return [Math.max(LEAST_LEFT, widest + AFTER_LABEL), size.width - beside];
}

/** Where the value axis begins and ends. */
function rangeOf({ time, value, series, bands }: TimeChart): readonly [number, number] {
  const curves = [...series.map(({ curve }) => curve), ...bands.map(({ highs }) => highs)];
  const extents = curves.map((curve) => extentOf(curve, time));
  const largest = Math.max(0, ...extents.map(([, high]) => high));
  if (value.isSigned !== true) return [0, niceTop(Math.max(largest, value.leastTop))];
  const smallest = Math.min(0, ...extents.map(([low]) => low));
  const top = largest > 0 ? niceTop(largest) : 0;
  const bottom = smallest < 0 ? -niceTop(-smallest) : 0;
  return top === bottom ? [-value.leastTop, value.leastTop] : [bottom, top];
}

function legendOf({ series, bands, spans, faultName = "fault" }: TimeChart): LegendEntry[] {
  const has = (style: Span["style"]): boolean => spans.some((span) => span.style === style);
  return [
    ...series.map(({ style, name, isDots }) => {
      return { kind: isDots === true ? ("dots" as const) : ("line" as const), style, text: name };
    }),
    ...bands.map(({ style, name }) => ({ kind: "fill" as const, style, text: name })),
    ...(has("fault") ? [{ kind: "fill" as const, style: "fault" as const, text: faultName }] : []),
  ];
}
