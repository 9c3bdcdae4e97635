/** One long run's time means as text for a terminal. */
import type { SteadyState } from "../../experiment/steady-state.js";
import { formatDuration, formatNumber } from "../../units/format.js";
import { textTable, wrap } from "../table.js";
import { numberText, widthText } from "./numbers.js";

const COLUMNS = 80;

export function steadyStateText(found: SteadyState): string {
  const { scenario, seed, digest, warmUp, estimates, durationTicks } = found;
  const rows = estimates.map(({ name, unit, means, isSteady }) => {
    const words = `  ${steadyWords(name)}`;
    if (means === null) return [words, "too few samples", "", "", "", ""];
    const { mean, halfWidth, batches, correlation, isIndependent } = means;
    const remark = !isSteady ? "not steady" : isIndependent ? "" : "batches too short";
    return [
      words,
      numberText(mean, unit),
      widthText(halfWidth, unit),
      String(batches),
      formatNumber(correlation),
      remark,
    ];
  });
  const [heading = "", ...lines] = textTable(
    [["time mean of", "mean", "± 95 %", "batches", "correlation", ""], ...rows],
    ["left", "right", "right", "right", "right", "left"],
  );
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
    heading,
    ...lines.flatMap((line, i) => [...destinationLine(estimates[i]!.name), line]),
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

const DELIVERED = "delivered.";

const WORDS: Readonly<Record<string, string>> = {
  backlog: "events under way",
  oldestAge: "age of the oldest",
  fill: "fill",
  heldUp: "held up",
};

/** In few words: `tier2 fill`; what is of a destination without its name, which stands above. */
function steadyWords(name: string): string {
  if (name.startsWith(DELIVERED)) return "  delivered";
  const dot = name.lastIndexOf(".");
  if (name.startsWith("latency.")) return `  latency ${name.slice(dot + 1)}`;
  const words = WORDS[name.slice(dot + 1)]!;
  return dot < 0 ? words : `${name.slice(0, dot)} ${words}`;
}

/** The first number of a destination begins a block. */
function destinationLine(name: string): string[] {
  return name.startsWith(DELIVERED) ? [`  to ${name.slice(DELIVERED.length)}`] : [];
}
