/** A chart as a table, made when it is first opened. */
import { readingsOf, type RunChart } from "../../model/details/charts.js";
import { heldAt } from "../../model/compare/curves.js";
import { h } from "../../shell/dom.js";
import { say } from "../../text/say.js";
import { HAS_CANVAS } from "../canvas.js";

const MOST_ROWS = 120;

/** @param clock what a time [s] of the chart is called */
export function chartTable(
  { chart, title }: RunChart,
  clock: (seconds: number) => string,
): HTMLElement {
  const details = h("details", { open: !HAS_CANVAS }, h("summary", {}, say("View as table")));
  const build = (): void => {
    const { from, to } = chart.time;
    const all = new Set(chart.series.flatMap(({ curve }) => Array.from(curve.times)));
    const times = [...all].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
    const step = Math.max(1, Math.ceil(times.length / MOST_ROWS));
    const readings = readingsOf(chart);
    const rows = times
      .filter((_, i) => i % step === 0)
      .map((at) => {
        const cells = readings.map(({ text }) =>
          h(
            "td",
            { class: "number" },
            text((curve) => heldAt(curve, at)),
          ),
        );
        return h("tr", {}, h("th", { scope: "row" }, clock(at)), ...cells);
      });
    const heads = [say("time"), ...readings.map(({ name }) => name)];
    const caption =
      step === 1 ? say("Every sample") : say("Every {count}th sample", { count: step });
    details.append(
      h(
        "div",
        {
          class: "scrolls",
          tabindex: 0,
          role: "region",
          "aria-label": say("{chart} as a table", { chart: title }),
        },
        h(
          "table",
          {},
          h("caption", {}, caption),
          h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
          h("tbody", {}, ...rows),
        ),
      ),
    );
  };
  details.addEventListener("toggle", build, { once: true });
  return details;
}
