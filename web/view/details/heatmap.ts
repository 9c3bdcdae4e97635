/** The heatmap: every channel and every block of servers over the whole run; one grid with a cell that arrows move. */
import { interpolateCividis } from "d3-scale-chromatic";
import { formatCount, formatFraction } from "../../../src/units/format.js";
import { secondsFromTicks } from "../../../src/units/time.js";
import {
  binsOf,
  heatRows,
  heatValue,
  type Bins,
  type HeatLayer,
  type HeatRow,
} from "../../model/heat.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Controller } from "../../shell/controller.js";
import { h, setAttribute, setText } from "../../shell/dom.js";
import type { PageState, Theme } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { fitCanvas } from "../canvas.js";
import { clock } from "../numbers.js";
import { pointer } from "../pointer.js";
import { STATE_PAINTS } from "../palette.js";

const LAYERS: Readonly<Record<HeatLayer, string>> = {
  state: "state",
  fill: "fill of capacity",
  refusals: "rejected or failed",
};
const ROW_PX = 12;
const SMALL_ROW_PX = 5;
const MANY_ROWS = 60;
const LABEL_PX = 150;
const BIN_PX = 2;
const STATE_COUNT = STATE_NAMES.length;

interface Drawn {
  readonly rows: readonly HeatRow[];
  readonly bins: Bins;
  readonly values: Float64Array; // by row, then by bin
  readonly rowPx: number;
  readonly left: number;
  readonly width: number; // px of all bins
}

export class HeatmapView implements View<PageState> {
  readonly element: HTMLElement;
  readonly #controller: Controller;
  readonly #onOpen: () => void;
  readonly #canvas = h("canvas", { "aria-hidden": true });
  readonly #cursor = h("div", { class: "crosshair", "aria-hidden": true });
  readonly #mark = h("div", { class: "heat-cell", "aria-hidden": true });
  readonly #cell = h("div", { role: "gridcell", id: "heat-cell", class: "hidden" });
  readonly #grid: HTMLElement;
  readonly #readout = h("p", { class: "readout", "data-testid": "heat-readout" });
  readonly #key = h("p", { class: "note" });
  #layer: HeatLayer = "state";
  #drawn: Drawn | undefined;
  #at = { row: 0, bin: 0 };
  #state: PageState | undefined;

  constructor(controller: Controller, onOpen: () => void) {
    this.#controller = controller;
    this.#onOpen = onOpen;
    this.#grid = h(
      "div",
      {
        class: "heat-grid",
        role: "grid",
        tabindex: 0,
        "data-testid": "heatmap",
        "aria-label": "All channels over time; arrows move from cell to cell, Enter looks into one",
        "aria-activedescendant": "heat-cell",
      },
      this.#canvas,
      this.#cursor,
      this.#mark,
      h("div", { role: "row" }, this.#cell),
    );
    this.element = h(
      "div",
      { class: "heatmap" },
      this.#layerChoice(),
      this.#key,
      this.#grid,
      this.#readout,
    );
    this.#listen();
    new ResizeObserver(() => {
      this.#draw();
    }).observe(this.element);
  }

  update(state: PageState, before: PageState | undefined): void {
    this.#state = state;
    const { run, tab, theme } = state;
    if (run === undefined || tab !== "heatmap") return;
    if (run !== before?.run || tab !== before.tab || theme !== before.theme) this.#draw();
    const cursor = state.hoverTicks ?? state.atTicks;
    setAttribute(this.#grid, "data-cursor-time", String(secondsFromTicks(cursor)));
    this.#moveCursor(run, cursor);
  }

  #layerChoice(): HTMLElement {
    const inputs = (Object.keys(LAYERS) as HeatLayer[]).map((layer) => {
      const input = h("input", {
        type: "radio",
        name: "heat-layer",
        value: layer,
        checked: layer === this.#layer,
      });
      input.addEventListener("change", () => {
        this.#layer = layer;
        this.#draw();
      });
      return h("label", {}, input, ` ${LAYERS[layer]}`);
    });
    return h("fieldset", { class: "choice" }, h("legend", {}, "Colour says"), ...inputs);
  }

