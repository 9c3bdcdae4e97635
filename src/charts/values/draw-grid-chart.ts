/** Cells over two quantities as a picture. */
import type { GridCell, GridChart } from "./grid-chart.js";
import { BESIDE, TITLE_PX, titleMark } from "./lettering.js";
import type { Mark, Picture, TextMark } from "../marks.js";
import { fitText, textWidth } from "../text-width.js";

const CELL_PX = 26;
const MOST_CELL_WIDTH = 64;
const TICK_PX = 18;
const BASELINE = 17;
const LEGEND_ROW = 22;
const SAMPLE_PX = 26;

export function drawGridChart(chart: GridChart, size: { readonly width: number }): Picture {
  const { width } = size;
  const { x, y, cells } = chart;
  const left = Math.max(24, ...y.ticks.map(textWidth)) + BESIDE;
  const cellWidth = Math.min(MOST_CELL_WIDTH, (width - left) / Math.max(1, x.ticks.length));
  const key = legendMarks(chart, width);
  const top = key.height + TITLE_PX;
  const bottom = top + y.ticks.length * CELL_PX;
  const rowTop = (row: number): number => bottom - (row + 1) * CELL_PX;
  const cellMarks = cells.flatMap((row, r) =>
    row.flatMap((cell, c): Mark[] => {
      const box = {
        x: left + c * cellWidth,
        y: rowTop(r),
        width: cellWidth - 1,
        height: CELL_PX - 1,
      };
      return cellOf(chart, cell, box);
    }),
  );
  const rowLabels = y.ticks.map((text, r): TextMark => {
    const at = { x: left - BESIDE, y: rowTop(r) + BASELINE };
    return { kind: "text", style: "tick", anchor: "end", text, ...at };
  });
  const marks: Mark[] = [
    ...key.marks,
    titleMark(y.name, { x: 0, y: top - 7 }, "start", width),
    ...cellMarks,
    ...frame(chart, left, rowTop, cellWidth),
    ...rowLabels,
    ...columnLabels(x.ticks, left, cellWidth, bottom + 14),
    titleMark(
      x.name,
      { x: left + cellWidth * x.ticks.length, y: bottom + TICK_PX + 14 },
      "end",
      width,
    ),
  ];
  return { width, height: bottom + TICK_PX + TITLE_PX, label: chart.label, marks };
}

function cellOf(
  { kinds }: GridChart,
  { kind, hint }: GridCell,
  box: { x: number; y: number; width: number; height: number },
): Mark[] {
  const { style, sign } = kinds[kind]!;
  const at = { x: box.x + box.width / 2, y: box.y + BASELINE };
  return [
    { kind: "rect", style, hint, ...box },
    { kind: "text", style, anchor: "middle", text: sign, ...at },
  ];
}

/** Around the cell that is marked. */
function frame(
  { mark }: GridChart,
  left: number,
  rowTop: (row: number) => number,
  cellWidth: number,
): Mark[] {
  if (mark === undefined) return [];
  const [x1, x2] = [left + mark.x * cellWidth + 2, left + (mark.x + 1) * cellWidth - 3];
  const [y1, y2] = [rowTop(mark.y) + 2, rowTop(mark.y) + CELL_PX - 3];
  const side = (ax: number, ay: number, bx: number, by: number): Mark => {
    return { kind: "rule", style: "offered", x1: ax, y1: ay, x2: bx, y2: by };
  };
  return [side(x1, y1, x2, y1), side(x2, y1, x2, y2), side(x2, y2, x1, y2), side(x1, y2, x1, y1)];
}

function columnLabels(
  ticks: readonly string[],
  left: number,
  cellWidth: number,
  y: number,
): TextMark[] {
  let end = -Infinity;
  return ticks.flatMap((text, c): TextMark[] => {
    const middle = left + (c + 0.5) * cellWidth;
    if (middle - textWidth(text) / 2 < end + BESIDE) return [];
    end = middle + textWidth(text) / 2;
    return [{ kind: "text", style: "tick", anchor: "middle", x: middle, y, text }];
  });
}

function legendMarks(
  { kinds, mark }: GridChart,
  width: number,
): { readonly marks: readonly Mark[]; readonly height: number } {
  const marks: Mark[] = [];
  let [x, y] = [0, 0];
  const entries = [
    ...kinds,
    ...(mark === undefined ? [] : [{ style: undefined, sign: "□", name: mark.text }]),
  ];
  for (const { style, sign, name } of entries) {
    const text = fitText(name, width - SAMPLE_PX - BESIDE);
    const taken = SAMPLE_PX + 6 + textWidth(text);
    if (x > 0 && x + taken > width) [x, y] = [0, y + LEGEND_ROW];
    const middle = { x: x + SAMPLE_PX / 2, y: y + 14 };
    if (style !== undefined) {
      marks.push({ kind: "rect", style, x, y: y + 1, width: SAMPLE_PX, height: 18 });
    }
    const signStyle = style ?? "legend";
    marks.push({ kind: "text", style: signStyle, anchor: "middle", text: sign, ...middle });
    const at = { x: x + SAMPLE_PX + 6, y: y + 14 };
    marks.push({ kind: "text", style: "legend", anchor: "start", text, ...at });
    x += taken + 16;
  }
  return { marks, height: y + LEGEND_ROW };
}
