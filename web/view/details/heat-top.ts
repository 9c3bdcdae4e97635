/** Beside the heatmap: the twenty nodes that were back-pressured, refusing or down for longest in the window. */
import { BACKPRESSURED } from "../../model/states.js";
import type { RunModel } from "../../model/run-model.js";
import type { Controller } from "../../shell/controller.js";
import { button, h } from "../../shell/dom.js";
import type { TimeWindow } from "../../shell/state.js";
import { say } from "../../text/say.js";
import { formatDuration, formatFraction } from "../../text/numbers.js";

const MOST = 20;

export class HeatTop {
  readonly element = h("div", { class: "heat-top", "data-testid": "heat-top" });
  readonly #controller: Controller;

  constructor(controller: Controller) {
    this.#controller = controller;
  }

  show(run: RunModel, { fromTicks, toTicks }: TimeWindow): void {
    const { times } = run.recording;
    const [first, last] = [run.sampleAt(fromTicks), run.sampleAt(toTicks)];
    const length = times[last]! - times[first]!;
    const troubled = run.graph.nodes
      .map((node) => {
        let ticks = 0;
        for (let i = first + 1; i <= last; i++) {
          if (run.state(node.index, i) >= BACKPRESSURED) ticks += times[i]! - times[i - 1]!;
        }
        return { node, ticks };
      })
      .filter(({ ticks }) => ticks > 0)
      .sort((a, b) => b.ticks - a.ticks || b.node.index - a.node.index)
      .slice(0, MOST);
    const rows = troubled.map(({ node, ticks }) => {
      const name = button(node.address, () => {
        this.#controller.select(node.index);
      });
      return h(
        "tr",
        { "data-node": node.address },
        h("td", {}, name),
        h("td", { class: "number" }, formatDuration(ticks)),
        h("td", { class: "number" }, formatFraction(ticks / length)),
      );
    });
    const middle = Math.ceil(rows.length / 2);
    const halves = rows.length > MOST / 2 ? [rows.slice(0, middle), rows.slice(middle)] : [rows];
    this.element.replaceChildren(
      h("h3", {}, say("Longest back-pressured, refusing or down")),
      troubled.length === 0
        ? h("p", { class: "good" }, say("✓ Nobody, at no time."))
        : h("div", { class: "heat-top-halves" }, ...halves.map((half) => tableOf(half))),
    );
  }
}

function tableOf(rows: readonly HTMLElement[]): HTMLElement {
  const heads = [say("node"), say("in trouble for"), say("of the window")];
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, ...rows),
  );
}
