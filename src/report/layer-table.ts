/** The layers of a run as a table: how full each got, and when it first held up, rejected or lost something. */
import type { LayerFinding } from "../analysis/findings.js";
import { formatBytes, formatClock, formatCount, formatFraction } from "../units/format.js";
import { textTable } from "./table.js";

/** Stands where nothing happened. */
const NOTHING = "-";

/** One column of the table of layers; those that would be empty throughout are optional. */
interface LayerColumn {
  readonly heading: string;
  readonly cell: (layer: LayerFinding) => string;
  readonly isOptional?: boolean;
}

const LAYER_COLUMNS: readonly LayerColumn[] = [
  { heading: "n", cell: ({ members }) => (members === 0 ? "" : String(members)) },
  { heading: "peak", cell: peakText },
  { heading: "full at", cell: ({ firstFull }) => clock(firstFull?.atTicks) },
  { heading: "blocks at", cell: ({ firstBlockedPut }) => clock(firstBlockedPut?.atTicks) },
  { heading: "rejects at", cell: ({ firstRejection }) => clock(firstRejection?.atTicks) },
  { heading: "rejected", cell: ({ rejections }) => count(rejections) },
  { heading: "refused", cell: ({ connectionRefusals }) => count(connectionRefusals) },
  { heading: "dropped", cell: ({ droppedEvents }) => count(droppedEvents), isOptional: true },
  { heading: "lost", cell: ({ lostEvents }) => count(lostEvents) },
];

/** @param width [columns] that the table keeps to where its figures let it */
export function layerTable(found: readonly LayerFinding[], width: number): string[] {
  const columns = LAYER_COLUMNS.filter(({ cell, isOptional }) => {
    return isOptional !== true || found.some((layer) => cell(layer) !== NOTHING);
  });
  const table = (nameOf: (layer: LayerFinding) => string): string[] =>
    textTable(
      [
        ["layer", ...columns.map(({ heading }) => heading)],
        ...found.map((layer) => [nameOf(layer), ...columns.map(({ cell }) => cell(layer))]),
      ],
      ["left", ...columns.map(() => "right" as const)],
    );
  const whole = table(({ layer }) => layer);
  if (whole.every((line) => line.length <= width)) return whole;
  // Names that are too long for a column have lines of their own, above their figures.
  const [heading = "", ...rows] = table(() => "");
  return [heading, ...rows.flatMap((row, i) => [found[i]!.layer, row])];
}

function peakText({ peak, kind }: LayerFinding): string {
  if (peak === undefined) return "";
  if (kind === "servers") return peak.events === 0 ? NOTHING : formatBytes(peak.bytes ?? 0);
  return formatFraction(peak.share ?? 0);
}

function clock(atTicks: number | undefined): string {
  return atTicks === undefined ? NOTHING : formatClock(atTicks);
}

function count(value: number): string {
  return value === 0 ? NOTHING : formatCount(value);
}
