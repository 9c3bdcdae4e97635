/** Which input matters most: each a step lower and higher, alone. */
import type { ValueForm } from "../../charts/ticks.js";
import type { BarChart, BarSide } from "../../charts/values/bar-chart.js";
import type { Tornado, TornadoSide } from "../../experiment/curves/result.js";
import type { HeadlineUnit } from "../../experiment/headlines.js";
import { formatFraction } from "../../units/format.js";
import { NONE } from "../document/cells.js";
import type { Block, Cell, FigureBlock } from "../document/document.js";
import { numberText } from "../many/numbers.js";

/** @param whose what the bars start from */
export function tornadoBlocks(tornado: Tornado, whose: string): Block[] {
  return [
    ...(tornado.bars.length === 0 ? [] : [tornadoBlock(tornado, whose)]),
    ...(tornado.left.length === 0 ? [] : [leftOut(tornado)]),
  ];
}

/** Of the first number that any input moves: one that stands at its limit says nothing. */
function tornadoBlock(tornado: Tornado, whose: string): Block {
  const first = tornado.base.find(({ name, value }) => {
    return value !== null && tornado.bars.some((bar) => spanOf(bar, name, value) > 0);
  });
  if (first !== undefined) return tornadoFigure(tornado, first, whose);
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
  whose: string,
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
      form: axisForm(first.unit),
    },
    base: {
      at: inAxis(baseValue, first.unit),
      text: `${whose}: ${first.value === null ? "did not happen" : numberText(first.value, first.unit)}`,
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

function axisForm(unit: HeadlineUnit): ValueForm {
  if (unit === "share") return "share";
  return unit === "events" || unit === "calls" ? "count" : "number";
}

function axisUnit(unit: HeadlineUnit): string {
  if (unit === "bytes") return "MB";
  if (unit === "share") return "%";
  return unit === "s" ? "min" : unit;
}
