/** Playback: simulated time runs as fast as asked while the page is seen; a page at rest draws nothing. */
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import type { PageState } from "./state.js";
import type { Store } from "./store.js";

/** [s] that the whole run takes at the speed `fit`. */
export const FIT_SECONDS = 30;
/** [ms] a frame that took longer does not make the time jump. */
const LONGEST_FRAME_MS = 100;

export class Playback {
  readonly #store: Store<PageState>;
  #last: number | undefined;

  constructor(store: Store<PageState>) {
    this.#store = store;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#store.set({ isPlaying: false });
    });
  }

  toggle(): void {
    const { run, isPlaying, atTicks } = this.#store.state;
    if (run === undefined) return;
    if (isPlaying) {
      this.#store.set({ isPlaying: false });
      return;
    }
    // From the end there is nothing to play: it begins anew.
    const isAtEnd = atTicks >= run.endTicks;
    this.#store.set({ isPlaying: true, ...(isAtEnd ? { atTicks: 0 } : {}) });
    this.#last = undefined;
    requestAnimationFrame((now) => {
      this.#frame(now);
    });
  }

  #frame(now: number): void {
    const { run, isPlaying, atTicks, speed } = this.#store.state;
    if (!isPlaying || run === undefined) return;
    const ms = this.#last === undefined ? 0 : Math.min(now - this.#last, LONGEST_FRAME_MS);
    this.#last = now;
    const rate = speed === "fit" ? run.durationTicks / FIT_SECONDS : speed * TICKS_PER_SECOND;
    const next = Math.min(atTicks + (rate * ms) / 1000, run.endTicks);
    this.#store.set({ atTicks: next, isPlaying: next < run.endTicks });
    requestAnimationFrame((later) => {
      this.#frame(later);
    });
  }
}
