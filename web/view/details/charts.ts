/** Six charts over the same time, one crosshair through all of them. */
import { layTimeChart } from "../../../src/charts/draw-time-chart.js";
import type { Plot } from "../../../src/charts/chart.js";
import { secondsFromTicks, TICKS_PER_SECOND } from "../../../src/units/time.js";
import { readingsOf, runCharts, valueText, type RunChart } from "../../model/details/charts.js";
import type { RunModel } from "../../model/run-model.js";
import type { Controller } from "../../shell/controller.js";
import { h, setAttribute, setHidden, setText } from "../../shell/dom.js";
import type { PageState, Theme } from "../../shell/state.js";
import { windowOf } from "../../shell/time/time-control.js";
import type { View } from "../../shell/store.js";
import { chartSaves, type SaveContext } from "../export/chart-saves.js";
import { captionOf } from "../export/figure.js";
import { carriedBy, fileNameOf } from "../export/run-file.js";
import { drawPicture } from "./chart-canvas.js";
import { clock } from "../../text/times.js";
import { ChartChoices } from "./chart-choices.js";
import { chartTable } from "./chart-table.js";
import { PointedBand } from "../pointed-band.js";
import { pointer } from "../pointer.js";
import { say } from "../../text/say.js";

interface ChartBox {
  readonly chart: RunChart;
  readonly element: HTMLElement;
  readonly box: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly cursor: HTMLElement;
  readonly pointed: PointedBand;
  readonly values: readonly HTMLElement[];
  readonly at: HTMLElement;
  plot: Plot | undefined;
}

const PLOT_HEIGHT = 130;
const PAGE_SAMPLES = 60;

export class ChartsView implements View<PageState> {
  readonly element: HTMLElement;
  readonly #charts = h("div", { class: "charts" });
  readonly #choices: ChartChoices;
  readonly #controller: Controller;
  #boxes: ChartBox[] = [];
  #state: PageState | undefined;

  constructor(controller: Controller) {
    this.#controller = controller;
    this.#choices = new ChartChoices(controller);
    this.element = h("div", {}, this.#choices.element, this.#charts);
    new ResizeObserver(() => {
      const { run, theme } = this.#state ?? {};
      if (run !== undefined && theme !== undefined) this.#paintAll(run, theme);
    }).observe(this.element);
  }

  /** A chart a piece, where they are drawn anew. */
  *update(state: PageState, before: PageState | undefined): Generator<void> {
    const { run, theme, tab } = state;
    this.#state = state;
    if (run === undefined || tab !== "charts") return;
    const isOther =
      run !== before?.run ||
      tab !== before.tab ||
      state.look !== before.look ||
      state.window !== before.window ||
      state.marks !== before.marks;
    if (isOther) {
      this.#choices.update(state);
      this.#build(run, state);
    }
    if (isOther || theme !== before.theme) {
      for (const box of this.#boxes) {
        yield;
        paint(box, theme);
      }
    }
    if (state.pointedAt !== before?.pointedAt) this.#point(state.pointedAt);
    const cursor = state.hoverTicks ?? state.atTicks;
    if (isOther || cursor !== (before.hoverTicks ?? before.atTicks)) this.#move(run, cursor);
  }

  /** Elements stay as long as the charts are the same ones, and the focus in them. */
  #build(run: RunModel, { window, marks, look }: PageState): void {
    const wish = { window: windowOf(run, window), marks, look, hasSpread: true };
    const charts = runCharts(run, wish);
    const focused = this.#boxes.findIndex(({ box }) => box === document.activeElement);
    this.#boxes = charts.map((chart) => this.#makeBox(run, chart, marks));
    this.#charts.replaceChildren(...this.#boxes.map(({ element }) => element));
    this.#boxes[focused]?.box.focus();
  }

  #makeBox(run: RunModel, chart: RunChart, marks: readonly number[]): ChartBox {
    const canvas = h("canvas", { "aria-hidden": true });
    const cursor = h("div", { class: "crosshair", "aria-hidden": true });
    const pointed = new PointedBand();
    const box = h(
      "div",
      {
        class: "chart-box",
        role: "slider",
        tabindex: 0,
        "aria-label": say("{chart}: time of the crosshair, in seconds", { chart: chart.title }),
        "aria-valuemin": 0,
        "aria-valuemax": secondsFromTicks(run.endTicks),
        "aria-valuenow": 0,
        "data-testid": `chart-${chart.id}`,
      },
      canvas,
      pointed.element,
      cursor,
    );
    const at = h("b");
    const values = readingsOf(chart.chart).map(() => h("span", { class: "value" }));
    const element = h(
      "figure",
      { class: "chart-figure" },
      h("figcaption", {}, h("h3", {}, chart.title), h("p", { class: "summary" }, chart.summary)),
      box,
      h("p", { class: "readout" }, at, ...values),
      ...pinned(run, chart, marks),
      h(
        "div",
        { class: "chart-ways" },
        chartTable(chart, (seconds) => clock(seconds * TICKS_PER_SECOND)),
        chartSaves(chart, () => this.#saved(run)),
      ),
    );
    const made = { chart, element, box, canvas, cursor, pointed, values, at, plot: undefined };
    this.#listen(made);
    return made;
  }

