/** In the footer: how sizes and times are written. Of times there is a choice where the scenario says when it begins. */
import { DEFAULT_START } from "../../src/scenario/types/scenario.js";
import type { Controller } from "../shell/controller.js";
import { h, setHidden } from "../shell/dom.js";
import type { PageState } from "../shell/state.js";
import type { View } from "../shell/store.js";
import { choices, choose, TIMES, UNITS, type Choices } from "../text/choices.js";
import { say, sayParts } from "../text/say.js";
import { showTimesFrom, startFrom } from "../text/times.js";

const UNIT_NAMES: Readonly<Record<Choices["units"], string>> = {
  SI: say("SI (kB, MB)"),
  IEC: say("IEC (KiB, MiB)"),
};
const TIME_NAMES: Readonly<Record<Choices["times"], string>> = {
  relative: say("since the start"),
  wall: say("by the clock on the wall"),
};

export class ChoicesView implements View<PageState> {
  readonly element: HTMLElement;
  readonly #times: HTMLElement;

  constructor(controller: Controller) {
    const select = <Name extends keyof Choices>(
      name: Name,
      values: readonly Choices[Name][],
      names: Readonly<Record<Choices[Name], string>>,
    ): HTMLSelectElement => {
      const options = values.map((value) =>
        h("option", { value, selected: value === choices()[name] }, names[value]),
      );
      const made = h("select", { "data-testid": `choose-${name}` }, ...options);
      made.addEventListener("change", () => {
        const value = values.find((each) => each === made.value);
        if (value === undefined) return;
        choose({ [name]: value });
        controller.redraw();
      });
      return made;
    };
    const units = select("units", UNITS, UNIT_NAMES);
    const times = select("times", TIMES, TIME_NAMES);
    this.#times = h("label", {}, ...sayParts("times {choice}", { choice: times }));
    this.element = h(
      "span",
      { class: "choices-of-text" },
      h("label", {}, ...sayParts("sizes {choice}", { choice: units })),
      " ",
      this.#times,
    );
  }

  /** A scenario that does not say when it begins has the start of all those: no date of its own. */
  update({ run }: PageState, before: PageState | undefined): void {
    if (run === before?.run) return;
    const { start } = run?.recording.scenario ?? {};
    const known = start === undefined || start === DEFAULT_START ? undefined : startFrom(start);
    showTimesFrom(known);
    setHidden(this.#times, known === undefined);
  }
}
