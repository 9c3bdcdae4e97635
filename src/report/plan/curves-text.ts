/** Curves as text for a terminal. */
import type { BorneBy, Curves, FirstTimes, TornadoNumber } from "../../experiment/curves/result.js";
import { formatClock, formatDuration, formatEvents, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { numberText } from "../many/numbers.js";
import { isBorneAlone } from "./borne-alone.js";
import { textTable, wrap } from "../table.js";

const COLUMNS = 80;
const INDENT = "    ";
const MOST_BARS = 12;
const SEEDS_FOR_A_HUNDREDTH = 100;

/** @returns with a line feed at its end */
export function curvesText(curves: Curves): string {
  const sections = [
    heading(curves),
    firsts(curves),
    tolerable(curves),
    recovery(curves),
    second(curves),
    tornado(curves),
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
  return `${text}\n`;
}

function heading({ scenario, outage, seeds, runs, isWhole }: Curves): string[] {
  const { on, kind, fromSeconds, forSeconds } = outage;
  const text =
    `${on} ${kind} from ${formatClock(fromSeconds * TICKS_PER_SECOND)}, in the file for ` +
    `${seconds(forSeconds)}; ${String(runs)} runs, ${String(seeds.length)} seeds a point`;
  return [
    ...wrap(
      `CURVES  ${scenario.name}${isWhole ? "" : " (interrupted: parts are missing)"}`,
      COLUMNS,
      INDENT,
    ),
    ...wrap(text, COLUMNS, INDENT),
  ];
}

const WORDS: Readonly<Record<FirstTimes["what"], string>> = {
  full: "first channel full",
  rejects: "first rejection",
  loses: "first loss or drop",
};

function firsts({ firsts: all, borne }: Curves): string[] {
  const [any] = all;
  if (any === undefined) return [];
  const rowsOf = (
    lengths: (times: FirstTimes) => readonly BorneBy[],
    more: (times: FirstTimes) => string[],
  ): string[][] =>
    all
      .filter(
        (times) => times.happened > 0 || lengths(times).some(({ seconds: at }) => at !== null),
      )
      .map((times) => [
        times.layer,
        WORDS[times.what],
        ...lengths(times).map((each) => borneText(each, times.censoredSeconds)),
        ...more(times),
      ]);
  const until = rowsOf(
    (times) => times.until,
    ({ happened, seeds }) => [`${String(happened)} of ${String(seeds)}`],
  );
  const lengths = rowsOf(
    (times) => times.borne,
    () => [],
  );
  const objectives = [
    "",
    "objective missed",
    ...borne.map((each) => borneText(each, any.censoredSeconds)),
  ];
  const few =
    any.seeds >= SEEDS_FOR_A_HUNDREDTH
      ? ""
      : ` (of ${String(any.seeds)} seeds; what is not resolved by so few is the least of them)`;
  const none = "No layer is full, rejects or loses, however long the outage lasts within the run.";
  return [
    ...(until.length === 0
      ? [none]
      : [
          ...wrap(
            `How long until, in an outage that does not end, by share of seeds${few}:`,
            COLUMNS,
            INDENT,
          ),
          ...textTable(
            [["layer", "", "50 %", "95 %", "99 %", "seeds"], ...until],
            ["left", "left", "right", "right", "right", "right"],
          ),
        ]),
    "",
    ...wrap(
      "Longest outage without it, while it lasts and after it, borne by so much of the seeds; each shown by a run of" +
        " that length, and not by one 5 % (or 1 s) longer:",
      COLUMNS,
      INDENT,
    ),
    ...textTable(
      [
        ["layer", "", "50 %", "95 %", "99 %"],
        ...lengths,
        ...(borne.length === 0 ? [] : [objectives]),
      ],
      ["left", "left", "right", "right", "right"],
    ),
  ];
}

function borneText({ seconds: borne }: BorneBy, censoredSeconds: number): string {
  return borne === null ? `> ${seconds(censoredSeconds)}` : seconds(borne);
}

function tolerable({ tolerable: all }: Curves): string[] {
  return all.flatMap(({ path, current, points }) => {
    const layer = path.split(".")[0]!;
    const rows = points.flatMap(({ level, firsts: own }) =>
      own
        .filter((times) => times.layer === layer && times.what === "full")
        .map(({ borne, censoredSeconds }) => [
          level === current ? `${level} (now)` : level,
          ...borne.map((each) => borneText(each, censoredSeconds)),
        ]),
    );
    return [
      `${path}: longest outage in which no channel of ${layer} is full`,
      ...textTable(
        [["capacity", "50 %", "95 %", "99 %"], ...rows],
        ["right", "right", "right", "right"],
      ),
    ];
  });
}

function recovery({ recovery: curve }: Curves): string[] {
  if (curve === null) return [];
  const rows = curve.points.map(
    ({ outageSeconds, drained, seeds, medianSeconds, p95Seconds, backlogEvents }) => [
      seconds(outageSeconds),
      medianSeconds === null ? "-" : seconds(medianSeconds),
      p95Seconds === null ? "-" : seconds(p95Seconds),
      formatEvents(backlogEvents),
      `${String(drained)} of ${String(seeds)}`,
    ],
  );
  return [
    "Until all is as before, new events still coming:",
    ...textTable(
      [["outage", "median", "95 %", "most under way", "drained"], ...rows],
      ["right", "right", "right", "right", "right"],
    ),
  ];
}

function second(curves: Curves): string[] {
  const { second: of, probability } = curves;
  if (of === null) return [];
  const points = of.points.map(
    ({ gapSeconds, met }) =>
      `${seconds(gapSeconds)}: ${String(met.successes)} of ${String(met.trials)}`,
  );
  const none = isBorneAlone(curves)
    ? "After none of the gaps that were tried may the next outage begin"
    : "The outage alone is not borne, so none may follow it after any gap";
  const safe =
    of.safeGapSeconds === null
      ? none
      : `The next outage, as long, may begin ${seconds(of.safeGapSeconds)} after the end of this one`;
  return wrap(
    `${safe}: all objectives met in ${formatFraction(probability)} of seeds (${points.join(", ")}).`,
    COLUMNS,
    INDENT,
  );
}

function tornado({ tornado: of }: Curves): string[] {
  if (of === null) return [];
  const numbers = of.base.filter(({ value }) => value !== null && value > 0);
  const cell = (all: readonly TornadoNumber[], name: string): string => {
    const { value, unit } = all.find((each) => each.name === name)!;
    return value === null ? "-" : numberText(value, unit);
  };
  const rows = of.bars
    .slice(0, MOST_BARS)
    .map(({ path, lower, higher }) => [
      path,
      `${String(lower.met.successes)}/${String(higher.met.successes)}`,
      ...numbers.map(({ name }) => `${cell(lower.numbers, name)} .. ${cell(higher.numbers, name)}`),
    ]);
  const base = ["as it is", "", ...numbers.map(({ name }) => cell(of.base, name))];
  const left = of.left.map(({ path, why }) => `${path} (${why})`);
  return [
    `Each input ${formatFraction(of.step)} lower .. higher, medians; met: seeds that meet all objectives`,
    ...textTable(
      [["input", "met", ...numbers.map(({ name }) => name)], base, ...rows],
      ["left", "right", ...numbers.map(() => "right" as const)],
    ),
    ...(left.length === 0 ? [] : wrap(`Not moved: ${left.join("; ")}`, COLUMNS, INDENT)),
  ];
}

function seconds(value: number): string {
  return formatDuration(value * TICKS_PER_SECOND);
}
