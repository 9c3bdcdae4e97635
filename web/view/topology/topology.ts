/**
 * The topology: columns from the servers to the storages. A layer of up to 12 nodes is drawn as cards, of agents up
 * to 50 as rows; beyond that, and of servers, as a matrix of cells in blocks by the agent that they feed.
 */
import { flowsOf, type Flow } from "../../model/flows.js";
import type { GraphLayer } from "../../model/graph.js";
import { RateReader } from "../../model/rates.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Controller } from "../../shell/controller.js";
import { h, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { Dots } from "./dots.js";
import { LayerMatrix } from "./layer-matrix.js";
import { LayerCards } from "./layer-cards.js";
import { MOST_CARDS, MOST_ROWS } from "./limits.js";
import { Ribbons, type Anchors } from "./ribbons.js";

/** More cards than this stand beside each other, where there is room. */
const HIGHEST = 6;
/** So do more rows than this; more cells than this need more room. */
const MANY_ROWS = 24;
const MANY_CELLS = 500;

/** A layer on the screen, in any of the forms. */
export interface LayerForm extends Anchors {
  readonly element: HTMLElement;
  show(state: PageState, sample: number): void;
  /** Puts the keyboard's focus on a node. */
  focus(node: number): void;
}

interface Shown {
  readonly layer: GraphLayer;
  readonly form: LayerForm;
  readonly summary: HTMLElement;
}

export class TopologyView implements View<PageState> {
  readonly element = h("section", {
    class: "topology panel",
    "data-testid": "topology",
    "aria-labelledby": "topology-title",
  });
  readonly #columns = h("div", { class: "columns" });
  readonly #ribbons = new Ribbons();
  readonly #dots = new Dots();
  readonly #controller: Controller;
  readonly #onOpen: (node: number) => void;
  #shown: Shown[] = [];
  #flows: readonly Flow[] = [];
  #graphKey = "";
  #state: PageState | undefined;

  /** @param onOpen a node is to be looked into: Enter, or a click */
  constructor(controller: Controller, onOpen: (node: number) => void) {
    this.#controller = controller;
    this.#onOpen = onOpen;
    const title = h("h2", { id: "topology-title" }, "Topology");
    const stage = h(
      "div",
      { class: "stage" },
      this.#ribbons.element,
      this.#dots.element,
      this.#columns,
    );
    const head = h(
      "div",
      { class: "topology-head" },
      title,
      dotsSwitch(controller),
      this.#dots.note,
    );
    this.element.append(head, stage);
    new ResizeObserver(() => {
      this.#place();
    }).observe(this.#columns);
  }

  update(state: PageState, before: PageState | undefined): void {
    const { run } = state;
    this.element.hidden = run === undefined;
    this.#state = state;
    if (run === undefined) return;
    if (run !== before?.run) this.#rebuild(run);
    const sample = run.sampleAt(state.atTicks);
    this.#showDots(state, before, sample);
    const isSame =
      run === before?.run &&
      sample === before.run.sampleAt(before.atTicks) &&
      state.selected === before.selected &&
      state.query === before.query &&
      state.theme === before.theme;
    if (isSame) return;
    for (const { layer, form, summary } of this.#shown) {
      form.show(state, sample);
      setText(summary, summaryOf(run, layer, sample));
    }
    this.#ribbons.show(sample, state.selected);
  }

  #showDots(state: PageState, before: PageState | undefined, sample: number): void {
    const { run, showsDots, atTicks } = state;
    if (!showsDots) {
      if (before?.showsDots !== false) this.#dots.hide();
      return;
    }
    if (before?.showsDots !== true) this.#placeDots();
    const isSame =
      before?.showsDots === true &&
      run === before.run &&
      atTicks === before.atTicks &&
      state.theme === before.theme;
    if (!isSame) this.#dots.show(sample, atTicks);
  }

  #placeDots(): void {
    const box = this.#columns.getBoundingClientRect();
    this.#dots.place(this.#ribbons.trails(), this.#ribbons.most, box);
  }

  focus(node: number): void {
    const found = this.#shown.find(({ layer }) => layer.nodes.some(({ index }) => index === node));
    found?.form.focus(node);
  }

  /** While a run goes on its graph stays: then the elements, and the focus in them, stay too. */
  #rebuild(run: RunModel): void {
    const rates = new RateReader(run.graph, run.view);
    this.#flows = flowsOf(run.graph, run.view, rates);
    const key = run.graph.nodes.map(({ address }) => address).join(" ");
    if (key !== this.#graphKey) {
      this.#graphKey = key;
      this.#shown = run.graph.layers.map((layer) => this.#makeLayer(layer));
      const columns = [...new Set(run.graph.layers.map(({ column }) => column))].sort(
        (a, b) => a - b,
      );
      this.#columns.replaceChildren(
        ...columns.map((column) => {
          const own = this.#shown.filter(({ layer }) => layer.column === column);
          const isWide = own.some(({ layer }) => needsRoom(layer));
          return h(
            "div",
            { class: isWide ? "column wide" : "column" },
            ...own.map((shown) => layerElement(shown)),
          );
        }),
      );
    }
    this.#place();
  }

  #makeLayer(layer: GraphLayer): Shown {
    const handlers = {
      select: (node: number) => {
        this.#controller.select(node);
      },
      open: this.#onOpen,
    };
    const { kind, nodes } = layer;
    // Servers are told apart by whom they feed: more than a few of them are a matrix at once.
    const form =
      nodes.length > (kind === "servers" ? MOST_CARDS : MOST_ROWS)
        ? new LayerMatrix(layer, handlers)
        : new LayerCards(layer, handlers, nodes.length > MOST_CARDS ? "rows" : "cards");
    return { layer, form, summary: h("p", { class: "summary" }) };
  }

  #place(): void {
    const { run } = this.#state ?? {};
    if (run === undefined) return;
    const forms = new Map<string, Anchors>(
      this.#shown.map(({ layer, form }) => [layer.name, form]),
    );
    this.#ribbons.place(this.#flows, forms, run, this.#columns);
    const { atTicks, selected, showsDots } = this.#state!;
    this.#ribbons.show(run.sampleAt(atTicks), selected);
    if (!showsDots) return;
    this.#placeDots();
    this.#dots.show(run.sampleAt(atTicks), atTicks);
  }
}