  #draw(): void {
    const { run, tab, theme } = this.#state ?? {};
    const room = this.element.clientWidth;
    if (run === undefined || tab !== "heatmap" || theme === undefined || room === 0) return;
    const rows = heatRows(run);
    const left = Math.min(LABEL_PX, room * 0.3);
    const width = Math.max(50, room - left - 2);
    const bins = binsOf(run.recording.times.length, Math.floor(width / BIN_PX));
    const values = new Float64Array(rows.length * bins.count);
    rows.forEach((row, r) => {
      for (let bin = 0; bin < bins.count; bin++) {
        values[r * bins.count + bin] = heatValue(run, row, this.#layer, bins, bin);
      }
    });
    const rowPx = rows.length > MANY_ROWS ? SMALL_ROW_PX : ROW_PX;
    const share = run.endTicks / run.durationTicks;
    this.#drawn = { rows, bins, values, rowPx, left, width: width * share };
    paintHeat(this.#canvas, this.#drawn, this.#layer, theme);
    this.#explain();
    this.#at = {
      row: Math.min(this.#at.row, rows.length - 1),
      bin: Math.min(this.#at.bin, bins.count - 1),
    };
    this.#showCell();
    this.#moveCursor(run, this.#state!.hoverTicks ?? this.#state!.atTicks);
  }

  #explain(): void {
    const texts: Readonly<Record<HeatLayer, string>> = {
      state: STATE_NAMES.map(({ glyph, word }) => `${glyph} ${word}`).join("   "),
      fill: "dark: empty; bright: at its capacity",
      refusals: `dark: none; bright: ${formatCount(largest(this.#drawn!.values))} in one bin`,
    };
    setText(this.#key, `${texts[this.#layer]}. Each column is the largest of its samples.`);
  }

  #moveCursor(run: RunModel, ticks: number): void {
    if (this.#drawn === undefined) return;
    const { left, width } = this.#drawn;
    const x = left + (width * ticks) / run.endTicks;
    this.#cursor.style.transform = `translateX(${x.toFixed(1)}px)`;
  }

  #showCell(): void {
    const { run } = this.#state ?? {};
    if (run === undefined || this.#drawn === undefined) return;
    const { rows, bins, values, rowPx, left, width } = this.#drawn;
    const { row, bin } = this.#at;
    const place = rows[row];
    if (place === undefined) return;
    const at = run.recording.times[bins.from(bin)]!;
    const value = values[row * bins.count + bin]!;
    const text = `${place.name}, ${clock(at)}, ${valueText(this.#layer, value)}`;
    setText(this.#cell, text);
    setText(this.#readout, text);
    const binPx = width / bins.count;
    this.#mark.style.transform = `translate(${String(left + bin * binPx)}px, ${String(row * rowPx)}px)`;
    this.#mark.style.width = `${String(Math.max(4, binPx))}px`;
    this.#mark.style.height = `${String(rowPx)}px`;
  }

  #listen(): void {
    this.#grid.addEventListener("keydown", (event) => {
      this.#onKey(event);
    });
    const placeOf = (event: MouseEvent): { row: number; bin: number } | undefined => {
      if (this.#drawn === undefined) return undefined;
      const { rows, bins, rowPx, left, width } = this.#drawn;
      const box = this.#canvas.getBoundingClientRect();
      const row = Math.floor((event.clientY - box.top) / rowPx);
      const bin = Math.floor(((event.clientX - box.left - left) / width) * bins.count);
      const isIn = row >= 0 && row < rows.length && bin >= 0 && bin < bins.count;
      return isIn ? { row, bin } : undefined;
    };
    this.#canvas.addEventListener("pointermove", (event) => {
      const place = placeOf(event);
      const { run } = this.#state ?? {};
      if (place === undefined || run === undefined || !pointer.hasMoved(event)) return;
      this.#at = place;
      this.#showCell();
      this.#controller.hover(run.recording.times[this.#drawn!.bins.from(place.bin)]);
    });
    this.#canvas.addEventListener("pointerleave", () => {
      this.#controller.hover(undefined);
    });
    this.#canvas.addEventListener("click", (event) => {
      if (placeOf(event) !== undefined) this.#open();
    });
  }

  #onKey(event: KeyboardEvent): void {
    if (this.#drawn === undefined || event.altKey || event.ctrlKey) return;
    const { rows, bins } = this.#drawn;
    const { row, bin } = this.#at;
    const far = event.shiftKey ? 20 : 1;
    const moves: Readonly<Record<string, { row: number; bin: number }>> = {
      ArrowRight: { row, bin: bin + far },
      ArrowLeft: { row, bin: bin - far },
      ArrowDown: { row: row + 1, bin },
      ArrowUp: { row: row - 1, bin },
      Home: { row, bin: 0 },
      End: { row, bin: bins.count - 1 },
    };
    const to = moves[event.key];
    if (event.key === "Enter") this.#open();
    else if (to === undefined) return;
    else {
      this.#at = {
        row: Math.max(0, Math.min(to.row, rows.length - 1)),
        bin: Math.max(0, Math.min(to.bin, bins.count - 1)),
      };
      this.#showCell();
    }
    event.preventDefault();
  }

  /** The clock goes to the cell's first sample, and the inspector opens on its node. */
  #open(): void {
    const { run } = this.#state ?? {};
    if (run === undefined || this.#drawn === undefined) return;
    const { rows, bins } = this.#drawn;
    this.#controller.hover(undefined);
    this.#controller.seek(run.recording.times[bins.from(this.#at.bin)]!);
    this.#controller.select(rows[this.#at.row]!.node.index);
    this.#onOpen();
  }
}

