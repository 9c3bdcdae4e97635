/** A layer as cards (name, state, fill, rates, the whole run's fill as a line) or, of more nodes, as rows. */
import { line } from "d3-shape";
import { backlogLimit } from "../../model/fill.js";
import { held } from "../../model/deltas.js";
import type { GraphLayer, GraphNode } from "../../model/graph.js";
import { worstFirst } from "../../model/topology/groups.js";
import { matches } from "../../model/query.js";
import { RateReader, type Rates } from "../../model/rates.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import { h, setAttribute, setBar, setText, svg } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { LayerForm, NodeHandlers } from "./layer-form.js";
import type { Box } from "./ribbons.js";
import { reorder, Roving } from "./roving.js";
import { say } from "../../text/say.js";
import { formatBytes, formatCount, formatFraction, perSecond } from "../../text/numbers.js";

interface Card {
  readonly item: HTMLElement;
  readonly node: GraphNode;
  readonly element: HTMLButtonElement;
  readonly glyph: HTMLElement;
  readonly bar: HTMLElement;
  readonly fill: HTMLElement;
  /** A row has no room for more. */
  readonly more: More | undefined;
}

interface More {
  readonly word: HTMLElement;
  readonly rates: HTMLElement;
  readonly picture: SVGSVGElement;
  readonly spark: SVGPathElement;
  readonly now: SVGLineElement;
}

const SPARK_WIDTH = 100;
const SPARK_HEIGHT = 16;

export class LayerCards implements LayerForm {
  readonly element: HTMLElement;
  readonly #cards: readonly Card[];
  /** In the order in which they are seen. */
  #order: readonly Card[];
  readonly #roving: Roving;
  #run: RunModel | undefined;
  #rates: RateReader | undefined;

  constructor(layer: GraphLayer, handlers: NodeHandlers, form: "cards" | "rows") {
    this.#cards = layer.nodes.map((node) => makeCard(node, handlers, form));
    this.#order = this.#cards;
    this.element = h(
      "ul",
      { class: form, "data-form": form },
      ...this.#cards.map(({ item }) => item),
    );
    this.#roving = new Roving(this.element, () => this.#order.map(({ element }) => element));
  }

  show(state: PageState, sample: number): boolean {
    const { run, selected, query, topology } = state;
    if (run === undefined) return false;
    if (run !== this.#run) {
      this.#run = run;
      this.#rates = new RateReader(run.graph, run.view);
      for (const { node, more } of this.#cards) if (more !== undefined) drawSpark(more, node, run);
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
    this.#order = topology.isWorstFirst
      ? worstFirst(run, this.#cards, sample, ({ node }) => [node])
      : this.#cards;
    return reorder(
      this.element,
      this.#order.map(({ item }) => item),
    );
  }

  focus(node: number): void {
    this.#roving.focus(this.#order.findIndex((card) => card.node.index === node));
  }

  boxOf(node: GraphNode | undefined): Box {
    const card = this.#cards.find(
      (each) => each.node === node || each.node.address === node?.address,
    );
    return (card?.element ?? this.element).getBoundingClientRect();
  }
}

function makeCard(node: GraphNode, handlers: NodeHandlers, form: "cards" | "rows"): Card {
  const glyph = h("span", { class: "glyph", "aria-hidden": true });
  const bar = h("span", { class: "bar" });
  const fill = h("span", { class: "fill-text" });
  const more = form === "cards" ? makeMore() : undefined;
  const name = h("span", { class: "name" }, node.address);
  const track = h("span", { class: "track", "aria-hidden": true }, bar);
  const element = h(
    "button",
    { type: "button", class: "card" },
    h("span", { class: "card-head" }, glyph, name, ...(more === undefined ? [] : [more.word])),
    track,
    ...(more === undefined ? [fill] : [more.picture, fill, more.rates]),
  );
  element.addEventListener("click", () => {
    handlers.select(node.index);
    handlers.open(node.index);
  });
  return { node, item: h("li", {}, element), element, glyph, bar, fill, more };
}

function makeMore(): More {
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
  const [word, rates] = [h("span", { class: "state-word" }), h("span", { class: "rates" })];
  return { word, rates, picture, spark, now };
}

function showCard(card: Card, run: RunModel, rates: RateReader, sample: number): void {
  const { node, more } = card;
  const state = run.state(node.index, sample);
  const { glyph, word } = STATE_NAMES[state]!;
  setAttribute(card.element, "data-state", String(state));
  setText(card.glyph, glyph);
  setBar(card.bar, held(run.fill(node), sample));
  const fill = fillText(run, node, sample);
  if (more === undefined) {
    setText(card.fill, fillNumber(run, node, sample));
    setAttribute(card.element, "title", fill === "" ? word : `${word}, ${fill}`);
    return;
  }
  setText(card.fill, fill);
  setText(more.word, word);
  setText(more.rates, ratesText(rates, node, sample));
  const x = String((SPARK_WIDTH * run.recording.times[sample]!) / run.durationTicks);
  setAttribute(more.now, "x1", x);
  setAttribute(more.now, "x2", x);
}

/** The one number of a row: `82 %`, or where that is not known the words for it. */
function fillNumber(run: RunModel, node: GraphNode, sample: number): string {
  const fill = run.fill(node)?.[sample];
  return fill === undefined || Number.isNaN(fill)
    ? fillText(run, node, sample)
    : formatFraction(fill);
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
  if (fullest === undefined) return say("not running");
  const { events, capacity, share } = fullest;
  return say("{events} of {capacity} ({share})", {
    events: formatCount(events),
    capacity: formatCount(capacity),
    share: formatFraction(share),
  });
}

function backlogText(run: RunModel, { part, layer }: GraphNode, sample: number): string {
  const bytes = run.view.series(part, "backlogBytes");
  const limit = backlogLimit(layer, run.view).bytes;
  if (bytes === undefined) return say("backlog not recorded");
  const kept = formatBytes(held(bytes, sample));
  if (limit === undefined) return say("keeps {bytes}", { bytes: kept });
  return say("keeps {bytes} of {room}", { bytes: kept, room: formatBytes(limit) });
}

export function ratesText(rates: RateReader, node: GraphNode, sample: number): string {
  return ratesSaid(rates.of(node, sample));
}

export function ratesSaid({ in: into, out, refused, isRefusing }: Rates): string {
  const parts = [
    ...(into === undefined ? [] : [say("in {rate}", { rate: perSecond(into) })]),
    ...(out === undefined ? [] : [say("out {rate}", { rate: perSecond(out) })]),
    ...(isRefusing
      ? [refused === 0 ? say("✖ how many is not recorded") : `✖ ${perSecond(refused)}`]
      : []),
  ];
  return parts.join(" · ");
}

/** The whole run's fill, drawn once. */
function drawSpark({ spark }: More, node: GraphNode, run: RunModel): void {
  const fill = run.fill(node);
  if (fill === undefined) {
    spark.setAttribute("d", "");
    return;
  }
  const { times } = run.recording;
  const step = Math.max(1, Math.ceil(fill.length / (2 * SPARK_WIDTH)));
  const shown = Array.from({ length: Math.ceil(fill.length / step) }, (_, i) => i * step);
  const path = line<number>()
    .defined((i) => !Number.isNaN(fill[i]!))
    .x((i) => (SPARK_WIDTH * times[i]!) / run.durationTicks)
    .y((i) => SPARK_HEIGHT * (1 - Math.min(1, fill[i]!)));
  spark.setAttribute("d", path(shown) ?? "");
}
