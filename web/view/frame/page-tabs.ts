/** Results and editor as two tabs, where there is no room for both; elsewhere they stand side by side and this is away. */
import type { Controller } from "../../shell/controller.js";
import { button, h, setAttribute, setHidden } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { say } from "../../text/say.js";

const NO_ROOM = "(max-width: 899.98px)";
const PARTS = ["results", "editor"] as const;
type Part = (typeof PARTS)[number];
const NAMES: Readonly<Record<Part, string>> = { results: say("Results"), editor: say("Editor") };

export class PageTabs implements View<PageState> {
  readonly element: HTMLElement;
  readonly #panels: Readonly<Record<Part, HTMLElement>>;
  readonly #tabs: Readonly<Record<Part, HTMLButtonElement>>;
  readonly #noRoom = matchMedia(NO_ROOM);
  #state: PageState | undefined;

  constructor(controller: Controller, panels: Readonly<Record<Part, HTMLElement>>) {
    this.#panels = panels;
    const tab = (part: Part): HTMLButtonElement => {
      panels[part].id = `part-${part}`;
      const show = (): void => controller.edit(part === "editor");
      const ids = { id: `part-tab-${part}`, "aria-controls": `part-${part}` };
      return button(NAMES[part], show, { role: "tab", ...ids });
    };
    this.#tabs = { results: tab("results"), editor: tab("editor") };
    this.element = h(
      "div",
      { class: "page-tabs", role: "tablist", "aria-label": say("Results or editor"), hidden: true },
      ...Object.values(this.#tabs),
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
      event.preventDefault();
      const other = this.#tabs.results.tabIndex === 0 ? "editor" : "results";
      controller.edit(other === "editor");
      this.#tabs[other].focus();
    });
    this.#noRoom.addEventListener("change", () => {
      this.#apply();
    });
  }

  /** Whether one of the two hides the other. */
  get isOn(): boolean {
    return this.#noRoom.matches;
  }

  /** The keyboard goes to the name of what is shown next. */
  focus(part: Part): void {
    this.#tabs[part].focus();
  }

  update(state: PageState, before: PageState | undefined): void {
    this.#state = state;
    if (state.isEditing !== before?.isEditing || state.draft !== before.draft) this.#apply();
  }

  #apply(): void {
    const isTabbed = this.#noRoom.matches && this.#state?.draft !== undefined;
    const shown: Part = this.#state?.isEditing === true ? "editor" : "results";
    setHidden(this.element, !isTabbed);
    // The editor hides itself.
    setHidden(this.#panels.results, isTabbed && shown === "editor");
    // What the text is shown for again (it cannot run) is not behind the tab with the keyboard.
    const { activeElement } = document;
    if (isTabbed && activeElement !== null && this.element.contains(activeElement))
      this.focus(shown);
    for (const part of PARTS) {
      setAttribute(this.#tabs[part], "aria-selected", String(part === shown));
      this.#tabs[part].tabIndex = part === shown ? 0 : -1;
      const panel = this.#panels[part];
      if (isTabbed) panel.setAttribute("role", "tabpanel");
      else panel.removeAttribute("role");
      if (isTabbed) panel.setAttribute("aria-labelledby", `part-tab-${part}`);
      else if (part === "results") panel.removeAttribute("aria-labelledby");
      else panel.setAttribute("aria-labelledby", "editor-title");
    }
  }
}
