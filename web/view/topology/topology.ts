/**
 * The topology: columns from the servers to the storages, each in a form by how many nodes it has; or, for who goes
 * in, one layer of it, one group of a layer. On a small screen the worst nodes are listed by name.
 */
import { flowsOf, type Flow } from "../../model/flows.js";
import { MOST_CARDS } from "../../model/topology/forms.js";
import type { GraphLayer } from "../../model/graph.js";
import { knownWay, type Inside } from "../../model/topology/groups.js";
import { RateReader } from "../../model/rates.js";
import type { RunModel } from "../../model/run-model.js";
import type { Controller } from "../../shell/controller.js";
import { h, setHidden } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { Breadcrumb } from "./breadcrumb.js";
import { Dots } from "./dots.js";
import type { NodeHandlers } from "./layer-form.js";
import { makeLayer, partOf, showSummary, type Shown } from "./layer-section.js";
import { Ribbons, type Anchors } from "./ribbons.js";
import { TopList } from "./top-list.js";
import { say } from "../../text/say.js";

/** More cards than this stand beside each other, where there is room. */
const HIGHEST = 6;
/** So do more rows than this; more cells than this need more room. */
const MANY_ROWS = 24;
const MANY_CELLS = 500;
/** Below it a screen has one column, rows instead of cards, and the worst nodes by name. */
const NARROW = "(max-width: 599.98px)";
const MOST_LISTED = 6;

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
  readonly #handlers: NodeHandlers;
  readonly #breadcrumb: Breadcrumb;
  readonly #worstFirst = h("input", { type: "checkbox", "data-testid": "worst-first" });
  readonly #top: TopList;
  readonly #narrow = matchMedia(NARROW);
  #shown: readonly Shown[] = [];
  #flows: readonly Flow[] = [];
  #graphKey = "";
  #state: PageState | undefined;
  /** A person has gone in or out: the keyboard goes along. */
  #isGoing = false;
  /** The keyboard is for this node, as soon as it is drawn. */
  #wanted: number | undefined;

  /** @param onOpen a node is to be looked into: Enter, or a click */
  constructor(controller: Controller, onOpen: (node: number) => void) {
    this.#controller = controller;
    this.#handlers = {
      select: (node) => {
        controller.select(node);
      },
      open: onOpen,
      enter: (inside) => {
        this.#isGoing = true;
        controller.topology.enter(inside);
      },
    };
    this.#breadcrumb = new Breadcrumb((inside) => {
      controller.select(undefined);
      this.#handlers.enter(inside);
    });
    this.#top = new TopList(MOST_LISTED, this.#handlers);
    this.#worstFirst.addEventListener("change", () => {
      controller.topology.orderByState(this.#worstFirst.checked);
    });
    this.element.append(
      h(
        "div",
        { class: "topology-head" },
        h("h2", { id: "topology-title" }, say("Topology")),
        this.#breadcrumb.element,
        h("label", { class: "switch" }, this.#worstFirst, " ", say("worst first")),
        dotsSwitch(controller),
        this.#dots.note,
      ),
      this.#top.element,
      h("div", { class: "stage" }, this.#ribbons.element, this.#dots.element, this.#columns),
    );
    new ResizeObserver(() => {
      this.#place();
    }).observe(this.#columns);
    this.#narrow.addEventListener("change", () => {
      const { run } = this.#state ?? {};
      if (run === undefined) return;
      this.#rebuild(run, this.#state!);
      Array.from(this.#show(run, this.#state!));
    });
  }

  /** A layer a piece. */
  *update(state: PageState, before: PageState | undefined): Generator<void> {
    const { run, topology } = state;
    setHidden(this.element, run === undefined);
    this.#state = state;
    if (run === undefined) return;
    const isOther =
      run !== before?.run ||
      topology.inside !== before.topology.inside ||
      topology.forms !== before.topology.forms;
    if (isOther) {
      this.#rebuild(run, state);
      yield;
    }
    this.#breadcrumb.update(state);
    const sample = run.sampleAt(state.atTicks);
    this.#showDots(state, before, sample);
    const isSame =
      !isOther &&
      sample === run.sampleAt(before.atTicks) &&
      topology === before.topology &&
      state.selected === before.selected &&
      state.query === before.query &&
      state.theme === before.theme;
    if (!isSame) yield* this.#show(run, state);
    if (this.#isGoing) this.#focusAfterGoing(before?.topology.inside ?? []);
    this.#isGoing = false;
    if (this.#wanted !== undefined) this.#focusWanted(this.#wanted);
  }

  *#show(run: RunModel, state: PageState): Generator<void> {
    const sample = run.sampleAt(state.atTicks);
    let hasMoved = false;
    for (const shown of this.#shown) {
      hasMoved = shown.view.show(state, sample) || hasMoved;
      showSummary(shown, run, sample);
      yield;
    }
    this.#worstFirst.checked = state.topology.isWorstFirst;
    setHidden(this.#top.element, !this.#narrow.matches);
    if (this.#narrow.matches) this.#top.show(state, run, run.graph.nodes, sample);
    if (hasMoved) this.#place();
    else this.#ribbons.show(sample, state.selected);
  }

  /** One level out. @returns false where there is none */
  leave(): boolean {
    this.#isGoing = this.#controller.topology.leave();
    return this.#isGoing;
  }

  /** In: to what is first there. Out: to what was left. */
  #focusAfterGoing(before: Inside): void {
    const [first] = this.#shown;
    const left = before[this.#inside.length];
    if (first === undefined) return;
    if (this.#inside.length >= before.length || left === undefined) {
      first.view.focus(first.shown.nodes[0]!.index);
      return;
    }
    if (this.#inside.length === 0) {
      this.#shown.find(({ layer }) => layer.name === left)?.into?.focus();
      return;
    }
    this.element.querySelector<HTMLElement>(`[data-group="${CSS.escape(left)}"]`)?.focus();
  }

  get #inside(): Inside {
    const { run, topology } = this.#state ?? {};
    return run === undefined || topology === undefined ? [] : knownWay(run.graph, topology.inside);
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
    this.#wanted = node;
    if (!this.#focusWanted(node)) this.#controller.topology.enter([]);
  }

  /** @returns false where it is not drawn */
  #focusWanted(node: number): boolean {
    const here = this.#shown.find(({ shown }) => shown.nodes.some(({ index }) => index === node));
    here?.view.focus(node);
    if (here !== undefined || this.#inside.length === 0) this.#wanted = undefined;
    return here !== undefined;
  }

  /** While a run goes on its graph stays: then the elements, and the focus in them, stay too. */
  #rebuild(run: RunModel, { topology }: PageState): void {
    const rates = new RateReader(run.graph, run.view);
    const inside = this.#inside;
    const isNarrow = this.#narrow.matches;
    const nodes = run.graph.nodes.map(({ address }) => address).join(" ");
    const key = JSON.stringify([nodes, inside, topology.forms, isNarrow]);
    if (key !== this.#graphKey) {
      this.#graphKey = key;
      const layers = run.graph.layers.filter(({ name }) => name === (inside[0] ?? name));
      this.#shown = layers.map((layer) => {
        const part = partOf(layer, { ...topology, inside }, isNarrow);
        return makeLayer(part, inside, this.#controller, this.#handlers);
      });
      this.#columns.replaceChildren(...columnsOf(this.#shown));
      this.#columns.classList.toggle("alone", inside.length > 0);
    }
    const names = new Set(this.#shown.map(({ layer }) => layer.name));
    this.#flows = flowsOf(run.graph, run.view, rates).filter(({ from, to }) => {
      return names.has(from.layer) && names.has(to.layer);
    });
    this.#place();
  }

  #place(): void {
    const { run } = this.#state ?? {};
    if (run === undefined) return;
    const forms = new Map<string, Anchors>(
      this.#shown.map(({ layer, view }) => [layer.name, view]),
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
  return h("label", { class: "switch" }, box, " ", say("dots that travel"));
}

function columnsOf(shown: readonly Shown[]): HTMLElement[] {
  const columns = [...new Set(shown.map(({ layer }) => layer.column))].sort((a, b) => a - b);
  return columns.map((column) => {
    const own = shown.filter(({ layer }) => layer.column === column);
    const isWide = own.some(({ layer }) => needsRoom(layer));
    return h(
      "div",
      { class: isWide ? "column wide" : "column" },
      ...own.map(({ element }) => element),
    );
  });
}

/** Cards or rows beside each other, or thousands of cells. */
function needsRoom({ kind, nodes }: GraphLayer): boolean {
  if (kind === "servers") return nodes.length > MANY_CELLS;
  const isCards = nodes.length <= MOST_CARDS;
  return kind === "tier" && nodes.length > (isCards ? HIGHEST : MANY_ROWS);
}
