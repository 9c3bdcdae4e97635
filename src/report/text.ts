/**
 * Findings as text for a terminal: the verdict first, then a table by layer, then the chain of causes, the
 * ledger and the latencies. Readable at 80 columns.
 */
import type { Findings, LayerFinding, LedgerFinding, Step } from "../analysis/findings.js";
import {
  formatClock,
  formatCount,
  formatDuration,
  formatEvents,
  formatFraction,
} from "../units/format.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import type { FluidComparison } from "../experiment/beside-fluid.js";
import { fluidLines } from "./beside-fluid.js";
import { layerTable } from "./layer-table.js";
import { stepSentence } from "./sentences.js";
import { wrap } from "./table.js";

const COLUMNS = 80;
const MOST_STEPS = 24;

/** @param fluid the same scenario as a fluid; without it nothing is said of it */
export function textReport(findings: Findings, fluid?: FluidComparison): string {
  const sections = [
    verdict(findings),
    layerTable(findings.layers, COLUMNS),
    chain(findings.steps),
    bottlenecks(findings),
    atWork(findings.layers),
    storages(findings),
    ledgers(findings.ledgers),
    latencies(findings),
    fluid === undefined ? [] : fluidLines(fluid, "run"),
    envelope(findings),
    footer(findings),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function verdict(findings: Findings): string[] {
  const { objectives, isWhole } = findings.verdict;
  const { scenario, end } = findings;
  const partial = isWhole ? "" : `  (partial: stopped at ${formatClock(end.atTicks)})`;
  return [
    ...wrap(`${verdictWord(findings)}  ${scenario.name}${partial}`, COLUMNS, ""),
    ...(scenario.about === "" ? [] : wrap(scenario.about, COLUMNS, "")),
    "",
    ...objectives.flatMap(({ isMet, text, found }) => {
      return wrap(`${mark(isMet)}  ${text}: ${found}`, COLUMNS, "     ");
    }),
  ];
}

/** A run that was stopped has decided only what cannot change any more: that an objective is missed. */
export function verdictWord({ verdict: { isMet, isWhole, objectives } }: Findings): string {
  if (objectives.some((objective) => objective.isMet === false)) return "NOT MET";
  if (!isMet) return "UNDECIDED";
  return isWhole ? "MET" : "MET SO FAR";
}

function mark(isMet: boolean | undefined): string {
  if (isMet === undefined) return "  ?";
  return isMet ? "  ✓" : "  ✗";
}

/** The steps that lead to something, or are led to by something; the rest are details. */
function chain(steps: readonly Step[]): string[] {
  if (steps.length === 0) return [];
  const shown = steps.slice(0, MOST_STEPS);
  const lines = shown.flatMap((step, i) => {
    const because = step.cause === undefined ? "" : ` (${String(step.cause + 1)})`;
    const head = `${String(i + 1).padStart(4)}  ${formatClock(step.fromTicks)}`;
    return wrap(`${head}  ${stepSentence(step)}${because}`, COLUMNS, " ".repeat(16));
  });
  const rest = steps.length - shown.length;
  return [
    "How it came (in brackets: because of)",
    ...lines,
    ...(rest > 0 ? [`     … and ${String(rest)} more`] : []),
  ];
}

function bottlenecks({ bottlenecks: found }: Findings): string[] {
  if (found.length === 0) return ["No layer held another up for more than a tenth of the time."];
  const longest = [...found].sort((a, b) => b.toTicks - b.fromTicks - (a.toTicks - a.fromTicks));
  return [
    "Who set the pace, longest first",
    ...longest.slice(0, 3).flatMap(({ fromTicks, toTicks, layer, heldUp, share }) => {
      const whom =
        heldUp === undefined ? "" : `: ${heldUp} held up ${formatFraction(share)} of the time`;
      const span = `${formatClock(fromTicks)} to ${formatClock(toTicks)}`;
      return wrap(`     ${span}  ${layer}${whom}`, COLUMNS, " ".repeat(27));
    }),
  ];
}

function atWork(found: readonly LayerFinding[]): string[] {
  const shares = found
    .filter(({ kind }) => kind === "tier")
    .map(({ layer, workingShare }) => `${layer} ${formatFraction(workingShare)}`);
  if (shares.length === 0) return [];
  return wrap(`Sinks at work, of the time: ${shares.join(", ")}`, COLUMNS, "    ");
}

function storages({ storages: found, end }: Findings): string[] {
  const perSecond = (count: number): string =>
    `${formatCount(count)} (${formatCount((count / end.atTicks) * TICKS_PER_SECOND)}/s)`;
  return found.flatMap((storage) => {
    const refused = storage.refusedTransfers;
    const text =
      `Cost at ${storage.storage}: ${formatCount(storage.filesBegun)} files begun, at most` +
      ` ${formatCount(storage.openFilesPeak)} open at once; ${perSecond(storage.nameNodeCalls)}` +
      ` NameNode calls, its journal busy ${formatFraction(storage.journalShare)} of the time;` +
      ` ${perSecond(storage.hflushes)} hflushes; busiest DataNode` +
      ` ${formatCount(storage.transferThreadsPeak)} transfer threads, writing` +
      ` ${formatFraction(storage.writingShare)} of the time` +
      (refused > 0 ? `; ${formatCount(refused)} replicas found no transfer thread` : "");
    return wrap(text, COLUMNS, "    ");
  });
}

function ledgers(found: readonly LedgerFinding[]): string[] {
  return found.flatMap((ledger) => {
    const { destination, generated, delivered, held, waiting, dropped, lost, copies } = ledger;
    const open =
      ledger.notYetReadable > 0 ? ` (${formatCount(ledger.notYetReadable)} not yet readable)` : "";
    const balance = ledger.balances ? "✓" : "✗ DOES NOT BALANCE";
    const text =
      `Ledger of ${destination}: ${formatEvents(generated)} = ${formatCount(delivered)} delivered${open}` +
      ` + ${formatCount(held)} held + ${formatCount(waiting)} at servers` +
      ` + ${formatCount(dropped)} dropped + ${formatCount(lost)} lost ${balance}` +
      (copies > 0 ? `, and ${formatCount(copies)} copies beyond the first of an event` : "");
    return wrap(text, COLUMNS, "    ");
  });
}

function latencies({ latencies: found }: Findings): string[] {
  return found.flatMap(({ destination, quantiles }) => {
    const texts = quantiles
      .filter(({ withWaiting }) => withWaiting !== undefined)
      .map(({ share, withWaiting }) => {
        return `p${String(Math.round(share * 1000) / 10)} ${formatDuration(withWaiting!)}`;
      });
    return texts.length === 0
      ? []
      : wrap(`Latency to ${destination}: ${texts.join(", ")}`, COLUMNS, "    ");
  });
}

function envelope({ outsideRecordings: outside }: Findings): string[] {
  if (outside.length === 0) return [];
  const text = `Outside what recordings of real agents cover: ${outside.join("; ")}`;
  return wrap(text, COLUMNS, "    ");
}

function footer({ seed, digest, end }: Findings): string[] {
  return [
    `One run, seed ${String(seed)}: nothing is said about other seeds. Digest ${digest.slice(0, 16)}.`,
    `Simulated ${formatDuration(end.atTicks)} in ${formatCount(end.notices)} notices.`,
  ];
}
