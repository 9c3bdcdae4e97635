/** How long an outage is borne against the capacity of a layer's channels. */
import type { CurveLine } from "../../charts/values/curve-chart.js";
import type { FirstTimes, TolerableCurve } from "../../experiment/curves/result.js";
import { formatDuration, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { durationCell, NONE } from "../document/cells.js";
import type { Block, Cell, FigureBlock } from "../document/document.js";
import { curveFigure, LINE_STYLES, minutes } from "./curve-figure.js";

/** What a layer does that is given way to. */
export const HAPPENS = { full: "is full", rejects: "rejects", loses: "loses or drops" } as const;

/** One picture for each way in which a layer gives way, a line for each share of seeds. */
export function tolerableFigures(curve: TolerableCurve, askedSeconds: number): Block[] {
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
  const of = points.map(({ value, firsts }) => {
    return { value, found: firsts.find((each) => each.layer === layer && each.what === what) };
  });
  const known = of.find(({ found }) => found !== undefined)!.found!;
  const shares = known.borne.map(({ share }) => share);
  const read = (i: number, share: number): number | null =>
    of[i]!.found?.borne.find((each) => each.share === share)?.seconds ?? null;
  const lines = shares.map((share, s): CurveLine => {
    const name = `${formatFraction(share)} of seeds`;
    const ys = of.map((_, i) => minutes(read(i, share)));
    const xs = of.map(({ value }) => value);
    const style = LINE_STYLES[s % LINE_STYLES.length]!;
    return { style, name, word: formatFraction(share), xs, ys };
  });
  const now = points.find(({ level }) => level === current);
  const [least, most] = [read(0, 0.95), read(of.length - 1, 0.95)];
  const ends =
    least === null || most === null
      ? ""
      : `, ${duration(least)} with ${points[0]!.level} to ${duration(most)} with ${points.at(-1)!.level}`;
  return curveFigure({
    title: `The longest outage without: ${layer} ${HAPPENS[what]}, by \`${path}\``,
    summary: `The longest outage in and after which it is not so that ${layer} ${HAPPENS[what]}${ends} (95 % of seeds).`,
    x: {
      name: `${path} [events of one channel]`,
      form: "count",
      isLog: points.every(({ value }) => value > 0),
    },
    y: { name: "outage borne [min]", form: "number", leastTop: askedSeconds / 60 },
    lines,
    pins: now === undefined ? [] : [{ at: now.value, text: "now" }],
    levels: [{ at: askedSeconds / 60, text: `the outage asked for: ${duration(askedSeconds)}` }],
    caption: `Longest outage without: ${layer} ${HAPPENS[what]}`,
    columns: [path, ...shares.map((share) => `by ${formatFraction(share)}`)],
    rows: points.map(({ level }, i) => [
      level,
      ...shares.map((share): Cell => {
        const seconds = read(i, share);
        return seconds === null ? { ...NONE, text: "longer than was run" } : durationCell(seconds);
      }),
    ]),
  });
}

function duration(seconds: number): string {
  return formatDuration(seconds * TICKS_PER_SECOND);
}
