/** By how much the simulation is off from what was measured, counter by counter. */
import { counterErrors } from "../../model/compare/measured.js";
import type { RunModel } from "../../model/run-model.js";
import { h } from "../../shell/dom.js";
import { sayParts, say } from "../../text/say.js";
import { formatCount, formatNumber } from "../../text/numbers.js";

export function measuredTable(
  run: RunModel,
  { name, series }: NonNullable<RunModel["measured"]>,
): HTMLElement {
  const errors = counterErrors(run, series);
  const heads = [
    say("where"),
    say("counter"),
    say("mean error"),
    say("largest error"),
    say("at"),
    say("simulated at the end"),
    say("measured at the end"),
  ];
  const number = (text: string): HTMLElement => h("td", { class: "number" }, text);
  const rows = errors.map((error) =>
    h(
      "tr",
      { "data-counter": `${error.address} ${error.name}` },
      h("th", { scope: "row", "data-words": "engine" }, error.address),
      h("td", { "data-words": "engine" }, error.name),
      number(formatNumber(error.meanAbsolute)),
      number(formatNumber(error.largestAbsolute)),
      number(`${error.largestAt.toFixed(1)} s`),
      number(formatCount(error.simulated)),
      number(formatCount(error.measured)),
    ),
  );
  return h(
    "div",
    {},
    h(
      "p",
      {},
      ...sayParts(
        "A is the simulation of what was set up in {name}, B what was measured there. Errors are |simulated − measured| at each measured sample, against the value that the simulation holds at that moment; counters that never moved are left out. {command} judges such recordings, with a second of slack.",
        { name, command: h("code", { class: "command" }, "fanin verify") },
      ),
    ),
    h(
      "div",
      {
        class: "scrolls deltas",
        tabindex: 0,
        role: "region",
        "aria-label": say("Errors by counter"),
      },
      h(
        "table",
        { "data-testid": "counter-errors" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ...heads.map((text, i) =>
              h("th", { scope: "col", class: i < 2 ? undefined : "number" }, text),
            ),
          ),
        ),
        h("tbody", {}, ...rows),
      ),
    ),
  );
}
