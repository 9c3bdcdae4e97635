/** Grid, axes, ticks and their labels. */
import type { Mark, RuleMark, TextMark } from "./marks.js";
import { fitText } from "./text-width.js";
import type { Tick } from "./ticks.js";
import { labelMiddle } from "./time-axis.js";
import type { Plot } from "./chart.js";

export interface Axes {
  readonly times: readonly Tick[];
  readonly timeName: string;
  readonly values: readonly Tick[];
  readonly valueName: string;
  readonly valueNameY: number; // px, its baseline
}

const TICK_PX = 4;
const BESIDE = 8;
const BELOW = 17;
const TITLE_BELOW = 33;
/** From the middle of a line of text down to its baseline. */
const HALF_TEXT = 4;

/** @returns what lies behind the data, and what lies before it */
export function axes(
  frame: Axes,
  plot: Plot,
  width: number,
): { readonly behind: readonly Mark[]; readonly before: readonly Mark[] } {
  const { left, right, bottom } = plot;
  const base: RuleMark = rule("axis", [left, bottom], [right, bottom]);
  return {
    behind: [
      ...frame.values.map(({ at }) => rule("grid", [left, plot.y(at)], [right, plot.y(at)])),
    ],
    before: [
      base,
      ...frame.times.map(({ at }) => {
        return rule("axis", [plot.x(at), bottom], [plot.x(at), bottom + TICK_PX]);
      }),
      ...frame.values.map(({ at, text }): TextMark => {
        const place = { x: left - BESIDE, y: plot.y(at) + HALF_TEXT };
        return { kind: "text", style: "tick", anchor: "end", text, ...place };
      }),
      ...frame.times.map(({ at, text }) => timeLabel(plot.x(at), bottom + BELOW, text, width)),
      title(frame.valueName, 0, frame.valueNameY, "start", width),
      title(frame.timeName, right, bottom + TITLE_BELOW, "end", right),
    ],
  };
}

function timeLabel(x: number, y: number, text: string, width: number): TextMark {
  const place = { x: labelMiddle(x, text, width), y };
  return { kind: "text", style: "tick", anchor: "middle", text, ...place };
}

function title(
  text: string,
  x: number,
  y: number,
  anchor: "start" | "end",
  room: number,
): TextMark {
  return { kind: "text", style: "title", anchor, text: fitText(text, room), x, y };
}

function rule(style: "grid" | "axis", from: [number, number], to: [number, number]): RuleMark {
  const [[x1, y1], [x2, y2]] = [from, to];
  return { kind: "rule", style, x1, y1, x2, y2 };
}