  #saved(run: RunModel): SaveContext {
    const { window } = this.#state!;
    return {
      caption: captionOf(run, windowOf(run, window)),
      theme: this.#state!.theme,
      fileName: fileNameOf(run),
      carried: carriedBy(this.#state!),
    };
  }

  #listen(made: ChartBox): void {
    const { box } = made;
    const ticksAt = (event: PointerEvent): number | undefined => {
      const { plot, chart } = made;
      if (plot === undefined) return undefined;
      const x = event.clientX - box.getBoundingClientRect().left;
      const share = (x - plot.left) / (plot.right - plot.left);
      const { from, to } = chart.chart.time;
      return (from + Math.max(0, Math.min(1, share)) * (to - from)) * TICKS_PER_SECOND;
    };
    box.addEventListener("pointermove", (event) => {
      if (pointer.hasMoved(event)) this.#controller.clock.hover(ticksAt(event));
    });
    box.addEventListener("pointerleave", () => {
      this.#controller.clock.hover(undefined);
    });
    box.addEventListener("click", (event) => {
      this.#controller.clock.seek(ticksAt(event as PointerEvent) ?? 0);
    });
    box.addEventListener("keydown", (event) => {
      const samples = event.shiftKey ? PAGE_SAMPLES : 1;
      this.#controller.clock.hover(undefined);
      if (event.key === "ArrowRight" || event.key === "ArrowUp")
        this.#controller.clock.step(samples);
      else if (event.key === "ArrowLeft" || event.key === "ArrowDown")
        this.#controller.clock.step(-samples);
      else if (event.key === "Home") this.#controller.clock.seek(0);
      else if (event.key === "End") this.#controller.clock.seek(Infinity);
      else return;
      event.preventDefault();
    });
  }

  #paintAll(run: RunModel, theme: Theme): void {
    const { tab, hoverTicks, atTicks } = this.#state!;
    if (tab !== "charts") return;
    for (const box of this.#boxes) paint(box, theme);
    this.#move(run, hoverTicks ?? atTicks);
  }

  #point(stretch: PageState["pointedAt"]): void {
    for (const { pointed, plot } of this.#boxes) {
      if (plot === undefined) continue;
      const within = (x: number): number => Math.max(plot.left, Math.min(x, plot.right));
      pointed.show(stretch, (ticks) => within(plot.x(secondsFromTicks(ticks))));
    }
  }

  #move(run: RunModel, ticks: number): void {
    const sample = run.sampleAt(ticks);
    const seconds = secondsFromTicks(ticks);
    const time = clock(ticks);
    for (const { chart, box, cursor, plot, values, at } of this.#boxes) {
      if (plot !== undefined) {
        const x = plot.x(seconds);
        setHidden(cursor, x < plot.left - 0.5 || x > plot.right + 0.5);
        cursor.style.transform = `translateX(${x.toFixed(1)}px)`;
      }
      const texts = readingsOf(chart.chart).map(({ word, text }) => {
        return `${word} ${text(({ values: of }) => of[sample] ?? NaN)}`;
      });
      setText(at, time);
      texts.forEach((text, i) => {
        setText(values[i]!, text);
      });
      setAttribute(box, "data-cursor-time", String(seconds));
      setAttribute(box, "aria-valuenow", String(seconds));
      setAttribute(box, "aria-valuetext", `${time}: ${texts.join(", ")}`);
    }
  }
}

function paint(box: ChartBox, theme: Theme): void {
  const width = box.element.clientWidth;
  if (width === 0) return;
  const size = { width, plotHeight: PLOT_HEIGHT, hasEndLabels: width > 420 };
  const { picture, plot } = layTimeChart(box.chart.chart, size);
  drawPicture(box.canvas, picture, theme);
  box.plot = plot;
  box.cursor.style.top = `${String(plot.top)}px`;
  box.cursor.style.height = `${String(plot.bottom - plot.top)}px`;
}

/** What each mark pins, and between two by how much each line is higher at the later one. */
function pinned(run: RunModel, { chart }: RunChart, marks: readonly number[]): HTMLElement[] {
  const ordered = [...marks].sort((a, b) => a - b);
  const readings = readingsOf(chart);
  const pins = ordered.map((at) => {
    const sample = run.sampleAt(at);
    const values = readings.map(({ word, text }) => `${word} ${text((of) => of.values[sample]!)}`);
    return note(
      "pinned",
      say("pinned at {time}: {values}", { time: clock(at), values: values.join(", ") }),
    );
  });
  const [early, late] = ordered.map((at) => run.sampleAt(at));
  if (early === undefined || late === undefined) return pins;
  const { series, value } = chart;
  const texts = series.map(({ word, curve }) => {
    const by = curve.values[late]! - curve.values[early]!;
    return `${word} ${by > 0 ? "+" : ""}${valueText(by, value.form)}`;
  });
  return [
    ...pins,
    note("between-marks", say("between the marks: {changes}", { changes: texts.join(", ") })),
  ];
}

function note(testId: string, text: string): HTMLElement {
  return h("p", { class: "note", "data-testid": testId }, text);
}
