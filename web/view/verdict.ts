/** The verdict: was anything refused or lost, when first, who was in the way, when was it over, do the books balance. */
import type { Findings } from "../../src/analysis/findings.js";
import { verdictWord } from "../../src/report/text.js";
import {
  formatClock,
  formatCount,
  formatDuration,
  formatEvents,
  formatFraction,
} from "../../src/units/format.js";
import { checkLedger } from "../model/ledger-check.js";
import type { RunModel } from "../model/run-model.js";
import { windowSums, type WindowSums } from "../model/window-sums.js";
import { h } from "../shell/dom.js";
import type { PageState } from "../shell/state.js";
import type { View } from "../shell/store.js";
import { exact } from "../text/numbers.js";
import { clock } from "../text/times.js";

interface Fact {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly title?: string;
  readonly isBad?: boolean;
}

export class VerdictView implements View<PageState> {
  readonly element = h("section", {
    class: "verdict panel",
    "data-testid": "verdict",
    "aria-label": "Verdict",
  });
  readonly #status = h("p", { role: "status", class: "headline" });
  readonly #objectives = h("ul", { class: "objectives" });
  readonly #facts = h("dl", { class: "facts" });
  readonly #ledgers = h("div", { class: "ledgers" });
  readonly #window = h("p", { class: "of-window", "data-testid": "verdict-window" });

  constructor() {
    this.element.append(this.#status, this.#objectives, this.#facts, this.#window, this.#ledgers);
  }

  update({ run, status, window }: PageState, before: PageState | undefined): void {
    if (run !== before?.run || window !== before?.window) this.#showWindow(run, window);
    if (run === before?.run && status === before?.status) return;
    this.element.hidden = run === undefined;
    if (run === undefined) return;
    const { findings } = run;
    this.#showHeadline(findings, status === "running");
    this.#objectives.replaceChildren(...findings.verdict.objectives.map(objectiveItem));
    this.#facts.replaceChildren(...factsOf(run).map(factElement));
    this.#ledgers.replaceChildren(
      ...(run.isAltered ? [alteredText()] : []),
      ...findings.ledgers.map(ledgerText),
    );
  }

  #showWindow(run: RunModel | undefined, window: PageState["window"]): void {
    this.#window.hidden = run === undefined || window === undefined;
    if (run === undefined || window === undefined) return;
    const sums = windowSums(run, window.fromTicks, window.toTicks);
    const time = `${formatClock(sums.fromTicks)} to ${formatClock(sums.toTicks)}`;
    this.#window.replaceChildren(h("b", {}, `In the window, ${time}: `), windowText(sums));
  }

  #showHeadline(findings: Findings, isRunning: boolean): void {
    const word = isRunning ? "SO FAR" : verdictWord(findings);
    const isMet = word.startsWith("MET");
    const { scenario, verdict, end } = findings;
    const partial =
      verdict.isWhole || isRunning ? "" : ` Partial: stopped at ${clock(end.atTicks)}.`;
    const sign = isRunning || word === "UNDECIDED" ? "…" : isMet ? "✓" : "✗";
    const className = isRunning ? "word" : isMet ? "word met" : "word not-met";
    this.#status.replaceChildren(
      h("strong", { class: className }, `${sign} ${word}`),
      ` ${scenario.about}${partial}`,
    );
  }
}

function windowText(sums: WindowSums): string {
  const { fullest } = sums;
  return [
    `generated ${formatEvents(sums.generated)}`,
    `delivered ${formatEvents(sums.delivered)}`,
    `rejected ${formatCount(sums.rejectedBatches)} batches`,
    `connections refused ${formatCount(sums.refusedConnections)}`,
    `calls of servers failed ${formatCount(sums.failedCalls)}`,
    `dropped ${formatEvents(sums.dropped)}`,
    ...(fullest === undefined
      ? []
      : [`fullest ${fullest.address}, ${formatFraction(fullest.share)}`]),
  ].join(" · ");
}

