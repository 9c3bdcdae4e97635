/** What is asked, and the run of it: begin, see how far it is, cancel, begin with another seed. */
import type { Progress } from "../engine/protocol.js";
import type { Controller } from "../shell/controller.js";
import { button, h, setAttribute, setHidden, setText } from "../shell/dom.js";
import type { ShippedScenario } from "../shell/scenarios.js";
import { isStale, type PageState } from "../shell/state.js";
import type { View } from "../shell/store.js";
import { clock } from "../text/times.js";
import { ShareButton } from "./share-button.js";
import { say, sayParts } from "../text/say.js";
import { formatCount, formatDuration, formatNumber } from "../text/numbers.js";

const TICKS_PER_MS = 1e6;
const STALE = say("⟲ stale: what you see is the run of the text before your edit");

export class RunBar implements View<PageState> {
  readonly element: HTMLElement;
  readonly #scenarios: readonly ShippedScenario[];
  readonly #title = h("h2");
  readonly #question = h("p", { class: "asked" });
  readonly #seed = h("input", {
    type: "text",
    inputmode: "numeric",
    pattern: "[0-9]*",
    maxlength: 15,
    size: 6,
    "data-testid": "seed",
  });
  readonly #seedLabel = h("label", {}, ...sayParts("seed {seed}", { seed: this.#seed }));
  #shownSeed = "";
  readonly #run: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #edit: HTMLButtonElement;
  readonly #share: ShareButton;
  readonly #stale = h("p", { class: "stale", role: "status", "data-testid": "stale" });
  readonly #bar = h("progress", { max: 1, value: 0, "aria-label": say("Progress of the run") });
  readonly #text = h("span", { class: "progress-text", "data-testid": "progress" });

  /** @param onEdit the editor was opened by hand: it is where the person wants to be */
  constructor(controller: Controller, scenarios: readonly ShippedScenario[], onEdit: () => void) {
    this.#scenarios = scenarios;
    this.#share = new ShareButton(controller);
    this.#edit = button(say("Edit"), () => {
      const isOpen = this.#edit.getAttribute("aria-expanded") === "true";
      controller.edit(!isOpen);
      if (!isOpen) onEdit();
    });
    this.#edit.classList.add("edit");
    this.#run = button(say("Run again"), () => {
      const text = this.#seed.value.trim();
      // A seed that was typed goes before that of the text; one that is only shown does not.
      if (text === this.#shownSeed) controller.run();
      else controller.rerun(/^\d{1,15}$/.test(text) ? Number(text) : undefined);
    });
    this.#cancel = button(say("Cancel"), () => {
      controller.cancel();
    });
    this.element = h(
      "section",
      { class: "run-bar", "aria-label": say("Run") },
      h("div", {}, this.#title, this.#question, this.#stale),
      h(
        "div",
        { class: "run-controls" },
        this.#seedLabel,
        this.#run,
        this.#edit,
        this.#share.element,
        this.#cancel,
        this.#bar,
        this.#text,
      ),
    );
  }

  /** One button more. */
  offer(opener: HTMLButtonElement): void {
    this.#share.element.after(opener);
  }

  focusEdit(): void {
    this.#edit.focus();
  }

  update(state: PageState, before: PageState | undefined): void {
    const { status, progress, run, scenario } = state;
    if (state.page !== "run") return;
    const isRunning = status === "running";
    const shipped = this.#scenarios.find(({ id }) => id === scenario);
    setText(this.#title, run?.findings.scenario.name ?? fileOf(state));
    setText(this.#question, shipped?.question ?? "");
    this.#share.update(state, before);
    setHidden(this.#edit, state.draft === undefined);
    setAttribute(this.#edit, "aria-expanded", String(state.isEditing));
    const isOld = isStale(state) && !isRunning;
    setText(this.#run, runText(state, isOld));
    this.#run.classList.toggle("primary", isOld);
    setText(this.#stale, isOld ? STALE : "");
    const focused = document.activeElement;
    setHidden(this.#cancel, !isRunning);
    // After a link that could not be read there is nothing to run.
    const isNothing = state.scenario === "";
    setHidden(this.#seedLabel, isNothing);
    setHidden(this.#run, isRunning || isNothing);
    // The one takes the other's place, and the focus.
    if (focused === this.#run && this.#run.hidden) this.#cancel.focus();
    if (focused === this.#cancel && this.#cancel.hidden) this.#run.focus();
    setHidden(this.#bar, !isRunning);
    if (run !== before?.run && run !== undefined && document.activeElement !== this.#seed) {
      this.#shownSeed = String(run.recording.seed);
      this.#seed.value = this.#shownSeed;
    }
    if (progress !== before?.progress || status !== before?.status) {
      this.#bar.value = progress === undefined ? 0 : progress.atTicks / progress.durationTicks;
      setText(this.#text, statusText(state));
    }
  }
}

/** What is opened, until a run of it has a name. */
function fileOf({ draft, scenario }: PageState): string {
  if (draft !== undefined) return draft.name;
  return scenario === "opened" ? say("a file") : scenario;
}

function runText({ run }: PageState, isOld: boolean): string {
  if (isOld) return say("Run the edited text");
  return run === undefined ? say("Run") : say("Run again");
}

function statusText({ status, progress, run }: PageState): string {
  if (status === "running")
    return progress === undefined ? say("begins …") : progressText(progress);
  if (status === "partial" && run !== undefined) {
    return say("cancelled: partial until {time}", { time: clock(run.endTicks) });
  }
  return "";
}

/** `62 % · 1.2 M events/s of the clock on the wall · 4 s to go` */
function progressText({ atTicks, durationTicks, generatedEvents, wallMs }: Progress): string {
  const share = atTicks / durationTicks;
  const percent = `${formatNumber(Math.round(share * 100))} %`;
  const pace = formatCount((generatedEvents * 1000) / wallMs);
  if (share === 0) return say("{percent} · {pace} events simulated a second", { percent, pace });
  const left = formatDuration(Math.round((wallMs * (1 - share)) / share) * TICKS_PER_MS);
  return say("{percent} · {pace} events simulated a second · {left} to go", {
    percent,
    pace,
    left,
  });
}
