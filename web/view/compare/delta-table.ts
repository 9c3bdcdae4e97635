/** Both runs number by number, with what B is against A in a word and an arrow. */
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatFraction,
} from "../../../src/units/format.js";
import { deltasOf, type Delta, type Judgement } from "../../model/compare/deltas.js";
import { headlines } from "../../model/compare/headlines.js";
import type { RunModel } from "../../model/run-model.js";
import { h } from "../../shell/dom.js";
import { exact } from "../../text/numbers.js";

const WORDS: Readonly<Record<Judgement, string>> = {
  better: "better",
  worse: "worse",
  equal: "= equal",
  differs: "differs",
  unknown: "n/a",
};

export function deltaTable(a: RunModel, b: RunModel, within: number): HTMLElement {
  const rows = deltasOf(headlines(a.findings), headlines(b.findings), within);
  const count = (judgement: Judgement): string =>
    String(rows.filter((row) => row.judgement === judgement).length);
  const heads = ["number", "A", "B", "B − A", "of A", "B against A"];
  return h(
    "div",
    {},
    h(
      "p",
      { "data-testid": "compare-summary" },
      `Of ${String(rows.length)} numbers B is better in ${count("better")}, worse in ${count("worse")}, equal in ${count("equal")}.`,
    ),
    h(
      "div",
      {
        class: "scrolls deltas",
        tabindex: 0,
        role: "region",
        "aria-label": "Numbers of both runs",
      },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
        h("tbody", {}, ...rows.map(row)),
      ),
    ),
  );
}

function row(delta: Delta): HTMLElement {
  const { id, name, form, a, b, difference, share, judgement } = delta;
  const value = (of: number | undefined): string =>
    of === undefined ? "none" : valueText(of, form);
  const number = (text: string, title: string): HTMLElement =>
    h("td", { class: "number", title }, text);
  const percent = share === undefined ? "" : signed(share, formatFraction);
  return h(
    "tr",
    { "data-delta": id, "data-judgement": judgement },
    h("th", { scope: "row" }, name),
    number(value(a), exactText(a)),
    number(value(b), exactText(b)),
    number(
      difference === undefined ? "" : signed(difference, (of) => valueText(of, form)),
      exactText(difference),
    ),
    h("td", { class: "number" }, percent),
    h("td", { class: `judgement ${judgement}` }, `${arrow(delta)}${WORDS[judgement]}`),
  );
}

/** Which way the number went; better or worse is the word's to say. */
function arrow({ difference, judgement }: Delta): string {
  if (judgement === "equal" || difference === undefined || difference === 0) return "";
  return difference > 0 ? "↑ " : "↓ ";
}

function valueText(value: number, form: Delta["form"]): string {
  if (form === "share") return formatFraction(value);
  if (form === "bytes") return formatBytes(value);
  if (form === "ticks") return formatDuration(value);
  return form === "clock" ? formatClock(value) : formatCount(value);
}

function signed(value: number, text: (value: number) => string): string {
  if (value === 0) return text(0);
  return `${value > 0 ? "+" : "−"}${text(Math.abs(value))}`;
}

function exactText(value: number | undefined): string {
  if (value === undefined) return "it did not happen";
  return Number.isInteger(value) ? exact(value) : String(value);
}
