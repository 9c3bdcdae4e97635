/** The box that filters topology, heatmap, tables and log together. */
import { matches, QUERY_HELP } from "../../model/query.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setHidden, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { say } from "../../text/say.js";

export class QueryBox implements View<PageState> {
  readonly element: HTMLElement;
  readonly #box = h("input", {
    type: "search",
    id: "query",
    "data-testid": "query",
    placeholder: "state:refusing tier:1 fill>80",
    title: QUERY_HELP,
    "aria-describedby": "query-said",
    autocomplete: "off",
    spellcheck: "false",
  });
  readonly #said = h("span", { class: "note", id: "query-said", "data-testid": "query-said" });
  readonly #clear: HTMLButtonElement;

  constructor(controller: Controller) {
    this.#box.addEventListener("input", () => {
      controller.ask(this.#box.value);
    });
    this.#box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") controller.ask("");
    });
    this.#clear = button(say("Show all"), () => {
      controller.ask("");
      this.#box.focus();
    });
    this.element = h(
      "div",
      { class: "query", role: "search" },
      h("label", { for: "query" }, say("Filter")),
      this.#box,
      this.#clear,
      this.#said,
    );
  }

  focus(): void {
    this.#box.focus();
    this.#box.select();
  }

  update({ run, query, atTicks }: PageState): void {
    if (run === undefined) return;
    if (this.#box.value !== query.text) this.#box.value = query.text;
    setHidden(this.#clear, query.text === "");
    const sample = run.sampleAt(atTicks);
    const found = run.graph.nodes.filter((node) => matches(query, run, node, sample)).length;
    const problem = query.problems[0];
    const count = say("{count} of {total} nodes now", {
      count: found,
      total: run.graph.nodes.length,
    });
    const said = query.terms.length === 0 ? "" : count;
    setText(this.#said, problem === undefined ? said : `✗ ${problem}`);
    this.#said.classList.toggle("not-met", problem !== undefined);
  }
}
