/** Two runs on one clock: which two, how they are laid beside each other, their numbers, charts and scenarios. */
import { zeroOf } from "../../model/compare/alignment.js";
import type { RunModel } from "../../model/run-model.js";
import type { CompareState, Side } from "../../shell/compare-state.js";
import type { Controller } from "../../shell/controller.js";
import { h, setAttribute, setHidden } from "../../shell/dom.js";
import type { ShippedScenario } from "../../shell/scenarios.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { CompareControls } from "./controls.js";
import { deltaTable } from "./delta-table.js";
import { LaidCharts } from "./laid-charts.js";
import { measuredTable } from "./measured-table.js";
import { scenarioDiff, type ScenarioTold } from "./scenario-diff.js";
import { SideBySide } from "./side-by-side.js";
import { say } from "../../text/say.js";

export class CompareView implements View<PageState> {
  readonly element: HTMLElement;
  readonly #texts: readonly ShippedScenario[];
  readonly #controls: CompareControls;
  readonly #charts: LaidCharts;
  readonly #sides = new SideBySide();
  readonly #numbers = h("div");
  readonly #note = h("p", { class: "note", "data-testid": "compare-note" });
  readonly #scenarios = h("div");

  constructor(controller: Controller, scenarios: readonly ShippedScenario[]) {
    this.#texts = scenarios;
    this.#controls = new CompareControls(controller.comparison, scenarios);
    this.#charts = new LaidCharts(controller);
    this.element = h(
      "section",
      { class: "compare", "data-testid": "compare", "aria-label": say("Compare two runs") },
      this.#controls.element,
      this.#note,
      this.#numbers,
      this.#sides.element,
      this.#charts.element,
      this.#scenarios,
    );
  }

  update(state: PageState, before: PageState | undefined): void {
    if (state.tab !== "compare") return;
    this.#controls.update(state);
    const { compare, run } = state;
    const a = runOf(state, compare.a);
    const b = compare.b === "measured" ? run : runOf(state, compare.b);
    const isSame =
      before?.tab === "compare" &&
      before.run === run &&
      before.theme === state.theme &&
      isSameComparison(before.compare, compare);
    if (!isSame) this.#build(state, a, b);
    const isMeasured = compare.b === "measured";
    this.#charts.move(state);
    if (compare.mode === "side" && !isMeasured) this.#sides.show(state, a, b);
  }

  #build(state: PageState, a: RunModel | undefined, b: RunModel | undefined): void {
    const { compare, run } = state;
    const isMeasured = compare.b === "measured";
    setAttribute(this.element, "data-a-digest", a?.recording.digest ?? "");
    setAttribute(this.element, "data-b-digest", isMeasured ? "" : (b?.recording.digest ?? ""));
    this.#note.textContent = noteOf(state, a, b);
    const isShown = a !== undefined && b !== undefined;
    const isSide = compare.mode === "side" && !isMeasured;
    for (const part of [this.#numbers, this.#scenarios]) setHidden(part, !isShown);
    setHidden(this.#charts.element, !isShown || isSide);
    setHidden(this.#sides.element, !isShown || !isSide);
    if (!isShown) return;
    if (isMeasured) {
      const measured = run?.measured;
      this.#numbers.replaceChildren(
        ...(measured === undefined ? [] : [measuredTable(a, measured)]),
      );
      this.#scenarios.replaceChildren();
    } else {
      this.#numbers.replaceChildren(deltaTable(a, b, compare.within));
      this.#scenarios.replaceChildren(
        scenarioDiff(this.#toldOf(state, compare.a, a), this.#toldOf(state, compare.b, b)),
      );
    }
    if (!isSide) this.#charts.show(state, a, b);
  }

  /** A run with the text of its scenario, where it is known. */
  #toldOf({ compare, ranText }: PageState, side: Side, run: RunModel): ScenarioTold {
    if (side === "current") return { run, text: ranText };
    const source = side === "measured" ? undefined : compare[side]?.source;
    if (source?.kind === "text") return { run, text: source.scenario.text };
    const shipped = source?.kind === "shipped" ? source.id : undefined;
    return { run, text: this.#texts.find(({ id }) => id === shipped)?.text };
  }
}

/** But for what is being loaded: that is told while all stays as it is. */
function isSameComparison(before: CompareState, now: CompareState): boolean {
  const names = ["a", "b", "mode", "alignment", "within", "pinned", "other"] as const;
  return names.every((name) => before[name] === now[name]);
}

/** The run on one side; what was measured is no run. */
export function runOf({ run, compare }: PageState, side: Side): RunModel | undefined {
  if (side === "current") return run;
  return side === "measured" ? undefined : compare[side]?.run;
}

function noteOf(state: PageState, a: RunModel | undefined, b: RunModel | undefined): string {
  const { compare } = state;
  if (compare.a === "measured") return say("A is what was simulated; what was measured can be B.");
  if (a === undefined || b === undefined) {
    const missing = a === undefined ? compare.a : compare.b;
    return missing === "pinned"
      ? say(
          "Nothing is pinned yet: pin the run that is shown, change something and run again; or choose a scenario or a file to compare with.",
        )
      : say("Choose a scenario or a file to compare with.");
  }
  if (a === b && compare.b !== "measured") return say("A and B are the same run.");
  const isLost =
    compare.alignment === "fault" && [a, b].some((run) => zeroOf(run, "fault") === undefined);
  return isLost ? say("One of the two has no fault: both are laid from their start.") : "";
}
