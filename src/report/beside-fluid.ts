/** Simulated numbers beside the fluid's: what they are apart, and by which reasons; what no reason explains stands out. */
import type { FluidComparison } from "../experiment/beside-fluid.js";
import type { BesideFluid } from "../fluid/compare.js";
import { formatClock, formatNumber } from "../units/format.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import { headlineSentence } from "./headline-words.js";
import { numberText } from "./many/numbers.js";
import { textTable, wrap } from "./table.js";

const COLUMNS = 80;
const LONGEST_LABEL = 26; // with its indent
/** Numbers of a layer in few words. */
const SHORT: Readonly<Record<string, string>> = {
  peakFill: "peak fill",
  peakBacklog: "peak backlog",
  firstFull: "full at",
  heldUp: "held up",
  working: "at work",
  lost: "lost",
  dropped: "dropped",
};

/** @param what is beside it: one run, or the means of many */
export function fluidLines({ rows, leftOut }: FluidComparison, what: "run" | "mean"): string[] {
  const shown = rows.filter(isWorth);
  if (shown.length === 0) return [];
  const cells = shown.map(row);
  const isLong = cells.map(([label = ""]) => label.length > LONGEST_LABEL);
  const [heading = "", ...lines] = textTable(
    [
      ["", what === "run" ? "simulated" : "mean", "fluid", "apart", "because of"],
      // A long name has a line of its own.
      ...cells.map((each, i) => (isLong[i]! ? ["", ...each.slice(1)] : each)),
    ],
    ["left", "right", "right", "right", "left"],
  );
  const table = lines.flatMap((text, i) => (isLong[i]! ? [cells[i]![0]!, text] : [text]));
  const strange = rows.filter(({ isExplained }) => !isExplained);
  const flags = strange.flatMap(({ name, unit, allowed }) => {
    const most = allowed === 0 ? "nothing" : `at the most ${numberText(allowed, unit)}`;
    const text = `  ✗  ${headlineSentence(name)}: further apart than is explained (${most})`;
    return wrap(text, COLUMNS, "     ");
  });
  const without =
    leftOut.length === 0 ? [] : wrap(`Not in the fluid: ${leftOut.join("; ")}`, COLUMNS, "    ");
  return [
    "Beside the fluid: exact, without batches, chance and idle time",
    heading,
    ...table,
    ...flags,
    ...without,
  ];
}

/** Nothing on both sides is not worth a line. */
export function isWorth({ simulated, fluid, isExplained }: BesideFluid): boolean {
  return !isExplained || (simulated ?? 0) !== 0 || (fluid ?? 0) !== 0;
}

function row({ name, unit, simulated, fluid, reasons, isExplained }: BesideFluid): string[] {
  const text = (value: number | null): string => {
    if (value === null) return "-";
    const isClock = unit === "s" && !isLatency(name);
    return isClock ? formatClock(value * TICKS_PER_SECOND) : numberText(value, unit);
  };
  const apart = simulated === null || fluid === null ? "" : differenceText(simulated - fluid, unit);
  const why = isExplained ? (reasons[0] ?? "") : "not explained";
  const isSame = apart === "0" || apart === "";
  return [
    `  ${shortName(name)}`,
    text(simulated),
    text(fluid),
    apart,
    isExplained && isSame ? "" : why,
  ];
}

function isLatency(name: string): boolean {
  return name.startsWith("latency.");
}

function shortName(name: string): string {
  if (isLatency(name)) return headlineSentence(name);
  if (name.startsWith("drain.")) return `${name.slice("drain.".length)} drained after`;
  const dot = name.lastIndexOf(".");
  if (dot < 0) return headlineSentence(name);
  return `${name.slice(0, dot)} ${SHORT[name.slice(dot + 1)] ?? name.slice(dot + 1)}`;
}

/** `+1.2 kB`, `-0.4 pt`, `0` */
export function differenceText(difference: number, unit: BesideFluid["unit"]): string {
  if (Math.abs(difference) < 1e-9) return "0";
  const size = Math.abs(difference);
  const text = unit === "share" ? `${formatNumber(size * 100)} pt` : numberText(size, unit);
  return `${difference < 0 ? "-" : "+"}${text}`;
}
