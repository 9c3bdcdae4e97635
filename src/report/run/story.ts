/** What happens, in sentences: which layer gives way first, when, for which reason, and what comes of it. */
import type { Findings, LayerFinding, Step } from "../../analysis/findings.js";
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatEvents,
  formatFraction,
} from "../../units/format.js";
import type { Item } from "../document/document.js";
import { stepSentence } from "../sentences.js";

const REFUSALS: readonly Step["what"][] = ["put-rejected", "call-rejected", "connection-refused"];
const HARMS: readonly Step["what"][] = ["lost", "dropped", "unrouted", ...REFUSALS];

/** One item for each thing that gives way, in the order of time; one that says so where nothing does. */
export function storyOf(findings: Findings): Item[] {
  const events = [
    ...faults(findings),
    ...findings.layers.flatMap((layer) => layerEvents(layer)),
    ...backlogs(findings),
    ...findings.recoveries.map(recoveryEvent),
  ];
  const told = [...events].sort((a, b) => a.atTicks - b.atTicks).map(({ item }) => item);
  return findings.layers.some(hasTrouble) ? told : [...told, margin(findings)];
}

/** How the first refusal, drop or loss came about, from its root on: `a → b → c`. Empty: there was none. */
export function reasonOf({ steps }: Findings): string {
  const first = steps.findIndex(({ what }) => HARMS.includes(what));
  if (first < 0) return "";
  const chain: string[] = [];
  const seen = new Set<number>();
  for (let i: number | undefined = first; i !== undefined && !seen.has(i);) {
    seen.add(i);
    const step: Step = steps[i]!;
    chain.push(untimed(step));
    i = step.cause;
  }
  return chain.reverse().join(" → ");
}

/** Where trouble shows first, and how: `tier2 is full at 00:52:29, 22 min 29 s after hadoop is down`. */
export function firstTrouble({ layers, steps }: Findings): string | undefined {
  const signs = layers.flatMap((layer) => {
    const moments = [
      { what: "is full", at: layer.firstFull },
      { what: "rejects", at: layer.firstRejection },
      { what: "refuses connections", at: layer.firstConnectionRefused },
      { what: "loses events", at: layer.firstLoss },
      { what: "drops events", at: layer.firstDrop },
    ];
    return moments.flatMap(({ what, at }) => {
      return at === undefined ? [] : [{ text: `${layer.layer} ${what}`, atTicks: at.atTicks }];
    });
  });
  const [first] = signs.sort((a, b) => a.atTicks - b.atTicks);
  if (first === undefined) return undefined;
  const faults = steps.filter(
    ({ what, fromTicks }) => what === "fault" && fromTicks <= first.atTicks,
  );
  const last = faults.at(-1);
  const after =
    last === undefined
      ? ""
      : `, ${formatDuration(first.atTicks - last.fromTicks)} after ${untimed(last)}`;
  return `${first.text} at ${formatClock(first.atTicks)}${after}`;
}

function untimed(step: Step): string {
  return stepSentence(step).replace(/, until .*$/, "");
}

interface Told {
  readonly atTicks: number;
  readonly item: Item;
}

function faults({ steps }: Findings): Told[] {
  return steps
    .filter(({ what }) => what === "fault" || what === "overload" || what === "process-down")
    .filter(({ cause }) => cause === undefined)
    .map((step) => {
      const text = `${formatClock(step.fromTicks)}  ${stepSentence(step)}.`;
      return { atTicks: step.fromTicks, item: { text } };
    });
}

function backlogs({ steps }: Findings): Told[] {
  return steps
    .filter(({ what }) => what === "backlog")
    .map((step) => {
      const item = {
        tone: "bad" as const,
        text: `${formatClock(step.fromTicks)}  ${stepSentence(step)}.`,
      };
      return { atTicks: step.fromTicks, item };
    });
}

function layerEvents(layer: LayerFinding): Told[] {
  const { firstFull, firstRejection, firstConnectionRefused, firstLoss, firstDrop } = layer;
  const told: Told[] = [];
  const tell = (at: { readonly atTicks: number } | undefined, text: string): void => {
    if (at === undefined) return;
    const item = { tone: "bad" as const, text: `${formatClock(at.atTicks)}  ${text}.` };
    told.push({ atTicks: at.atTicks, item });
  };
  tell(firstFull, `${layer.layer} is full (first ${firstFull?.where ?? ""}): its senders wait`);
  const rejected = `${formatCount(layer.rejections)} calls in all`;
  tell(firstRejection, `${layer.layer} rejects what finds no room, ${rejected}`);
  const refused = `${formatCount(layer.connectionRefusals)} attempts in all`;
  tell(firstConnectionRefused, `nobody listens at ${layer.layer}, ${refused}`);
  tell(firstDrop, `${layer.layer} drops events, ${formatEvents(layer.droppedEvents)} in all`);
  tell(firstLoss, `${layer.layer} loses events, ${formatEvents(layer.lostEvents)} in all`);
  return told;
}

function recoveryEvent({
  fault,
  endTicks,
  drainedAtTicks,
  why,
}: Findings["recoveries"][number]): Told {
  if (drainedAtTicks === undefined) {
    const text = `what piled up after “${fault}” is not gone: ${why ?? "not before the run ends"}.`;
    return { atTicks: endTicks, item: { tone: "open", text: `${formatClock(endTicks)}  ${text}` } };
  }
  const after = formatDuration(drainedAtTicks - endTicks);
  const text = `${formatClock(drainedAtTicks)}  what piled up is gone, ${after} after the end of “${fault}”.`;
  return { atTicks: drainedAtTicks, item: { tone: "good", text } };
}

function hasTrouble(layer: LayerFinding): boolean {
  const { firstFull, firstRejection, firstConnectionRefused, firstLoss, firstDrop } = layer;
  return [firstFull, firstRejection, firstConnectionRefused, firstLoss, firstDrop].some(
    (moment) => moment !== undefined,
  );
}

/** How near the fullest layers came. */
function margin({ layers }: Findings): Item {
  const peaks = layers.flatMap(({ layer, kind, peak }) => {
    if (peak === undefined) return [];
    if (kind === "servers") {
      return [`servers of ${layer} keep ${formatBytes(peak.bytes ?? 0)} at the most`];
    }
    return [`${layer} is ${formatFraction(peak.share ?? 0)} full at the most`];
  });
  return { tone: "good", text: `Nothing is full, rejects, drops or loses: ${peaks.join(", ")}.` };
}
