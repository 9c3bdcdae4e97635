/** The window of time, by numbers and buttons; going to a time; where playback pauses; marks and what lies between them. */
import { formatClock } from "../../../src/units/format.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setHidden, setText } from "../../shell/dom.js";
import { PAUSES, type PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { readClock, windowOf } from "../../shell/time/time-control.js";
import { PAUSE_NAMES } from "../frame/commands.js";
import { clock } from "../../text/times.js";
import { formatDuration } from "../../text/numbers.js";
import { say, sayParts } from "../../text/say.js";

export class WindowBar implements View<PageState> {
  readonly element: HTMLElement;
  readonly #controller: Controller;
  readonly #from = timeBox("window-from");
  readonly #to = timeBox("window-to");
  readonly #goTo = timeBox("go-to");
  /** What a person is typing into: it keeps what is typed, whatever becomes of the window meanwhile. */
  readonly #typed = new Set<HTMLInputElement>();
  readonly #pause: HTMLSelectElement;
  readonly #fit: HTMLButtonElement;
  readonly #marks = h("span", { class: "note", "data-testid": "marks" });
  readonly #problem = h("span", { class: "not-met", role: "alert" });

  constructor(controller: Controller) {
    this.#controller = controller;
    const { time } = controller;
    for (const box of [this.#from, this.#to]) {
      box.addEventListener("input", () => this.#typed.add(box));
      box.addEventListener("blur", () => this.#typed.delete(box));
      box.addEventListener("change", () => {
        this.#typed.delete(box);
        this.#setWindow();
      });
    }
    this.#goTo.addEventListener("change", () => {
      this.#seek();
    });
    // The same time once more, after a look elsewhere, is no change.
    this.#goTo.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") this.#seek();
    });
    this.#pause = h(
      "select",
      { "data-testid": "pause-at" },
      ...PAUSES.map((pause) => h("option", { value: pause }, PAUSE_NAMES[pause])),
    );
    this.#pause.addEventListener("change", () => {
      controller.clock.setPauseAt(PAUSES.find((pause) => pause === this.#pause.value) ?? "end");
    });
    this.#fit = button(say("Whole run"), () => {
      time.setWindow(undefined);
    });
    const named = (sign: string, name: string, act: () => void): HTMLButtonElement =>
      button(sign, act, { "aria-label": name, title: name });
    this.element = h(
      "section",
      { class: "window-bar panel", "aria-label": say("Window of time"), "data-testid": "window" },
      h("label", {}, ...sayParts("window {from}", { from: this.#from })),
      h("label", {}, ...sayParts("to {to}", { to: this.#to })),
      named("−", say("Twice the window"), () => time.zoom(2)),
      named("+", say("Half the window"), () => time.zoom(0.5)),
      this.#fit,
      h("label", {}, ...sayParts("go to {time}", { time: this.#goTo })),
      h("label", {}, ...sayParts("pause at {when}", { when: this.#pause })),
      button(say("Mark"), () => {
        time.mark();
      }),
      this.#marks,
      this.#problem,
    );
  }

  update(state: PageState, before: PageState | undefined): void {
    const { run, window, marks, pauseAt } = state;
    setHidden(this.element, run === undefined);
    if (run === undefined) return;
    if (run !== before?.run || window !== before.window) {
      const { fromTicks, toTicks } = windowOf(run, window);
      this.#write(this.#from, fromTicks);
      this.#write(this.#to, toTicks);
      this.#fit.disabled = window === undefined;
      setText(this.#problem, "");
    }
    this.#pause.value = pauseAt;
    if (marks !== before?.marks) setText(this.#marks, marksText(marks));
  }

  #write(box: HTMLInputElement, ticks: number): void {
    if (!this.#typed.has(box)) box.value = formatClock(ticks);
  }

  #setWindow(): void {
    const [from, to] = [readClock(this.#from.value), readClock(this.#to.value)];
    if (from === undefined || to === undefined)
      this.#refuse(from === undefined ? this.#from : this.#to);
    else this.#controller.time.setWindow({ fromTicks: from, toTicks: to });
  }

  #seek(): void {
    const ticks = readClock(this.#goTo.value);
    if (ticks === undefined) this.#refuse(this.#goTo);
    else {
      setText(this.#problem, "");
      this.#controller.clock.seek(ticks);
    }
  }

  #refuse({ value }: HTMLInputElement): void {
    setText(
      this.#problem,
      say("✗ expected a time such as 1:02:03, 12:30 or 90, found {text}", {
        text: value.slice(0, 20),
      }),
    );
  }
}

function timeBox(testId: string): HTMLInputElement {
  return h("input", { type: "text", size: 8, "data-testid": testId, autocomplete: "off" });
}

function marksText(marks: readonly number[]): string {
  const [first, second] = marks;
  if (first === undefined) return "";
  if (second === undefined) return say("mark at {time}", { time: clock(first) });
  return say("marks at {first} and {second}: {duration} apart", {
    first: clock(first),
    second: clock(second),
    duration: formatDuration(Math.abs(second - first)),
  });
}
