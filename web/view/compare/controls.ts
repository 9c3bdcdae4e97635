/** Which two runs, on which clock, in which form. */
import type { CompareControl } from "../../shell/compare-control.js";
import { MODES, SIDES, TOLERANCES, type Mode, type Side } from "../../shell/compare-state.js";
import { button, h, setHidden, setText } from "../../shell/dom.js";
import { openedFrom } from "../../shell/open-file.js";
import type { ShippedScenario } from "../../shell/scenarios.js";
import type { PageState } from "../../shell/state.js";
import { say, sayParts } from "../../text/say.js";
import { formatFraction } from "../../text/numbers.js";

const MODE_NAMES: Readonly<Record<Mode, string>> = {
  overlay: say("over each other"),
  difference: say("difference"),
  side: say("topologies side by side"),
};

export class CompareControls {
  readonly element: HTMLElement;
  readonly #control: CompareControl;
  readonly #a: HTMLSelectElement;
  readonly #b: HTMLSelectElement;
  readonly #alignment: HTMLSelectElement;
  readonly #within: HTMLSelectElement;
  readonly #modes: readonly HTMLInputElement[];
  readonly #unpin: HTMLButtonElement;
  readonly #loading = h("span", { class: "progress-text", role: "status" });
  readonly #cancel: HTMLButtonElement;
  readonly #refusal = h("div", {
    class: "failure",
    role: "alert",
    "data-testid": "compare-problem",
    hidden: true,
  });

  constructor(control: CompareControl, scenarios: readonly ShippedScenario[]) {
    this.#control = control;
    this.#a = sideSelect("compare-a", (a) => {
      control.choose({ a });
    });
    this.#b = sideSelect("compare-b", (b) => {
      control.choose({ b });
    });
    this.#alignment = select("compare-alignment", [
      ["start", say("their start")],
      ["fault", say("the beginning of their first fault")],
    ]);
    this.#alignment.addEventListener("change", () => {
      control.choose({ alignment: this.#alignment.value === "fault" ? "fault" : "start" });
    });
    this.#within = select(
      "compare-within",
      TOLERANCES.map((share) => [
        String(share),
        share === 0
          ? say("they are the same")
          : say("within {share}", { share: formatFraction(share) }),
      ]),
    );
    this.#within.addEventListener("change", () => {
      control.choose({ within: Number(this.#within.value) });
    });
    this.#modes = MODES.map((mode) => {
      const input = h("input", { type: "radio", name: "compare-mode", value: mode });
      input.addEventListener("change", () => {
        control.choose({ mode });
      });
      return input;
    });
    const pin = button(say("Pin what is shown"), () => {
      control.pin();
    });
    const swap = button(say("Swap A and B"), () => {
      control.swap();
    });
    this.#unpin = button(say("Unpin"), () => {
      control.unpin();
    });
    this.#cancel = button(say("Stop"), () => {
      control.cancel();
    });
    const choices = [pin, this.#unpin, ...this.#otherChoices(scenarios), this.#loading];
    this.element = this.#layout(choices, swap);
    this.#acceptDrops();
  }

  #layout(choices: readonly HTMLElement[], swap: HTMLElement): HTMLElement {
    return h(
      "div",
      { class: "compare-controls" },
      h("div", { class: "buttons" }, ...choices, this.#cancel),
      this.#refusal,
      h(
        "div",
        { class: "buttons" },
        h("label", {}, ...sayParts("A (solid) {run}", { run: this.#a })),
        h("label", {}, ...sayParts("B (dashed) {run}", { run: this.#b })),
        swap,
        h("label", {}, ...sayParts("aligned by {what}", { what: this.#alignment })),
        h("label", {}, ...sayParts("equal when {what}", { what: this.#within })),
      ),
      h(
        "fieldset",
        { class: "choice" },
        h("legend", {}, say("Shown")),
        ...MODES.map((mode, i) => h("label", {}, this.#modes[i]!, ` ${MODE_NAMES[mode]}`)),
      ),
    );
  }

  update({ run, compare }: PageState): void {
    const { pinned, other, loading, refusal } = compare;
    const names: Readonly<Record<Side, string | undefined>> = {
      current:
        run === undefined ? undefined : say("shown: {run}", { run: run.recording.scenario.name }),
      pinned: say("pinned: {run}", { run: pinned?.label ?? say("nothing yet") }),
      other: say("other: {run}", { run: other?.label ?? say("none chosen yet") }),
      measured:
        run?.measured === undefined
          ? undefined
          : say("measured: {run}", { run: run.measured.name }),
    };
    fillSides(this.#a, { ...names, measured: undefined }, compare.a);
    fillSides(this.#b, names, compare.b);
    if (this.#alignment.value !== compare.alignment) this.#alignment.value = compare.alignment;
    if (this.#within.value !== String(compare.within)) this.#within.value = String(compare.within);
    this.#modes.forEach((input, i) => {
      input.checked = MODES[i] === compare.mode;
    });
    setHidden(this.#unpin, pinned === undefined);
    setHidden(this.#cancel, loading === undefined);
    setText(this.#loading, loading === undefined ? "" : loadingText(loading));
    setHidden(this.#refusal, refusal === undefined);
    if (refusal === undefined) return;
    const { title, details, advice } = refusal;
    this.#refusal.replaceChildren(
      h("h3", {}, `✗ ${title}`),
      ...(details === "" ? [] : [h("pre", {}, details)]),
      h("p", {}, advice),
    );
  }

  #otherChoices(scenarios: readonly ShippedScenario[]): HTMLElement[] {
    const options: [string, string][] = [
      ["", say("another scenario …")],
      ...scenarios.map(({ id }): [string, string] => [id, id]),
    ];
    const shipped = select("compare-other", options);
    shipped.setAttribute("aria-label", say("Another scenario to compare with"));
    shipped.addEventListener("change", () => {
      if (shipped.value !== "") this.#control.loadShipped(shipped.value);
      shipped.value = "";
    });
    const picker = h("input", {
      type: "file",
      class: "hidden",
      "aria-label": say("A file to compare with"),
      tabindex: -1,
    });
    picker.addEventListener("change", () => {
      const files = [...(picker.files ?? [])];
      picker.value = "";
      void this.#load(files);
    });
    const choose = button(say("A file to compare with …"), () => {
      picker.click();
    });
    return [shipped, choose, picker];
  }

  /** Dropped here a file is what is compared with; elsewhere it is opened. */
  #acceptDrops(): void {
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      void this.#load([...(event.dataTransfer?.files ?? [])]);
    });
  }

  async #load(files: readonly File[]): Promise<void> {
    const opened = await openedFrom(files);
    if (opened !== undefined) this.#control.load(opened);
  }
}

function loadingText({ label, progress }: NonNullable<PageState["compare"]["loading"]>): string {
  if (progress === undefined) return `${label} …`;
  return say("{run}: {share}", {
    run: label,
    share: formatFraction(Math.round((100 * progress.atTicks) / progress.durationTicks) / 100),
  });
}

function sideSelect(id: string, onChange: (side: Side) => void): HTMLSelectElement {
  const made = select(id, []);
  made.addEventListener("change", () => {
    onChange(SIDES.find((side) => side === made.value) ?? "current");
  });
  return made;
}

function fillSides(
  made: HTMLSelectElement,
  names: Readonly<Record<Side, string | undefined>>,
  chosen: Side,
): void {
  const key = SIDES.map((side) => names[side] ?? "").join("\n");
  if (made.dataset["key"] !== key) {
    made.dataset["key"] = key;
    const shown = SIDES.filter((side) => names[side] !== undefined);
    made.replaceChildren(...shown.map((side) => h("option", { value: side }, names[side]!)));
  }
  if (made.value !== chosen) made.value = chosen;
}

function select(id: string, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  return h(
    "select",
    { "data-testid": id },
    ...options.map(([value, text]) => h("option", { value }, text)),
  );
}
