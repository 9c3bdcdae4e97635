/** One node: its state and since when, fill, rates, its parts with Flume's counters, who is before and after it. */
import { formatCount, formatDuration } from "../../../src/units/format.js";
import type { GraphNode } from "../../model/graph.js";
import { RateReader } from "../../model/rates.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { fillText, ratesText } from "./layer-cards.js";
import { clock, exact } from "../numbers.js";

const MOST_NAMES = 10;

export class InspectorView implements View<PageState> {
  readonly element: HTMLElement;
  readonly #controller: Controller;
  readonly #onClose: (node: number) => void;
  readonly #title = h("h2", { id: "inspector-title", tabindex: -1 });
  readonly #state = h("p", { class: "inspector-state" });
  readonly #facts = h("dl", { class: "facts" });
  readonly #parts = h("div", { class: "parts" });
  #selected: number | undefined;
  #rates: RateReader | undefined;

  /** @param onClose the focus goes back to where the node was chosen */
  constructor(controller: Controller, onClose: (node: number) => void) {
    this.#controller = controller;
    this.#onClose = onClose;
    const close = button(
      "✕",
      () => {
        this.close();
      },
      { "aria-label": "Close the inspector", class: "close" },
    );
    this.element = h(
      "aside",
      {
        class: "inspector panel",
        "data-testid": "inspector",
        "aria-labelledby": "inspector-title",
        hidden: true,
      },
      h("div", { class: "inspector-head" }, this.#title, close),
      this.#state,
      this.#facts,
      this.#parts,
    );
  }

  open(): void {
    // Shown with the next frame: then it can take the focus.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        this.#title.focus();
      });
    });
  }

  /** @returns false when it was not open */
  close(): boolean {
    const node = this.#selected;
    if (node === undefined) return false;
    this.#controller.select(undefined);
    this.#onClose(node);
    return true;
  }

  update({ run, selected, atTicks }: PageState, before: PageState | undefined): void {
    this.#selected = selected;
    const node = selected === undefined ? undefined : run?.graph.nodes[selected];
    this.element.hidden = node === undefined;
    if (run === undefined || node === undefined) return;
    if (run !== before?.run || this.#rates === undefined) {
      this.#rates = new RateReader(run.graph, run.view);
    }
    const sample = run.sampleAt(atTicks);
    const isSame =
      run === before?.run &&
      selected === before.selected &&
      sample === run.sampleAt(before.atTicks);
    if (isSame) return;
    setText(this.#title, node.address);
    const { glyph, word } = STATE_NAMES[run.state(node.index, sample)]!;
    const since = clock(run.stateSince(node.index, sample));
    setText(this.#state, `${glyph} ${word} since ${since}`);
    this.#state.dataset["state"] = String(run.state(node.index, sample));
    this.#facts.replaceChildren(...this.#factsOf(run, node, sample).map(fact));
    this.#parts.replaceChildren(...partTables(run, node, sample));
  }

  #factsOf(run: RunModel, node: GraphNode, sample: number): (readonly [string, string])[] {
    const fill = fillText(run, node, sample);
    const fate = fateText(run, node, sample);
    const waits = run.log.filter(({ layer, fromTicks, toTicks }) => {
      const at = run.recording.times[sample]!;
      return layer === node.layer && fromTicks <= at && at <= toTicks;
    });
    return [
      ...(fill === "" ? [] : [["fill", fill] as const]),
      ...(fate === "" ? [] : [["at this pace", fate] as const]),
      ["rates", ratesText(this.#rates!, node, sample)],
      ...(node.target === undefined ? [] : [["feeds first", node.target] as const]),
      ...feedersOf(run, node),
      [
        "now",
        waits.length === 0
          ? "nothing is told of its layer"
          : waits.map(({ text }) => text).join("; "),
      ],
    ];
  }
}

/** Exact, because the run is over: when the fullest channel is full, or empty, next. */
function fateText(run: RunModel, node: GraphNode, sample: number): string {
  const fill = run.fill(node);
  if (fill === undefined || sample >= fill.length - 1) return "";
  const { times } = run.recording;
  const isRising = fill[sample + 1]! > fill[sample]!;
  for (let i = sample + 1; i < fill.length; i++) {
    if (isRising && fill[i]! >= 1) return `full in ${formatDuration(times[i]! - times[sample]!)}`;
    if (!isRising && fill[i]! <= 0)
      return fill[sample]! <= 0 ? "" : `empty in ${formatDuration(times[i]! - times[sample]!)}`;
    if (isRising ? fill[i]! < fill[i - 1]! : fill[i]! > fill[i - 1]!) return "";
  }
  return "";
}

function feedersOf(run: RunModel, node: GraphNode): (readonly [string, string])[] {
  const feeders = run.graph.nodes.filter(({ target }) => target === node.address);
  if (feeders.length === 0) return [];
  const names = feeders.slice(0, MOST_NAMES).map(({ address }) => address);
  const rest = feeders.length - names.length;
  return [["tried first by", `${names.join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""}`]];
}

function fact([name, text]: readonly [string, string]): HTMLElement {
  return h("div", { class: "fact", "data-fact": name }, h("dt", {}, name), h("dd", {}, text));
}

/** Counters at the sample under Flume's own names, and their totals at the end. */
function partTables(run: RunModel, node: GraphNode, sample: number): HTMLElement[] {
  const parts =
    node.kind === "agent" ? [...node.sources, ...node.channels, ...node.sinks] : [node.part];
  return parts.map((part, i) => {
    const { address, constants, totals } = run.view.part(part);
    const names = [...new Set([...seriesNames(run, part), ...Object.keys(totals)])].filter(
      (name) => !name.endsWith("Ticks"),
    );
    const rows = names.map((name) => {
      const value = run.view.series(part, name)?.[sample];
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, name),
        h(
          "td",
          { class: "number" },
          value === undefined ? "" : Number.isNaN(value) ? "n/a" : exact(value),
        ),
        h("td", { class: "number" }, totals[name] === undefined ? "" : exact(totals[name])),
      );
    });
    const fixed = Object.entries(constants).map(([name, value]) => `${name} ${formatCount(value)}`);
    const heading = h(
      "tr",
      {},
      ...["counter", "now", "at the end"].map((text) => h("th", { scope: "col" }, text)),
    );
    return h(
      "details",
      { open: i < 2 && node.kind === "agent" ? true : node.kind !== "agent" },
      h("summary", {}, address, fixed.length > 0 ? ` (${fixed.join(", ")})` : ""),
      h("table", {}, h("thead", {}, heading), h("tbody", {}, ...rows)),
    );
  });
}

function seriesNames(run: RunModel, part: number): string[] {
  return run.recording.series.filter((series) => series.part === part).map(({ name }) => name);
}
