/** A layer as cards (name, state, fill, rates, the whole run's fill as a line) or, of more nodes, as rows. */
import { line } from "d3-shape";
import { formatBytes, formatCount, formatFraction } from "../../../src/units/format.js";
import { backlogLimit } from "../../model/fill.js";
import { held } from "../../model/deltas.js";
import type { GraphLayer, GraphNode } from "../../model/graph.js";
import { matches } from "../../model/query.js";
import { RateReader } from "../../model/rates.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import { h, setAttribute, setText, svg } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import { perSecond } from "../numbers.js";
import type { LayerForm } from "./topology.js";
import type { Box } from "./ribbons.js";

export interface NodeHandlers {
  select(node: number): void;
  open(node: number): void;
}

interface Card {
  readonly node: GraphNode;
  readonly element: HTMLButtonElement;
  readonly glyph: HTMLElement;
  readonly word: HTMLElement;
  readonly bar: HTMLElement;
  readonly fill: HTMLElement;
  readonly rates: HTMLElement;
  readonly spark: SVGPathElement;
  readonly now: SVGLineElement;
}

const SPARK_WIDTH = 100;
const SPARK_HEIGHT = 16;

export class LayerCards implements LayerForm {
  readonly element: HTMLElement;
  readonly #cards: readonly Card[];
  #run: RunModel | undefined;
  #rates: RateReader | undefined;

  constructor(layer: GraphLayer, handlers: NodeHandlers, form: "cards" | "rows") {
    this.#cards = layer.nodes.map((node) => makeCard(node, handlers));
    this.element = h(
      "ul",
      { class: form, "data-form": form },
      ...this.#cards.map(({ element }) => h("li", {}, element)),
    );
    this.element.addEventListener("keydown", (event) => {
      this.#onKey(event);
    });
    this.#rove(0);
  }

  show(state: PageState, sample: number): void {
    const { run, selected, query } = state;
    if (run === undefined) return;
    if (run !== this.#run) {
      this.#run = run;
      this.#rates = new RateReader(run.graph, run.view);
      for (const card of this.#cards) drawSpark(card, run);
    }
    for (const card of this.#cards) {
      showCard(card, run, this.#rates!, sample);
      const { index, address } = card.node;
      const isFeeding =
        selected !== undefined && run.graph.nodes[selected]?.address === card.node.target;
      card.element.classList.toggle("selected", index === selected);
      card.element.classList.toggle("feeds", isFeeding);
      card.element.classList.toggle("faint", !matches(query, run, card.node, sample));
      setAttribute(card.element, "data-node", address);
    }
  }

  focus(node: number): void {
    const i = this.#cards.findIndex((card) => card.node.index === node);
    this.#rove(i);
    this.#cards[i]?.element.focus();
  }

  boxOf(node: GraphNode | undefined): Box {
    const card = this.#cards.find(
      (each) => each.node === node || each.node.address === node?.address,
    );
    return (card?.element ?? this.element).getBoundingClientRect();
  }

  /** One stop of the tab key a layer; the arrows go on from it. */
  #rove(to: number): void {
    this.#cards.forEach(({ element }, i) => {
      element.tabIndex = i === to ? 0 : -1;
    });
  }

  #onKey(event: KeyboardEvent): void {
    const now = this.#cards.findIndex(({ element }) => element === document.activeElement);
    const last = this.#cards.length - 1;
    const next = {
      ArrowDown: now + 1,
      ArrowRight: now + 1,
      ArrowUp: now - 1,
      ArrowLeft: now - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(next, last));
    this.#rove(to);
    this.#cards[to]?.element.focus();
  }
}

