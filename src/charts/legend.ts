/** The legend: a sample of each line and area with its word, in as many rows as it takes. */
import type { Mark } from "./marks.js";
import { fitText, textWidth } from "./text-width.js";
import type { FillStyle, LineStyle } from "./theme.js";

export type LegendEntry =
  | { readonly kind: "line" | "dots"; readonly style: LineStyle; readonly text: string }
  | { readonly kind: "fill"; readonly style: FillStyle; readonly text: string };

export const ROW_PX = 18;
const SAMPLE_PX = 28;
const AFTER_SAMPLE = 6;
const BETWEEN = 16;
const BASELINE = 12;

/** @returns marks from the top left corner on, and the height they take [px] */
export function legend(
  entries: readonly LegendEntry[],
  width: number,
): { readonly marks: readonly Mark[]; readonly height: number } {
  const marks: Mark[] = [];
  let x = 0;
  let y = 0;
  for (const entry of entries) {
    const text = fitText(entry.text, width - SAMPLE_PX - AFTER_SAMPLE);
    const taken = SAMPLE_PX + AFTER_SAMPLE + textWidth(text);
    if (x > 0 && x + taken > width) {
      x = 0;
      y += ROW_PX;
    }
    marks.push(sample(entry, x, y));
    const at = { x: x + SAMPLE_PX + AFTER_SAMPLE, y: y + BASELINE };
    marks.push({ kind: "text", style: "legend", anchor: "start", text, ...at });
    x += taken + BETWEEN;
  }
  return { marks, height: entries.length === 0 ? 0 : y + ROW_PX };
}

function sample(entry: LegendEntry, x: number, y: number): Mark {
  if (entry.kind === "fill") {
    return { kind: "rect", style: entry.style, x, y: y + 2, width: SAMPLE_PX, height: 12 };
  }
  if (entry.kind === "dots") {
    const xs = [x + 4, x + SAMPLE_PX / 2, x + SAMPLE_PX - 4];
    return { kind: "dots", style: entry.style, xs, ys: xs.map(() => y + 8) };
  }
  return { kind: "rule", style: entry.style, x1: x, y1: y + 8, x2: x + SAMPLE_PX, y2: y + 8 };
}
