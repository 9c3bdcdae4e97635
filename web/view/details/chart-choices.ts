/** Above the charts: the scale of their values, and whose lines they show. */
import { VALUE_SCALES, type ValueScale } from "../../../src/charts/value-axis.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setAttribute } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import { choice } from "./choice.js";
import { say } from "../../text/say.js";

const SCALES: Readonly<Record<ValueScale, string>> = {
  linear: say("linear"),
  symlog: say("symlog (small and large at once)"),
};

export class ChartChoices {
  readonly element: HTMLElement;
  readonly #controller: Controller;
  readonly #scale: { readonly element: HTMLElement; show(value: ValueScale): void };
  readonly #layers = h("div", {
    class: "choice",
    role: "group",
    "aria-label": say("Lines of"),
    "data-testid": "layers-of-charts",
  });
  #key = "";

  constructor(controller: Controller) {
    this.#controller = controller;
    this.#scale = choice(say("Values"), "chart-scale", VALUE_SCALES, SCALES, (scale) => {
      controller.details.setLook({ scale });
    });
    this.element = h("div", { class: "choices" }, this.#scale.element, this.#layers);
  }

  update({ run, look }: PageState): void {
    this.#scale.show(look.scale);
    const names = (run?.graph.layers ?? [])
      .filter(({ kind }) => kind !== "storage")
      .map(({ name }) => name);
    if (this.#key !== names.join("\n")) {
      this.#key = names.join("\n");
      const all = button(say("all layers"), () => {
        this.#controller.details.setLook({ layers: [] });
      });
      this.#layers.replaceChildren(
        h("span", {}, say("Lines of"), " "),
        all,
        ...names.map((name) =>
          button(
            name,
            () => {
              this.#controller.details.toggleLayer(name);
            },
            { "data-layer": name },
          ),
        ),
      );
    }
    for (const each of this.#layers.querySelectorAll("button")) {
      const name = each.dataset["layer"];
      const isOn = name === undefined ? look.layers.length === 0 : look.layers.includes(name);
      setAttribute(each, "aria-pressed", String(isOn));
    }
  }
}
