/** What differs between the two scenarios: the lines of their texts, or of what they stand for where a text is not known. */
import { lineDiff } from "../../../src/report/compare/line-diff.js";
import { expandedText } from "../../../src/report/expanded.js";
import type { RunModel } from "../../model/run-model.js";
import { h } from "../../shell/dom.js";
import { say } from "../../text/say.js";

export interface ScenarioTold {
  readonly run: RunModel;
  readonly text: string | undefined;
}

/** By the sign that a line begins with. */
const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  "-": ["removed", say("only in A:")],
  "+": ["added", say("only in B:")],
  "…": ["gap", ""],
};

export function scenarioDiff(a: ScenarioTold, b: ScenarioTold): HTMLElement {
  const isText = a.text !== undefined && b.text !== undefined;
  const lines = isText
    ? lineDiff(a.text, b.text)
    : lineDiff(expandedText(a.run.recording.scenario), expandedText(b.run.recording.scenario));
  const seeds = [a, b].map(({ run }) => String(run.recording.seed));
  const seedText =
    seeds[0] === seeds[1]
      ? say("seed {seed} in both", { seed: seeds[0]! })
      : say("seed {a} in A, {b} in B", { a: seeds[0]!, b: seeds[1]! });
  const what = isText
    ? say("the scenario")
    : say("what the scenario stands for (a recording does not carry its text)");
  const count = lines.filter((line) => /^[-+]/.test(line)).length;
  const summary = say("Changed lines of {what}: {count}; {seeds}", {
    what,
    count: count === 0 ? say("none") : count,
    seeds: seedText,
  });
  const element = h(
    "details",
    { class: "scenario-diff", "data-testid": "scenario-diff", open: count > 0 },
    h("summary", {}, summary),
  );
  if (count === 0) return element;
  element.append(
    h(
      "div",
      { class: "scrolls", tabindex: 0, role: "region", "aria-label": say("Changed lines") },
      h("table", { class: "diff" }, h("tbody", {}, ...lines.map(lineRow))),
    ),
  );
  return element;
}

function lineRow(line: string): HTMLElement {
  const [kind, name] = KINDS[line.charAt(0)] ?? ["same", ""];
  const shown = line.replace(/^-/, "−");
  return h(
    "tr",
    { class: `diff-${kind}` },
    h(
      "td",
      {},
      h("span", { class: "hidden" }, name === "" ? "" : `${name} `),
      h("code", { "data-words": "engine" }, shown),
    ),
  );
}
