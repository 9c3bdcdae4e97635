/** Copies a link to what is shown, and says so; where a link would be too long, offers the file. */
import type { Controller } from "../shell/controller.js";
import { button, h, setHidden } from "../shell/dom.js";
import { MOST_CHARACTERS } from "../shell/address/share-link.js";
import type { PageState } from "../shell/state.js";
import type { View } from "../shell/store.js";
import { exact } from "../text/numbers.js";
import { saveText } from "./save-text.js";
import { say, sayParts } from "../text/say.js";

export class ShareButton implements View<PageState> {
  readonly element: HTMLElement;
  readonly #controller: Controller;
  readonly #button: HTMLButtonElement;
  readonly #said = h("span", { role: "status", class: "note", "data-testid": "shared" });
  #state: PageState | undefined;

  constructor(controller: Controller) {
    this.#controller = controller;
    this.#button = button(say("Share"), () => void this.#share(), { "data-testid": "share" });
    this.element = h("span", { class: "share" }, this.#button, this.#said);
  }

  update(state: PageState, before: PageState | undefined): void {
    this.#state = state;
    // A recording is a file: it is shared as one.
    setHidden(this.element, state.draft === undefined);
    const isSame = state.draft === before?.draft && state.atTicks === before?.atTicks;
    if (!isSame && this.#said.childNodes.length > 0) this.#said.replaceChildren();
  }

  async #share(): Promise<void> {
    const hash = await this.#controller.shareLink();
    const link = `${location.href.split("#")[0]!}${hash}`;
    if (link.length > MOST_CHARACTERS) this.#offerFile(link.length);
    else await this.#copy(link);
  }

  async #copy(link: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      this.#said.replaceChildren(
        say("✓ link copied, {count} characters", { count: exact(link.length) }),
      );
    } catch {
      // Without leave to write to the clipboard a person copies it.
      const field = h("input", {
        type: "text",
        readonly: true,
        "aria-label": say("Link"),
        size: 24,
      });
      field.value = link;
      this.#said.replaceChildren(...sayParts("copy this link: {link}", { link: field }));
      field.select();
    }
  }

  #offerFile(length: number): void {
    const save = button(say("Save the file"), () => {
      const { draft } = this.#state ?? {};
      if (draft !== undefined) saveText(draft.name, draft.text);
    });
    this.#said.replaceChildren(
      ...sayParts(
        "the link would have {count} characters, too many to send: share the file instead {save}",
        { count: exact(length), save },
      ),
    );
  }
}
