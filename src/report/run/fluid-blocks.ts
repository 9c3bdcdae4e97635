/** Simulated numbers beside the fluid's as a table: what they are apart, by how much they may be, and why. */
import type { FluidComparison } from "../../experiment/beside-fluid.js";
import type { BesideFluid } from "../../fluid/compare.js";
import { formatClock } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { differenceText, isWorth } from "../beside-fluid.js";
import { NONE, NOTHING } from "../document/cells.js";
import type { Block, Cell, Item, NumberCell, TableBlock } from "../document/document.js";
import { headlineSentence } from "../headline-words.js";
import { numberText } from "../many/numbers.js";

/** Numbers that a fluid cannot have, and why. */
const WITHOUT =
  "A fluid has no calls, so rejections, refused connections and copies have no such number; nor have quantiles of" +
  " latency: it knows how much is under way, and by Little's law the mean, not which of it is served first.";

/** The largest ones; all of them stand in the JSON form. */
const REASONS_SHOWN = 2;

/** @param of what is beside it: `seed 42`, `means over 20 seeds` @param column `simulated`, `mean` */
export function fluidBlocks(
  { rows, leftOut }: FluidComparison,
  of: string,
  column: string,
): Block[] {
  const shown = rows.filter(isWorth);
  if (shown.length === 0) return [];
  const table: TableBlock = {
    kind: "table",
    caption: `Beside the fluid, ${of}: exact, without batches, chance and idle time`,
    columns: [
      { name: "number" },
      ...[column, "fluid", "apart", "explained up to"].map((name) => ({ name, isNumber: true })),
      { name: "because of" },
    ],
    rows: shown.map(row),
  };
  const left = leftOut.length === 0 ? "" : ` Not in the fluid: ${leftOut.join("; ")}.`;
  return [table, verdict(rows), { kind: "prose", text: `${WITHOUT}${left}`, isAside: true }];
}

function row(beside: BesideFluid): Cell[] {
  const { name, unit, simulated, fluid, allowed, reasons, isExplained } = beside;
  const value = (of: number | null): NumberCell => {
    if (of === null) return NONE;
    const isMoment = name.endsWith(".firstFull");
    const text = isMoment ? formatClock(of * TICKS_PER_SECOND) : numberText(of, unit);
    return { text, value: of, unit };
  };
  const apart: NumberCell =
    simulated === null || fluid === null
      ? NONE
      : { text: differenceText(simulated - fluid, unit), value: simulated - fluid, unit };
  const most: NumberCell = {
    text: allowed === 0 ? "0" : `± ${differenceText(allowed, unit).slice(1)}`,
    value: allowed,
    unit,
  };
  const main = reasons.slice(0, REASONS_SHOWN).join(", ");
  const why: Cell = isExplained
    ? main === "" || simulated === fluid
      ? NOTHING
      : main
    : { text: "✗ not explained", value: null, unit: "", tone: "bad" };
  return [`\`${name}\``, value(simulated), value(fluid), apart, most, why];
}

/** Whether somebody should look. */
function verdict(rows: readonly BesideFluid[]): Block {
  const strange = rows.filter(({ isExplained }) => !isExplained);
  const items: Item[] = strange.map(({ name, unit, allowed }) => {
    const most = allowed === 0 ? "nothing" : `at the most ${numberText(allowed, unit)}`;
    return {
      tone: "bad",
      text: `${headlineSentence(name)}: further apart than is explained (${most}); look at it before you rely on it`,
    };
  });
  const text = "Everything that the two are apart is explained.";
  return { kind: "list", items: items.length === 0 ? [{ tone: "good", text }] : items };
}
