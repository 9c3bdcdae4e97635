/** The texts that were run or rested on lately: one is brought back as an edit, so that it can be undone. */
import { keptDrafts, type KeptDraft } from "../../shell/draft-history.js";
import { h, setHidden } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { say } from "../../text/say.js";

export class DraftsMenu implements View<PageState> {
  readonly element: HTMLElement;
  readonly #select = h("select", { "aria-label": say("Earlier drafts"), "data-testid": "drafts" });
  #drafts: readonly KeptDraft[] = [];

  constructor(onChoose: (draft: KeptDraft) => void) {
    this.element = h("span", {}, this.#select);
    this.#select.addEventListener("change", () => {
      const draft = this.#drafts[Number(this.#select.value)];
      this.#select.value = "";
      if (draft !== undefined) onChoose(draft);
    });
  }

  update({ status, isEditing }: PageState, before: PageState | undefined): void {
    if (status === before?.status && isEditing === before.isEditing) return;
    this.#drafts = keptDrafts();
    setHidden(this.element, this.#drafts.length === 0);
    const options = this.#drafts.map(({ name, text, at }, i) => {
      const title = /^name: *(.+)$/m.exec(text)?.[1] ?? name;
      return h(
        "option",
        { value: i },
        say("{time} UTC, {title}", { time: at.slice(0, 16).replace("T", " "), title }),
      );
    });
    this.#select.replaceChildren(h("option", { value: "" }, say("Earlier drafts …")), ...options);
  }
}
