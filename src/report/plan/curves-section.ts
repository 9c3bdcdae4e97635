/** Curves: how long an outage each layer bears, how soon all is back, when the next may come, which input matters most. */
import type { BarChart, BarSide } from "../../charts/values/bar-chart.js";
import type { CurveChart, CurveLine } from "../../charts/values/curve-chart.js";
import type { SeriesStyle } from "../../charts/theme.js";
import type {
  Curves,
  FirstTimes,
  RecoveryCurve,
  SecondOutage,
  TolerableCurve,
  Tornado,
  TornadoSide,
} from "../../experiment/curves/result.js";
import type { HeadlineUnit } from "../../experiment/headlines.js";
import { formatCount, formatDuration, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { durationCell, NONE, shareCell } from "../document/cells.js";
import type { Block, Cell, FigureBlock, NumberCell, Section } from "../document/document.js";
import { numberText, shareRange } from "../many/numbers.js";

const STYLES: readonly SeriesStyle[] = ["series1", "series2", "series3", "series4"];
/** Seeds from which on a quantile of 1 % is more than the worst of them. */
const FOR_99 = 100;
const HAPPENS = { full: "is full", rejects: "rejects", loses: "loses or drops" } as const;

export function curvesSection(curves: Curves): Section {
  const { outage, seeds, firsts, tolerable, recovery, second, tornado } = curves;
  const lead =
    `What an outage of ${outage.on} (${outage.kind}) does, over ${String(seeds.length)} seeds;` +
    ` “borne by 95 %” is the length that 95 of 100 seeds bear.` +
    (seeds.length < FOR_99 ? " With so few seeds the 99 % is that of the worst of them." : "") +
    (curves.isWhole ? "" : " It was interrupted: parts are missing.");
  const blocks: Block[] = [
    { kind: "prose", text: lead },
    ...(firsts.length === 0 ? [] : [firstsTable(firsts)]),
    ...tolerable.flatMap((curve) => tolerableFigures(curve, outage.forSeconds)),
    ...(recovery === null || recovery.points.length === 0 ? [] : [recoveryBlock(recovery)]),
    ...(second === null || second.points.length === 0 ? [] : [secondFigure(second)]),
    ...(tornado === null || tornado.bars.length === 0 ? [] : [tornadoBlock(tornado)]),
    ...(tornado === null || tornado.left.length === 0 ? [] : [leftOut(tornado)]),
  ];
  return { id: "curves", heading: "How far it carries", blocks, startsPage: true };
}

function firstsTable(firsts: readonly FirstTimes[]): Block {
  const shares = firsts[0]!.borne.map(({ share }) => share);
  return {
    kind: "table",
    caption: "From the start of an outage that does not end",
    columns: [
      { name: "what" },
      ...shares.map((share) => ({ name: `borne by ${formatFraction(share)}`, isNumber: true })),
      { name: "in seeds", isNumber: true },
    ],
    rows: firsts.map(({ layer, what, borne, happened, seeds, censoredSeconds }): Cell[] => [
      `${layer} ${HAPPENS[what]}`,
      ...borne.map(({ seconds }): NumberCell => {
        if (seconds !== null) return durationCell(seconds);
        return { text: `over ${duration(censoredSeconds)}`, value: null, unit: "s" };
      }),
      `${String(happened)} of ${String(seeds)}`,
    ]),
  };
}

/** One picture for each way in which a layer gives way, a line for each share of seeds. */
function tolerableFigures(curve: TolerableCurve, askedSeconds: number): Block[] {
  const keys = new Map<string, { layer: string; what: FirstTimes["what"] }>();
  for (const { firsts } of curve.points) {
    for (const { layer, what, happened } of firsts) {
      if (happened > 0) keys.set(`${layer} ${what}`, { layer, what });
    }
  }
  const all = [...keys.values()];
  const flat = all.filter(({ layer, what }) => isFlat(curve, layer, what));
  const texts = flat.map(({ layer, what }) => `when ${layer} ${HAPPENS[what]}`);
  const rest: Block[] =
    flat.length === 0
      ? []
      : [{ kind: "prose", text: `\`${curve.path}\` does not change ${texts.join(", nor ")}.` }];
  const figures = all
    .filter((each) => !flat.includes(each))
    .map(({ layer, what }) => tolerableFigure(curve, layer, what, askedSeconds));
  return [...figures, ...rest];
}

/** The same at every level. */
function isFlat({ points }: TolerableCurve, layer: string, what: FirstTimes["what"]): boolean {
  const texts = points.map(({ firsts }) => {
    const found = firsts.find((each) => each.layer === layer && each.what === what);
    return (found?.borne ?? []).map(({ seconds }) => String(seconds)).join();
  });
  return texts.every((text) => text === texts[0]);
}

function tolerableFigure(
  { path, current, points }: TolerableCurve,
  layer: string,
  what: FirstTimes["what"],
  askedSeconds: number,
): FigureBlock {
  const title = `Until ${layer} ${HAPPENS[what]}, by \`${path}\``;
  const of = points.map(({ value, firsts }) => {
    return { value, found: firsts.find((each) => each.layer === layer && each.what === what) };
  });
  const shares = of
    .find(({ found }) => found !== undefined)!
    .found!.borne.map(({ share }) => share);
  const read = (i: number, share: number): number | null =>
    of[i]!.found?.borne.find((each) => each.share === share)?.seconds ?? null;
  const lines = shares.map((share, s): CurveLine => {
    const name = `${formatFraction(share)} of seeds`;
    const ys = of.map((_, i) => minutes(read(i, share)));
    const xs = of.map(({ value }) => value);
    return { style: STYLES[s % STYLES.length]!, name, word: formatFraction(share), xs, ys };
  });
  const now = points.find(({ level }) => level === current);
  const chart: CurveChart = {
    label: title,
    x: {
      name: `${path} [events of one channel]`,
      form: "count",
      isLog: points.every(({ value }) => value > 0),
    },
    y: { name: "outage borne [min]", form: "number", leastTop: askedSeconds / 60 },
    lines,
    bands: [],
    pins: now === undefined ? [] : [{ at: now.value, text: "now" }],
    levels: [{ at: askedSeconds / 60, text: `the outage asked for: ${duration(askedSeconds)}` }],
  };
  const [least, most] = [read(0, 0.95), read(of.length - 1, 0.95)];
  const ends =
    least === null || most === null
      ? ""
      : `, ${duration(least)} with ${points[0]!.level} to ${duration(most)} with ${points.at(-1)!.level}`;
  return {
    kind: "figure",
    title: title.replaceAll("`", ""),
    summary: `The longest outage that is borne before ${layer} ${HAPPENS[what]}${ends} (95 % of seeds).`,
    chart: { kind: "curve", chart },
    table: {
      kind: "table",
      caption: `Outage borne until ${layer} ${HAPPENS[what]}`,
      columns: [
        { name: path },
        ...shares.map((share) => ({ name: `by ${formatFraction(share)}`, isNumber: true })),
      ],
      rows: points.map(({ level }, i) => [
        level,
        ...shares.map((share): Cell => {
          const seconds = read(i, share);
          return seconds === null
            ? { ...NONE, text: "longer than was run" }
            : durationCell(seconds);
        }),
      ]),
    },
  };
}

function recoveryBlock(curve: RecoveryCurve): Block {
  if (curve.points.some(({ drained }) => drained > 0)) return recoveryFigure(curve);
  const text =
    "How long it takes to drain is not known: in no seed was it over before the run ended.";
  return { kind: "prose", text };
}

function recoveryFigure({ points }: RecoveryCurve): FigureBlock {
  const xs = points.map(({ outageSeconds }) => outageSeconds / 60);
  const medians = points.map(({ medianSeconds }) => minutes(medianSeconds));
  const p95s = points.map(({ p95Seconds }) => minutes(p95Seconds));
  const last = points.findLast(({ p95Seconds }) => p95Seconds !== null);
  const summary =
    last === undefined
      ? "It was drained in no seed before the run ended."
      : `After an outage of ${duration(last.outageSeconds)} all is as before within ${duration(last.p95Seconds!)} in 95 % of the seeds in which it drained, while new events keep coming.`;
  const title = "Time to drain, by the length of the outage";
  const line = (style: SeriesStyle, name: string, word: string, ys: number[]): CurveLine => {
    return { style, name, word, xs, ys };
  };
  const chart: CurveChart = {
    label: title,
    x: { name: "outage [min]", form: "number", isLog: false },
    y: { name: "from its end until all is as before [min]", form: "number", leastTop: 1 },
    lines: [
      line("series1", "median of seeds", "median", medians),
      line("series2", "95 % of seeds", "95 %", p95s),
    ],
    bands: [],
    pins: [],
    levels: [],
  };
  return {
    kind: "figure",
    title,
    summary,
    chart: { kind: "curve", chart },
    table: {
      kind: "table",
      caption: title,
      columns: [
        { name: "outage" },
        ...["median", "95 %", "drained in", "not delivered at the worst moment"].map((name) => {
          return { name, isNumber: true };
        }),
      ],
      rows: points.map(
        ({ outageSeconds, medianSeconds, p95Seconds, drained, seeds, backlogEvents }) => [
          duration(outageSeconds),
          medianSeconds === null ? NONE : durationCell(medianSeconds),
          p95Seconds === null ? NONE : durationCell(p95Seconds),
          `${String(drained)} of ${String(seeds)}`,
          { text: formatCount(backlogEvents), value: backlogEvents, unit: "events" },
        ],
      ),
    },
  };
}

function secondFigure({ points, safeGapSeconds }: SecondOutage): FigureBlock {
  const xs = points.map(({ gapSeconds }) => gapSeconds / 60);
  const title = "How soon the next outage may begin";
  const summary =
    safeGapSeconds === null
      ? "No gap that was tried is enough for a second outage as long."
      : `${duration(safeGapSeconds)} after the end of one, the next one as long is borne in the asked share of seeds.`;
  const chart: CurveChart = {
    label: title,
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
    levels: [],
  };
  return {
    kind: "figure",
    title,
    summary,
    chart: { kind: "curve", chart },
    table: {
      kind: "table",
      caption: title,
      columns: [
        { name: "gap" },
        { name: "met in", isNumber: true },
        { name: "95 % interval", isNumber: true },
      ],
      rows: points.map(({ gapSeconds, met }) => [
        duration(gapSeconds),
        {
          ...shareCell(met.successes / met.trials),
          text: `${String(met.successes)} of ${String(met.trials)}`,
        },
        shareRange(met.low, met.high),
      ]),
    },
  };
}

/** Of the first number that any input moves: one that stands at its limit says nothing. */
function tornadoBlock(tornado: Tornado): Block {
  const first = tornado.base.find(({ name, value }) => {
    return value !== null && tornado.bars.some((bar) => spanOf(bar, name, value) > 0);
  });
  if (first !== undefined) return tornadoFigure(tornado, first);
  const names = tornado.base.map(({ name }) => `\`${name}\``).join(", ");
  const text = `No input, ${formatFraction(tornado.step)} less or more, moves any of ${names}.`;
  return { kind: "prose", text };
}

function spanOf({ lower, higher }: Tornado["bars"][number], name: string, base: number): number {
  const ends = [lower, higher].map((side) => valueOf(side, name) ?? base);
  return Math.max(base, ...ends) - Math.min(base, ...ends);
}

function tornadoFigure(
  { step, base, bars: all }: Tornado,
  first: Tornado["base"][number],
): FigureBlock {
  const bars = [...all].sort(
    (a, b) => spanOf(b, first.name, first.value!) - spanOf(a, first.name, first.value!),
  );
  const percent = formatFraction(step);
  const title = `What moves ${first.name} most`;
  const baseValue = first.value ?? NaN;
  const side = (of: TornadoSide): BarSide => {
    const value = valueOf(of, first.name);
    const text =
      value === null
        ? `${of.value}: did not happen`
        : `${of.value}: ${numberText(value, first.unit)}`;
    return { at: value === null ? NaN : inAxis(value, first.unit), text };
  };
  const chart: BarChart = {
    label: title,
    value: {
      name: `${first.name} [${axisUnit(first.unit)}]`,
      form: first.unit === "share" ? "share" : "number",
    },
    base: {
      at: inAxis(baseValue, first.unit),
      text: `as planned: ${first.value === null ? "did not happen" : numberText(first.value, first.unit)}`,
    },
    lower: `${percent} less`,
    higher: `${percent} more`,
    rows: bars.map(({ path, lower, higher }) => ({
      name: path,
      lower: side(lower),
      higher: side(higher),
    })),
  };
  const names = base.map(({ name }) => name);
  const rows = bars.flatMap(({ path, lower, higher }) =>
    [lower, higher].map((of): Cell[] => [
      `${path} = ${of.value}`,
      `${String(of.met.successes)} of ${String(of.met.trials)}`,
      ...of.numbers.map(({ value, unit }): Cell => {
        return value === null ? NONE : { text: numberText(value, unit), value, unit };
      }),
    ]),
  );
  return {
    kind: "figure",
    title,
    summary: `Each input ${percent} less and ${percent} more, alone, with the same seeds; ${bars[0]!.path} moves it most.`,
    chart: { kind: "bars", chart },
    table: {
      kind: "table",
      caption: `Medians over the seeds with each input ${percent} less and more`,
      columns: [
        { name: "input" },
        ...["met in", ...names].map((name) => ({ name, isNumber: true })),
      ],
      rows,
    },
  };
}

function valueOf({ numbers }: TornadoSide, name: string): number | null {
  return numbers.find((each) => each.name === name)?.value ?? null;
}

function leftOut({ left }: Tornado): Block {
  const texts = left.map(({ path, why }) => `\`${path}\` (${why})`);
  return { kind: "prose", text: `Not varied: ${texts.join(", ")}.`, isAside: true };
}

/** In a unit whose figures are short. */
function inAxis(value: number, unit: HeadlineUnit): number {
  if (unit === "bytes") return value / 1e6;
  return unit === "s" ? value / 60 : value;
}

function axisUnit(unit: HeadlineUnit): string {
  if (unit === "bytes") return "MB";
  if (unit === "share") return "%";
  return unit === "s" ? "min" : unit;
}

function minutes(seconds: number | null): number {
  return seconds === null ? NaN : seconds / 60;
}

function duration(seconds: number): string {
  return formatDuration(seconds * TICKS_PER_SECOND);
}
