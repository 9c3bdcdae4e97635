/** The window of time that charts, heatmap and numbers are about, and the marks in it. */
import { TICKS_PER_SECOND } from "../../../src/units/time.js";
import type { RunModel } from "../../model/run-model.js";
import type { PageState, TimeWindow } from "../state.js";
import type { Store } from "../store.js";

/** No window is shorter than so many samples. */
const LEAST_SAMPLES = 4;
const MOST_MARKS = 2;

export class TimeControl {
  readonly #store: Store<PageState>;

  constructor(store: Store<PageState>) {
    this.#store = store;
  }

  /** @param to undefined: the whole run again */
  setWindow(window: TimeWindow | undefined): void {
    const { run } = this.#store.state;
    if (run === undefined) return;
    this.#store.set({ window: window === undefined ? undefined : fitted(window, run) });
  }

  /** About the clock, where it is within the window, else about the middle. @param factor below 1: closer */
  zoom(factor: number): void {
    const { run, atTicks, window } = this.#store.state;
    if (run === undefined) return;
    const { fromTicks, toTicks } = windowOf(run, window);
    const isIn = fromTicks <= atTicks && atTicks <= toTicks;
    const about = isIn ? atTicks : (fromTicks + toTicks) / 2;
    this.setWindow({
      fromTicks: about - (about - fromTicks) * factor,
      toTicks: about + (toTicks - about) * factor,
    });
  }

  /** @param share of the window's length; negative: earlier */
  pan(share: number): void {
    const { run, window } = this.#store.state;
    if (run === undefined) return;
    const { fromTicks, toTicks } = windowOf(run, window);
    const wanted = (toTicks - fromTicks) * share;
    const by = Math.max(-fromTicks, Math.min(wanted, run.durationTicks - toTicks));
    this.setWindow({ fromTicks: fromTicks + by, toTicks: toTicks + by });
  }

  /** Around what is selected: the time in which its state is as it is now; without a selection, or again, the whole run. */
  focus(): void {
    const { run, selected, atTicks, window } = this.#store.state;
    if (run === undefined) return;
    const stretch = selected === undefined ? undefined : stretchOf(run, selected, atTicks);
    const isThere =
      window?.fromTicks === stretch?.fromTicks && window?.toTicks === stretch?.toTicks;
    this.setWindow(isThere ? undefined : stretch);
  }

  /** Marks the clock's time; on a mark, takes it away; of more than two the oldest goes. */
  mark(): void {
    const { run, marks, atTicks, hoverTicks } = this.#store.state;
    if (run === undefined) return;
    const at = Math.round(hoverTicks ?? atTicks);
    const rest = marks.filter((mark) => mark !== at);
    const next = rest.length < marks.length ? rest : [...marks, at].slice(-MOST_MARKS);
    this.#store.set({ marks: next });
  }

  clearMarks(): void {
    this.#store.set({ marks: [] });
  }

  /** The stretch of an event; undefined: of none. */
  pointAt(stretch: TimeWindow | undefined): void {
    this.#store.set({ pointedAt: stretch });
  }

  showDots(showsDots: boolean): void {
    this.#store.set({ showsDots });
  }
}

export function windowOf(run: RunModel, window: TimeWindow | undefined): TimeWindow {
  return window ?? { fromTicks: 0, toTicks: run.durationTicks };
}

/** @returns [ticks] of `1:02:03`, `12:30`, `90`, `1.5`; undefined when it is none of these */
export function readClock(text: string): number | undefined {
  const parts = text.trim().replace(/^t\+/, "").split(":");
  if (parts.length > 3 || !parts.every((part) => /^\d+(\.\d+)?$/.test(part))) return undefined;
  const seconds = parts.reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round(seconds * TICKS_PER_SECOND);
}

/** Within the run, in order, and not shorter than a few samples; the whole run is no window. */
function fitted({ fromTicks, toTicks }: TimeWindow, run: RunModel): TimeWindow | undefined {
  const least = LEAST_SAMPLES * run.recording.scenario.record.everyTicks;
  const [low, high] = fromTicks <= toTicks ? [fromTicks, toTicks] : [toTicks, fromTicks];
  const length = Math.min(Math.max(high - low, least), run.durationTicks);
  const from = Math.max(0, Math.min(low, run.durationTicks - length));
  const window = { fromTicks: Math.round(from), toTicks: Math.round(from + length) };
  return window.fromTicks === 0 && window.toTicks >= run.durationTicks ? undefined : window;
}

/** With a tenth of it on either side. */
function stretchOf(run: RunModel, node: number, atTicks: number): TimeWindow | undefined {
  const { times } = run.recording;
  const sample = run.sampleAt(atTicks);
  const fromTicks = run.stateSince(node, sample);
  let last = sample;
  while (last + 1 < times.length && run.state(node, last + 1) === run.state(node, sample)) last++;
  const toTicks = times[last]!;
  const beside = (toTicks - fromTicks) / 10;
  return fitted({ fromTicks: fromTicks - beside, toTicks: toTicks + beside }, run);
}
