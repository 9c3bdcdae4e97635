/** Sliders for the common knobs, over the same text: a slider that moves changes one value in it. */
import type { Knob } from "../../../src/scenario/edit/knobs.js";
import type { Controller } from "../../shell/controller.js";
import { h, setAttribute } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { say } from "../../text/say.js";

interface Row {
  knob: Knob;
  readonly element: HTMLElement;
  readonly slider: HTMLInputElement;
  readonly value: HTMLInputElement;
}

export class KnobForm implements View<PageState> {
  readonly element = h("div", { class: "knobs", "data-testid": "knobs" });
  readonly #controller: Controller;
  #rows = new Map<string, Row>();

  constructor(controller: Controller) {
    this.#controller = controller;
  }

  update({ checked }: PageState, before: PageState | undefined): void {
    if (checked === before?.checked) return;
    const knobs = checked?.knobs ?? [];
    // While the text is broken the sliders stay where they are.
    if (knobs.length === 0 && checked?.problems.some(({ code }) => code === "syntax") === true)
      return;
    const names = knobs.map(nameOf);
    const isSame = names.join("\n") === [...this.#rows.keys()].join("\n");
    if (!isSame) {
      this.#rows = new Map(knobs.map((knob) => [nameOf(knob), this.#makeRow(knob)]));
      this.element.replaceChildren(...groupsOf(knobs, this.#rows));
    }
    for (const knob of knobs) show(this.#rows.get(nameOf(knob))!, knob);
  }

  #makeRow(knob: Knob): Row {
    const name = nameOf(knob);
    const label = `${knob.group}: ${knob.name}`;
    const slider = h("input", { type: "range", min: 0, "aria-label": label, "data-knob": name });
    const value = h("input", {
      type: "text",
      size: 14,
      "aria-label": say("{knob}, as text", { knob: label }),
      "data-knob-text": name,
      spellcheck: "false",
    });
    const element = h(
      "div",
      { class: "knob", title: knob.help, "data-words": "engine" },
      h("span", { class: "knob-name", "aria-hidden": true }, knob.name),
      slider,
      value,
    );
    const row: Row = { knob, element, slider, value };
    slider.addEventListener("input", () => {
      const stop = row.knob.stops[Number(slider.value)];
      if (stop === undefined) return;
      setAttribute(slider, "aria-valuetext", stop.text);
      value.value = stop.text;
      void this.#controller.drafts.set(row.knob.path, stop.text);
    });
    value.addEventListener("change", () => {
      const text = value.value.trim();
      // What would be more than one value is for the text itself.
      if (text === "" || /[{}[\],#&*:"'\n]/.test(text)) value.value = row.knob.text;
      else void this.#controller.drafts.set(row.knob.path, text);
    });
    return row;
  }
}

function show(row: Row, knob: Knob): void {
  const { slider, value, element } = row;
  // Under the hand of a person the stops stay as they are.
  const isHeld =
    document.activeElement === slider && row.knob.stops.some(({ text }) => text === knob.text);
  row.knob = isHeld ? { ...knob, stops: row.knob.stops } : knob;
  if (!isHeld) {
    setAttribute(slider, "max", String(knob.stops.length - 1));
    slider.value = String(knob.stop);
  }
  setAttribute(slider, "aria-valuetext", knob.text);
  if (document.activeElement !== value) value.value = knob.text;
  element.classList.toggle("is-default", knob.isDefault);
}

function groupsOf(knobs: readonly Knob[], rows: ReadonlyMap<string, Row>): HTMLElement[] {
  const groups = [...new Set(knobs.map(({ group }) => group))];
  return groups.map((group) => {
    const own = knobs.filter((knob) => knob.group === group).map((knob) => rows.get(nameOf(knob))!);
    const legend = h("legend", { "data-words": "engine" }, group);
    return h("fieldset", {}, legend, ...own.map(({ element }) => element));
  });
}

function nameOf({ path }: Knob): string {
  return path.join(".");
}
