/** The log of events with their causes; one opened row shows the chain from the first cause down to it. */
import { chainTo, type LogEntry } from "../../model/log.js";
import type { RunModel } from "../../model/run-model.js";
import type { Controller } from "../../shell/controller.js";
import { button, h } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { clock, span } from "../numbers.js";

/** More rows than anybody reads make the page slow. */
const MOST_ROWS = 400;

export class EventsView implements View<PageState> {
  readonly element = h("div", { class: "events", "data-testid": "events" });
  readonly #controller: Controller;
  readonly #chain = h("ol", {
    class: "chain",
    "data-testid": "chain",
    "aria-label": "Chain of causes",
  });
  #rows: HTMLTableRowElement[] = [];

  constructor(controller: Controller) {
    this.#controller = controller;
  }

  update({ run, atTicks }: PageState, before: PageState | undefined): void {
    if (run === undefined) return;
    if (run !== before?.run) this.#build(run);
    if (atTicks === before?.atTicks && run === before.run) return;
    run.log.slice(0, MOST_ROWS).forEach(({ fromTicks, toTicks }, i) => {
      this.#rows[i]?.classList.toggle("now", fromTicks <= atTicks && atTicks <= toTicks);
    });
  }

  #build(run: RunModel): void {
    const shown = run.log.slice(0, MOST_ROWS);
    this.#rows = shown.map((entry, i) => this.#row(run, entry, i));
    const heads = ["time", "what", "where", "", "lasts", "because of"];
    const table = h(
      "table",
      { "aria-rowcount": run.log.length + 1 },
      h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, ...this.#rows),
    );
    const rest = run.log.length - shown.length;
    this.element.replaceChildren(
      this.#chain,
      run.log.length === 0
        ? h(
            "p",
            { class: "good" },
            "✓ Nothing to tell: nothing was refused, blocked, full or lost.",
          )
        : h(
            "div",
            { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Events" },
            table,
          ),
      ...(rest > 0 ? [h("p", {}, `… and ${String(rest)} more, in the exported events.`)] : []),
    );
    const first = run.log.findIndex(({ isFirstRefusal }) => isFirstRefusal);
    this.#showChain(run, first >= 0 ? first : undefined);
  }

  #row(run: RunModel, entry: LogEntry, index: number): HTMLTableRowElement {
    const { fromTicks, toTicks, word, glyph, where, text, cause, kind, isFirstRefusal } = entry;
    const seek = button(clock(fromTicks), () => {
      this.#controller.seek(fromTicks);
      this.#controller.select(run.graph.byAddress.get(nodeOf(run, where))?.index);
      this.#showChain(run, index);
    });
    const because =
      cause === undefined
        ? ""
        : button(`#${String(cause + 1)} ${run.log[cause]!.word}`, () => {
            this.#rows[cause]?.querySelector("button")?.focus();
          });
    return h(
      "tr",
      { "data-kind": kind, "data-from": fromTicks, "data-to": toTicks, "data-index": index },
      h("td", {}, seek),
      h(
        "td",
        { class: "kind" },
        `${glyph} ${word}`,
        ...(isFirstRefusal ? [h("span", { class: "mark" }, "first refusal")] : []),
      ),
      h("td", {}, where),
      h("td", {}, text),
      h("td", { class: "number" }, span(fromTicks, toTicks)),
      h("td", {}, because),
    );
  }

  #showChain(run: RunModel, index: number | undefined): void {
    if (index === undefined) {
      this.#chain.replaceChildren();
      return;
    }
    const items = chainTo(run.log, index).map((i) => {
      const { fromTicks, glyph, text } = run.log[i]!;
      const go = button(`${clock(fromTicks)} ${glyph} ${text}`, () => {
        this.#controller.seek(fromTicks);
      });
      return h("li", { "data-index": i }, go);
    });
    this.#chain.replaceChildren(...items);
  }
}

/** `tier2[1].channel` is of the node `tier2[1]`. */
function nodeOf(run: RunModel, where: string): string {
  if (run.graph.byAddress.has(where)) return where;
  return where.split(".")[0] ?? where;
}
