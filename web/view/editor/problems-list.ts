/** What is wrong with the text, by place: each entry leads the caret there. */
import type { Problem } from "../../../src/scenario/problem.js";
import { button, h, setHidden, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { say, sayCount } from "../../text/say.js";
import { withCommands } from "../commands-in-text.js";

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
    setHidden(this.element, problems.length === 0);
    const title = say("{file}: {problems}", {
      file: draft?.name ?? "",
      problems: problemCount(problems),
    });
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
    const { severity, line, column, flume, fix, file } = problem;
    const at = `${String(line)}:${String(column)}`;
    const place = file === own ? at : `${file}:${at}`;
    const go = button(
      placeText(severity, place),
      () => {
        this.#goTo(problem);
      },
      { class: severity === "error" ? "place bad" : "place", "data-at": at },
    );
    const more = [
      ...(flume === undefined ? [] : [h("p", {}, say("Flume: {words}", { words: flume }))]),
      ...(fix === undefined
        ? []
        : [
            h(
              "p",
              {},
              h("strong", {}, say("Fix:")),
              " ",
              h("span", { "data-words": "engine" }, ...withCommands(fix)),
            ),
          ]),
    ];
    const message = problemText(problem);
    return h(
      "li",
      { "data-severity": severity },
      go,
      h("p", {}, ...withCommands(message)),
      ...more,
    );
  }
}

function problemText({ path, expected, found }: Problem): string {
  return path === ""
    ? say("expected {expected}, found {found}", { expected, found })
    : say("{path}: expected {expected}, found {found}", { path, expected, found });
}

function placeText(severity: Problem["severity"], place: string): string {
  switch (severity) {
    case "error":
      return say("✗ error {place}", { place });
    case "warning":
      return say("⚠ warning {place}", { place });
    case "lint":
      return say("ℹ lint {place}", { place });
  }
}

/** `2 problems`, `1 problem, 1 warning, 1 lint`; empty for none. */
export function problemCount(problems: readonly Problem[]): string {
  const countOf = (wanted: Problem["severity"]): number =>
    problems.filter(({ severity }) => severity === wanted).length;
  const [errors, warnings, lints] = [countOf("error"), countOf("warning"), countOf("lint")];
  return [
    ...(errors === 0
      ? []
      : [sayCount(errors, { one: "{count} problem", other: "{count} problems" })]),
    ...(warnings === 0
      ? []
      : [sayCount(warnings, { one: "{count} warning", other: "{count} warnings" })]),
    ...(lints === 0 ? [] : [sayCount(lints, { one: "{count} lint", other: "{count} lints" })]),
  ].join(", ");
}
