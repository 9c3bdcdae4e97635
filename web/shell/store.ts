/** The one state of the page; views are drawn from it once a frame, and only when it has changed. */

export interface View<State> {
  /** @param before the state that was drawn last; undefined the first time */
  update(state: State, before: State | undefined): void;
}

export class Store<State> {
  #state: State;
  #drawn: State | undefined;
  #isScheduled = false;
  readonly #views: View<State>[] = [];

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  add(...views: View<State>[]): void {
    this.#views.push(...views);
    this.#schedule();
  }

  set(change: Partial<State>): void {
    const names = Object.keys(change) as (keyof State)[];
    if (names.every((name) => Object.is(this.#state[name], change[name]))) return;
    this.#state = { ...this.#state, ...change };
    this.#schedule();
  }

  /** Texts are to be written in another way: everything is drawn as if for the first time. */
  redraw(): void {
    this.#drawn = undefined;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      const before = this.#drawn;
      const state = this.#state;
      this.#drawn = state;
      for (const view of this.#views) view.update(state, before);
    });
  }
}
