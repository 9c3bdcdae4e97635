/** Where the results will be, beside a text that cannot run and never did. */
import { h, setHidden } from "../shell/dom.js";
import type { PageState } from "../shell/state.js";
import type { View } from "../shell/store.js";
import { say } from "../text/say.js";

export class NothingYet implements View<PageState> {
  readonly element = h(
    "p",
    { class: "panel", "data-testid": "nothing-yet", hidden: true },
    say("Nothing has run yet: results come here once the problems of the text are mended."),
  );

  update({ run, status, failure, draft }: PageState): void {
    const isWaiting = run === undefined && status === "error" && failure === undefined;
    setHidden(this.element, !isWaiting || draft === undefined);
  }
}
