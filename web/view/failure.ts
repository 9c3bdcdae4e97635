/** What went wrong, where, and what to do; the rest of the page stays as it was. */
import { formatProblem } from "../../src/scenario/problem.js";
import { h } from "../shell/dom.js";
import type { PageState } from "../shell/state.js";
import type { View } from "../shell/store.js";

export class FailureView implements View<PageState> {
  readonly element = h("section", {
    class: "failure panel",
    role: "alert",
    "data-testid": "problems",
    hidden: true,
  });

  update({ failure }: PageState, before: PageState | undefined): void {
    if (failure === before?.failure) return;
    this.element.hidden = failure === undefined;
    if (failure === undefined) {
      this.element.replaceChildren();
      return;
    }
    const { title, problems, details, advice } = failure;
    this.element.replaceChildren(
      h("h2", {}, `✗ ${title}`),
      ...problems.map((problem) => h("pre", {}, formatProblem(problem))),
      ...(details === "" ? [] : [h("pre", {}, details)]),
      h("p", {}, advice),
    );
  }
}
