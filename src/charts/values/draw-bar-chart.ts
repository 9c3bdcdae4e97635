/** Ranges around one value as a picture: a name and two bars a row. */
import { scaleLinear } from "d3-scale";
import type { BarChart, BarRow, BarSide } from "./bar-chart.js";
import { BESIDE, TITLE_PX, titleMark } from "./lettering.js";
import { legend } from "../legend.js";
import type { Mark, Picture, TextMark } from "../marks.js";
import { fitText, textWidth } from "../text-width.js";
import { formatValue, type Tick } from "../ticks.js";

/** Two bars a row, one below the other: both may go the same way. */
const ROW_PX = 36;
const BAR_PX = 13;
const TICKS_PX = 20;
/** Of the width that names may take, and where they stand above their bars instead [px]. */
const MOST_FOR_NAMES = 0.42;
const NARROW = 480;
const NAME_PX = 18;
const TICK_APART = 90;

export function drawBarChart(chart: BarChart, size: { readonly width: number }): Picture {
  const { width } = size;
  const isNarrow = width < NARROW;
  const key = legend(
    [
      { kind: "fill", style: "lower", text: chart.lower },
      { kind: "fill", style: "higher", text: chart.higher },
    ],
    width,
  );
  const [left, right] = sides(chart, width, isNarrow);
  const x = scale(chart, left, right);
  const top = key.height + TITLE_PX;
  const rowPx = isNarrow ? ROW_PX + NAME_PX : ROW_PX;
  const bottom = top + chart.rows.length * rowPx;
  const ticks = x.ticks(Math.max(2, (right - left) / TICK_APART)).map((at): Tick => {
    return { at, text: formatValue(at, chart.value.form) };
  });
  const marks: Mark[] = [
    ...key.marks,
    titleMark(chart.value.name, { x: 0, y: key.height + TITLE_PX - 8 }, "start", width),
    ...ticks.map(({ at }): Mark => {
      return { kind: "rule", style: "grid", x1: x(at), y1: top, x2: x(at), y2: bottom };
    }),
    ...chart.rows.flatMap((row, i) => {
      const name = isNarrow ? 0 : left - BESIDE;
      return rowMarks(row, { x, y: top + i * rowPx, name, isNarrow, width }, chart.base.at);
    }),
    ...baseMarks(chart, x(chart.base.at), top, bottom),
    ...tickLabels(ticks, x, bottom + TICKS_PX - 4, width),
  ];
  const height = bottom + TICKS_PX + TITLE_PX;
  const base = baseText(chart, x(chart.base.at), bottom + TICKS_PX + 12, width);
  return { width, height, label: chart.label, marks: [...marks, base] };
}

function sides(chart: BarChart, width: number, isNarrow: boolean): [number, number] {
  const texts = chart.rows.flatMap(({ lower, higher }) => [lower.text, higher.text]);
  const beside = Math.max(0, ...texts.map(textWidth)) + BESIDE;
  const names = Math.max(0, ...chart.rows.map(({ name }) => textWidth(name)));
  const left = isNarrow ? 0 : Math.min(names, width * MOST_FOR_NAMES) + BESIDE;
  return [left, Math.max(left + 60, width - beside)];
}

/** Room to the left of the least for the texts of bars that go there. */
function scale(
  { rows, base }: BarChart,
  left: number,
  right: number,
): ReturnType<typeof scaleLinear<number, number>> {
  const ends = rows.flatMap(({ lower, higher }) => [lower.at, higher.at]).filter(isThere);
  const least = Math.min(base.at, ...ends);
  const most = Math.max(base.at, ...ends);
  const room = most > least ? most - least : Math.abs(most) || 1;
  const before = rows
    .flatMap(({ lower, higher }) => [lower, higher])
    .filter(({ at }) => at < base.at)
    .map(({ text }) => textWidth(text) + BESIDE);
  const inset = Math.min(Math.max(0, ...before), (right - left) / 3);
  return scaleLinear([least, least + room], [left + inset, right]);
}

interface Place {
  readonly x: (value: number) => number;
  readonly y: number;
  readonly name: number;
  readonly isNarrow: boolean;
  readonly width: number;
}

function rowMarks({ name, lower, higher }: BarRow, place: Place, base: number): Mark[] {
  const { isNarrow, width } = place;
  const y = isNarrow ? place.y + NAME_PX : place.y;
  const room = isNarrow ? width : place.name;
  const label: TextMark = {
    ...{ kind: "text", style: "legend", anchor: isNarrow ? "start" : "end" },
    ...{ x: place.name, y: isNarrow ? place.y + 14 : y + 22, text: fitText(name, room) },
  };
  return [
    label,
    ...bar("lower", lower, place, y + 3, base),
    ...bar("higher", higher, place, y + 4 + BAR_PX, base),
  ];
}

function bar(
  style: "lower" | "higher",
  { at, text }: BarSide,
  { x }: Place,
  y: number,
  base: number,
): Mark[] {
  const end = isThere(at) ? x(at) : x(base);
  const from = Math.min(end, x(base));
  const isLeft = isThere(at) && at < base;
  const box = { x: from, y, width: Math.abs(end - x(base)), height: BAR_PX };
  const textX = isLeft ? end - 4 : end + 4;
  const words: Mark[] =
    text === ""
      ? []
      : [
          {
            ...{ kind: "text", style: "legend", anchor: isLeft ? "end" : "start" },
            ...{ x: textX, y: y + 11, text },
          },
        ];
  return box.width === 0 ? words : [{ kind: "rect", style, hint: text, ...box }, ...words];
}

function baseMarks({ base }: BarChart, x: number, top: number, bottom: number): Mark[] {
  if (Number.isNaN(base.at)) return [];
  return [{ kind: "rule", style: "pin", x1: x, y1: top, x2: x, y2: bottom }];
}

function baseText({ base }: BarChart, x: number, y: number, width: number): TextMark {
  const half = textWidth(base.text) / 2;
  const at = Math.max(half, Math.min(x, width - half));
  return { kind: "text", style: "span", anchor: "middle", x: at, y, text: base.text };
}

function tickLabels(
  ticks: readonly Tick[],
  x: (value: number) => number,
  y: number,
  width: number,
): TextMark[] {
  return ticks.map(({ at, text }) => {
    const half = textWidth(text) / 2;
    const middle = Math.max(half, Math.min(x(at), width - half));
    return { kind: "text", style: "tick", anchor: "middle", x: middle, y, text };
  });
}

function isThere(at: number): boolean {
  return !Number.isNaN(at);
}
