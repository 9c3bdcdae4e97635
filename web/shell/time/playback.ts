/** Playback: simulated time runs as fast as asked while the page is seen; a page at rest draws nothing. */
import { TICKS_PER_SECOND } from "../../../src/units/time.js";
import type { RunModel } from "../../model/run-model.js";
import { windowOf } from "./time-control.js";
import type { PageState } from "../state.js";
import type { Store } from "../store.js";

/** [s] that the window takes at the speed `fit`. */
export const FIT_SECONDS = 30;
/** [ms] a frame that took longer does not make the time jump. */
const LONGEST_FRAME_MS = 100;
/** [ms] over which the speed that is reached is measured. */
const MEASURE_MS = 500;

export class Playback {
  readonly #store: Store<PageState>;
  #last: number | undefined;
  #measured = { atMs: 0, atTicks: 0 };

  constructor(store: Store<PageState>) {
    this.#store = store;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.pause();
    });
  }

  toggle(): void {
    const { run, isPlaying, atTicks, window } = this.#store.state;
    if (run === undefined) return;
    if (isPlaying) {
      this.pause();
      return;
    }
    const { fromTicks } = windowOf(run, window);
    // From the end there is nothing to play: it begins anew.
    const isIn = atTicks >= fromTicks && atTicks < endOf(this.#store.state, run);
    this.#store.set({ isPlaying: true, ...(isIn ? {} : { atTicks: fromTicks }) });
    this.#last = undefined;
    requestAnimationFrame((now) => {
      this.#measured = { atMs: now, atTicks: this.#store.state.atTicks };
      this.#frame(now);
    });
  }

  pause(): void {
    this.#store.set({ isPlaying: false, reachedSpeed: undefined });
  }

  #frame(now: number): void {
    const { state } = this.#store;
    const { run, isPlaying, atTicks, window, speed } = state;
    if (!isPlaying || run === undefined) return;
    const ms = this.#last === undefined ? 0 : Math.min(now - this.#last, LONGEST_FRAME_MS);
    this.#last = now;
    const { fromTicks, toTicks } = windowOf(run, window);
    const rate = speed === "fit" ? (toTicks - fromTicks) / FIT_SECONDS : speed * TICKS_PER_SECOND;
    const end = endOf(state, run);
    const wanted = Math.min(atTicks + (rate * ms) / 1000, end);
    const stop = stopBetween(state, run, wanted);
    this.#store.set({ atTicks: stop ?? wanted, ...this.#measure(now, wanted) });
    if (stop !== undefined || wanted >= end) {
      this.pause();
      return;
    }
    requestAnimationFrame((later) => {
      this.#frame(later);
    });
  }

  #measure(now: number, atTicks: number): Partial<PageState> {
    const ms = now - this.#measured.atMs;
    if (ms < MEASURE_MS) return {};
    const seconds = (atTicks - this.#measured.atTicks) / TICKS_PER_SECOND;
    this.#measured = { atMs: now, atTicks };
    return { reachedSpeed: (seconds * 1000) / ms };
  }
}

function endOf({ window }: PageState, run: RunModel): number {
  return Math.min(windowOf(run, window).toTicks, run.endTicks);
}

/** [ticks] where playback is to pause between the clock and a later time; undefined: nowhere. */
function stopBetween(
  { atTicks, pauseAt, marks }: PageState,
  run: RunModel,
  toTicks: number,
): number | undefined {
  const isBetween = (ticks: number): boolean => atTicks < ticks && ticks <= toTicks;
  if (pauseAt === "refusal") {
    return run.log.find(({ isRefusal, fromTicks }) => isRefusal && isBetween(fromTicks))?.fromTicks;
  }
  if (pauseAt === "mark") return marks.filter(isBetween).sort((a, b) => a - b)[0];
  if (pauseAt === "end") return undefined;
  const last = run.sampleAt(toTicks);
  for (let sample = run.sampleAt(atTicks) + 1; sample <= last; sample++) {
    if (run.hasChange(sample)) return run.recording.times[sample];
  }
  return undefined;
}
