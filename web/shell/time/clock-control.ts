/** The clock of the page: to a moment, sample by sample, event by event, and playing: how fast, and until when. */
import { SPEEDS, type PageState, type PauseAt } from "../state.js";
import { Playback } from "./playback.js";
import type { Store } from "../store.js";

export class ClockControl {
  readonly #store: Store<PageState>;
  readonly #playback: Playback;

  constructor(store: Store<PageState>) {
    this.#store = store;
    this.#playback = new Playback(store);
  }

  seek(atTicks: number): void {
    const { run } = this.#store.state;
    if (run === undefined) return;
    this.#store.set({ atTicks: Math.max(0, Math.min(atTicks, run.endTicks)) });
  }

  /** The crosshair of all charts; undefined: back to the clock. */
  hover(atTicks: number | undefined): void {
    this.#store.set({ hoverTicks: atTicks });
  }

  /** To a sample so many further on. */
  step(samples: number): void {
    const { run, atTicks } = this.#store.state;
    if (run === undefined) return;
    const { times } = run.recording;
    const i = Math.max(0, Math.min(run.sampleAt(atTicks) + samples, times.length - 1));
    this.seek(times[i] ?? 0);
  }

  /** To the next event (1) or the one before (−1); to the end where there is none. */
  stepEvent(direction: 1 | -1): void {
    const { run, atTicks } = this.#store.state;
    if (run === undefined) return;
    const times = run.log.map(({ fromTicks }) => fromTicks);
    const next =
      direction > 0
        ? (times.find((at) => at > atTicks) ?? run.endTicks)
        : (times.findLast((at) => at < atTicks) ?? 0);
    this.seek(next);
  }

  togglePlay(): void {
    this.#playback.toggle();
  }

  setSpeed(speed: PageState["speed"]): void {
    this.#store.set({ speed });
  }

  setPauseAt(pauseAt: PauseAt): void {
    this.#store.set({ pauseAt });
  }

  changeSpeed(by: 1 | -1): void {
    const now = SPEEDS.findIndex((speed) => speed === this.#store.state.speed);
    this.#store.set({ speed: SPEEDS[Math.max(0, Math.min(now + by, SPEEDS.length - 1))]! });
  }
}
