/** A regime map as a picture: a cell for each rate and outage, coloured and lettered by the limit that breaks first. */
import type { Mark, Picture } from "../../charts/marks.js";
import type { CellStyle } from "../../charts/theme.js";
import type { RegimeCell, RegimeMap } from "../../fluid/regime/map.js";
import { formatDuration, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { letterOf } from "./text.js";

const CELL = { width: 62, height: 30 };
const LEFT = 90;
const TOP = 46;
const LINE = 18;
const GAP = 1;
const BASELINE = 19;
const FILLS: readonly CellStyle[] = ["cell1", "cell2", "cell3", "cell4", "cell5"];

export function regimePicture(map: RegimeMap): Picture {
  const columns = map.rateFactors.length;
  const rows = map.outageSeconds.length;
  const bottom = TOP + rows * CELL.height;
  const legend = [
    ...map.limits.map((limit, i) => ({ limit, style: fillOf(i), letter: letterAt(i) })),
  ];
  const width = Math.max(LEFT + columns * CELL.width + 10, 420);
  const label =
    `Which limit breaks first at ${String(columns)} rates and ${String(rows)} lengths of the outage: ` +
    (map.limits.length === 0 ? "none does" : map.limits.join(", "));
  return {
    width,
    height: bottom + 16 + (legend.length + 1) * LINE,
    label,
    marks: [
      text(LEFT, 14, "Rate, as a share of the scenario's", "title", "start"),
      text(4, TOP - 8, "Outage", "title", "start"),
      ...map.rateFactors.map((factor, c) => {
        return text(
          LEFT + (c + 0.5) * CELL.width,
          TOP - 8,
          formatFraction(factor),
          "tick",
          "middle",
        );
      }),
      // The longest outage is at the top, as on a chart.
      ...map.cells.flatMap((row, r) => {
        const y = TOP + (rows - 1 - r) * CELL.height;
        const outage = duration(map.outageSeconds[r]!);
        return [
          text(LEFT - 8, y + BASELINE, outage, "tick", "end"),
          ...row.flatMap((cell, c) => cellMarks(map, cell, LEFT + c * CELL.width, y)),
        ];
      }),
      ...legend.flatMap(({ limit, style, letter }, i) =>
        legendMarks(i, bottom, style, `${letter}  ${limit}`),
      ),
      ...legendMarks(legend.length, bottom, "cell0", "·  every limit holds"),
    ],
  };
}

function cellMarks(map: RegimeMap, cell: RegimeCell, x: number, y: number): Mark[] {
  const { first, rateFactor, outageSeconds } = cell;
  const style = first === null ? "cell0" : fillOf(map.limits.indexOf(first.limit));
  const after = first === null ? "" : ` ${duration(Math.max(0, first.afterSeconds))}`;
  const what = first === null ? "every limit holds" : `${first.limit} after${after}`;
  const hint = `${formatFraction(rateFactor)}, ${duration(outageSeconds)}: ${what}`;
  const box = { width: CELL.width - GAP, height: CELL.height - GAP };
  return [
    { kind: "rect", style, x, y, ...box, hint },
    text(x + CELL.width / 2, y + BASELINE, letterOf(map, cell), style, "middle"),
  ];
}

function legendMarks(i: number, bottom: number, style: CellStyle, words: string): Mark[] {
  const y = bottom + 12 + i * LINE;
  return [
    { kind: "rect", style, x: LEFT, y, width: 14, height: 14 },
    text(LEFT + 22, y + 12, words, "legend", "start"),
  ];
}

function text(
  x: number,
  y: number,
  words: string,
  style: "title" | "tick" | "legend" | CellStyle,
  anchor: "start" | "middle" | "end",
): Mark {
  return { kind: "text", style, x, y, anchor, text: words };
}

/** Beyond five limits the letters tell them apart. */
function fillOf(i: number): CellStyle {
  return FILLS[i % FILLS.length]!;
}

function letterAt(i: number): string {
  return String.fromCodePoint(65 + i);
}

function duration(seconds: number): string {
  return formatDuration(Math.round(seconds) * TICKS_PER_SECOND);
}
