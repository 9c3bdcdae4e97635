/** A regime map as text, and as a table for other programs. */
import type { Confirmation } from "../../experiment/confirm-regime.js";
import type { RegimeCell, RegimeMap } from "../../fluid/regime/map.js";
import { formatClock, formatDuration, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { textTable, wrap } from "../table.js";

const COLUMNS = 80;
const HOLDS = "·";

/** The letter that stands for a limit. */
export function letterOf(map: RegimeMap, { first }: RegimeCell): string {
  return first === null ? HOLDS : String.fromCodePoint(65 + map.limits.indexOf(first.limit));
}

export function regimeText(map: RegimeMap, confirmations: readonly Confirmation[]): string {
  const heading = ["outage", ...map.rateFactors.map(formatFraction)];
  const rows = map.cells.map((row, i) => [
    seconds(map.outageSeconds[i]!),
    ...row.map((cell) => cellText(map, cell)),
  ]);
  const legend = map.limits.map((limit, i) => `  ${String.fromCodePoint(65 + i)}  ${limit}`);
  return [
    ...wrap(
      `${map.scenario.name}: which limit breaks first, by rate and length of the outage`,
      COLUMNS,
      "",
    ),
    `${map.fault} from ${formatClock(map.faultFromSeconds * TICKS_PER_SECOND)} on; in a cell: the limit, and after how long`,
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
  return cell.first === null
    ? letter
    : `${letter} ${seconds(Math.max(0, cell.first.afterSeconds))}`;
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
      const text = `  ${agrees ? "✓" : "✗"}  ${formatFraction(rateFactor)}, ${seconds(outageSeconds)}: ${simulated}`;
      return wrap(agrees ? text : `${text}; fluid: ${fluid}`, COLUMNS, "     ");
    }),
  ];
}

function seconds(value: number): string {
  return formatDuration(Math.round(value) * TICKS_PER_SECOND);
}
