/** A layer as its groups: each with its worst state, how many are in it, sums of rates and the largest fill. */
import type { GraphLayer, GraphNode } from "../../model/graph.js";
import { fills, groupsOf, rollUp, worstFirst, type Group } from "../../model/topology/groups.js";
import { matches } from "../../model/query.js";
import { RateReader, type Rates } from "../../model/rates.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import { h, setAttribute, setBar, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import { ratesSaid } from "./layer-cards.js";
import type { LayerForm, NodeHandlers } from "./layer-form.js";
import type { Box } from "./ribbons.js";
import { reorder, Roving } from "./roving.js";
import { say } from "../../text/say.js";
import { formatFraction } from "../../text/numbers.js";

interface Row {
  readonly group: Group;
  readonly item: HTMLElement;
  readonly element: HTMLButtonElement;
  readonly said: HTMLElement;
  readonly bar: HTMLElement;
  readonly fill: HTMLElement;
  readonly rates: HTMLElement;
}

export class LayerGroups implements LayerForm {
  readonly element: HTMLElement;
  readonly #rows: readonly Row[];
  #order: readonly Row[];
  readonly #roving: Roving;
  #rates: { readonly run: RunModel; readonly reader: RateReader } | undefined;

  constructor(layer: GraphLayer, handlers: NodeHandlers) {
    this.#rows = groupsOf(layer).map((group) => makeRow(layer, group, handlers));
    this.#order = this.#rows;
    this.element = h(
      "ul",
      { class: "groups", "data-form": "groups" },
      ...this.#rows.map(({ item }) => item),
    );
    this.#roving = new Roving(this.element, () => this.#order.map(({ element }) => element));
  }

  show({ run, query, selected, topology }: PageState, sample: number): boolean {
    if (run === undefined) return false;
    if (run !== this.#rates?.run) {
      this.#rates = { run, reader: new RateReader(run.graph, run.view) };
    }
    const address = selected === undefined ? undefined : run.graph.nodes[selected]?.address;
    for (const row of this.#rows) {
      const { nodes, target } = row.group;
      showRow(row, run, this.#rates.reader, sample);
      const isAsked = nodes.some((node) => matches(query, run, node, sample));
      row.element.classList.toggle("faint", !isAsked);
      row.element.classList.toggle("feeds", target !== undefined && target === address);
      row.element.classList.toggle(
        "selected",
        nodes.some(({ index }) => index === selected),
      );
    }
    this.#order = topology.isWorstFirst
      ? worstFirst(run, this.#rows, sample, ({ group }) => group.nodes)
      : this.#rows;
    return reorder(
      this.element,
      this.#order.map(({ item }) => item),
    );
  }

  focus(node: number): void {
    const holds = ({ group }: Row): boolean => group.nodes.some(({ index }) => index === node);
    this.#roving.focus(this.#order.findIndex(holds));
  }

  boxOf(node: GraphNode | undefined): Box {
    const row = this.#rows.find(({ group }) => {
      return node !== undefined && (group.target === node.address || group.nodes.includes(node));
    });
    return (row?.element ?? this.element).getBoundingClientRect();
  }
}

function makeRow(layer: GraphLayer, group: Group, handlers: NodeHandlers): Row {
  const said = h("span", { class: "state-word" });
  const bar = h("span", { class: "bar" });
  const fill = h("span", { class: "fill-text" });
  const rates = h("span", { class: "rates" });
  const name =
    group.target === undefined ? group.name : say("feed {target}", { target: group.name });
  const element = h(
    "button",
    { type: "button", class: "card group", "data-group": group.name },
    h("span", { class: "card-head" }, h("span", { class: "name" }, name), said),
    h("span", { class: "track", "aria-hidden": true }, bar),
    fill,
    rates,
  );
  element.addEventListener("click", () => {
    handlers.enter([layer.name, group.name]);
  });
  return { group, item: h("li", {}, element), element, said, bar, fill, rates };
}

function showRow(row: Row, run: RunModel, reader: RateReader, sample: number): void {
  const { nodes } = row.group;
  const { worst, count, of } = rollUp(run, nodes, sample);
  const { glyph, word } = STATE_NAMES[worst]!;
  setAttribute(row.element, "data-state", String(worst));
  setText(
    row.said,
    say("{state}: {count} of {total}", { state: `${glyph} ${word}`, count, total: of }),
  );
  const filled = fills(run, nodes, sample);
  setBar(row.bar, filled?.most ?? 0);
  setText(
    row.fill,
    filled === undefined ? "" : say("fullest {share}", { share: formatFraction(filled.most) }),
  );
  const median =
    filled === undefined
      ? ""
      : say("half of them below {share}", { share: formatFraction(filled.median) });
  setAttribute(row.element, "title", median);
  setText(row.rates, ratesSaid(summed(nodes.map((node) => reader.of(node, sample)))));
}

function summed(all: readonly Rates[]): Rates {
  const sum = (name: "in" | "out" | "refused"): number | undefined => {
    if (all.every((each) => each[name] === undefined)) return undefined;
    return all.reduce((total, each) => total + (each[name] ?? 0), 0);
  };
  return {
    in: sum("in"),
    out: sum("out"),
    refused: sum("refused") ?? 0,
    isRefusing: all.some(({ isRefusing }) => isRefusing),
  };
}
