/** The legend of states: how many nodes are in each now, and by a click only those. */
import { STATE_NAMES } from "../../model/state-names.js";
import { stateOf } from "../../model/query.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setAttribute, setText } from "../../shell/dom.js";
import type { PageState, Theme } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { fitCanvas, themeOf } from "../canvas.js";
import { stateSprites } from "../palette.js";
import { say } from "../../text/say.js";

const SWATCH = 16;

interface Item {
  readonly element: HTMLButtonElement;
  readonly swatch: HTMLCanvasElement;
  readonly count: HTMLElement;
}

export class LegendView implements View<PageState> {
  readonly element: HTMLElement;
  readonly #items: readonly Item[];
  #painted: Theme | undefined;

  constructor(controller: Controller) {
    this.#items = STATE_NAMES.map(({ id, word, glyph, meaning }, state) => {
      const swatch = h("canvas", { class: "swatch", "aria-hidden": true });
      const count = h("b", { class: "state-count" });
      const element = button("", () => {
        controller.pickState(state);
      });
      const name = h("span", {}, `${glyph} ${word}`);
      element.append(swatch, name, " ", count);
      setAttribute(element, "title", meaning);
      setAttribute(element, "data-state-id", id);
      return { element, swatch, count };
    });
    this.element = h(
      "div",
      {
        class: "legend",
        "data-testid": "legend",
        role: "group",
        "aria-label": say("Nodes by state"),
      },
      ...this.#items.map(({ element }) => element),
    );
  }

  update({ run, atTicks, query, theme }: PageState): void {
    if (run === undefined) return;
    if (theme !== this.#painted) this.#paint();
    this.#painted = theme;
    const sample = run.sampleAt(atTicks);
    const counts = run.countStates(sample);
    const picked = stateOf(query);
    this.#items.forEach(({ element, count }, state) => {
      setText(count, String(counts[state]));
      setAttribute(element, "aria-pressed", String(picked === state));
    });
  }

  #paint(): void {
    const sprites = stateSprites(themeOf(this.element), SWATCH, devicePixelRatio);
    this.#items.forEach(({ swatch }, state) => {
      fitCanvas(swatch, SWATCH, SWATCH).drawImage(sprites[state]!, 0, 0, SWATCH, SWATCH);
    });
  }
}
