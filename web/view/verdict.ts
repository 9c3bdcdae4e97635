/** The verdict: was anything refused or lost, when first, who was in the way, when was it over, do the books balance. */
import type { Findings } from "../../src/analysis/findings.js";
import { verdictWord } from "../../src/report/text.js";
import { checkLedger } from "../model/ledger-check.js";
import type { RunModel } from "../model/run-model.js";
import { windowSums, type WindowSums } from "../model/window-sums.js";
import { h, setHidden } from "../shell/dom.js";
import type { PageState } from "../shell/state.js";
import type { View } from "../shell/store.js";
import { say, sayCount, sayParts } from "../text/say.js";
import {
  exact,
  formatCount,
  formatDuration,
  formatEvents,
  formatFraction,
} from "../text/numbers.js";
import { bareClock, clock } from "../text/times.js";

interface Fact {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly title?: string;
  readonly isBad?: boolean;
  /** Its text is long. */
  readonly isWide?: boolean;
}

export class VerdictView implements View<PageState> {
  readonly element = h("section", {
    class: "verdict panel",
    "data-testid": "verdict",
    "aria-label": say("Verdict"),
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
    setHidden(this.element, run === undefined);
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
    setHidden(this.#window, run === undefined || window === undefined);
    if (run === undefined || window === undefined) return;
    const sums = windowSums(run, window.fromTicks, window.toTicks);
    const from = bareClock(sums.fromTicks);
    const head = say("In the window, {from} to {to}:", { from, to: bareClock(sums.toTicks) });
    this.#window.replaceChildren(h("b", {}, head), " ", windowText(sums));
  }

  #showHeadline(findings: Findings, isRunning: boolean): void {
    const word = verdictWord(findings);
    const isMet = !isRunning && word.startsWith("MET");
    const { scenario, verdict, end } = findings;
    const partial =
      verdict.isWhole || isRunning
        ? ""
        : ` ${say("Partial: stopped at {time}.", { time: clock(end.atTicks) })}`;
    const sign = isRunning || word === "UNDECIDED" ? "…" : isMet ? "✓" : "✗";
    const className = isRunning ? "word" : isMet ? "word met" : "word not-met";
    this.#status.replaceChildren(
      h(
        "strong",
        { class: className, "data-words": isRunning ? undefined : "engine" },
        `${sign} ${isRunning ? say("SO FAR") : word}`,
      ),
      " ",
      h("span", { "data-words": "engine" }, scenario.about),
      partial,
      isRunning ? "" : allClearText(findings),
    );
  }
}

/** Said aloud: that nothing is red is easily missed. */
function allClearText({ mishaps, verdict }: Findings): string {
  const { rejections, connectionRefusals, droppedEvents, lostEvents } = mishaps;
  const isClear = rejections + connectionRefusals + droppedEvents + lostEvents === 0;
  return verdict.isWhole && isClear ? ` ${say("Nothing was refused, dropped or lost.")}` : "";
}

function windowText(sums: WindowSums): string {
  const { fullest } = sums;
  return [
    say("generated {events}", { events: formatEvents(sums.generated) }),
    say("delivered {events}", { events: formatEvents(sums.delivered) }),
    sayCount([sums.rejectedBatches, formatCount(sums.rejectedBatches)], {
      one: "rejected {count} batch",
      other: "rejected {count} batches",
    }),
    say("connections refused {count}", { count: formatCount(sums.refusedConnections) }),
    say("calls of servers failed {count}", { count: formatCount(sums.failedCalls) }),
    say("dropped {events}", { events: formatEvents(sums.dropped) }),
    ...(fullest === undefined
      ? []
      : [
          say("fullest {channel}, {share}", {
            channel: fullest.address,
            share: formatFraction(fullest.share),
          }),
        ]),
  ].join(" · ");
}

function objectiveItem({
  isMet,
  text,
  found,
}: Findings["verdict"]["objectives"][number]): HTMLElement {
  const [sign, word, className] =
    isMet === undefined
      ? ["?", say("undecided"), "undecided"]
      : isMet
        ? ["✓", say("met"), "met"]
        : ["✗", say("not met"), "not-met"];
  return h(
    "li",
    {},
    h("span", { class: className, "aria-hidden": true }, `${sign} `),
    h("span", { class: "hidden" }, `${word}: `),
    h("b", { "data-words": "engine" }, text),
    ": ",
    h("span", { "data-words": "engine" }, found),
  );
}

