/** The heatmap: every channel and every block of servers over the whole run; one grid with a cell that arrows move. */
import { secondsFromTicks } from "../../../src/units/time.js";
import {
  binsOf,
  HEAT_LAYERS,
  HEAT_ORDERS,
  heatRows,
  heatValues,
  orderRows,
  type HeatLayer,
  type HeatOrder,
} from "../../model/details/heat.js";
import { matches } from "../../model/query.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Controller } from "../../shell/controller.js";
import { h, setAttribute, setHidden, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { windowOf } from "../../shell/time/time-control.js";
import { faultBands } from "../fault-bands.js";
import { clock } from "../../text/times.js";
import { PointedBand } from "../pointed-band.js";
import { pointer } from "../pointer.js";
import { choice } from "./choice.js";
import { largest, paintHeat, ROW_PX, type Heat, type ValuedRow } from "./heat-paint.js";
import { HeatTop } from "./heat-top.js";
import { say } from "../../text/say.js";
import { formatCount, formatFraction } from "../../text/numbers.js";

const LAYERS: Readonly<Record<HeatLayer, string>> = {
  state: say("state"),
  fill: say("fill of capacity"),
  refusals: say("rejected or failed"),
};
const ORDERS: Readonly<Record<HeatOrder, string>> = {
  topology: say("topology"),
  saturated: say("full first"),
  refused: say("most refused"),
};
const SMALL_ROW_PX = 5;
const MANY_ROWS = 60;
const LABEL_PX = 150;
const BIN_PX = 2;

export class HeatmapView implements View<PageState> {
  readonly element: HTMLElement;
  readonly #controller: Controller;
  readonly #onOpen: (node: number) => void;
  readonly #canvas = h("canvas", { "aria-hidden": true });
  readonly #cursor = h("div", { class: "crosshair", "aria-hidden": true });
  readonly #mark = h("div", { class: "heat-cell", "aria-hidden": true });
  readonly #cell = h("div", { role: "gridcell", id: "heat-cell", class: "hidden" });
  readonly #grid: HTMLElement;
  readonly #readout = h("p", { class: "readout", "data-testid": "heat-readout" });
  readonly #key = h("p", { class: "note" });
  readonly #bands = h("div", { class: "fault-bands" });
  readonly #pointed = new PointedBand();
  readonly #top: HeatTop;
  readonly #layers: { readonly element: HTMLElement; show(layer: HeatLayer): void };
  readonly #orders: { readonly element: HTMLElement; show(order: HeatOrder): void };
  #drawn: Heat | undefined;
  #rowsKey = "";
  #at = { row: 0, bin: 0 };
  #state: PageState | undefined;

  constructor(controller: Controller, onOpen: (node: number) => void) {
    this.#controller = controller;
    this.#onOpen = onOpen;
    this.#grid = h(
      "div",
      {
        class: "heat-grid",
        role: "grid",
        tabindex: 0,
        "data-testid": "heatmap",
        "aria-label": say(
          "All channels over time; arrows move from cell to cell, Enter looks into one",
        ),
        "aria-activedescendant": "heat-cell",
      },
      this.#canvas,
      this.#bands,
      this.#pointed.element,
      this.#cursor,
      this.#mark,
      h("div", { role: "row" }, this.#cell),
    );
    this.#layers = choice(say("Colour says"), "heat-layer", HEAT_LAYERS, LAYERS, (heatLayer) => {
      controller.details.setLook({ heatLayer });
    });
    this.#orders = choice(say("Order"), "heat-order", HEAT_ORDERS, ORDERS, (heatOrder) => {
      controller.details.setLook({ heatOrder });
    });
    this.#top = new HeatTop(controller);
    this.element = h(
      "div",
      { class: "heatmap" },
      h("div", { class: "choices" }, this.#layers.element, this.#orders.element),
      this.#key,
      this.#grid,
      this.#readout,
      this.#top.element,
    );
    this.#listen();
    new ResizeObserver(() => {
      this.#draw();
    }).observe(this.element);
  }

  update(state: PageState, before: PageState | undefined): void {
    this.#state = state;
    const { run, tab, theme, look } = state;
    if (run === undefined || tab !== "heatmap") return;
    this.#layers.show(look.heatLayer);
    this.#orders.show(look.heatOrder);
    const isOther =
      run !== before?.run ||
      tab !== before.tab ||
      theme !== before.theme ||
      look !== before.look ||
      state.window !== before.window;
    if (isOther || this.#rowsKey !== this.#keyOfRows(run)) this.#draw();
    if (isOther) this.#top.show(run, windowOf(run, state.window));
    const cursor = state.hoverTicks ?? state.atTicks;
    if (state.pointedAt !== before?.pointedAt) this.#pointed.show(state.pointedAt, this.#x(run));
    setAttribute(this.#grid, "data-cursor-time", String(secondsFromTicks(cursor)));
    this.#moveCursor(run, cursor);
  }

  /** Which rows the query leaves; with the clock others may. */
  #keyOfRows(run: RunModel): string {
    const { query, atTicks, look } = this.#state!;
    if (query.terms.length === 0) return "";
    const sample = run.sampleAt(atTicks);
    const isAskedFor = heatRows(run, look.opened).map(({ nodes }) =>
      nodes.some((node) => matches(query, run, node, sample)) ? "1" : "0",
    );
    return isAskedFor.join("");
  }

  #draw(): void {
    const { run, tab, theme, look } = this.#state ?? {};
    const room = this.element.clientWidth;
    if (run === undefined || tab !== "heatmap" || theme === undefined || room === 0) return;
    const { heatLayer, heatOrder, opened } = look!;
    const left = Math.min(LABEL_PX, room * 0.3);
    const width = Math.max(50, room - left - 2);
    this.#rowsKey = this.#keyOfRows(run);
    const { fromTicks, toTicks } = windowOf(run, this.#state!.window);
    const first = run.sampleAt(fromTicks);
    const samples = run.sampleAt(toTicks) - first + 1;
    const bins = binsOf(samples, Math.floor(width / BIN_PX), first);
    const valued = heatRows(run, opened)
      .filter((_, i) => this.#rowsKey === "" || this.#rowsKey[i] === "1")
      .map((row) => ({ row, values: heatValues(run, row, heatLayer, bins) }));
    const rows = orderRows(valued, heatOrder, {
      fill: ({ row }) => heatValues(run, row, "fill", bins),
      refusals: ({ row }) => heatValues(run, row, "refusals", bins),
    });
    const rowPx = rows.length > MANY_ROWS ? SMALL_ROW_PX : ROW_PX;
    const share = Math.min(1, (run.endTicks - fromTicks) / (toTicks - fromTicks));
    this.#drawn = { rows, bins, rowPx, left, width: width * Math.max(0, share) };
    const x = (ticks: number): number =>
      left + (width * (ticks - fromTicks)) / (toTicks - fromTicks);
    this.#bands.replaceChildren(...faultBands(run, x, { left, right: left + width }));
    paintHeat(this.#canvas, this.#drawn, heatLayer, theme);
    this.#explain();
    this.#at = {
      row: Math.max(0, Math.min(this.#at.row, rows.length - 1)),
      bin: Math.min(this.#at.bin, bins.count - 1),
    };
    this.#showCell();
    this.#moveCursor(run, this.#state!.hoverTicks ?? this.#state!.atTicks);
  }

  /** [px] of a time. */
  #x(run: RunModel): (ticks: number) => number {
    const { left, width } = this.#drawn ?? { left: 0, width: 0 };
    const { fromTicks, toTicks } = windowOf(run, this.#state!.window);
    const shown = Math.min(toTicks, run.endTicks) - fromTicks;
    return (ticks) => left + (width * (ticks - fromTicks)) / shown;
  }

  #explain(): void {
    const most = Math.max(0, ...this.#drawn!.rows.map(({ values }) => largest(values)));
    const texts: Readonly<Record<HeatLayer, string>> = {
      state: STATE_NAMES.map(({ glyph, word }) => `${glyph} ${word}`).join("   "),
      fill: say("dark: empty; bright: at its capacity"),
      refusals: say("dark: none; bright: {count} in one sample", { count: formatCount(most) }),
    };
    const layer = this.#state!.look.heatLayer;
    const opens = this.#drawn!.rows.some(({ row }) => row.block !== undefined)
      ? ` ${say("▸ before a name: a click on it, or + and − in its row, shows its servers one by one.")}`
      : "";
    setText(
      this.#key,
      say("{key}. Each column is the largest of its samples.", { key: texts[layer] }) + opens,
    );
  }

  #moveCursor(run: RunModel, ticks: number): void {
    if (this.#drawn === undefined) return;
    const { left, width } = this.#drawn;
    const x = this.#x(run)(ticks);
    setHidden(this.#cursor, x < left - 1 || x > left + width + 1);
    this.#cursor.style.transform = `translateX(${x.toFixed(1)}px)`;
  }

  #showCell(): void {
    const { run } = this.#state ?? {};
    if (run === undefined || this.#drawn === undefined) return;
    const { rows, bins, rowPx, left, width } = this.#drawn;
    const { row, bin } = this.#at;
    const place = rows[row];
    setHidden(this.#mark, place === undefined);
    if (place === undefined) {
      setText(this.#readout, say("Nothing matches the filter."));
      return;
    }
    const at = run.recording.times[bins.from(bin)]!;
    const value = place.values[bin]!;
    const text = `${place.row.name}, ${clock(at)}, ${valueText(this.#state!.look.heatLayer, value)}`;
    const { block, isOpened = false } = place.row;
    const way = isOpened ? say("− shows the block alone") : say("+ shows its servers one by one");
    setText(this.#cell, block === undefined ? text : `${text}; ${way}`);
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
    const rowOf = ({ clientY }: MouseEvent): number => {
      const { top } = this.#canvas.getBoundingClientRect();
      return Math.floor((clientY - top) / (this.#drawn?.rowPx ?? 1));
    };
    const placeOf = (event: MouseEvent): { row: number; bin: number } | undefined => {
      if (this.#drawn === undefined) return undefined;
      const { rows, bins, left, width } = this.#drawn;
      const box = this.#canvas.getBoundingClientRect();
      const row = rowOf(event);
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
      this.#controller.clock.hover(run.recording.times[this.#drawn!.bins.from(place.bin)]);
    });
    this.#canvas.addEventListener("pointerleave", () => {
      this.#controller.clock.hover(undefined);
    });
    this.#canvas.addEventListener("click", (event) => {
      if (placeOf(event) !== undefined) this.#open();
      else this.#toggle(this.#drawn?.rows[rowOf(event)]);
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
    else if (event.key === "+" || event.key === "-") {
      this.#toggle(rows[row], event.key === "+");
    } else if (to === undefined) return;
    else {
      this.#at = {
        row: Math.max(0, Math.min(to.row, rows.length - 1)),
        bin: Math.max(0, Math.min(to.bin, bins.count - 1)),
      };
      this.#showCell();
    }
    event.preventDefault();
  }

  /** Shows the servers of a block one by one, or the block alone again. */
  #toggle(place: ValuedRow | undefined, isOpened = place?.row.isOpened !== true): void {
    const block = place?.row.block;
    if (block !== undefined) this.#controller.details.toggleBlock(block, isOpened);
  }

  /** The clock goes to the cell's first sample, and the inspector opens on its node. */
  #open(): void {
    const { run } = this.#state ?? {};
    if (run === undefined || this.#drawn === undefined) return;
    const { rows, bins } = this.#drawn;
    this.#controller.clock.hover(undefined);
    this.#controller.clock.seek(run.recording.times[bins.from(this.#at.bin)]!);
    const place = rows[this.#at.row];
    if (place === undefined) return;
    this.#controller.select(place.row.node.index);
    this.#onOpen(place.row.node.index);
  }
}

function valueText(layer: HeatLayer, value: number): string {
  if (Number.isNaN(value)) return say("n/a");
  if (layer === "state") return STATE_NAMES[value]!.word;
  return layer === "fill"
    ? formatFraction(value)
    : say("{count} in a sample", { count: formatCount(value) });
}
