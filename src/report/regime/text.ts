/** A regime map as text, and as a table for other programs. */
import type { Confirmation } from "../../experiment/confirm-regime.js";
import type { RegimeCell, RegimeMap } from "../../fluid/regime/map.js";
import { formatClock, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { textTable, wrap } from "../table.js";
import { HOLDS, afterText, keptText, lengthText, letterAt, letterOf } from "./words.js";

const COLUMNS = 80;

export function regimeText(map: RegimeMap, confirmations: readonly Confirmation[]): string {
  const heading = ["outage", ...map.rateFactors.map(formatFraction)];
  const rows = map.cells.map((row, i) => [
    lengthText(map.outageSeconds[i]!),
    ...row.map((cell) => cellText(map, cell)),
  ]);
  const legend = map.limits.map((limit, i) => `  ${letterAt(i)}  ${limit}`);
  return [
    ...wrap(
      `${map.scenario.name}: which limit breaks first, by rate and length of the outage`,
      COLUMNS,
      "",
    ),
    ...wrap(
      `${map.fault} from ${formatClock(map.faultFromSeconds * TICKS_PER_SECOND)} on; in a cell: the limit, and after how long.` +
        keptText(map),
      COLUMNS,
      "",
    ),
    "",
    ...textTable(
      [heading, ...rows],
      heading.map(() => "right"),
    ),
    "",
    ...legend,
    `  ${HOLDS}  every limit holds`,
    "",
    ...confirmed(map, confirmations),
  ].join("\n");
}

export function regimeCsv(map: RegimeMap): string {
  const heading =
    "rate_factor,outage_s,first_limit,where,at_s,after_outage_began_s,drained_after_s";
  const rows = map.cells.flat().map(({ rateFactor, outageSeconds, first, drainedAfterSeconds }) => {
    return [
      rateFactor,
      outageSeconds,
      first?.limit ?? "",
      first?.where ?? "",
      first?.atSeconds ?? "",
      first?.afterSeconds ?? "",
      drainedAfterSeconds ?? "",
    ].join();
  });
  return `${[heading, ...rows].join("\n")}\n`;
}

function cellText(map: RegimeMap, cell: RegimeCell): string {
  const letter = letterOf(map, cell);
  return cell.first === null ? letter : `${letter} ${afterText(cell.first)}`;
}

function confirmed(map: RegimeMap, confirmations: readonly Confirmation[]): string[] {
  const cells = map.rateFactors.length * map.outageSeconds.length;
  const all = `From the fluid bound, ${String(cells)} cells`;
  if (confirmations.length === 0)
    return [`${all}; none was simulated (--confirm N simulates N of them).`];
  const same = confirmations.filter(({ agrees }) => agrees).length;
  return [
    `${all}; ${String(confirmations.length)} were simulated, ${String(same)} agree:`,
    ...confirmations.flatMap(({ rateFactor, outageSeconds, simulated, fluid, agrees }) => {
      const text = `  ${agrees ? "✓" : "✗"}  ${formatFraction(rateFactor)}, ${lengthText(outageSeconds)}: ${simulated}`;
      return wrap(agrees ? text : `${text}; fluid: ${fluid}`, COLUMNS, "     ");
    }),
  ];
}
