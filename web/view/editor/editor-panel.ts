/** The scenario's text beside its results: as YAML or as a form over it, with its problems and the button that runs it. */
import type { Problem } from "../../../src/scenario/problem.js";
import type { TextEditor } from "../../editor/editor.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setAttribute, setHidden, setText } from "../../shell/dom.js";
import { isStale, type PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { saveText } from "../save-text.js";
import { DraftsMenu } from "./drafts-menu.js";
import { KnobForm } from "./knob-form.js";
import { problemCount, ProblemsList } from "./problems-list.js";
import { say } from "../../text/say.js";
import { formatDuration } from "../../text/numbers.js";

const FORMS = ["text", "form"] as const;
type Form = (typeof FORMS)[number];

const LABEL = say(
  "Text of the scenario, YAML. The tab key indents; Escape and then Tab leaves. Control or Command and Enter runs it.",
);
const TICKS_PER_MS = 1e6;

export class EditorPanel implements View<PageState> {
  readonly element: HTMLElement;
  readonly #controller: Controller;
  readonly #host = h("div", { class: "text-editor", "data-testid": "editor" });
  readonly #tabs: Readonly<Record<Form, HTMLButtonElement>>;
  readonly #panels: Readonly<Record<Form, HTMLElement>>;
  readonly #run: HTMLButtonElement;
  readonly #runs: () => void;
  readonly #note = h("span", { class: "note", "data-testid": "run-note" });
  readonly #problems: ProblemsList;
  readonly #knobs: KnobForm;
  readonly #drafts: DraftsMenu;
  /** Its code could not be fetched. */
  readonly #lost: HTMLElement;
  #editor: Promise<TextEditor> | undefined;
  #state: PageState | undefined;
  #shownId: number | undefined;
  #wantsFocus = false;
  #wantsPlace: readonly [line: number, column: number] | undefined;

  /** @param ways close: the focus goes back to what opened the editor */
  constructor(
    controller: Controller,
    ways: { readonly close: () => void; readonly run: () => void },
  ) {
    this.#controller = controller;
    this.#runs = ways.run;
    this.#problems = new ProblemsList((problem) => {
      this.#goTo(problem);
    });
    this.#knobs = new KnobForm(controller);
    this.#drafts = new DraftsMenu((draft) => {
      controller.drafts.edit(draft.text);
    });
    this.#tabs = { text: this.#tab("text", say("YAML")), form: this.#tab("form", say("Form")) };
    this.#panels = {
      text: this.#panel("text", this.#host),
      form: this.#panel("form", this.#knobs.element),
    };
    this.#run = button(say("▶ Run"), ways.run);
    this.#lost = h(
      "p",
      { role: "alert", hidden: true, "data-testid": "editor-lost" },
      say("✗ The editor could not be fetched: is the server that this page came from still there?"),
      " ",
      button(say("Try again"), () => {
        this.#retry();
      }),
    );
    const list = h(
      "div",
      { role: "tablist", "aria-label": say("Ways to edit") },
      ...Object.values(this.#tabs),
    );
    list.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
      const other = this.#tabs.text.tabIndex === 0 ? "form" : "text";
      this.#show(other);
      this.#tabs[other].focus();
    });
    const download = button(say("Save as file"), () => {
      const { draft } = this.#state ?? {};
      if (draft !== undefined) saveText(draft.name, draft.text);
    });
    const close = button("✕", ways.close, {
      "aria-label": say("Close the editor"),
      class: "close",
    });
    this.element = h(
      "section",
      { class: "editor panel", "aria-labelledby": "editor-title", hidden: true },
      h("div", { class: "editor-head" }, h("h2", { id: "editor-title" }, say("Scenario")), close),
      h("div", { class: "editor-tools" }, this.#run, this.#drafts.element, download, this.#note),
      list,
      this.#lost,
      this.#panels.text,
      this.#panels.form,
      this.#problems.element,
    );
    this.#show("text");
  }

  /** The keyboard is for the text, as soon as it is seen. */
  focus(): void {
    this.#wantsFocus = true;
    if (this.element.hidden) return;
    this.#withEditor((editor) => {
      editor.focus();
    });
  }

  /** The caret, and with it the keyboard, as soon as the text is seen. */
  goTo(line: number, column: number): void {
    this.#show("text");
    if (this.element.hidden) {
      this.#wantsPlace = [line, column];
      return;
    }
    this.#withEditor((editor) => {
      editor.goTo(line, column);
    });
  }

  update(state: PageState, before: PageState | undefined): void {
    this.#state = state;
    const { draft, checked, isEditing } = state;
    const isShown = isEditing && draft !== undefined && state.page === "run";
    setHidden(this.element, !isShown);
    if (!isShown) return;
    this.#problems.update(state, before);
    this.#knobs.update(state, before);
    this.#drafts.update(state, before);
    const count = problemCount(checked?.problems ?? []);
    setText(
      this.#tabs.text,
      count === "" ? say("YAML") : say("YAML · {problems}", { problems: count }),
    );
    setText(this.#note, noteOf(state));
    this.#run.classList.toggle("primary", isStale(state));
    this.#withEditor((editor) => {
      this.#bring(editor, state, before);
    });
  }

  #bring(editor: TextEditor, state: PageState, before: PageState | undefined): void {
    const { draft, draftId, checked } = state;
    if (draft === undefined || state !== this.#state) return;
    const isNew = draftId !== this.#shownId;
    this.#shownId = draftId;
    if (isNew) editor.open(draft.text);
    else if (draft.text !== before?.draft?.text) editor.change(draft.text);
    if (isNew || checked !== before?.checked) {
      const own = checked?.problems.filter(({ file }) => file === draft.name) ?? [];
      editor.mark(own);
    }
    if (this.#wantsFocus) editor.focus();
    this.#wantsFocus = false;
    if (this.#wantsPlace !== undefined) editor.goTo(...this.#wantsPlace);
    this.#wantsPlace = undefined;
  }

  #withEditor(act: (editor: TextEditor) => void): void {
    if (!this.#lost.hidden) return;
    this.#load().then(act, () => {
      this.#editor = undefined;
      setHidden(this.#lost, false);
    });
  }

  #retry(): void {
    setHidden(this.#lost, true);
    this.#wantsFocus = true;
    if (this.#state !== undefined) this.update(this.#state, undefined);
  }

  #load(): Promise<TextEditor> {
    const { desk } = this.#controller.drafts;
    this.#editor ??= import("../../editor/editor.js").then((module) => {
      return new module.TextEditor(this.#host, {
        label: LABEL,
        onEdit: (text) => {
          this.#controller.drafts.edit(text);
        },
        onRun: this.#runs,
        suggest: (text, offset) => desk.ask({ kind: "suggest", text, offset }),
        explain: (text, offset) => desk.ask({ kind: "explain", text, offset }),
      });
    });
    return this.#editor;
  }

  #goTo({ line, column, file }: Problem): void {
    if (file === this.#state?.draft?.name) this.goTo(line, column);
  }

  #tab(form: Form, name: string): HTMLButtonElement {
    const show = (): void => {
      this.#show(form);
    };
    return button(name, show, {
      role: "tab",
      id: `edit-tab-${form}`,
      "aria-controls": `edit-panel-${form}`,
    });
  }

  #panel(form: Form, content: HTMLElement): HTMLElement {
    return h(
      "div",
      {
        role: "tabpanel",
        id: `edit-panel-${form}`,
        "aria-labelledby": `edit-tab-${form}`,
        class: "edit-panel",
      },
      content,
    );
  }

  #show(shown: Form): void {
    for (const form of FORMS) {
      setAttribute(this.#tabs[form], "aria-selected", String(form === shown));
      this.#tabs[form].tabIndex = form === shown ? 0 : -1;
      setHidden(this.#panels[form], form !== shown);
    }
    if (shown === "text" && this.#editor !== undefined) {
      void this.#editor.then((editor) => {
        editor.measure();
      });
    }
  }
}

/** `takes about 3 s` where it would not run by itself. */
function noteOf(state: PageState): string {
  const { checked, runMs, status } = state;
  if (checked?.problems.some(({ severity }) => severity === "error") === true) {
    return say("cannot run as it is: see the problems below");
  }
  if (status === "running") return say("running");
  if (!isStale(state)) return say("the results are of this text");
  if (runMs === undefined) return say("the results are of the text before your edit");
  return say("the results are of the text before your edit; a run takes about {time}", {
    time: formatDuration(runMs * TICKS_PER_MS),
  });
}
