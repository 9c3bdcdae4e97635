/** The rest of a run: chain of causes, who set the pace, ledger, what it costs the storage. */
import type { Findings, LedgerFinding, StorageFinding } from "../../analysis/findings.js";
import { formatClock, formatCount } from "../../units/format.js";
import { secondsFromTicks } from "../../units/time.js";
import { clockCell, countCell, shareCell } from "../document/cells.js";
import type { Block, Cell, NumberCell, Section } from "../document/document.js";
import { stepSentence } from "../sentences.js";

const MOST_STEPS = 40;

export function causesSection({ steps, bottlenecks }: Findings): Section {
  const shown = steps.slice(0, MOST_STEPS);
  const rows = shown.map((step, i): Cell[] => {
    const because = step.cause === undefined ? "" : `step ${String(step.cause + 1)}`;
    return [String(i + 1), clockCell(step.fromTicks), stepSentence(step), because];
  });
  const rest = steps.length - shown.length;
  const more: Block[] =
    rest > 0 ? [{ kind: "prose", text: `… and ${String(rest)} more.`, isAside: true }] : [];
  const chain: Block =
    rows.length === 0
      ? { kind: "prose", text: "Nothing went wrong: there is no chain of causes." }
      : {
          kind: "table",
          caption: "How it came",
          columns: [
            { name: "step" },
            { name: "at", isNumber: true },
            { name: "what" },
            { name: "because of" },
          ],
          rows,
        };
  return { id: "causes", heading: "Chain of causes", blocks: [chain, ...more, pace(bottlenecks)] };
}

function pace(bottlenecks: Findings["bottlenecks"]): Block {
  if (bottlenecks.length === 0) {
    return { kind: "prose", text: "No layer held another up for more than a tenth of the time." };
  }
  return {
    kind: "table",
    caption: "Who set the pace",
    columns: [
      { name: "from" },
      { name: "to" },
      { name: "layer" },
      { name: "held up" },
      { name: "of its time", isNumber: true },
    ],
    rows: bottlenecks.map(({ fromTicks, toTicks, layer, heldUp, share }) => [
      formatClock(fromTicks),
      formatClock(toTicks),
      layer,
      heldUp ?? "",
      heldUp === undefined ? "" : shareCell(share),
    ]),
  };
}

export function ledgerSection({ ledgers }: Findings): Section {
  const columns = ["generated", "delivered", "held", "at servers", "dropped", "lost", "copies"];
  return {
    id: "ledger",
    heading: "Ledger",
    blocks: [
      {
        kind: "prose",
        text:
          "Every event that was generated is in exactly one class at the end: delivered, held by an agent," +
          " waiting at its server, dropped or lost. Copies are deliveries beyond the first.",
      },
      {
        kind: "table",
        caption: "Events by destination",
        columns: [
          { name: "destination" },
          ...columns.map((name) => ({ name, isNumber: true })),
          { name: "balances" },
        ],
        rows: ledgers.map(ledgerRow),
      },
      ...ledgers
        .filter(({ notYetReadable }) => notYetReadable > 0)
        .map(({ destination, notYetReadable }): Block => {
          const count = formatCount(notYetReadable);
          const text = `Of what is delivered to ${destination}, ${count} events lie in files that are still open.`;
          return { kind: "prose", text };
        }),
    ],
  };
}

function ledgerRow(ledger: LedgerFinding): Cell[] {
  const { destination, generated, delivered, held, waiting, dropped, lost, copies } = ledger;
  const sum = delivered + held + waiting + dropped + lost;
  const balances = ledger.balances && sum === generated;
  const numbers = [generated, delivered, held, waiting, dropped, lost, copies];
  return [
    destination,
    ...numbers.map((count) => countCell(count, "events")),
    balances ? "✓ yes" : `✗ no, by ${formatCount(generated - sum)}`,
  ];
}

export function storageSection({ storages, end }: Findings): Section | undefined {
  if (storages.length === 0) return undefined;
  const seconds = secondsFromTicks(end.atTicks);
  const rows: readonly (readonly [string, (of: StorageFinding) => NumberCell])[] = [
    ["files begun", (of) => countCell(of.filesBegun, "files")],
    ["files open at once, at the most", (of) => countCell(of.openFilesPeak, "files")],
    ["calls to the NameNode", (of) => countCell(of.nameNodeCalls, "calls")],
    ["calls to the NameNode, a second", (of) => rate(of.nameNodeCalls, seconds, "calls/s")],
    ["NameNode's journal busy, of the time", (of) => shareCell(of.journalShare)],
    ["hflushes", (of) => countCell(of.hflushes, "hflushes")],
    ["hflushes, a second", (of) => rate(of.hflushes, seconds, "hflushes/s")],
    ["transfer threads of the busiest DataNode", (of) => countCell(of.transferThreadsPeak, "")],
    ["busiest DataNode writing, of the time", (of) => shareCell(of.writingShare)],
    ["replicas that found no transfer thread", (of) => countCell(of.refusedTransfers, "replicas")],
  ];
  return {
    id: "storage",
    heading: "What it costs HDFS",
    blocks: [
      {
        kind: "table",
        caption: "Over the whole run",
        columns: [
          { name: "what" },
          ...storages.map(({ storage }) => ({ name: storage, isNumber: true })),
        ],
        rows: rows.map(([name, read]) => [name, ...storages.map(read)]),
      },
    ],
  };
}

function rate(count: number, seconds: number, unit: string): NumberCell {
  const value = seconds === 0 ? 0 : count / seconds;
  return { text: formatCount(value), value, unit };
}
