/** Both runs number by number, with what B is against A in a word and an arrow. */
import { deltasOf, type Delta, type Judgement } from "../../model/compare/deltas.js";
import { headlines } from "../../model/compare/headlines.js";
import type { RunModel } from "../../model/run-model.js";
import { h } from "../../shell/dom.js";
import { say } from "../../text/say.js";
import {
  exact,
  formatBytes,
  formatCount,
  formatDuration,
  formatFraction,
} from "../../text/numbers.js";
import { formatClock } from "../../../src/units/format.js";

const WORDS: Readonly<Record<Judgement, string>> = {
  better: say("better"),
  worse: say("worse"),
  equal: say("= equal"),
  differs: say("differs"),
  unknown: say("n/a"),
};

export function deltaTable(a: RunModel, b: RunModel, within: number): HTMLElement {
  const rows = deltasOf(headlines(a.findings), headlines(b.findings), within);
  const count = (judgement: Judgement): number =>
    rows.filter((row) => row.judgement === judgement).length;
  const numbers = ["A", "B", "B − A", say("of A")];
  const head = (text: string): HTMLElement => h("th", { scope: "col" }, text);
  const heads = [
    head(say("number")),
    ...numbers.map((text) => h("th", { scope: "col", class: "number" }, text)),
    head(say("B against A")),
  ];
  return h(
    "div",
    {},
    h(
      "p",
      { "data-testid": "compare-summary" },
      say("Of {total} numbers B is better in {better}, worse in {worse}, equal in {equal}.", {
        total: rows.length,
        better: count("better"),
        worse: count("worse"),
        equal: count("equal"),
      }),
    ),
    h(
      "div",
      {
        class: "scrolls deltas",
        tabindex: 0,
        role: "region",
        "aria-label": say("Numbers of both runs"),
      },
      h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows.map(row))),
    ),
  );
}

function row(delta: Delta): HTMLElement {
  const { id, name, form, a, b, difference, share, judgement } = delta;
  const value = (of: number | undefined): string =>
    of === undefined ? say("none") : valueText(of, form);
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
  if (value === undefined) return say("it did not happen");
  return exact(value);
}
