/**
 * The text editor: CodeMirror 6 in a shadow root, where its styles are adopted style sheets and the page's content
 * security policy needs no exception. It knows texts and places in them; what they mean, it asks.
 */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  currentCompletions,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, Prec, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
  type Tooltip,
} from "@codemirror/view";
import type { Explanation, Suggestions } from "../../src/scenario/edit/suggest.js";
import type { Problem } from "../../src/scenario/problem.js";
import { say } from "../text/say.js";
import { highlighting, look } from "./look.js";
import { phrases } from "./phrases.js";

/** What the editor needs of the page. */
export interface EditorPage {
  /** How screen readers name it. */
  readonly label: string;
  onEdit(text: string): void;
  onRun(): void;
  suggest(text: string, offset: number): Promise<Suggestions | undefined>;
  explain(text: string, offset: number): Promise<Explanation | undefined>;
}

export class TextEditor {
  readonly #view: EditorView;
  readonly #page: EditorPage;

  constructor(host: HTMLElement, page: EditorPage) {
    const root = host.attachShadow({ mode: "open" });
    this.#page = page;
    const view = new EditorView({ root, parent: root, state: this.#stateOf("") });
    this.#view = view;
    // Where the box gets smaller (problems are listed below), what is typed stays in sight.
    new ResizeObserver(() => {
      if (!view.hasFocus) return;
      const { head } = view.state.selection.main;
      view.dispatch({ effects: EditorView.scrollIntoView(head, { y: "nearest" }) });
    }).observe(host);
  }

  /** Another text altogether: what was typed before cannot be undone into it. */
  open(text: string): void {
    this.#view.setState(this.#stateOf(text));
  }

  /** The same text, changed elsewhere: a step that can be undone, and no wider than it must be. */
  change(text: string): void {
    const old = this.#view.state.doc.toString();
    if (old === text) return;
    let from = 0;
    while (from < old.length && from < text.length && old[from] === text[from]) from++;
    let end = 0;
    const most = Math.min(old.length, text.length) - from;
    while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
    const insert = text.slice(from, text.length - end);
    this.#view.dispatch({ changes: { from, to: old.length - end, insert }, userEvent: "input" });
  }

  mark(problems: readonly Problem[]): void {
    const { state } = this.#view;
    const diagnostics = problems.map(({ line, column, severity, expected, found, fix }) => {
      const from = this.#offset(line, column);
      const to = state.wordAt(from)?.to ?? Math.min(from + 1, state.doc.lineAt(from).to);
      const message =
        fix === undefined
          ? say("expected {expected}, found {found}", { expected, found })
          : say("expected {expected}, found {found}; fix: {fix}", { expected, found, fix });
      const shown = severity === "lint" ? ("info" as const) : severity;
      return { from, to: Math.max(from, to), severity: shown, message };
    });
    this.#view.dispatch(setDiagnostics(state, diagnostics));
  }

  /** Puts the caret there, in the middle of what is seen. */
  goTo(line: number, column: number): void {
    const anchor = this.#offset(line, column);
    const effects = EditorView.scrollIntoView(anchor, { y: "center" });
    this.#view.dispatch({ selection: { anchor }, effects });
    this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  /** The size of its box may have changed while it was hidden. */
  measure(): void {
    this.#view.requestMeasure();
  }

  #offset(line: number, column: number): number {
    const { doc } = this.#view.state;
    const { from, to } = doc.line(Math.max(1, Math.min(line, doc.lines)));
    return Math.min(from + Math.max(1, column) - 1, to);
  }

  #stateOf(doc: string): EditorState {
    return EditorState.create({ doc, extensions: this.#extensions() });
  }

  #extensions(): Extension {
    const page = this.#page;
    return [
      lineNumbers(),
      codeFolding(),
      foldGutter(),
      lintGutter(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      indentOnInput(),
      indentUnit.of("  "),
      bracketMatching(),
      closeBrackets(),
      search({ top: true }),
      EditorState.phrases.of(phrases),
      yaml(),
      syntaxHighlighting(highlighting),
      look,
      Prec.highest(keymap.of([{ key: "Escape", run: giveUpUnseen }])),
      autocompletion({ override: [(context) => complete(context, page)], icons: false }),
      hoverTooltip((view, offset) => explained(view, offset, page)),
      keymap.of([
        { key: "Mod-Enter", run: runs(page) },
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...defaultKeymap,
        indentWithTab,
        { key: "Escape", run: leaveByTab },
      ]),
      EditorView.contentAttributes.of({
        "aria-label": page.label,
        spellcheck: "false",
        tabindex: "0",
      }),
      EditorView.updateListener.of(({ docChanged, state, view }) => {
        if (!docChanged) return;
        view.setTabFocusMode(false);
        page.onEdit(state.doc.toString());
      }),
    ];
  }
}

function runs(page: EditorPage): () => boolean {
  return () => {
    page.onRun();
    return true;
  };
}

/** Completions that were asked for and are not seen (yet) do not take the Escape that is meant for the tab key. */
function giveUpUnseen(view: EditorView): boolean {
  if (currentCompletions(view.state).length === 0) closeCompletion(view);
  return false;
}

/** From now on the tab key leaves, until something is typed. */
function leaveByTab(view: EditorView): boolean {
  view.setTabFocusMode(true);
  return true;
}

async function complete(
  context: CompletionContext,
  page: EditorPage,
): Promise<CompletionResult | null> {
  const { state, pos, explicit } = context;
  const isAtWord = context.matchBefore(/[\w.-]+$/) !== null;
  const isAfterColon = context.matchBefore(/:\s$/) !== null;
  if (!explicit && !isAtWord && !isAfterColon) return null;
  const found = await page.suggest(state.doc.toString(), pos);
  if (found === undefined) return null;
  const options = found.options.map(({ label, kind, detail, help, insert }): Completion => {
    const type = { key: "property", value: "enum", name: "variable" }[kind];
    return { label, type, detail, apply: insert, ...(help === "" ? {} : { info: help }) };
  });
  return { from: found.from, to: found.to, options, validFor: /^[\w.-]*$/ };
}

async function explained(
  view: EditorView,
  offset: number,
  page: EditorPage,
): Promise<Tooltip | null> {
  const found = await page.explain(view.state.doc.toString(), offset);
  if (found === undefined) return null;
  const { from, to, name, help, value, standIn } = found;
  return {
    pos: from,
    end: to,
    above: true,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "fanin-hover";
      const lines = [name, help, value, standIn].filter((line) => line !== "");
      dom.append(
        ...lines.map((line, i) => {
          const part = document.createElement(i === 0 ? "strong" : "p");
          part.textContent = line;
          return part;
        }),
      );
      return { dom };
    },
  };
}
