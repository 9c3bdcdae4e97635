/** What went wrong, and what to do; the rest of the page stays as it was. */
import type { Controller } from "../shell/controller.js";
import type { RunModel } from "../model/run-model.js";
import { button, h, setHidden, setText } from "../shell/dom.js";
import type { Failure, Offer, PageState } from "../shell/state.js";
import type { View } from "../shell/store.js";
import { withCommands } from "./commands-in-text.js";
import { saveText } from "./save-text.js";
import { say } from "../text/say.js";

export class FailureView implements View<PageState> {
  readonly #controller: Controller;
  readonly element = h("section", {
    class: "failure panel",
    role: "alert",
    "data-testid": "failure",
    hidden: true,
  });

  constructor(controller: Controller) {
    this.#controller = controller;
  }

  update({ failure, run }: PageState, before: PageState | undefined): void {
    if (failure === before?.failure) return;
    const hadFocus = this.element.contains(document.activeElement);
    setHidden(this.element, failure === undefined);
    if (failure === undefined) {
      this.element.replaceChildren();
      if (hadFocus) this.element.closest("main")?.focus({ preventScroll: true });
      return;
    }
    const { title, details, advice, offers } = failure;
    const buttons = offers.map((offer) =>
      button(offer.label, () => {
        this.#take(offer);
      }),
    );
    this.element.replaceChildren(
      h("h2", {}, `✗ ${title}`),
      ...(details === "" ? [] : [h("pre", {}, details)]),
      h("p", {}, ...withCommands(advice)),
      h("p", { class: "offers" }, ...buttons, copyButton(diagnosticsOf(failure, run))),
    );
  }

  #take(offer: Offer): void {
    if (offer.kind === "download") saveText(offer.name, offer.text);
    else this.#controller.run({ everyTicks: offer.everyTicks, isSure: true });
  }
}

function copyButton(text: string): HTMLButtonElement {
  const copy = button(say("Copy details"), () => {
    void navigator.clipboard.writeText(text).then(
      () => setText(copy, say("Copied ✓")),
      () => setText(copy, say("Not allowed to copy ✗")),
    );
  });
  return copy;
}

/** For a report: what went wrong, after which run, in which browser. */
function diagnosticsOf({ title, details }: Failure, run: RunModel | undefined): string {
  const before = run?.recording.digest ?? "none";
  return [title, details, `run before: ${before}`, navigator.userAgent].join("\n");
}
