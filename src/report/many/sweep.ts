/** A sweep as text for a terminal: which settings meet the objectives, and where the others fail first. */
import type { TroubleCount } from "../../experiment/estimates.js";
import type { PointSummary, RunPoint, SweepSummary } from "../../experiment/sweep/summary.js";
import { formatClock, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { textTable, wrap } from "../table.js";
import { numberText, shareRange } from "./numbers.js";

const COLUMNS = 80;
/** Of more points only the best and the worst are printed. */
const MOST_ROWS = 40;
const MOST_AT_AN_END = 15;

export function sweepText(found: SweepSummary): string {
  const sections = [heading(found), table(found), missed(found), extremes(found), invalid(found)];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function heading({ scenario, design, points, seeds, asked, ranking }: SweepSummary): string[] {
  const met = points.filter((point) => point.kind === "run" && point.isMet).length;
  const of = `${String(met)} of ${String(ranking.length)} points`;
  const seedText =
    seeds.length === 1
      ? `seed ${String(seeds[0]!)}`
      : `seeds ${String(seeds[0]!)} to ${String(seeds.at(-1)!)} at every point`;
  const share = seeds.length === 1 ? "" : ` in at least ${formatFraction(asked)} of the seeds`;
  return [
    ...wrap(`SWEEP  ${scenario}: ${of} meet the objectives${share}`, COLUMNS, ""),
    ...wrap(
      `${String(points.length)} ${points.length === 1 ? "point" : "points"} of a ${design}, ${seedText}`,
      COLUMNS,
      "",
    ),
  ];
}

function table({ points, paths, ranking, seeds }: SweepSummary): string[] {
  const run = points.map((point, i) => ({ point, i })).filter(isRun);
  if (run.length === 0) return [];
  const isWhole = run.length <= MOST_ROWS;
  const best = ranking.slice(0, MOST_AT_AN_END);
  const worst = ranking.slice(-MOST_AT_AN_END);
  const shown = isWhole ? run.map(({ i }) => i) : [...best, ...worst];
  // Tables as wide as their settings: what stands before the last dot of a path is said once, above.
  const names = paths.map((path, d) => (paths.length === 1 ? path : `(${String(d + 1)})`));
  const rows = shown.map((i) => row(points[i] as RunPoint, i, seeds.length));
  const lines = textTable(
    [["point", ...names, "met", "first trouble", "lost", "dropped", "most under way"], ...rows],
    ["right", ...names.map(() => "right" as const), "right", "left", "right", "right", "right"],
  );
  const legend = paths.length === 1 ? [] : paths.map((path, d) => `(${String(d + 1)}) ${path}`);
  if (isWhole) return [...legend, ...lines];
  const left = run.length - shown.length;
  const [head = "", ...body] = lines;
  return [
    ...legend,
    head,
    ...body.slice(0, best.length),
    `  … ${String(left)} between the best and the worst …`,
    ...body.slice(best.length),
  ];
}

function row(point: RunPoint, i: number, seeds: number): string[] {
  const { settings, met, troubles, headlines } = point;
  const mean = (name: string): string => {
    const { interval, unit } = headlines.find((each) => each.name === name)!;
    if (interval === null || interval.mean === 0) return "-";
    return numberText(interval.mean, unit);
  };
  const yes = met.successes === 1 ? "yes" : "no";
  return [
    String(i + 1),
    ...settings.map((setting) => setting.slice(setting.indexOf("=") + 1)),
    seeds === 1 ? yes : `${String(met.successes)} of ${String(met.trials)}`,
    troubleText(troubles[0], seeds),
    mean("lost"),
    mean("dropped"),
    mean("maxBacklog"),
  ];
}

/** `tier2 full 00:52:29`; over several seeds the earliest, and in how many */
function troubleText(trouble: TroubleCount | undefined, seeds: number): string {
  if (trouble === undefined) return "-";
  const { layer, what, earliestSeconds, seeds: count } = trouble;
  const at = formatClock(earliestSeconds * TICKS_PER_SECOND);
  const of = seeds === 1 ? "" : ` (${String(count)})`;
  return `${layer} ${what} ${at}${of}`;
}

/** Each objective that is missed somewhere: at how many points, and what the best of them shows. */
function missed({ points, ranking, asked }: SweepSummary): string[] {
  const run = ranking.map((i) => ({ i, of: (points[i] as RunPoint).objectives }));
  const lines = (run[0]?.of ?? []).flatMap(({ text }, o) => {
    const missing = run.filter(({ of }) => of[o]!.successes < asked * of[o]!.trials);
    const [best] = missing;
    if (best === undefined) return [];
    const { seed, found } = best.of[o]!.miss!;
    const count = `at ${String(missing.length)} of ${String(run.length)} points`;
    const shown = `point ${String(best.i + 1)}, seed ${String(seed)}: ${found}`;
    return wrap(`  ${text}: ${count}; ${shown}`, COLUMNS, "     ");
  });
  return lines.length === 0 ? [] : ["Objectives missed", ...lines];
}

function extremes({ points, ranking, seeds }: SweepSummary): string[] {
  if (ranking.length < 2) return [];
  const say = (word: string, i: number): string[] => {
    const { settings, met } = points[i] as RunPoint;
    const range = shareRange(met.low, met.high);
    const share =
      seeds.length === 1
        ? met.successes === 1
          ? "met"
          : "not met"
        : `met in ${String(met.successes)} of ${String(met.trials)} seeds (${range})`;
    return wrap(
      `${word} point ${String(i + 1)}: ${settings.join(", ")}: ${share}`,
      COLUMNS,
      "    ",
    );
  };
  return [
    ...say("Best: ", ranking[0]!),
    ...say("Worst:", ranking.at(-1)!),
    ...wrap(
      "Better is: more seeds met, then less lost and dropped, then fewer refusals, then less under" +
        " way at the worst moment.",
      COLUMNS,
      "",
    ),
  ];
}

function invalid({ points }: SweepSummary): string[] {
  return points.flatMap((point, i) => {
    if (point.kind === "run") return [];
    const text = `Point ${String(i + 1)} cannot be: ${point.settings.join(", ")}: ${point.problem}`;
    return wrap(text, COLUMNS, "    ");
  });
}

function isRun(entry: {
  readonly point: PointSummary;
  readonly i: number;
}): entry is { point: RunPoint; i: number } {
  return entry.point.kind === "run";
}
