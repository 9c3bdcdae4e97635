/**
 * The log of events with their causes: by kind, and by the filter of the page. One opened row shows the chain from
 * the first cause down to it; the row that has the focus shows its stretch of time on every scale.
 */
import { chainTo, type LogEntry } from "../../model/log.js";
import { isOfLayer, matches, NO_QUERY, type Query } from "../../model/query.js";
import type { RunModel } from "../../model/run-model.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { clock, span } from "../../text/times.js";
import { say, sayParts } from "../../text/say.js";

/** More rows than anybody reads make the page slow. */
const MOST_ROWS = 400;

export class EventsView implements View<PageState> {
  readonly element = h("div", { class: "events", "data-testid": "events" });
  readonly #controller: Controller;
  readonly #chain = h("ol", {
    class: "chain",
    "data-testid": "chain",
    "aria-label": say("Chain of causes"),
  });
  readonly #kind = h("select", { "data-testid": "event-kind" });
  readonly #note = h("p", { class: "note", "data-testid": "event-note" });
  /** By index in the log; those that are not listed are missing. */
  #rows = new Map<number, HTMLTableRowElement>();
  #state: PageState | undefined;

  constructor(controller: Controller) {
    this.#controller = controller;
    this.#kind.addEventListener("change", () => {
      const { run, query } = this.#state ?? {};
      if (run !== undefined && query !== undefined) this.#list(run, query);
    });
  }

  update(state: PageState, before: PageState | undefined): void {
    const { run, query, atTicks } = state;
    this.#state = state;
    if (run === undefined) return;
    if (run !== before?.run) this.#build(run, query);
    else if (query !== before.query) this.#list(run, query);
    else if (atTicks === before.atTicks) return;
    for (const [i, row] of this.#rows) {
      const { fromTicks, toTicks } = run.log[i]!;
      row.classList.toggle("now", fromTicks <= atTicks && atTicks <= toTicks);
    }
  }

  #build(run: RunModel, query: Query): void {
    const kinds = new Map(run.log.map(({ kind, word, glyph }) => [kind, `${glyph} ${word}`]));
    const chosen = this.#kind.value;
    this.#kind.replaceChildren(
      h("option", { value: "" }, say("everything")),
      ...[...kinds].map(([kind, text]) => h("option", { value: kind }, text)),
    );
    this.#kind.value = kinds.has(chosen as LogEntry["kind"]) ? chosen : "";
    this.#list(run, query);
    const first = run.log.findIndex(({ isFirstRefusal }) => isFirstRefusal);
    this.#showChain(run, first >= 0 ? first : undefined);
  }

  #list(run: RunModel, query: Query): void {
    const kind = this.#kind.value;
    const asked = run.log.flatMap((entry, i) => {
      return (kind === "" || entry.kind === kind) && concerns(query, run, entry) ? [i] : [];
    });
    const shown = asked.slice(0, MOST_ROWS);
    this.#rows = new Map(shown.map((i) => [i, this.#row(run, i)]));
    const heads = [say("time"), say("what"), say("where"), "", say("lasts"), say("because of")];
    const table = h(
      "table",
      { "aria-rowcount": asked.length + 1 },
      h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, ...this.#rows.values()),
    );
    const rest = asked.length - shown.length;
    const [count, all] = [asked.length, run.log.length];
    setText(
      this.#note,
      rest > 0
        ? say("{count} of {all}; {rest} more are in the exported events.", { count, all, rest })
        : say("{count} of {all}.", { count, all }),
    );
    this.element.replaceChildren(
      this.#chain,
      ...(run.log.length === 0
        ? [
            h(
              "p",
              { class: "good" },
              say("✓ Nothing to tell: nothing was refused, blocked, full or lost."),
            ),
          ]
        : [
            h("p", {}, h("label", {}, ...sayParts("show {kind}", { kind: this.#kind }))),
            this.#note,
            h(
              "div",
              { class: "scrolls", tabindex: 0, role: "region", "aria-label": say("Events") },
              table,
            ),
          ]),
    );
  }

  #row(run: RunModel, index: number): HTMLTableRowElement {
    const { fromTicks, toTicks, word, glyph, where, text, cause, kind, isFirstRefusal } =
      run.log[index]!;
    const seek = button(clock(fromTicks), () => {
      this.#controller.clock.seek(fromTicks);
      this.#controller.select(run.graph.byAddress.get(nodeOf(run, where))?.index);
      this.#showChain(run, index);
    });
    const because = cause === undefined ? "" : this.#causeButton(run, cause);
    const row = h(
      "tr",
      { "data-kind": kind, "data-from": fromTicks, "data-to": toTicks, "data-index": index },
      h("td", {}, seek),
      h(
        "td",
        { class: "kind" },
        `${glyph} ${word}`,
        ...(isFirstRefusal ? [h("span", { class: "mark" }, say("first refusal"))] : []),
      ),
      h("td", { "data-words": "engine" }, where),
      h("td", { "data-words": "engine" }, text),
      h("td", { class: "number" }, span(fromTicks, toTicks)),
      h("td", {}, because),
    );
    const point = (stretch: PageState["pointedAt"]) => (): void => {
      this.#controller.time.pointAt(stretch);
    };
    for (const come of ["focusin", "pointerenter"] as const) {
      row.addEventListener(come, point({ fromTicks, toTicks }));
    }
    for (const go of ["focusout", "pointerleave"] as const) {
      row.addEventListener(go, point(undefined));
    }
    return row;
  }

  /** To the row of the cause; where the filter hides it, everything is shown again. */
  #causeButton(run: RunModel, cause: number): HTMLButtonElement {
    return button(`#${String(cause + 1)} ${run.log[cause]!.word}`, () => {
      if (!this.#rows.has(cause)) {
        this.#kind.value = "";
        this.#controller.ask("");
        this.#list(run, NO_QUERY);
      }
      this.#rows.get(cause)?.querySelector("button")?.focus();
    });
  }

  #showChain(run: RunModel, index: number | undefined): void {
    if (index === undefined) {
      this.#chain.replaceChildren();
      return;
    }
    const items = chainTo(run.log, index).map((i) => {
      const { fromTicks, glyph, text } = run.log[i]!;
      const go = button(`${clock(fromTicks)} ${glyph} ${text}`, () => {
        this.#controller.clock.seek(fromTicks);
      });
      return h("li", { "data-index": i }, go);
    });
    this.#chain.replaceChildren(...items);
  }
}

/** What the filter asks of a node is asked of the event's own, when it begins; of an event of a layer, of any of it. */
function concerns(query: Query, run: RunModel, entry: LogEntry): boolean {
  const { where, layer, fromTicks } = entry;
  const sample = Math.min(run.sampleAt(fromTicks) + 1, run.recording.times.length - 1);
  const node = run.graph.byAddress.get(nodeOf(run, where));
  if (node !== undefined && matches(query, run, node, sample)) return true;
  const members = run.graph.layers.find(({ name }) => name === layer)?.nodes ?? [];
  if (members.length > 0) return members.some((each) => matches(query, run, each, sample));
  return query.terms.every((term) => term.kind === "layer" && isOfLayer(run, layer, term.name));
}

/** `tier2[1].channel` is of the node `tier2[1]`. */
function nodeOf(run: RunModel, where: string): string {
  if (run.graph.byAddress.has(where)) return where;
  return where.split(".")[0] ?? where;
}