function objectiveItem({
  isMet,
  text,
  found,
}: Findings["verdict"]["objectives"][number]): HTMLElement {
  const [sign, word, className] =
    isMet === undefined
      ? ["?", "undecided", "undecided"]
      : isMet
        ? ["✓", "met", "met"]
        : ["✗", "not met", "not-met"];
  return h(
    "li",
    {},
    h("span", { class: className, "aria-hidden": true }, `${sign} `),
    h("span", { class: "hidden" }, `${word}: `),
    h("b", {}, text),
    `: ${found}`,
  );
}

function factsOf({ findings, log }: RunModel): Fact[] {
  const { mishaps, ledgers } = findings;
  const delivered = ledgers.reduce((sum, ledger) => sum + ledger.delivered, 0);
  const first = log.find(({ isFirstRefusal }) => isFirstRefusal);
  return [
    count("delivered", "delivered", delivered, "events", false),
    count("rejected", "calls rejected", mishaps.rejections, "", true),
    count("refused", "connections refused", mishaps.connectionRefusals, "", true),
    {
      id: "first-refusal",
      name: "first refusal",
      text: first === undefined ? "none" : `${clock(first.fromTicks)} at ${first.where}`,
      isBad: first !== undefined,
    },
    count("dropped", "dropped", mishaps.droppedEvents, "events", true),
    count("lost", "lost", mishaps.lostEvents, "events", true),
    { id: "bottleneck", name: "set the pace longest", text: bottleneckText(findings) },
    { id: "drained", name: "backlog gone", text: drainedText(findings) },
  ];
}

function count(id: string, name: string, value: number, noun: string, isBad: boolean): Fact {
  const text = noun === "" ? formatCount(value) : formatEvents(value);
  return { id, name, text, title: exact(value), isBad: isBad && value > 0 };
}

function bottleneckText({ bottlenecks }: Findings): string {
  const [longest] = [...bottlenecks].sort(
    (a, b) => b.toTicks - b.fromTicks - (a.toTicks - a.fromTicks),
  );
  if (longest === undefined) return "nobody held another up";
  return `${longest.layer}, ${formatClock(longest.fromTicks)} to ${formatClock(longest.toTicks)}`;
}

function drainedText({ recoveries }: Findings): string {
  const last = recoveries.at(-1);
  if (last === undefined) return "no fault, nothing to recover from";
  if (last.drainedAtTicks === undefined) return last.why ?? "not before the run ends";
  const after = formatDuration(last.drainedAtTicks - last.endTicks);
  return `${clock(last.drainedAtTicks)}, ${after} after`;
}

function factElement({ id, name, text, title, isBad = false }: Fact): HTMLElement {
  return h(
    "div",
    { class: isBad ? "fact bad" : "fact", "data-testid": `verdict-${id}` },
    h("dt", {}, name),
    h("dd", { title }, text),
  );
}

/** The page does not take a file's word for what it is. */
function alteredText(): HTMLElement {
  return h(
    "p",
    { "data-testid": "altered" },
    h("strong", { class: "not-met" }, "✗ This recording was changed after it was written: "),
    "its digest is not that of its contents. Run its scenario again before you rely on a number here.",
  );
}

function ledgerText(ledger: Findings["ledgers"][number]): HTMLElement {
  const { destination, generated, delivered, held, waiting, dropped, lost } = ledger;
  const { balances, missing } = checkLedger(ledger);
  const wrong =
    missing === 0
      ? "the run says so itself"
      : `${exact(Math.abs(missing))} events ${missing > 0 ? "missing" : "too many"}`;
  return h(
    "p",
    { "data-testid": "ledger", "data-balances": String(balances) },
    h("b", {}, `Ledger of ${destination}: `),
    `${formatEvents(generated)} = ${formatCount(delivered)} delivered + ${formatCount(held)} held + ` +
      `${formatCount(waiting)} at servers + ${formatCount(dropped)} dropped + ${formatCount(lost)} lost `,
    h(
      "strong",
      { class: balances ? "met" : "not-met" },
      balances ? "✓ balances" : `✗ does not balance: ${wrong}`,
    ),
  );
}
