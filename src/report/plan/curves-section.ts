/** Curves: how long an outage each layer bears, how soon all is back, when the next may come, which input matters most. */
import type { CurveLine } from "../../charts/values/curve-chart.js";
import type { SeriesStyle } from "../../charts/theme.js";
import type {
  BorneBy,
  Curves,
  RecoveryCurve,
  SecondOutage,
} from "../../experiment/curves/result.js";
import { formatCount, formatDuration, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { durationCell, NONE, shareCell } from "../document/cells.js";
import type { Block, Cell, FigureBlock, NumberCell, Section } from "../document/document.js";
import { shareRange } from "../many/numbers.js";
import { isBorneAlone } from "./borne-alone.js";
import { curveFigure, minutes } from "./curve-figure.js";
import { HAPPENS, tolerableFigures } from "./tolerable-figures.js";
import { tornadoBlocks } from "./tornado-blocks.js";

/** Seeds from which on a quantile of 1 % is more than the worst of them. */
const FOR_99 = 100;

/** @param whose settings the curves were made with: `as it is`, `with the recommended settings` */
export function curvesSection(curves: Curves, whose: string): Section {
  const { outage, seeds, firsts, tolerable, recovery, second, tornado } = curves;
  const lead =
    `What an outage of ${outage.on} (${outage.kind}) does, ${whose}, over ${String(seeds.length)} seeds;` +
    ` “borne by 95 %” is the length that 95 of 100 seeds bear.` +
    (seeds.length < FOR_99 ? " With so few seeds the 99 % is that of the worst of them." : "") +
    (curves.isWhole ? "" : " It was interrupted: parts are missing.");
  const blocks: Block[] = [
    { kind: "prose", text: lead },
    ...(firsts.length === 0 ? [] : firstsTables(curves)),
    ...tolerable.flatMap((curve) => tolerableFigures(curve, outage.forSeconds)),
    ...(recovery === null || recovery.points.length === 0 ? [] : [recoveryBlock(recovery)]),
    ...(second === null || second.points.length === 0
      ? []
      : [secondFigure(second, isBorneAlone(curves))]),
    ...(tornado === null ? [] : tornadoBlocks(tornado, whose)),
  ];
  return { id: "curves", heading: "How far it carries", blocks, startsPage: true };
}

/** How long until each thing happens; then how long an outage may be for it not to. */
function firstsTables({ firsts, borne }: Curves): Block[] {
  const shares = firsts[0]!.until.map(({ share }) => share);
  const { censoredSeconds } = firsts[0]!;
  const cell = ({ seconds }: BorneBy): NumberCell => {
    if (seconds !== null) return durationCell(seconds);
    return { text: `over ${duration(censoredSeconds)}`, value: null, unit: "s" };
  };
  const byShares = shares.map((share) => {
    return { name: `borne by ${formatFraction(share)}`, isNumber: true };
  });
  const until: Block = {
    kind: "table",
    caption: "How long until, from the start of an outage that does not end",
    columns: [{ name: "what" }, ...byShares, { name: "in seeds", isNumber: true }],
    rows: firsts.map(({ layer, what, until: times, happened, seeds }): Cell[] => [
      `${layer} ${HAPPENS[what]}`,
      ...times.map(cell),
      `${String(happened)} of ${String(seeds)}`,
    ]),
  };
  const longest: Block = {
    kind: "table",
    caption:
      "The longest outage without it, while it lasts and after it: shown by runs of that length, to 5 % of it",
    columns: [{ name: "without" }, ...byShares],
    rows: [
      ...firsts.map(({ layer, what, borne: lengths }): Cell[] => {
        return [`${layer} ${HAPPENS[what]}`, ...lengths.map(cell)];
      }),
      ...(borne.length === 0 ? [] : [["an objective is missed", ...borne.map(cell)]]),
    ],
  };
  return [until, longest];
}

function recoveryBlock(curve: RecoveryCurve): Block {
  if (curve.points.some(({ drained }) => drained > 0)) return recoveryFigure(curve);
  const text =
    "How long it takes to drain is not known: in no seed was it over before the run ended.";
  return { kind: "prose", text };
}

function recoveryFigure({ points }: RecoveryCurve): FigureBlock {
  const xs = points.map(({ outageSeconds }) => outageSeconds / 60);
  const last = points.findLast(({ p95Seconds }) => p95Seconds !== null)!;
  const line = (style: SeriesStyle, name: string, word: string, ys: number[]): CurveLine => {
    return { style, name, word, xs, ys };
  };
  return curveFigure({
    title: "Time to drain, by the length of the outage",
    summary:
      `After an outage of ${duration(last.outageSeconds)} all is as before within ${duration(last.p95Seconds!)}` +
      " in 95 % of the seeds in which it drained, while new events keep coming.",
    x: { name: "outage [min]", form: "number", isLog: false },
    y: { name: "from its end until all is as before [min]", form: "number", leastTop: 1 },
    lines: [
      line(
        ...(["series1", "median of seeds", "median"] as const),
        points.map(({ medianSeconds }) => minutes(medianSeconds)),
      ),
      line(
        ...(["series2", "95 % of seeds", "95 %"] as const),
        points.map(({ p95Seconds }) => minutes(p95Seconds)),
      ),
    ],
    columns: ["outage", "median", "95 %", "drained in", "not delivered at the worst moment"],
    rows: points.map(
      ({ outageSeconds, medianSeconds, p95Seconds, drained, seeds, backlogEvents }) => [
        duration(outageSeconds),
        medianSeconds === null ? NONE : durationCell(medianSeconds),
        p95Seconds === null ? NONE : durationCell(p95Seconds),
        `${String(drained)} of ${String(seeds)}`,
        { text: formatCount(backlogEvents), value: backlogEvents, unit: "events" },
      ],
    ),
  });
}

function secondFigure(
  { points, safeGapSeconds }: SecondOutage,
  isFirstBorne: boolean,
): FigureBlock {
  const xs = points.map(({ gapSeconds }) => gapSeconds / 60);
  const none = isFirstBorne
    ? "No gap that was tried is enough for a second outage as long."
    : "The outage alone is not borne: no gap is enough for a second one.";
  const summary =
    safeGapSeconds === null
      ? none
      : `${duration(safeGapSeconds)} after the end of one, the next one as long is borne in the asked share of seeds.`;
  return curveFigure({
    title: "How soon the next outage may begin",
    summary,
    x: { name: "gap between two outages [min]", form: "number", isLog: false },
    y: { name: "seeds that meet the objectives [%]", form: "share", leastTop: 1 },
    lines: [
      {
        ...{ style: "series1", name: "seeds that meet them", word: "met", xs },
        ys: points.map(({ met }) => met.successes / met.trials),
      },
    ],
    bands: [
      {
        ...{ style: "within", name: "95 % interval", xs },
        lows: points.map(({ met }) => met.low),
        highs: points.map(({ met }) => met.high),
      },
    ],
    pins: safeGapSeconds === null ? [] : [{ at: safeGapSeconds / 60, text: "from here on" }],
    columns: ["gap", "met in", "95 % interval"],
    rows: points.map(({ gapSeconds, met }) => [
      duration(gapSeconds),
      {
        ...shareCell(met.successes / met.trials),
        text: `${String(met.successes)} of ${String(met.trials)}`,
      },
      shareRange(met.low, met.high),
    ]),
  });
}

function duration(seconds: number): string {
  return formatDuration(seconds * TICKS_PER_SECOND);
}
