/** The parts of a node with Flume's counters. */
import type { GraphNode } from "../../model/graph.js";
import type { RunModel } from "../../model/run-model.js";
import { h } from "../../shell/dom.js";
import { say } from "../../text/say.js";
import { exact, formatCount } from "../../text/numbers.js";

/** Counters at the sample under Flume's own names, and their totals at the end. */
export function partTables(run: RunModel, node: GraphNode, sample: number): HTMLElement[] {
  const parts =
    node.kind === "agent" ? [...node.sources, ...node.channels, ...node.sinks] : [node.part];
  return parts.map((part, i) => {
    const { address, constants, totals } = run.view.part(part);
    const names = [...new Set([...seriesNames(run, part), ...Object.keys(totals)])].filter(
      (name) => !name.endsWith("Ticks"),
    );
    const rows = names.map((name) => {
      const value = run.view.series(part, name)?.[sample];
      const now = value === undefined ? "" : Number.isNaN(value) ? say("n/a") : exact(value);
      const end = totals[name] === undefined ? "" : exact(totals[name]);
      return h(
        "tr",
        {},
        h("th", { scope: "row", "data-words": "engine" }, name),
        h("td", { class: "number" }, now),
        h("td", { class: "number" }, end),
      );
    });
    const fixed = Object.entries(constants).map(([name, value]) => `${name} ${formatCount(value)}`);
    const heads = [say("counter"), say("now"), say("at the end")];
    return h(
      "details",
      { open: i < 2 && node.kind === "agent" ? true : node.kind !== "agent" },
      h(
        "summary",
        { "data-words": "engine" },
        address,
        fixed.length > 0 ? ` (${fixed.join(", ")})` : "",
      ),
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
        h("tbody", {}, ...rows),
      ),
    );
  });
}

function seriesNames(run: RunModel, part: number): string[] {
  return run.recording.series.filter((series) => series.part === part).map(({ name }) => name);
}
