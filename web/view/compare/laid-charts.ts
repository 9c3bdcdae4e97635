/** The charts of both runs over each other, or of their differences; one crosshair, which is the page's clock. */
import type { Plot } from "../../../src/charts/chart.js";
import { layTimeChart } from "../../../src/charts/draw-time-chart.js";
import { TICKS_PER_SECOND } from "../../../src/units/time.js";
import { valueText, type RunChart } from "../../model/details/charts.js";
import { comparedCharts } from "../../model/compare/compared-charts.js";
import { heldAt } from "../../model/compare/curves.js";
import { measuredCharts } from "../../model/compare/measured.js";
import type { RunModel } from "../../model/run-model.js";
import type { Controller } from "../../shell/controller.js";
import { h, setAttribute, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import { drawPicture } from "../details/chart-canvas.js";
import { chartTable } from "../details/chart-table.js";
import { chartSaves, type SaveContext } from "../export/chart-saves.js";
import { footerOf } from "../export/figure.js";
import { fileNameOf } from "../export/run-file.js";
import { say } from "../../text/say.js";
import { sinceStart } from "../../text/times.js";
import { pointer } from "../pointer.js";
import { commonSeconds, zeroIn } from "./side-by-side.js";

interface Laid {
  readonly chart: RunChart;
  readonly element: HTMLElement;
  readonly box: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly cursor: HTMLElement;
  readonly readout: HTMLElement;
  plot: Plot | undefined;
}

const PLOT_HEIGHT = 150;

export class LaidCharts {
  readonly element = h("div", { class: "charts" });
  readonly #controller: Controller;
  #laid: Laid[] = [];
  #shown: { readonly state: PageState; readonly a: RunModel; readonly b: RunModel } | undefined;

  constructor(controller: Controller) {
    this.#controller = controller;
    new ResizeObserver(() => {
      this.#paint();
    }).observe(this.element);
  }

  show(state: PageState, a: RunModel, b: RunModel): void {
    this.#shown = { state, a, b };
    const isDifference = state.compare.mode === "difference";
    const measured = state.compare.b === "measured" ? state.run?.measured : undefined;
    const place = (run: RunModel): { run: RunModel; zero: number } => ({
      run,
      zero: zeroIn(state, run, [a, b]),
    });
    const charts =
      measured === undefined
        ? comparedCharts(place(a), place(b), isDifference)
        : measuredCharts(a, measured.series, isDifference);
    this.#laid = charts.map((chart) => this.#make(chart));
    this.element.replaceChildren(...this.#laid.map(({ element }) => element));
    this.#paint();
  }

  move(state: PageState): void {
    if (this.#shown === undefined || this.element.hidden) return;
    this.#shown = { ...this.#shown, state };
    const { a, b } = this.#shown;
    const at =
      state.compare.b === "measured"
        ? (state.hoverTicks ?? state.atTicks) / TICKS_PER_SECOND
        : commonSeconds(state, a, b);
    const time = commonClock(at);
    for (const { chart, box, cursor, plot, readout } of this.#laid) {
      if (plot !== undefined) cursor.style.transform = `translateX(${plot.x(at).toFixed(1)}px)`;
      const values = chart.chart.series.map(({ word, curve }) => {
        return `${word} ${valueText(heldAt(curve, at), chart.chart.value.form)}`;
      });
      setText(readout, `${time}  ${values.join(" · ")}`);
      setAttribute(box, "data-cursor-time", String(at));
    }
  }

  #make(chart: RunChart): Laid {
    const canvas = h("canvas", { role: "img", "aria-label": chart.chart.label });
    const cursor = h("div", { class: "crosshair", "aria-hidden": true });
    const box = h(
      "div",
      { class: "chart-box", "data-testid": `compare-${chart.id}` },
      canvas,
      cursor,
    );
    const readout = h("p", { class: "readout" });
    const element = h(
      "figure",
      { class: "chart-figure" },
      h("figcaption", {}, h("h3", {}, chart.title), h("p", { class: "summary" }, chart.summary)),
      box,
      readout,
      h(
        "div",
        { class: "chart-ways" },
        chartTable(chart, commonClock),
        chartSaves(chart, () => this.#saved(chart)),
      ),
    );
    const laid: Laid = { chart, element, box, canvas, cursor, readout, plot: undefined };
    box.addEventListener("pointermove", (event) => {
      if (pointer.hasMoved(event)) this.#controller.clock.hover(this.#ticksAt(laid, event));
    });
    box.addEventListener("pointerleave", () => {
      this.#controller.clock.hover(undefined);
    });
    box.addEventListener("click", (event) => {
      this.#controller.clock.seek(this.#ticksAt(laid, event) ?? 0);
    });
    return laid;
  }

  /** Of two runs no picture carries one to run again. */
  #saved({ chart }: RunChart): SaveContext {
    const { state, a, b } = this.#shown!;
    const isMeasured = state.compare.b === "measured";
    const other = isMeasured
      ? { name: state.run?.measured?.name ?? "", footer: "" }
      : { name: b.recording.scenario.name, footer: footerOf(b) };
    const { from, to } = chart.time;
    return {
      caption: {
        title: say("A: {a}, B: {b}", { a: a.recording.scenario.name, b: other.name }),
        below: say("{from} to {to}", { from: commonClock(from), to: commonClock(to) }),
        footer: other.footer === "" ? footerOf(a) : `A: ${footerOf(a)}   B: ${other.footer}`,
      },
      theme: state.theme,
      fileName: `${fileNameOf(a)}-compared`,
      carried: undefined,
    };
  }

  /** On the clock of the page. */
  #ticksAt({ plot, chart, box }: Laid, { clientX }: MouseEvent): number | undefined {
    if (plot === undefined || this.#shown === undefined) return undefined;
    const { state, a, b } = this.#shown;
    const share =
      (clientX - box.getBoundingClientRect().left - plot.left) / (plot.right - plot.left);
    const { from, to } = chart.chart.time;
    const common = from + Math.max(0, Math.min(1, share)) * (to - from);
    const own = state.run === b && state.run !== a ? b : a;
    return Math.max(0, (common + zeroIn(state, own, [a, b])) * TICKS_PER_SECOND);
  }

  #paint(): void {
    if (this.#shown === undefined) return;
    for (const laid of this.#laid) {
      const width = laid.element.clientWidth;
      if (width === 0) continue;
      const size = { width, plotHeight: PLOT_HEIGHT, hasEndLabels: width > 420 };
      const { picture, plot } = layTimeChart(laid.chart.chart, size);
      drawPicture(laid.canvas, picture, this.#shown.state.theme);
      laid.plot = plot;
      laid.cursor.style.top = `${String(plot.top)}px`;
      laid.cursor.style.height = `${String(plot.bottom - plot.top)}px`;
    }
    this.move(this.#shown.state);
  }
}

/** @param seconds on the common clock, which may begin before its zero */
function commonClock(seconds: number): string {
  const time = sinceStart(Math.abs(Math.round(seconds * TICKS_PER_SECOND)));
  return seconds < 0 ? `−${time}` : time;
}
