/** What is wrong with the text, by place: each entry leads the caret there. */
import type { Problem } from "../../../src/scenario/problem.js";
import { button, h, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";

export class ProblemsList implements View<PageState> {
  readonly element: HTMLElement;
  readonly #goTo: (problem: Problem) => void;
  readonly #title = h("h3", { id: "problems-title" });
  readonly #said = h("p", { class: "hidden", role: "status" });
  readonly #list = h("ol", { class: "problems" });

  constructor(goTo: (problem: Problem) => void) {
    this.#goTo = goTo;
    this.element = h(
      "section",
      { "data-testid": "problems", "aria-labelledby": "problems-title", hidden: true },
      this.#title,
      this.#said,
      this.#list,
    );
  }

  update({ checked, draft }: PageState, before: PageState | undefined): void {
    if (checked === before?.checked) return;
    const problems = checked?.problems ?? [];
    this.element.hidden = problems.length === 0;
    const title = `${draft?.name ?? ""}: ${problemCount(problems)}`;
    setText(this.#title, title);
    // Said once for each number of problems, not for each key.
    setText(this.#said, problems.length === 0 ? "" : title);
    const { scrollTop } = this.#list;
    this.#list.replaceChildren(
      ...problems.map((problem) => this.#entry(problem, draft?.name ?? "")),
    );
    this.#list.scrollTop = scrollTop;
  }

  #entry(problem: Problem, own: string): HTMLElement {
    const { severity, line, column, path, expected, found, flume, fix, file } = problem;
    const isError = severity === "error";
    const at = `${String(line)}:${String(column)}`;
    const place = file === own ? at : `${file}:${at}`;
    const go = button(
      `${isError ? "✗ error" : "⚠ warning"} ${place}`,
      () => {
        this.#goTo(problem);
      },
      { class: isError ? "place bad" : "place", "data-at": at },
    );
    const more = [
      ...(flume === undefined ? [] : [h("p", {}, `Flume: ${flume}`)]),
      ...(fix === undefined ? [] : [h("p", {}, h("strong", {}, "Fix: "), fix)]),
    ];
    const message = `${path === "" ? "" : `${path}: `}expected ${expected}, found ${found}`;
    return h("li", { "data-severity": severity }, go, h("p", {}, message), ...more);
  }
}

/** `2 problems`, `1 problem, 1 warning`; empty for none. */
export function problemCount(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const say = (count: number, noun: string): string[] =>
    count === 0 ? [] : [`${String(count)} ${noun}${count === 1 ? "" : "s"}`];
  return [...say(errors, "problem"), ...say(warnings, "warning")].join(", ");
}
