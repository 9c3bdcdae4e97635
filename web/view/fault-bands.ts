/** Windows of faults over a time scale that is drawn elsewhere: dotted edges, and a label where there is room. */
import type { RunModel } from "../model/run-model.js";
import { h } from "../shell/dom.js";
import { clock } from "../text/times.js";
import { say } from "../text/say.js";

/** More than these would be a wall; the log has them all. */
const MOST_BANDS = 60;

/** @param x [px] of a time @param right [px] where the scale ends */
export function faultBands(
  run: RunModel,
  x: (ticks: number) => number,
  { left, right }: { readonly left: number; readonly right: number },
): HTMLElement[] {
  return run.log
    .filter(({ kind }) => kind === "fault")
    .slice(0, MOST_BANDS)
    .flatMap(({ fromTicks, toTicks, text }) => {
      const from = Math.max(left, x(fromTicks));
      const to = Math.min(right, x(toTicks));
      if (to < left || from > right) return [];
      const band = h(
        "div",
        {
          class: "fault-band",
          title: say("{fault}, {from} to {to}", {
            fault: text.replace(/, until .*$/, ""),
            from: clock(fromTicks),
            to: clock(toTicks),
          }),
          "data-from": fromTicks,
          "data-to": toTicks,
          "aria-hidden": true,
        },
        h("span", { "data-words": "engine" }, text.replace(/, until .*$/, "")),
      );
      band.style.left = `${from.toFixed(1)}px`;
      band.style.width = `${Math.max(1, to - from).toFixed(1)}px`;
      return [band];
    });
}
