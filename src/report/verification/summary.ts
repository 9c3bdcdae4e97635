/** Several verifications in a table: those whose recordings costs were read from apart from the others. */
import { formatFraction } from "../../units/format.js";
import { score, type Outcome } from "../../verify/score.js";
import { textTable } from "../table.js";

const HEADING = ["", "recordings", "pass", "comparisons", "within", "fill, mean", "totals, mean"];

/** @param calibration names of the experiments that the machine's costs were read from */
export function summaryText(outcomes: readonly Outcome[], calibration: readonly string[]): string {
  const isRead = ({ name }: Outcome): boolean => calibration.includes(name);
  const groups: [string, readonly Outcome[]][] =
    calibration.length === 0
      ? [["all", outcomes]]
      : [
          ["costs read from", outcomes.filter(isRead)],
          ["others", outcomes.filter((outcome) => !isRead(outcome))],
          ["all", outcomes],
        ];
  const rows = groups.map(([name, members]) => {
    const { recordings, passed, comparisons, within, fillMean, totalMean } = score(members);
    const counts = [recordings, passed, comparisons, within].map(String);
    return [name, ...counts, formatFraction(fillMean), formatFraction(totalMean)];
  });
  return textTable(
    [HEADING, ...rows],
    ["left", ...HEADING.slice(1).map(() => "right" as const)],
  ).join("\n");
}
