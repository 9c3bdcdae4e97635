/** What a node is set to: as its author wrote it, each value with the line that leads to it; of a recording, as the simulator has it. */
import type { Setting } from "../../../src/scenario/edit/settings.js";
import type { Step } from "../../../src/scenario/edit/syntax.js";
import type { GraphNode } from "../../model/graph.js";
import type { RunModel } from "../../model/run-model.js";
import { settingsOf } from "../../model/settings.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, type Child } from "../../shell/dom.js";
import { say } from "../../text/say.js";
import { isStale, type PageState } from "../../shell/state.js";

/** Puts the caret of the editor there. */
export type GoTo = (line: number, column: number) => void;

const BLOCKS: Readonly<Record<GraphNode["kind"], string>> = {
  server: "servers",
  agent: "tiers",
  storage: "storage",
};

export class SettingsView {
  readonly element = h("div", { "data-testid": "settings" });
  readonly #controller: Controller;
  readonly #goTo: GoTo;
  /** What is asked for; an answer to another question comes too late. */
  #asked: { readonly text: string | undefined; readonly node: GraphNode } | undefined;

  constructor(controller: Controller, goTo: GoTo) {
    this.#controller = controller;
    this.#goTo = goTo;
  }

  show(state: PageState, run: RunModel, node: GraphNode): void {
    const text = isStale(state) ? undefined : state.draft?.text;
    if (text === this.#asked?.text && node === this.#asked?.node) return;
    const asked = { text, node };
    this.#asked = asked;
    if (text === undefined) {
      this.#fill(
        compiledRows(run, node),
        say("Times in ticks (ns), sizes in bytes, as the simulator has them."),
      );
      return;
    }
    const paths: Step[][] = [[BLOCKS[node.kind], node.layer]];
    const { desk } = this.#controller.drafts;
    void desk.ask({ kind: "settings", text, paths }).then(
      (settings) => {
        if (asked !== this.#asked) return;
        const rows = settings.map((setting) => this.#row(setting, node.layer));
        this.#fill(rows, say("A line leads to where it is written; what has none is a default."));
      },
      () => {
        if (asked === this.#asked)
          this.#fill(
            compiledRows(run, node),
            say("Times in ticks (ns), sizes in bytes, as the simulator has them."),
          );
      },
    );
  }

  #row({ path, value, at }: Setting, layer: string): Child[] {
    const [, name = path] = path.split(`.${layer}.`);
    if (at === undefined) return [name, value, h("span", { class: "note" }, say("default"))];
    const go = button(say("line {line}", { line: at.line }), () => this.#goTo(at.line, at.column), {
      "aria-label": say("{name}: line {line} of the scenario", { name, line: at.line }),
    });
    return [name, value, go];
  }

  #fill(rows: readonly (readonly Child[])[], note: string): void {
    const heads = [
      say("setting"),
      say("value"),
      ...(rows.some(({ length }) => length > 2) ? [say("where")] : []),
    ];
    const isOpen = this.element.querySelector("details")?.open ?? false;
    this.element.replaceChildren(
      h(
        "details",
        { open: isOpen },
        h(
          "summary",
          {},
          say("what it is set to, defaults included ({count})", { count: rows.length }),
        ),
        h("p", { class: "note" }, note),
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
          h(
            "tbody",
            {},
            ...rows.map(([name = "", ...cells]) =>
              h(
                "tr",
                {},
                h("th", { scope: "row", "data-words": "engine" }, name),
                ...cells.map((cell) =>
                  h("td", { "data-words": typeof cell === "string" ? "engine" : undefined }, cell),
                ),
              ),
            ),
          ),
        ),
      ),
    );
  }
}

function compiledRows(run: RunModel, node: GraphNode): Child[][] {
  return settingsOf(run, node).map(([path, value]) => [path, value]);
}
