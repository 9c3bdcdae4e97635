/** Several verifications as a table: a row for each group of recordings. */
import { formatFraction } from "../../units/format.js";
import type { Score } from "../../verify/score.js";
import { textTable } from "../table.js";

const HEADING = ["", "recordings", "pass", "comparisons", "within", "fill, mean", "totals, mean"];

export function summaryText(groups: Readonly<Record<string, Score>>): string {
  const rows = Object.entries(groups).map(([name, score]) => {
    const { recordings, passed, comparisons, within, fillMean, totalMean } = score;
    const counts = [recordings, passed, comparisons, within].map(String);
    return [name, ...counts, formatFraction(fillMean), formatFraction(totalMean)];
  });
  const aligns = HEADING.map((_, column) => (column === 0 ? "left" : "right"));
  return textTable([HEADING, ...rows], aligns).join("\n");
}
