/** The clock of the page: slider, playback, steps, speed; the minimap of states with faults and events on it. */
import { secondsFromTicks, TICKS_PER_SECOND } from "../../../src/units/time.js";
import { DOWN, REFUSING } from "../../model/states.js";
import type { RunModel } from "../../model/run-model.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setAttribute, setHidden, setText } from "../../shell/dom.js";
import { FIT_SECONDS } from "../../shell/time/playback.js";
import { SPEEDS, type PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { drawMinimap } from "./minimap.js";
import { faultBands } from "../fault-bands.js";
import { PointedBand } from "../pointed-band.js";
import { say, sayParts } from "../../text/say.js";
import { formatDuration, formatNumber } from "../../text/numbers.js";
import { bareClock, clock } from "../../text/times.js";

const PAGE_SAMPLES = 60;

export class TransportView implements View<PageState> {
  readonly element: HTMLElement;
  readonly #controller: Controller;
  readonly #play: HTMLButtonElement;
  readonly #clock = h("output", { class: "clock", "aria-live": "off" });
  readonly #speed: HTMLSelectElement;
  readonly #reached = h("span", { class: "note reached", "data-testid": "reached-speed" });
  readonly #canvas = h("canvas", { "aria-hidden": true });
  readonly #pointed = new PointedBand();
  readonly #head = h("div", { class: "playhead", "aria-hidden": true });
  readonly #bands = h("div", { class: "fault-bands" });
  readonly #scrubber: HTMLElement;
  #run: RunModel | undefined;
  #window: PageState["window"];
  #marks: readonly number[] = [];
  #width = 0;
  #atTicks = 0;

  constructor(controller: Controller) {
    this.#controller = controller;
    this.#play = button(say("▶ Play"), () => {
      controller.clock.togglePlay();
    });
    this.#play.classList.add("primary");
    this.#speed = this.#speedSelect();
    this.#scrubber = this.#makeScrubber();
    this.element = h(
      "section",
      { class: "transport panel", "data-testid": "transport", "aria-label": say("Time") },
      h(
        "div",
        { class: "buttons" },
        this.#step("|◂", say("Previous event"), () => {
          controller.clock.stepEvent(-1);
        }),
        this.#step("◂", say("One sample back"), () => {
          controller.clock.step(-1);
        }),
        this.#play,
        this.#step("▸", say("One sample on"), () => {
          controller.clock.step(1);
        }),
        this.#step("▸|", say("Next event"), () => {
          controller.clock.stepEvent(1);
        }),
        h("label", {}, ...sayParts("speed {speed}", { speed: this.#speed })),
        this.#reached,
        this.#clock,
      ),
      this.#scrubber,
    );
    new ResizeObserver(() => {
      if (this.#run !== undefined) this.#paint(this.#run);
    }).observe(this.#scrubber);
  }

  update(state: PageState, before: PageState | undefined): void {
    const { run, atTicks, isPlaying } = state;
    setHidden(this.element, run === undefined);
    if (run === undefined) return;
    this.#atTicks = atTicks;
    const isAsBefore =
      run === before?.run &&
      state.theme === before.theme &&
      state.window === before.window &&
      state.marks === before.marks;
    if (!isAsBefore) {
      this.#run = run;
      this.#window = state.window;
      this.#marks = state.marks;
      this.#paint(run);
    }
    setText(this.#reached, reachedText(state));
    if (isPlaying !== before?.isPlaying)
      setText(this.#play, isPlaying ? say("❚❚ Pause") : say("▶ Play"));
    if (String(state.speed) !== this.#speed.value) this.#speed.value = String(state.speed);
    if (state.pointedAt !== before?.pointedAt) {
      this.#pointed.show(state.pointedAt, (ticks) => (this.#width * ticks) / run.durationTicks);
    }
    const cursor = state.hoverTicks ?? atTicks;
    setAttribute(this.#scrubber, "data-cursor-time", String(secondsFromTicks(cursor)));
    if (atTicks === before?.atTicks && run === before.run) return;
    setText(
      this.#clock,
      say("{time} of {whole}", { time: clock(atTicks), whole: bareClock(run.durationTicks) }),
    );
    this.#placeHead(run, atTicks);
    setAttribute(this.#scrubber, "aria-valuemax", String(secondsFromTicks(run.endTicks)));
    setAttribute(this.#scrubber, "aria-valuenow", String(secondsFromTicks(atTicks)));
    setAttribute(this.#scrubber, "aria-valuetext", spoken(run, atTicks));
  }

  /** Moved, not laid out: this happens in every frame. */
  #placeHead(run: RunModel, atTicks: number): void {
    const x = (this.#width * atTicks) / run.durationTicks;
    this.#head.style.transform = `translateX(${x.toFixed(1)}px)`;
  }

  #paint(run: RunModel): void {
    const { clientWidth, clientHeight } = this.#scrubber;
    this.#width = clientWidth;
    this.#placeHead(run, this.#atTicks);
    const x = (ticks: number): number => (clientWidth * ticks) / run.durationTicks;
    this.#bands.replaceChildren(...faultBands(run, x, { left: 0, right: clientWidth }));
    drawMinimap(this.#canvas, run, {
      width: clientWidth,
      height: clientHeight,
      window: this.#window,
      marks: this.#marks,
    });
  }

  #speedSelect(): HTMLSelectElement {
    const options = SPEEDS.map((speed) => {
      const text =
        speed === "fit"
          ? say("in {time}", { time: `${String(FIT_SECONDS)} s` })
          : `${String(speed)}×`;
      return h("option", { value: String(speed) }, text);
    });
    const select = h("select", { "data-testid": "speed" }, ...options);
    select.addEventListener("change", () => {
      const speed = Number(select.value);
      this.#controller.clock.setSpeed(Number.isNaN(speed) ? "fit" : speed);
    });
    return select;
  }

  #step(sign: string, name: string, onClick: () => void): HTMLButtonElement {
    return button(sign, onClick, { "aria-label": name, title: name });
  }

  #makeScrubber(): HTMLElement {
    const scrubber = h(
      "div",
      {
        class: "scrubber",
        role: "slider",
        tabindex: 0,
        "data-testid": "scrubber",
        "aria-label": say("Time of the simulation, in seconds"),
        "aria-valuemin": 0,
        "aria-valuenow": 0,
      },
      this.#canvas,
      this.#bands,
      this.#pointed.element,
      this.#head,
    );
    scrubber.addEventListener("keydown", (event) => {
      this.#onKey(event);
    });
    const seek = (event: PointerEvent): void => {
      const box = scrubber.getBoundingClientRect();
      const share = (event.clientX - box.left) / box.width;
      if (this.#run !== undefined) this.#controller.clock.seek(share * this.#run.durationTicks);
    };
    scrubber.addEventListener("pointerdown", (event) => {
      scrubber.setPointerCapture(event.pointerId);
      seek(event);
    });
    scrubber.addEventListener("pointermove", (event) => {
      if (scrubber.hasPointerCapture(event.pointerId)) seek(event);
    });
    return scrubber;
  }

  #onKey(event: KeyboardEvent): void {
    const samples = event.shiftKey ? PAGE_SAMPLES : 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: samples,
      ArrowUp: samples,
      ArrowLeft: -samples,
      ArrowDown: -samples,
      PageUp: PAGE_SAMPLES,
      PageDown: -PAGE_SAMPLES,
    };
    const step = steps[event.key];
    if (step !== undefined) this.#controller.clock.step(step);
    else if (event.key === "Home") this.#controller.clock.seek(0);
    else if (event.key === "End") this.#controller.clock.seek(Infinity);
    else return;
    event.preventDefault();
  }
}

/** How fast it goes, which may be slower than what was asked for. */
function reachedText({ isPlaying, reachedSpeed }: PageState): string {
  if (!isPlaying || reachedSpeed === undefined) return "";
  return say("{speed}× reached", { speed: formatNumber(reachedSpeed) });
}

/** `15 min 22 s; 3 of 20 in tier1 refusing` */
function spoken(run: RunModel, atTicks: number): string {
  const sample = run.sampleAt(atTicks);
  const troubled = run.graph.layers.flatMap(({ name, nodes }) => {
    const count = (state: number): number =>
      nodes.filter(({ index }) => run.state(index, sample) === state).length;
    const [down, refusing] = [count(DOWN), count(REFUSING)];
    return [
      ...(down > 0
        ? [
            say("{count} of {total} in {layer} down", {
              count: down,
              total: nodes.length,
              layer: name,
            }),
          ]
        : []),
      ...(refusing > 0
        ? [
            say("{count} of {total} in {layer} refusing", {
              count: refusing,
              total: nodes.length,
              layer: name,
            }),
          ]
        : []),
    ];
  });
  const time = formatDuration(Math.floor(atTicks / TICKS_PER_SECOND) * TICKS_PER_SECOND);
  return `${time}; ${troubled.length === 0 ? say("nobody down or refusing") : troubled.join(", ")}`;
}
