/** A layer of thousands: a matrix of which each cell is several nodes, and the worst of them by name. */
import type { GraphLayer, GraphNode } from "../../model/graph.js";
import { h } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { LayerForm, NodeHandlers } from "./layer-form.js";
import { LayerMatrix } from "./layer-matrix.js";
import { nodesPerCell } from "./matrix-cells.js";
import type { Box } from "./ribbons.js";
import { TopList } from "./top-list.js";
import { say } from "../../text/say.js";

const MOST_LISTED = 20;

export class LayerBlocks implements LayerForm {
  readonly element: HTMLElement;
  readonly #layer: GraphLayer;
  readonly #matrix: LayerMatrix;
  readonly #top: TopList;

  constructor(layer: GraphLayer, handlers: NodeHandlers) {
    this.#layer = layer;
    const perCell = nodesPerCell(layer.nodes.length);
    this.#matrix = new LayerMatrix(layer, handlers, perCell);
    this.#top = new TopList(MOST_LISTED, handlers);
    const note = say("a cell is {count} nodes, as bad as the worst of them; Enter goes in", {
      count: perCell,
    });
    this.element = h(
      "div",
      {},
      h("p", { class: "note", "data-testid": "per-cell" }, note),
      this.#matrix.element,
      this.#top.element,
    );
  }

  show(state: PageState, sample: number): boolean {
    if (state.run !== undefined) this.#top.show(state, state.run, this.#layer.nodes, sample);
    return this.#matrix.show(state, sample);
  }

  focus(node: number): void {
    this.#matrix.focus(node);
  }

  boxOf(node: GraphNode | undefined): Box {
    return this.#matrix.boxOf(node);
  }
}
