/** Many seeds as text for a terminal: in how many the objectives are met, and every number with its interval. */
import type {
  HeadlineEstimate,
  ObjectiveShare,
  Replications,
  ReplicatedVerdict,
} from "../../experiment/estimates.js";
import { formatClock, formatCount, formatDuration, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { fluidLines } from "../beside-fluid.js";
import { headlineWords } from "../headline-words.js";
import { textTable, wrap } from "../table.js";
import { numberText, shareRange, widthText } from "./numbers.js";

const COLUMNS = 80;

/** Counts that are left out where they are 0 in every seed. */
const COUNTS = ["calls", "events"];

export function replicationsText(found: Replications): string {
  const sections = [
    verdictLines(found),
    table(found),
    never(found),
    quantiles(found),
    troubles(found),
    fluidLines(found.fluid, "mean"),
    footer(found),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** `MET in 97 of 100 seeds (95 % interval 91 to 99 %)` */
export function verdictText(verdict: ReplicatedVerdict): string {
  const { successes, trials, low, high, isMet } = verdict;
  const range = shareRange(low, high);
  const of = `${String(successes)} of ${String(trials)} seeds`;
  return `${isMet ? "MET" : "NOT MET: met"} in ${of} (95 % interval ${range})`;
}

function verdictLines({ scenario, verdict, objectives }: Replications): string[] {
  const asked = `asked for: at least ${formatFraction(verdict.asked)} of the seeds`;
  const state = verdict.isDecided
    ? "decided"
    : "not decided by so few: the interval reaches to both sides";
  return [
    ...wrap(`${verdictText(verdict)}  ${scenario.name}`, COLUMNS, ""),
    ...wrap(`${asked}; ${state}`, COLUMNS, ""),
    ...(scenario.about === "" ? [] : wrap(scenario.about, COLUMNS, "")),
    ...(objectives.length === 0 ? [] : ["", ...objectives.flatMap(objectiveLines)]),
  ];
}

function objectiveLines(objective: ObjectiveShare): string[] {
  const { text, successes, trials, low, high, unjudged, miss } = objective;
  const mark = successes === trials ? "  ✓" : successes === 0 ? "  ✗" : "  ~";
  const open = unjudged === 0 ? "" : `, not judged in ${String(unjudged)}`;
  const shown = miss === null ? "" : `; seed ${String(miss.seed)}: ${miss.found}`;
  const share = `${String(successes)} of ${String(trials)} (${shareRange(low, high)})`;
  return wrap(`${mark}  ${text}: ${share}${open}${shown}`, COLUMNS, "     ");
}

/** A block a layer, then the whole, then a block a destination. */
function table({ headlines, layers, seeds }: Replications): string[] {
  const groups = new Map<string, HeadlineEstimate[]>();
  for (const each of headlines) {
    if (isNever(each)) continue;
    const group = groupOf(each.name, layers);
    groups.set(group, [...(groups.get(group) ?? []), each]);
  }
  const rows = [...groups.values()].flat().map((each) => row(each, layers, seeds.length));
  const [heading = "", ...lines] = textTable(
    [["", "mean", "± 95 %", "least", "most", "seeds"], ...rows],
    ["left", "right", "right", "right", "right", "right"],
  );
  const blocks = [...groups].flatMap(([group, own]) => [group, ...lines.splice(0, own.length)]);
  return [heading, ...blocks];
}

function row(
  { name, unit, interval }: HeadlineEstimate,
  layers: readonly string[],
  seeds: number,
): string[] {
  const own = ownName(name, layers);
  const label = `  ${headlineWords(own)}`;
  if (interval === null) return [label, "never", "", "", "", `0 of ${String(seeds)}`];
  const { mean, halfWidth, min, max, count } = interval;
  const text = (value: number): string =>
    own.startsWith("first") ? formatClock(value * TICKS_PER_SECOND) : numberText(value, unit);
  const of = count === seeds ? String(seeds) : `${String(count)} of ${String(seeds)}`;
  return [label, text(mean), widthText(halfWidth, unit), text(min), text(max), of];
}

/** What half and 95 % of the seeds are at or below, each with the values between which it lies. */
function quantiles({ quantiles: found, layers }: Replications): string[] {
  if (found.length === 0) return [];
  const rows = found.flatMap(({ name, unit, quantiles: own }) => {
    const text = (value: number | null, open: string): string => {
      if (value === null) return open;
      return isMoment(name, layers)
        ? formatClock(value * TICKS_PER_SECOND)
        : numberText(value, unit);
    };
    return own.map(({ share, value, low, high }, q) => [
      q === 0 ? `  ${fullWords(name, layers)}` : "",
      share === 0.5 ? "median" : formatFraction(share),
      text(value, ""),
      text(low, "?"),
      text(high, "?"),
    ]);
  });
  return [
    ...wrap(
      "Quantiles over seeds, and between which two values each lies in 95 of 100 (?: not said by so few)",
      COLUMNS,
      "    ",
    ),
    ...textTable(
      [["", "of seeds", "is", "from", "to"], ...rows],
      ["left", "right", "right", "right", "right"],
    ),
  ];
}

function isMoment(name: string, layers: readonly string[]): boolean {
  return ownName(name, layers).startsWith("first");
}

/** With its layer, in few words: `tier2 peak fill`. */
function fullWords(name: string, layers: readonly string[]): string {
  const own = ownName(name, layers);
  const words = headlineWords(own);
  if (name.startsWith("latency.")) return `latency ${words}`;
  if (name.startsWith("drain.")) return `drain ${words}`;
  return own === name ? words : `${layers.find((each) => name.startsWith(`${each}.`))!} ${words}`;
}

/** The layer that a number is of, or what else it belongs to. */
function groupOf(name: string, layers: readonly string[]): string {
  if (name.startsWith("latency.")) {
    return `latency to ${name.slice("latency.".length, -quantileOf(name).length - 1)}`;
  }
  if (name.startsWith("drain.")) return "time to drain, from the end of the fault on";
  return layers.find((layer) => name.startsWith(`${layer}.`)) ?? "the whole";
}

/** `p99.9`, or `mean`, of a latency. */
function quantileOf(name: string): string {
  return /(?:mean|p[\d.]+)$/.exec(name)![0];
}

/** What a number is called among its group. */
function ownName(name: string, layers: readonly string[]): string {
  if (name.startsWith("latency.")) return quantileOf(name);
  if (name.startsWith("drain.")) return name.slice("drain.".length);
  const layer = layers.find((each) => name.startsWith(`${each}.`));
  return layer === undefined ? name : name.slice(layer.length + 1);
}

/** A count that is 0 in every seed, or a first time that never came: said in a line for all of them. */
function isNever({ name, unit, interval }: HeadlineEstimate): boolean {
  if (interval === null) return /\.first(Full|Rejection)$/.test(name);
  return COUNTS.includes(unit) && interval.min === 0 && interval.max === 0;
}

function never({ headlines, layers }: Replications): string[] {
  const kinds = headlines
    .filter((each) => groupOf(each.name, layers) === "the whole" && isNever(each))
    .map(({ name }) => headlineWords(name));
  return kinds.length === 0 ? [] : wrap(`None in any seed: ${kinds.join(", ")}`, COLUMNS, "    ");
}

function troubles({ troubles: found, seeds }: Replications): string[] {
  if (found.length === 0) return ["No channel was full and nothing was refused in any seed."];
  return [
    "Where trouble began",
    ...found.map(({ layer, what, seeds: count, earliestSeconds }) => {
      const earliest = formatClock(earliestSeconds * TICKS_PER_SECOND);
      const of = `${String(count)} of ${String(seeds.length)} seeds`;
      return `     ${layer} ${what} first in ${of}, at the earliest at ${earliest}`;
    }),
  ];
}

function footer({ seeds, stop, warmUp, set }: Replications): string[] {
  const range = `${String(seeds[0]!)} to ${String(seeds.at(-1)!)}`;
  const cut =
    warmUp.ticks === 0
      ? `No warm-up is cut (${warmUp.note}).`
      : `Not judged: the first ${formatDuration(warmUp.ticks)} (${warmUp.note}).`;
  const settings = set.length === 0 ? "" : ` Settings: ${set.join(", ")}.`;
  return wrap(
    `${formatCount(seeds.length)} runs, seeds ${range}; ${stopText({ stop })} ${cut}${settings}` +
      " Means have 95 % intervals by Student's t, shares of seeds by Clopper and Pearson.",
    COLUMNS,
    "",
  );
}

function stopText({ stop }: Pick<Replications, "stop">): string {
  switch (stop.why) {
    case "count":
      return "as many as were asked for.";
    case "precision":
      return "enough for the precision asked for.";
    case "share":
      return "enough to decide the share of seeds.";
    case "interrupted":
      return "interrupted: the rest of them is missing.";
    default: {
      const [first, second, third, ...more] = stop.open;
      const named = [first, second, third].filter((name) => name !== undefined).join(", ");
      const rest = more.length === 0 ? "" : ` and ${String(more.length)} more`;
      return `the most that were allowed: not known well enough yet: ${named}${rest}.`;
    }
  }
}
