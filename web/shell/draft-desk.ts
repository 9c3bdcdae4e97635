/** The text that is edited: looked through after each pause, run by itself when that takes no time. */
import type { DeskClient } from "../engine/desk-client.js";
import type { Step, TextChange } from "../../src/scenario/edit/syntax.js";
import { sortProblems } from "../../src/scenario/problem.js";
import { keepDraft } from "./draft-history.js";
import { isStale, type PageState } from "./state.js";
import type { Store } from "./store.js";

/** [ms] without a key before the text is looked through. */
const PAUSE_MS = 120;
/** [ms] A text that is left alone for so long is kept among the drafts. */
const REST_MS = 5_000;
/** [ms] A run that takes no longer begins without being asked for. */
export const AUTO_RUN_MS = 500;

export class DraftDesk {
  readonly #store: Store<PageState>;
  readonly #desk: DeskClient;
  readonly #run: () => void;
  readonly #onLost: (why: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param run the text as it is now
   * @param onLost the worker that looks texts through died
   */
  constructor(
    store: Store<PageState>,
    desk: DeskClient,
    run: () => void,
    onLost: (why: string) => void,
  ) {
    this.#store = store;
    this.#desk = desk;
    this.#run = run;
    this.#onLost = onLost;
  }

  get desk(): DeskClient {
    return this.#desk;
  }

  edit(text: string): void {
    const { draft } = this.#store.state;
    if (draft === undefined || draft.text === text) return;
    const changed = { ...draft, text };
    this.#store.set({ draft: changed });
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      keepDraft(changed);
    }, REST_MS);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.check();
    }, PAUSE_MS);
  }

  /** One value of the text, by its path; the rest stays as it is. */
  async set(path: readonly Step[], value: string): Promise<void> {
    const { draft } = this.#store.state;
    if (draft === undefined) return;
    const { text } = draft;
    const change = await this.#desk.ask({ kind: "set", text, path, value });
    if (change !== undefined && this.#store.state.draft?.text === text) {
      this.edit(applied(text, change));
    }
  }

  /** Says what is wrong with the text, and how long it would run. */
  async check(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      this.#onLost(error instanceof Error ? error.message : String(error));
    }
  }

  async #look(): Promise<void> {
    const scenario = this.#store.state.draft;
    if (scenario === undefined) return;
    const isCurrent = (): boolean => this.#store.state.draft?.text === scenario.text;
    const checked = await this.#desk.ask({ kind: "check", scenario });
    if (!isCurrent()) return;
    this.#store.set({ checked, runMs: undefined });
    if (checked.problems.some(({ severity }) => severity === "error")) return;
    const lints = await this.#desk.ask({ kind: "lint", scenario });
    if (!isCurrent()) return;
    const problems = sortProblems([...checked.problems, ...lints]);
    this.#store.set({ checked: { ...checked, problems } });
    const runMs = await this.#desk.ask({ kind: "estimate", scenario });
    if (!isCurrent()) return;
    this.#store.set({ runMs });
    const { state } = this.#store;
    const isQuick = runMs !== undefined && runMs < AUTO_RUN_MS;
    if (isQuick && isStale(state) && state.status !== "running") this.#run();
  }
}

function applied(text: string, { from, to, insert }: TextChange): string {
  return text.slice(0, from) + insert + text.slice(to);
}