function valueText(layer: HeatLayer, value: number): string {
  if (Number.isNaN(value)) return "n/a";
  if (layer === "state") return STATE_NAMES[value]!.word;
  return layer === "fill" ? formatFraction(value) : `${formatCount(value)} in a sample`;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => (value > most ? value : most), 0);
}

function paintHeat(canvas: HTMLCanvasElement, drawn: Drawn, layer: HeatLayer, theme: Theme): void {
  const { rows, bins, values, rowPx, left, width } = drawn;
  const context = fitCanvas(canvas, left + width, rows.length * rowPx);
  const most = Math.max(1, largest(values));
  const style = getComputedStyle(canvas);
  const binPx = width / bins.count;
  rows.forEach((row, r) => {
    for (let bin = 0; bin < bins.count; bin++) {
      const value = values[r * bins.count + bin]!;
      if (Number.isNaN(value) || (layer === "state" && value === 0)) continue;
      context.fillStyle = colourOf(layer, value, most, theme);
      // Up to a pixel wider, so that no seam shows between two columns.
      context.fillRect(left + bin * binPx, r * rowPx, binPx + 0.6, rowPx - 1);
    }
    const isFirst = rows[r - 1]?.layer !== row.layer;
    const hasRoom = rowPx >= ROW_PX || isFirst || r % 3 === 0;
    if (!hasRoom) return;
    context.fillStyle = style.getPropertyValue("--ink");
    context.font = `${isFirst ? "600 " : ""}11px system-ui, sans-serif`;
    context.fillText(row.name, 0, r * rowPx + Math.min(10, rowPx + 3), left - 6);
  });
}

function colourOf(layer: HeatLayer, value: number, most: number, theme: Theme): string {
  if (layer === "state") return STATE_PAINTS[theme][Math.min(value, STATE_COUNT - 1)]!.fill;
  if (layer === "fill") return interpolateCividis(Math.min(1, value));
  // Of refusals a few matter as much as many: by their order of magnitude.
  return interpolateCividis(Math.log1p(value) / Math.log1p(most));
}
