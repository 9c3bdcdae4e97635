/** A regime map as a chart: a cell for each rate and outage, coloured and lettered by the limit that breaks first. */
import type { CellStyle } from "../../charts/theme.js";
import type { GridCell, GridChart } from "../../charts/values/grid-chart.js";
import type { RegimeCell, RegimeMap } from "../../fluid/regime/map.js";
import { formatFraction } from "../../units/format.js";
import { HOLDS, lengthText, letterAt } from "./words.js";

const FILLS: readonly CellStyle[] = ["cell1", "cell2", "cell3", "cell4", "cell5"];
/** The rate and the outage of the scenario itself, but for rounding. */
const SAME = 1e-6;

export function regimeChart(map: RegimeMap): GridChart {
  const { limits, rateFactors, outageSeconds } = map;
  const label =
    `Which limit breaks first at ${String(rateFactors.length)} rates and ${String(outageSeconds.length)} lengths of` +
    ` the outage: ${limits.length === 0 ? "none does" : limits.join(", ")}`;
  return {
    label,
    x: { name: "rate, of the scenario's", ticks: rateFactors.map(formatFraction) },
    y: { name: "outage", ticks: outageSeconds.map(lengthText) },
    cells: map.cells.map((row) => row.map((cell) => cellOf(map, cell))),
    kinds: [
      { style: "cell0", sign: HOLDS, name: "every limit holds" },
      // Beyond five limits the letters tell them apart.
      ...limits.map((name, i) => {
        return { style: FILLS[i % FILLS.length]!, sign: letterAt(i), name: `${name} first` };
      }),
    ],
    mark: ownCell(map),
  };
}

function cellOf({ limits }: RegimeMap, { first, rateFactor, outageSeconds }: RegimeCell): GridCell {
  const where = `${formatFraction(rateFactor)}, ${lengthText(outageSeconds)}`;
  if (first === null) return { kind: 0, hint: `${where}: every limit holds` };
  const after = lengthText(Math.max(0, first.afterSeconds));
  const kind = 1 + limits.indexOf(first.limit);
  return { kind, hint: `${where}: ${first.limit} after ${after}` };
}

/** Where the scenario itself is, if it is one of the cells. */
function ownCell({ rateFactors, outageSeconds, faultForSeconds }: RegimeMap): GridChart["mark"] {
  const x = rateFactors.findIndex((factor) => Math.abs(factor - 1) < SAME);
  const y = outageSeconds.findIndex((length) => Math.abs(length - faultForSeconds) < SAME);
  return x < 0 || y < 0 ? undefined : { x, y, text: "as the scenario has it" };
}
