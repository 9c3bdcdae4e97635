/** The worst nodes now, by name: what a matrix of many cannot say, and a small screen has no room for. */
import type { GraphNode } from "../../model/graph.js";
import { worstFirst } from "../../model/topology/groups.js";
import { matches } from "../../model/query.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import { FILLING } from "../../model/states.js";
import { button, h, setAttribute, setHidden, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import { fillText } from "./layer-cards.js";
import type { NodeHandlers } from "./layer-form.js";
import { say } from "../../text/say.js";

export class TopList {
  readonly element: HTMLElement;
  readonly #title = h("h4");
  readonly #items: readonly { readonly item: HTMLElement; readonly go: HTMLButtonElement }[];
  #shown: readonly GraphNode[] = [];

  /** @param most so many at the most */
  constructor(most: number, handlers: NodeHandlers) {
    this.#items = Array.from({ length: most }, (_, i) => {
      const go = button("", () => {
        const node = this.#shown[i];
        if (node === undefined) return;
        handlers.select(node.index);
        handlers.open(node.index);
      });
      return { item: h("li", {}, go), go };
    });
    this.element = h(
      "section",
      { class: "top-list", "data-testid": "top-list" },
      this.#title,
      h("ol", {}, ...this.#items.map(({ item }) => item)),
    );
  }

  /** @param nodes those to choose from */
  show({ query }: PageState, run: RunModel, nodes: readonly GraphNode[], sample: number): void {
    const troubled = nodes.filter((node) => {
      return run.state(node.index, sample) >= FILLING && matches(query, run, node, sample);
    });
    this.#shown = worstFirst(run, troubled, sample, (node) => [node]);
    const all = troubled.length;
    const title =
      all === 0 ? say("Nobody is in trouble now") : say("In trouble now: {count}", { count: all });
    setText(
      this.#title,
      all > this.#items.length
        ? say("{title}; the worst {count}", { title, count: this.#items.length })
        : title,
    );
    this.#items.forEach(({ item, go }, i) => {
      const node = this.#shown[i];
      setHidden(item, node === undefined);
      if (node === undefined) return;
      const { glyph, word } = STATE_NAMES[run.state(node.index, sample)]!;
      const fill = fillText(run, node, sample);
      setText(go, `${glyph} ${node.address} ${word}${fill === "" ? "" : `, ${fill}`}`);
      setAttribute(go, "data-node", node.address);
    });
  }
}
