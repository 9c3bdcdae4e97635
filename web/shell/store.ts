/**
 * The one state of the page. Views are drawn from it when it has changed: all of them from the same state, in slices of
 * a frame where that takes longer, so that keys and pointer are heard in between; what changed meanwhile is drawn next.
 */

export interface View<State> {
  /**
   * @param before the state that was drawn last; undefined the first time
   * @returns of a view with much to draw, its pieces: others may be drawn in other frames
   */
  update(state: State, before: State | undefined): void | Iterable<void>;
}

/** [ms] of drawing in a frame; a piece that has been begun is ended. */
const SLICE_MS = 10;

export class Store<State> {
  #state: State;
  #drawn: State | undefined;
  #drawing: Iterator<void> | undefined;
  #isScheduled = false;
  readonly #views: View<State>[] = [];
  readonly #onSettled: (isSettled: boolean) => void;

  /** @param onSettled told whether what is shown is what the state says */
  constructor(state: State, onSettled: (isSettled: boolean) => void = () => undefined) {
    this.#state = state;
    this.#onSettled = onSettled;
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
    this.#onSettled(false);
    requestAnimationFrame(this.#slice);
  }

  readonly #slice = (): void => {
    this.#drawing ??= this.#pieces(this.#state);
    const begun = performance.now();
    while (performance.now() - begun < SLICE_MS) {
      if (this.#drawing.next().done !== true) continue;
      this.#drawing = undefined;
      this.#isScheduled = false;
      if (this.#drawn === this.#state) this.#onSettled(true);
      else this.#schedule();
      return;
    }
    requestAnimationFrame(this.#slice);
  };

  *#pieces(state: State): Generator<void> {
    const before = this.#drawn;
    for (const view of this.#views) {
      const pieces = view.update(state, before);
      yield;
      if (pieces !== undefined) yield* pieces;
    }
    this.#drawn = state;
  }
}
