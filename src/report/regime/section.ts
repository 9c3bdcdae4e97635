/** Regime maps in a report: which limit breaks first, were there more or less load, or a longer or shorter outage. */
import type { RegimeCell, RegimeMap } from "../../fluid/regime/map.js";
import { formatClock, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { Block, Cell, FigureBlock, Section } from "../document/document.js";
import { regimeChart } from "./chart.js";
import { afterText, keptText, lengthText, letterAt, letterOf } from "./words.js";

export interface OwnedMap {
  /** `as it is`, `with the recommended settings`. */
  readonly whose: string;
  readonly map: RegimeMap;
}

/** @param maps at least one */
export function regimeSection(maps: readonly OwnedMap[]): Section {
  const { fault, faultFromSeconds } = maps[0]!.map;
  const lead: Block = {
    kind: "prose",
    text:
      `${fault}, from ${formatClock(faultFromSeconds * TICKS_PER_SECOND)} on, at other rates and for other lengths:` +
      " the limit that breaks first, from the fluid of each cell (exact, without batches and chance); none of the" +
      " cells is a run. `fanin map --confirm N` simulates some." +
      keptText(maps[0]!.map),
  };
  return {
    id: "map",
    heading: "Which limit breaks first",
    blocks: [lead, ...maps.map(mapFigure)],
  };
}

function mapFigure({ whose, map }: OwnedMap): FigureBlock {
  const title = `By rate and length of the outage, ${whose}`;
  return {
    kind: "figure",
    title,
    summary: `${ownSentence(map)} ${reachSentence(map)}`,
    chart: { kind: "grid", chart: regimeChart(map) },
    table: {
      kind: "table",
      caption: `${title}: the limit and how long after the start of the outage it breaks`,
      columns: [
        { name: "outage" },
        ...map.rateFactors.map((factor) => ({ name: formatFraction(factor), isNumber: true })),
      ],
      rows: map.cells.map((row, r) => [
        lengthText(map.outageSeconds[r]!),
        ...row.map((cell) => cellOf(map, cell)),
      ]),
    },
  };
}

function cellOf(map: RegimeMap, cell: RegimeCell): Cell {
  const letter = letterOf(map, cell);
  if (cell.first === null) return { text: letter, value: null, unit: "" };
  const { afterSeconds } = cell.first;
  return { text: `${letter} ${afterText(cell.first)}`, value: afterSeconds, unit: "s" };
}

/** What the legend says of letters, in words; and what happens at the scenario's own rate and outage. */
function ownSentence(map: RegimeMap): string {
  const { mark } = regimeChart(map);
  const names = map.limits.map((limit, i) => `${letterAt(i)} is ${limit}`);
  const legend = names.length === 0 ? "" : ` ${names.join(", ")}.`;
  if (mark === undefined) return legend.trim();
  const { first, outageSeconds } = map.cells[mark.y]![mark.x]!;
  const own = `At the scenario's rate and outage (${lengthText(outageSeconds)})`;
  if (first === null) return `${own} every limit holds.${legend}`;
  const when = first.afterSeconds < 0 ? "before it" : `after ${lengthText(first.afterSeconds)}`;
  return `${own}: ${first.limit} ${when}.${legend}`;
}

/** How much more load the scenario's outage bears. */
function reachSentence(map: RegimeMap): string {
  const { mark } = regimeChart(map);
  if (mark === undefined) return "";
  const row = map.cells[mark.y]!;
  const most = row.findLastIndex((_, c) =>
    row.slice(0, c + 1).every(({ first }) => first === null),
  );
  if (most < 0) return "It holds at none of these rates.";
  return `That outage is borne up to ${formatFraction(map.rateFactors[most]!)} of the rate.`;
}
