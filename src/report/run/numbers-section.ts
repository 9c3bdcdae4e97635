/** What each layer did, in figures. */
import type { Findings, LayerFinding } from "../../analysis/findings.js";
import type { HeadlineEstimate, Replications } from "../../experiment/estimates.js";
import { formatClock } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { bytesCell, clockCell, countCell, NONE, shareCell } from "../document/cells.js";
import type { Block, Cell, NumberCell, Section, TableBlock } from "../document/document.js";
import { numberText, widthText } from "../many/numbers.js";
import { fluidBlocks } from "./fluid-blocks.js";
import type { ReportInput } from "./input.js";

export function numbersSection({ run, replications }: ReportInput): Section {
  const blocks: Block[] = [];
  if (run !== null) blocks.push(layerTable(run.findings), workTable(run.findings));
  if (run !== null && run.findings.latencies.length > 0) blocks.push(latencyTable(run.findings));
  if (run !== null) {
    blocks.push(...fluidBlocks(run.fluid, `seed ${String(run.findings.seed)}`, "simulated"));
  }
  if (replications !== null) {
    const { fluid, seeds } = replications;
    blocks.push(...estimates(replications));
    blocks.push(...fluidBlocks(fluid, `means over ${String(seeds.length)} seeds`, "mean"));
  }
  return { id: "numbers", heading: "The numbers", blocks };
}

/** Columns that would be empty throughout are left out. */
function layerTable({ layers, seed }: Findings): TableBlock {
  const columns: readonly { name: string; cell: (layer: LayerFinding) => NumberCell }[] = [
    { name: "members", cell: ({ members }) => (members === 0 ? NONE : countCell(members, "")) },
    { name: "peak", cell: peakCell },
    { name: "full at", cell: ({ firstFull }) => clockCell(firstFull?.atTicks) },
    { name: "blocks at", cell: ({ firstBlockedPut }) => clockCell(firstBlockedPut?.atTicks) },
    { name: "rejects at", cell: ({ firstRejection }) => clockCell(firstRejection?.atTicks) },
    { name: "rejected", cell: ({ rejections }) => countCell(rejections, "calls") },
    {
      name: "refused",
      cell: ({ connectionRefusals }) => countCell(connectionRefusals, "attempts"),
    },
    { name: "dropped", cell: ({ droppedEvents }) => countCell(droppedEvents, "events") },
    { name: "lost", cell: ({ lostEvents }) => countCell(lostEvents, "events") },
  ];
  const shown = columns.filter(({ cell }) => {
    return layers.some((layer) => (cell(layer).value ?? 0) !== 0);
  });
  return {
    kind: "table",
    caption: `By layer, seed ${String(seed)}: rejected and refused are calls to that layer, lost and dropped are events`,
    columns: [{ name: "layer" }, ...shown.map(({ name }) => ({ name, isNumber: true }))],
    rows: layers.map((layer) => [layer.layer, ...shown.map(({ cell }) => cell(layer))]),
  };
}

function peakCell({ peak, kind }: LayerFinding): NumberCell {
  if (peak === undefined) return NONE;
  return kind === "servers" ? bytesCell(peak.bytes ?? 0) : shareCell(peak.share ?? 0);
}

function workTable({ layers }: Findings): TableBlock {
  return {
    kind: "table",
    caption: "Time of those who send (sinks of a tier, servers of a group), over the whole run",
    columns: [
      { name: "layer" },
      { name: "at work", isNumber: true },
      { name: "held up by the next layer, or resting after a failure", isNumber: true },
    ],
    rows: layers
      .filter(({ kind }) => kind !== "storage")
      .map(({ layer, workingShare, blockedShare }) => {
        return [layer, shareCell(workingShare), shareCell(blockedShare)];
      }),
  };
}

function latencyTable({ latencies }: Findings): TableBlock {
  const shares = latencies[0]!.quantiles.map(({ share }) => share);
  return {
    kind: "table",
    caption: "Latency from generation, what is not delivered with its age at the end",
    columns: [
      { name: "destination" },
      ...shares.map((share) => ({
        name: `p${String(Math.round(share * 1000) / 10)}`,
        isNumber: true,
      })),
    ],
    rows: latencies.map(({ destination, quantiles }) => [
      destination,
      ...quantiles.map(({ withWaiting }): Cell => {
        if (withWaiting === undefined) return NONE;
        return { text: numberText(withWaiting / TICKS_PER_SECOND, "s"), ...seconds(withWaiting) };
      }),
    ]),
  };
}

function seconds(ticks: number): { readonly value: number; readonly unit: string } {
  return { value: ticks / TICKS_PER_SECOND, unit: "s" };
}

/** Every headline number over the seeds, but counts that are 0 in all of them. */
function estimates({ headlines, seeds, warmUp }: Replications): Block[] {
  const isNever = ({ unit, interval }: HeadlineEstimate): boolean =>
    interval === null || ((unit === "calls" || unit === "events") && interval.max === 0);
  const never = headlines.filter(isNever).map(({ name }) => `\`${name}\``);
  const table: TableBlock = {
    kind: "table",
    caption: `Over ${String(seeds.length)} seeds: means with 95 % intervals (Student's t)`,
    columns: [
      { name: "number" },
      ...["mean", "±", "least", "most", "in seeds"].map((name) => ({ name, isNumber: true })),
    ],
    rows: headlines.filter((each) => !isNever(each)).map((each) => estimateRow(each, seeds.length)),
  };
  const cut =
    warmUp.ticks === 0
      ? `No warm-up is cut (${warmUp.note}).`
      : `Not judged: the first ${numberText(warmUp.ticks / TICKS_PER_SECOND, "s")} (${warmUp.note}).`;
  const rest = never.length === 0 ? "" : ` In no seed: ${never.join(", ")}.`;
  return [table, { kind: "prose", text: `${cut}${rest}`, isAside: true }];
}

function estimateRow({ name, unit, interval }: HeadlineEstimate, seeds: number): Cell[] {
  const { mean, halfWidth, min, max, count } = interval!;
  const isMoment = /\.first(Full|Rejection)$/.test(name);
  const cell = (value: number): NumberCell => ({
    text: isMoment ? formatClock(value * TICKS_PER_SECOND) : numberText(value, unit),
    value,
    unit,
  });
  const width: NumberCell = { text: widthText(halfWidth, unit), value: halfWidth, unit };
  const of = count === seeds ? String(seeds) : `${String(count)} of ${String(seeds)}`;
  return [`\`${name}\``, cell(mean), width, cell(min), cell(max), of];
}