function makeCard(node: GraphNode, handlers: NodeHandlers): Card {
  const glyph = h("span", { class: "glyph", "aria-hidden": true });
  const word = h("span", { class: "state-word" });
  const bar = h("span", { class: "bar" });
  const fill = h("span", { class: "fill-text" });
  const rates = h("span", { class: "rates" });
  const spark = svg("path", { class: "spark" });
  const now = svg("line", { class: "spark-now", y1: 0, y2: SPARK_HEIGHT });
  const picture = svg(
    "svg",
    {
      class: "spark-box",
      viewBox: `0 0 ${String(SPARK_WIDTH)} ${String(SPARK_HEIGHT)}`,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
    },
    spark,
    now,
  );
  const element = h(
    "button",
    { type: "button", class: "card" },
    h("span", { class: "card-head" }, glyph, h("span", { class: "name" }, node.address), word),
    h("span", { class: "track", "aria-hidden": true }, bar),
    fill,
    rates,
  );
  element.insertBefore(picture, fill);
  element.addEventListener("click", () => {
    handlers.select(node.index);
    handlers.open(node.index);
  });
  return { node, element, glyph, word, bar, fill, rates, spark, now };
}

function showCard(card: Card, run: RunModel, rates: RateReader, sample: number): void {
  const { node } = card;
  const state = run.state(node.index, sample);
  const { glyph, word } = STATE_NAMES[state]!;
  setAttribute(card.element, "data-state", String(state));
  setText(card.glyph, glyph);
  setText(card.word, word);
  const share = held(run.fill(node), sample);
  const scale = `scaleX(${String(Math.min(1, share))})`;
  if (card.bar.style.transform !== scale) card.bar.style.transform = scale;
  setText(card.fill, fillText(run, node, sample));
  setText(card.rates, ratesText(rates, node, sample));
  const { times } = run.recording;
  const x = String((SPARK_WIDTH * times[sample]!) / run.durationTicks);
  setAttribute(card.now, "x1", x);
  setAttribute(card.now, "x2", x);
}

/** `8.2 k of 10 k (82 %)`; of several channels the fullest. */
export function fillText(run: RunModel, node: GraphNode, sample: number): string {
  if (node.kind === "storage") return "";
  if (node.kind === "server") return backlogText(run, node, sample);
  const channels = node.channels.map((part) => {
    const events = run.view.series(part, "ChannelSize")?.[sample] ?? NaN;
    const capacity = run.view.part(part).constants["ChannelCapacity"]!;
    return { events, capacity, share: events / capacity };
  });
  const live = channels.filter(({ events }) => !Number.isNaN(events));
  const [fullest] = live.sort((a, b) => b.share - a.share);
  if (fullest === undefined) return "not running";
  const { events, capacity, share } = fullest;
  return `${formatCount(events)} of ${formatCount(capacity)} (${formatFraction(share)})`;
}

function backlogText(run: RunModel, { part, layer }: GraphNode, sample: number): string {
  const bytes = run.view.series(part, "backlogBytes");
  const limit = backlogLimit(layer, run.view).bytes;
  if (bytes === undefined) return "backlog not recorded";
  const room = limit === undefined ? "" : ` of ${formatBytes(limit)}`;
  return `keeps ${formatBytes(held(bytes, sample))}${room}`;
}

export function ratesText(rates: RateReader, node: GraphNode, sample: number): string {
  const { in: into, out, refused, isRefusing } = rates.of(node, sample);
  const parts = [
    ...(into === undefined ? [] : [`in ${perSecond(into)}`]),
    ...(out === undefined ? [] : [`out ${perSecond(out)}`]),
    ...(isRefusing
      ? [refused === 0 ? "✖ how many is not recorded" : `✖ ${perSecond(refused)}`]
      : []),
  ];
  return parts.join(" · ");
}

/** The whole run's fill, drawn once. */
function drawSpark({ node, spark }: Card, run: RunModel): void {
  const fill = run.fill(node);
  if (fill === undefined) {
    spark.setAttribute("d", "");
    return;
  }
  const { times } = run.recording;
  const step = Math.max(1, Math.ceil(fill.length / (2 * SPARK_WIDTH)));
  const shown = [...fill.keys()].filter((i) => i % step === 0);
  const path = line<number>()
    .defined((i) => !Number.isNaN(fill[i]!))
    .x((i) => (SPARK_WIDTH * times[i]!) / run.durationTicks)
    .y((i) => SPARK_HEIGHT * (1 - Math.min(1, fill[i]!)));
  spark.setAttribute("d", path(shown) ?? "");
}
