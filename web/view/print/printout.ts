/**
 * The run on paper: made when the page is printed, at the width of a page, in light colours whatever the theme. Events
 * are those of severity warning and above.
 */
import { layTimeChart } from "../../../src/charts/draw-time-chart.js";
import { plainSvgElement } from "../../../src/charts/plain-svg.js";
import { runCharts, type RunChart } from "../../model/details/charts.js";
import type { RunModel } from "../../model/run-model.js";
import { severityOf } from "../../model/severity.js";
import { h } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { windowOf } from "../../shell/time/time-control.js";
import { clock, span } from "../../text/times.js";
import { heatPicture } from "../picture/heat-picture.js";
import { svgElementOf } from "../picture/svg-node.js";
import { topologyPicture } from "../picture/topology-picture.js";
import { say, sayParts } from "../../text/say.js";

/** A4 and Letter without their margins, at 96 px an inch. */
const PAGE_PX = 690;
const PLOT_HEIGHT = 120;
const MOST_ADDRESS = 160;

export class Printout implements View<PageState> {
  readonly element = h("section", { class: "printout", "aria-label": say("For print") });
  #state: PageState | undefined;

  constructor() {
    addEventListener("beforeprint", () => {
      this.#build();
    });
    // Tools that look at a page as it would be printed do not always say so by the event.
    matchMedia("print").addEventListener("change", ({ matches }) => {
      if (matches) this.#build();
    });
    addEventListener("afterprint", () => {
      this.element.replaceChildren();
    });
  }

  update(state: PageState): void {
    this.#state = state;
  }

  #build(): void {
    const { run } = this.#state ?? {};
    if (run === undefined || this.#state === undefined) return;
    const { atTicks, window } = this.#state;
    const sample = run.sampleAt(atTicks);
    const shown = windowOf(run, window);
    const charts = runCharts(run, { window: shown, look: this.#state.look, hasSpread: true });
    this.element.replaceChildren(
      part(
        say("Topology at {time}", { time: clock(run.recording.times[sample] ?? 0) }),
        svgElementOf(topologyPicture(run, sample, PAGE_PX, "light")),
      ),
      h(
        "h2",
        {},
        say("Charts, {from} to {to}", { from: clock(shown.fromTicks), to: clock(shown.toTicks) }),
      ),
      ...charts.map((chart) => part(chart.title, chartElement(chart), chart.summary)),
      part(
        say("Heatmap: worst state of each bin, by channel"),
        svgElementOf(heatPicture(run, PAGE_PX, "light")),
      ),
      ...eventRows(run),
      footer(run),
    );
  }
}

function part(title: string, picture: Element, summary = ""): HTMLElement {
  return h(
    "figure",
    {},
    h("h3", {}, title),
    ...(summary === "" ? [] : [h("p", { class: "summary" }, summary)]),
    picture,
  );
}

function chartElement({ chart }: RunChart): Element {
  const { picture } = layTimeChart(chart, {
    width: PAGE_PX,
    plotHeight: PLOT_HEIGHT,
    hasEndLabels: true,
  });
  return parsedSvg(
    plainSvgElement(picture, "light").replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'),
  );
}

/** Of markup made here, with its texts escaped. */
function parsedSvg(markup: string): Element {
  const { documentElement } = new DOMParser().parseFromString(markup, "image/svg+xml");
  return document.importNode(documentElement, true);
}

function eventRows(run: RunModel): HTMLElement[] {
  const entries = run.log.filter((entry) => severityOf(entry) !== "info");
  if (entries.length === 0)
    return [h("p", {}, say("✓ Nothing was refused, blocked, full or lost."))];
  const heads = [say("time"), say("what"), "", say("lasts")];
  const rows = entries.map(({ fromTicks, toTicks, glyph, word, text }) =>
    h(
      "tr",
      {},
      h("td", { class: "number" }, clock(fromTicks)),
      h("td", {}, `${glyph} ${word}`),
      h("td", {}, text),
      h("td", { class: "number" }, span(fromTicks, toTicks)),
    ),
  );
  return [
    h("h2", {}, say("Events, warnings and errors")),
    h(
      "table",
      { class: "printed-events" },
      h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, ...rows),
    ),
  ];
}

/** A link that carries a scenario is too long to be read: where it is cut it still leads there. */
function footer({ recording }: RunModel): HTMLElement {
  const { scenario, seed, digest } = recording;
  const { href } = location;
  const shown = href.length > MOST_ADDRESS ? `${href.slice(0, MOST_ADDRESS)}…` : href;
  const address = h("a", { href }, shown);
  const said = { name: scenario.name, seed, digest, address };
  return h(
    "p",
    { class: "printed-footer" },
    ...sayParts("{name}, seed {seed}, digest {digest}. {address}", said),
  );
}
