/** A chart to be changed by tests, and what lies on a picture. */
import type { TimeChart } from "../../src/charts/chart.js";
import type { Mark, Picture, TextMark } from "../../src/charts/marks.js";
import { textWidth } from "../../src/charts/text-width.js";
import { FONT_PX } from "../../src/charts/theme.js";

export function sampleChart(change: Partial<TimeChart> = {}): TimeChart {
  const times = Array.from({ length: 61 }, (_, i) => i);
  const values = times.map((t) => (t < 30 ? t / 60 : 0));
  return {
    label: "Fill of a channel",
    time: { from: 0, to: 60, name: "time since the load began" },
    value: { name: "ChannelSize [% of 10 k events]", form: "share", leastTop: 0.1 },
    series: [
      { style: "recorded", name: "recorded, solid", word: "recorded", curve: { times, values } },
      {
        style: "simulated",
        name: "simulated, dashed",
        word: "simulated",
        curve: { times, values },
      },
    ],
    bands: [],
    spans: [{ style: "fault", text: "hdfs down", from: 10, to: 30 }],
    ...change,
  };
}

/** All marks, those within clips too. */
export function allMarks(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => (mark.kind === "clip" ? [mark, ...allMarks(mark.marks)] : [mark]));
}

export function marksOf<K extends Mark["kind"]>(
  picture: Picture,
  kind: K,
): Extract<Mark, { kind: K }>[] {
  return allMarks(picture.marks).filter((mark): mark is Extract<Mark, { kind: K }> => {
    return mark.kind === kind;
  });
}

export interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The room that a text takes: capitals and figures above its baseline, a little below. */
export function boxOf({ text, x, y, anchor }: TextMark): Box {
  const width = textWidth(text);
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { text, left, right: left + width, top: y - 0.75 * FONT_PX, bottom: y + 0.2 * FONT_PX };
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