/** Off until somebody wants it, and not to be had where less motion is asked for. */
function dotsSwitch(controller: Controller): HTMLElement {
  const box = h("input", { type: "checkbox", "data-testid": "dots-switch" });
  box.addEventListener("change", () => {
    controller.time.showDots(box.checked);
  });
  const wantsLess = matchMedia("(prefers-reduced-motion: reduce)");
  const follow = (): void => {
    box.disabled = wantsLess.matches;
    if (wantsLess.matches) controller.time.showDots((box.checked = false));
  };
  wantsLess.addEventListener("change", follow);
  follow();
  return h("label", { class: "dots-switch" }, box, " dots that travel");
}

/** Cards or rows beside each other, or thousands of cells. */
function needsRoom({ kind, nodes }: GraphLayer): boolean {
  if (kind === "servers") return nodes.length > MANY_CELLS;
  const isCards = nodes.length <= MOST_CARDS;
  return kind === "tier" && nodes.length > (isCards ? HIGHEST : MANY_ROWS);
}

function layerElement({ layer, form, summary }: Shown): HTMLElement {
  const { name, nodes, kind } = layer;
  const noun = { servers: "servers", tier: "agents", storage: "storage" }[kind];
  const count =
    kind === "storage"
      ? noun
      : `${String(nodes.length)} ${nodes.length === 1 ? noun.slice(0, -1) : noun}`;
  return h(
    "section",
    { class: "layer", "data-layer": name, "aria-label": `${name}, ${count}` },
    h("h3", {}, name, h("span", { class: "count" }, ` ${count}`)),
    summary,
    form.element,
  );
}

/** The worst state, and how many are in it: an average would say OK while one refuses. */
function summaryOf(run: RunModel, { nodes }: GraphLayer, sample: number): string {
  const states = nodes.map(({ index }) => run.state(index, sample));
  const worst = Math.max(0, ...states);
  const count = states.filter((state) => state === worst).length;
  const { glyph, word } = STATE_NAMES[worst]!;
  return `${glyph} ${word}${nodes.length === 1 ? "" : `: ${String(count)} of ${String(nodes.length)}`}`;
}
