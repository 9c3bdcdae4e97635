/** Tabs below the topology: charts, heatmap, events, nodes, comparison. */
import type { Controller } from "../../shell/controller.js";
import { button, h, setAttribute, setHidden, setText } from "../../shell/dom.js";
import { TABS, type PageState, type Tab } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { say } from "../../text/say.js";

export const TAB_NAMES: Readonly<Record<Tab, string>> = {
  charts: say("Charts"),
  heatmap: say("Heatmap"),
  events: say("Events"),
  nodes: say("Nodes"),
  compare: say("Compare"),
};

export class TabsView implements View<PageState> {
  readonly element: HTMLElement;
  readonly #tabs: ReadonlyMap<Tab, HTMLButtonElement>;
  readonly #panels: ReadonlyMap<Tab, HTMLElement>;

  constructor(
    controller: Controller,
    views: Readonly<Record<Tab, { readonly element: HTMLElement }>>,
  ) {
    this.#tabs = new Map(
      TABS.map((tab) => {
        const show = (): void => {
          controller.details.show(tab);
        };
        const ids = { id: `tab-${tab}`, "aria-controls": `panel-${tab}` };
        return [tab, button(TAB_NAMES[tab], show, { role: "tab", ...ids })];
      }),
    );
    this.#panels = new Map(
      TABS.map((tab) => {
        const attributes = {
          role: "tabpanel",
          id: `panel-${tab}`,
          "aria-labelledby": `tab-${tab}`,
        };
        return [tab, h("div", attributes, views[tab].element)];
      }),
    );
    const list = h(
      "div",
      { role: "tablist", "aria-label": say("Details") },
      ...this.#tabs.values(),
    );
    list.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const now = [...this.#tabs.values()].findIndex((tab) => tab === document.activeElement);
      if (by === undefined || now < 0) return;
      event.preventDefault();
      const next = TABS[(now + by + TABS.length) % TABS.length]!;
      controller.details.show(next);
      this.#tabs.get(next)?.focus();
    });
    this.element = h(
      "section",
      { class: "details panel", "aria-label": say("Details") },
      list,
      ...this.#panels.values(),
    );
  }

  update({ tab, run }: PageState, before: PageState | undefined): void {
    setHidden(this.element, run === undefined);
    if (run !== undefined && run !== before?.run) {
      setText(this.#tabs.get("events")!, say("Events {count}", { count: run.log.length }));
      setText(this.#tabs.get("nodes")!, say("Nodes {count}", { count: run.graph.nodes.length }));
    }
    if (tab === before?.tab) return;
    for (const [name, element] of this.#tabs) {
      setAttribute(element, "aria-selected", String(name === tab));
      element.tabIndex = name === tab ? 0 : -1;
      setHidden(this.#panels.get(name)!, name !== tab);
    }
  }
}
