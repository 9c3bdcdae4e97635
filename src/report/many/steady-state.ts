/** One long run's time means as text for a terminal. */
import type { SteadyState } from "../../experiment/steady-state.js";
import { formatDuration, formatNumber } from "../../units/format.js";
import { textTable, wrap } from "../table.js";
import { numberText, widthText } from "./numbers.js";

const COLUMNS = 80;

export function steadyStateText(found: SteadyState): string {
  const { scenario, seed, digest, warmUp, estimates, durationTicks } = found;
  const rows = estimates.map(({ name, unit, means, isSteady }) => {
    if (means === null) return [name, "too few samples", "", "", "", ""];
    const { mean, halfWidth, batches, correlation, isIndependent } = means;
    const remark = !isSteady ? "not steady" : isIndependent ? "" : "batches too short";
    return [
      name,
      numberText(mean, unit),
      widthText(halfWidth, unit),
      String(batches),
      formatNumber(correlation),
      remark,
    ];
  });
  const isDoubtful = estimates.some(
    ({ isSteady, means }) => !isSteady || means?.isIndependent !== true,
  );
  const cut =
    warmUp.ticks === 0
      ? `No warm-up is cut (${warmUp.note}).`
      : `Cut as warm-up: the first ${formatDuration(warmUp.ticks)} (${warmUp.note}).`;
  return [
    ...wrap(`STEADY STATE  ${scenario.name}`, COLUMNS, ""),
    "",
    ...textTable(
      [["time mean of", "mean", "± 95 %", "batches", "correlation", ""], ...rows],
      ["left", "right", "right", "right", "right", "left"],
    ),
    "",
    ...wrap(
      `One run of ${formatDuration(durationTicks)}, seed ${String(seed)}. ${cut} Intervals by batch` +
        " means with Student's t; correlation is that of neighbouring batches.",
      COLUMNS,
      "",
    ),
    ...(isDoubtful
      ? wrap("Not to be trusted where a remark stands: run longer (--set duration=…).", COLUMNS, "")
      : []),
    `Digest ${digest.slice(0, 16)}.`,
  ].join("\n");
}
