/** The heatmap on its canvas: rows of cells, names of the rows, dotted edges where a fault begins and ends. */
import { interpolateCividis } from "d3-scale-chromatic";
import { TEXTS } from "../../../src/charts/theme.js";
import type { Bins, HeatLayer, HeatRow } from "../../model/details/heat.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Theme } from "../../shell/state.js";
import { fitCanvas } from "../canvas.js";
import { STATE_PAINTS } from "../palette.js";

export interface ValuedRow {
  readonly row: HeatRow;
  readonly values: Float64Array; // by bin
}

export interface Heat {
  readonly rows: readonly ValuedRow[];
  readonly bins: Bins;
  readonly rowPx: number;
  readonly left: number; // px of the names
  readonly width: number; // px of all bins
}

export const ROW_PX = 12;
const STATE_COUNT = STATE_NAMES.length;

export function paintHeat(
  canvas: HTMLCanvasElement,
  { rows, bins, rowPx, left, width }: Heat,
  layer: HeatLayer,
  theme: Theme,
  hasNames = true,
): void {
  const context = fitCanvas(canvas, left + width, Math.max(1, rows.length) * rowPx);
  const most = Math.max(1, ...rows.map(({ values }) => largest(values)));
  const ink = TEXTS.legend[theme];
  const binPx = width / bins.count;
  rows.forEach(({ row, values }, r) => {
    for (let bin = 0; bin < bins.count; bin++) {
      const value = values[bin]!;
      if (Number.isNaN(value) || (layer === "state" && value === 0)) continue;
      context.fillStyle = colourOf(layer, value, most, theme);
      // Up to a pixel wider, so that no seam shows between two columns.
      context.fillRect(left + bin * binPx, r * rowPx, binPx + 0.6, rowPx - 1);
    }
    const isFirst = rows[r - 1]?.row.layer !== row.layer;
    const hasRoom = rowPx >= ROW_PX || isFirst || row.block !== undefined || r % 3 === 0;
    if (!hasNames || !hasRoom) return;
    context.fillStyle = ink;
    context.font = `${isFirst ? "600 " : ""}11px system-ui, sans-serif`;
    context.fillText(rowName(row), 0, r * rowPx + Math.min(10, rowPx + 3), left - 6);
  });
}

/** What can be opened has a mark before its name. */
function rowName({ name, block, isOpened = false }: HeatRow): string {
  return block === undefined ? name : `${isOpened ? "▾" : "▸"} ${name}`;
}

export function largest(values: Float64Array): number {
  return values.reduce((most, value) => (value > most ? value : most), 0);
}

function colourOf(layer: HeatLayer, value: number, most: number, theme: Theme): string {
  if (layer === "state") return STATE_PAINTS[theme][Math.min(value, STATE_COUNT - 1)]!.fill;
  if (layer === "fill") return interpolateCividis(Math.min(1, value));
  // Of refusals a few matter as much as many: by their order of magnitude.
  return interpolateCividis(Math.log1p(value) / Math.log1p(most));
}
