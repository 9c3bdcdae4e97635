/** All nodes as a table: what the topology shows, for those who would rather read, and to sort. */
import type { GraphNode } from "../../model/graph.js";
import { matches, type Query } from "../../model/query.js";
import { RateReader } from "../../model/rates.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { fillText, ratesText } from "../topology/layer-cards.js";
import { say, sayCount } from "../../text/say.js";

/** Beyond this many the worst are shown, and it is said how many are not. */
const MOST_ROWS = 200;

export class NodesView implements View<PageState> {
  readonly element = h("div", { class: "nodes", "data-testid": "nodes" });
  readonly #controller: Controller;

  constructor(controller: Controller) {
    this.#controller = controller;
  }

  update(state: PageState, before: PageState | undefined): void {
    const { run, atTicks, tab, query } = state;
    if (run === undefined || tab !== "nodes") return;
    const sample = run.sampleAt(atTicks);
    const isSame =
      run === before?.run &&
      before.tab === tab &&
      query === before.query &&
      sample === run.sampleAt(before.atTicks);
    // While it plays the table would not be read, and would cost frames.
    if (isSame || state.isPlaying) return;
    this.#build(run, sample, query);
  }

  #build(run: RunModel, sample: number, query: Query): void {
    const rates = new RateReader(run.graph, run.view);
    const nodes = run.graph.nodes
      .filter((node) => matches(query, run, node, sample))
      .sort((a, b) => run.state(b.index, sample) - run.state(a.index, sample) || a.index - b.index);
    const shown = nodes.slice(0, MOST_ROWS);
    const heads = [say("node"), say("state"), say("fill"), say("rates"), say("feeds first")];
    const note = h("p", { class: "note" });
    const rest = nodes.length - shown.length;
    setText(
      note,
      rest > 0
        ? say("{count} nodes, worst first; {rest} more are not listed.", {
            count: nodes.length,
            rest,
          })
        : sayCount(nodes.length, {
            one: "{count} node, worst first.",
            other: "{count} nodes, worst first.",
          }),
    );
    this.element.replaceChildren(
      note,
      h(
        "div",
        { class: "scrolls", tabindex: 0, role: "region", "aria-label": say("Nodes") },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
          h("tbody", {}, ...shown.map((node) => this.#row(run, rates, node, sample))),
        ),
      ),
    );
  }

  #row(run: RunModel, rates: RateReader, node: GraphNode, sample: number): HTMLElement {
    const { glyph, word } = STATE_NAMES[run.state(node.index, sample)]!;
    const name = button(node.address, () => {
      this.#controller.select(node.index);
    });
    return h(
      "tr",
      { "data-node": node.address },
      h("td", {}, name),
      h("td", {}, `${glyph} ${word}`),
      h("td", { class: "number" }, fillText(run, node, sample)),
      h("td", { class: "number" }, ratesText(rates, node, sample)),
      h("td", {}, node.target ?? ""),
    );
  }
}
