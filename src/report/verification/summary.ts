/** Several verifications as a table: a row for each experiment, then one for each group of recordings. */
import { formatFraction } from "../../units/format.js";
import type { Score } from "../../verify/score.js";
import { textTable, type Align } from "../table.js";

const HEADING = ["", "recordings", "pass", "comparisons", "within"];
const DEVIATIONS = ["fill, mean", "worst", "totals, mean", "worst"];

/**
 * @param experiments and groups: by name, as `scoresByName` and `scores` give them
 * @param calibration experiments to be marked with a star: costs were read from them
 */
export function summaryText(
  experiments: Readonly<Record<string, Score>>,
  groups: Readonly<Record<string, Score>>,
  calibration: readonly string[],
): string {
  const heading = [...HEADING, ...DEVIATIONS];
  const marked = Object.entries(experiments).map(([name, score]): [string, Score] => {
    return [calibration.includes(name) ? `${name} *` : name, score];
  });
  const rows = [...marked, ...Object.entries(groups)].map(([name, score]) => {
    const { recordings, passed, comparisons, within } = score;
    const counts = [recordings, passed, comparisons, within].map(String);
    const { fillMean, fillWorst, totalMean, totalWorst } = score;
    return [name, ...counts, ...[fillMean, fillWorst, totalMean, totalWorst].map(formatFraction)];
  });
  const aligns = heading.map((_, column): Align => (column === 0 ? "left" : "right"));
  const lines = textTable([heading, ...rows], aligns);
  const firstOfGroups = 1 + Object.keys(experiments).length;
  return [...lines.slice(0, firstOfGroups), "", ...lines.slice(firstOfGroups)].join("\n");
}