function factsOf({ findings, log }: RunModel): Fact[] {
  const { mishaps, ledgers } = findings;
  const delivered = ledgers.reduce((sum, ledger) => sum + ledger.delivered, 0);
  const first = log.find(({ isFirstRefusal }) => isFirstRefusal);
  return [
    count("delivered", say("delivered"), delivered, "events", false),
    count("rejected", say("calls rejected"), mishaps.rejections, "", true),
    count("refused", say("connections refused"), mishaps.connectionRefusals, "", true),
    {
      id: "first-refusal",
      name: say("first refusal"),
      text:
        first === undefined
          ? say("none")
          : say("{time} at {place}", { time: clock(first.fromTicks), place: first.where }),
      isBad: first !== undefined,
      isWide: true,
    },
    count("dropped", say("dropped"), mishaps.droppedEvents, "events", true),
    count("lost", say("lost"), mishaps.lostEvents, "events", true),
    {
      ...{ id: "bottleneck", name: say("set the pace longest") },
      ...{ text: bottleneckText(findings), isWide: true },
    },
    { id: "drained", name: say("backlog gone"), text: drainedText(findings) },
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
  if (longest === undefined) return say("nobody held another up");
  return say("{layer}, {from} to {to}", {
    layer: longest.layer,
    from: bareClock(longest.fromTicks),
    to: bareClock(longest.toTicks),
  });
}

function drainedText({ recoveries }: Findings): string {
  const last = recoveries.at(-1);
  if (last === undefined) return say("no fault, nothing to recover from");
  if (last.drainedAtTicks === undefined) return last.why ?? say("not before the run ends");
  const after = formatDuration(last.drainedAtTicks - last.endTicks);
  return say("{time}, {duration} after", { time: clock(last.drainedAtTicks), duration: after });
}

function factElement({ id, name, text, title, isBad = false, isWide = false }: Fact): HTMLElement {
  return h(
    "div",
    {
      class: `fact${isBad ? " bad" : ""}${isWide ? " wide" : ""}`,
      "data-testid": `verdict-${id}`,
    },
    h("dt", {}, name),
    h("dd", { title }, text),
  );
}

/** The page does not take a file's word for what it is. */
function alteredText(): HTMLElement {
  return h(
    "p",
    { "data-testid": "altered" },
    ...sayParts(
      "{what} its digest is not that of its contents. Run its scenario again before you rely on a number here.",
      {
        what: h(
          "strong",
          { class: "not-met" },
          say("✗ This recording was changed after it was written:"),
        ),
      },
    ),
  );
}

function ledgerText(ledger: Findings["ledgers"][number]): HTMLElement {
  const { destination, generated, delivered, held, waiting, dropped, lost } = ledger;
  const { balances, missing } = checkLedger(ledger);
  const wrong =
    missing === 0
      ? say("the run says so itself")
      : missing > 0
        ? sayCount([missing, exact(missing)], {
            one: "{count} event missing",
            other: "{count} events missing",
          })
        : sayCount([-missing, exact(-missing)], {
            one: "{count} event too many",
            other: "{count} events too many",
          });
  return h(
    "p",
    { "data-testid": "ledger", "data-balances": String(balances) },
    h("b", {}, say("Ledger of {destination}:", { destination })),
    " ",
    say(
      "{generated} = {delivered} delivered + {held} held + {waiting} at servers + {dropped} dropped + {lost} lost",
      {
        generated: formatEvents(generated),
        delivered: formatCount(delivered),
        held: formatCount(held),
        waiting: formatCount(waiting),
        dropped: formatCount(dropped),
        lost: formatCount(lost),
      },
    ),
    " ",
    h(
      "strong",
      { class: balances ? "met" : "not-met" },
      balances ? say("✓ balances") : say("✗ does not balance: {why}", { why: wrong }),
    ),
  );
}
