/** Two sides beside each other as a document: what changed for better or worse, how sure that is, and what was changed. */
import type { Course } from "../../analysis/course.js";
import type { Series, Span } from "../../charts/chart.js";
import type { Comparison, MetBoth, PairedNumber, Word } from "../../experiment/compare.js";
import { formatDuration } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { NONE } from "../document/cells.js";
import type {
  Block,
  Cell,
  Document,
  FigureBlock,
  NumberCell,
  Section,
  TableBlock,
} from "../document/document.js";
import { numberText, shareRange, widthText } from "../many/numbers.js";
import type { SettingChange } from "./scenario-diff.js";

export interface CompareInput {
  readonly comparison: Comparison;
  /** Curves of one seed of either side; null: not drawn. */
  readonly courses: { readonly a: Course; readonly b: Course; readonly seed: number } | null;
  /** null: the scenario of a side is not known. */
  readonly settings: readonly SettingChange[] | null;
  /** Of the texts; empty: equal, or one of them is not known. */
  readonly lines: readonly string[];
  readonly command: string;
  readonly version: string;
  readonly date: string;
}

const MOST_SETTINGS = 40;
const MOMENT = /\.first(Full|Rejection)$/;
const ROWS = 12;

export function compareDocument(input: CompareInput): Document {
  const { comparison, courses, version, date } = input;
  const { a, b } = comparison;
  const sections: Section[] = [
    { id: "answer", heading: "", blocks: [verdict(comparison), ...numbers(comparison)] },
    { id: "changes", heading: "What is not the same", blocks: changes(input) },
    ...(courses === null ? [] : [course(courses)]),
    {
      id: "reproduce",
      heading: "How to do it again",
      blocks: [{ kind: "code", language: "sh", text: input.command }],
    },
  ];
  return {
    title: `${a.file} and ${b.file}`,
    about: a.name === b.name ? a.name : `A: ${a.name}. B: ${b.name}.`,
    sections,
    footer: `fanin ${version}, seeds ${seedsText(comparison)}${date === "" ? "" : `, ${date}`}`,
  };
}

function seedsText({ seeds }: Comparison): string {
  return seeds.length === 1 ? String(seeds[0]) : `${String(seeds[0])} to ${String(seeds.at(-1))}`;
}

function verdict({ met, seeds }: Comparison): Block {
  const of = String(seeds.length);
  const counts =
    `All objectives are met in ${String(met.b.successes)} of ${of} seeds with B` +
    ` (95 % interval ${shareRange(met.b.low, met.b.high)}), in ${String(met.a.successes)} with A` +
    ` (${shareRange(met.a.low, met.a.high)}).`;
  const { tone, word } = outcome(met, seeds.length);
  return { kind: "verdict", tone, word, text: `${counts} ${changedText(met, seeds.length)}` };
}

function outcome(
  { better, worse, word }: MetBoth,
  seeds: number,
): { readonly tone: "good" | "bad" | "open"; readonly word: string } {
  if (word === "better") return { tone: "good", word: "B IS BETTER" };
  if (word === "worse") return { tone: "bad", word: "B IS WORSE" };
  if (better + worse === 0) return { tone: "open", word: "NO DIFFERENCE IN WHAT IS MET" };
  const lean = better > worse ? "B MEETS MORE" : better < worse ? "B MEETS LESS" : "AS MANY";
  const tone = better > worse ? "good" : better < worse ? "bad" : "open";
  return { tone, word: `${lean}, IN ${seeds === 1 ? "THIS ONE SEED" : "THESE SEEDS"}` };
}

function changedText({ better, worse, word }: MetBoth, seeds: number): string {
  if (better + worse === 0) return "No seed changes sides.";
  const text = `${String(better)} changed for the better, ${String(worse)} for the worse.`;
  if (word !== "undecided") return text;
  return `${text} So few of ${String(seeds)} do not show that it is so for all seeds.`;
}

function numbers(comparison: Comparison): Block[] {
  const { numbers: all, seeds, isFromOutage, onlyInA, onlyInB } = comparison;
  const isNothing = ({ a, b }: PairedNumber): boolean =>
    [a, b].every((side) => side === null || (side.min === 0 && side.max === 0));
  const shown = all.filter((each) => !isNothing(each));
  const interval =
    seeds.length === 1
      ? "One seed: nothing is said of others."
      : "Means over the seeds; ± is the 95 % interval of the difference, seed by seed with common random" +
        " numbers (Student's t), of each number by itself: of twenty, one may be off.";
  const moments = isFromOutage ? " Moments are counted from the start of the outage." : "";
  const only = (word: string, names: readonly string[]): Block[] =>
    names.length === 0
      ? []
      : [{ kind: "prose", text: `Only ${word} has: ${names.join(", ")}.`, isAside: true }];
  return [
    {
      kind: "table",
      caption: "Number by number",
      columns: [
        { name: "number" },
        ...["A", "B", "B − A", "±"].map((name) => ({ name, isNumber: true })),
        { name: "B is" },
      ],
      rows: shown.map((each) => row(each, seeds.length)),
    },
    { kind: "prose", text: `${interval}${moments}`, isAside: true },
    ...only("A", onlyInA),
    ...only("B", onlyInB),
  ];
}

function row({ name, unit, a, b, difference, word }: PairedNumber, seeds: number): Cell[] {
  const side = (of: PairedNumber["a"]): Cell => {
    if (of === null) return { ...NONE, text: "never" };
    const some = of.count === seeds ? "" : ` (${String(of.count)} of ${String(seeds)})`;
    const text = `${numberText(of.mean, unit)}${some}`;
    return { text: MOMENT.test(name) && of.mean >= 0 ? `+${text}` : text, value: of.mean, unit };
  };
  const delta: NumberCell =
    difference === null
      ? NONE
      : { text: signed(difference.mean, unit), value: difference.mean, unit };
  const width: NumberCell =
    difference === null
      ? NONE
      : { text: widthText(difference.halfWidth, unit), value: difference.halfWidth, unit };
  return [name, side(a), side(b), delta, width, wordCell(word)];
}

function signed(value: number, unit: PairedNumber["unit"]): string {
  if (value === 0) return "0";
  return `${value > 0 ? "+" : "−"}${numberText(Math.abs(value), unit)}`;
}

function wordCell(word: Word): Cell {
  const none = { value: null, unit: "" };
  switch (word) {
    case "better":
      return { ...none, text: "✓ better", tone: "good" };
    case "worse":
      return { ...none, text: "✗ worse", tone: "bad" };
    case "not-seen":
      return "equal within ±";
    case "undecided":
      return "too few seeds to say";
    default:
      return word;
  }
}

function changes({ settings, lines }: CompareInput): Block[] {
  const blocks: Block[] = [];
  if (lines.length > 0) {
    blocks.push({ kind: "code", language: "diff", text: lines.join("\n") });
  }
  if (settings === null) {
    const text = "Of one side the scenario is not known: `run --out` keeps it beside its results.";
    return [...blocks, { kind: "prose", text }];
  }
  if (settings.length === 0) {
    const text = "The scenarios are the same, defaults filled in.";
    return [...blocks, { kind: "prose", text }];
  }
  const shown = settings.slice(0, MOST_SETTINGS);
  const rest = settings.length - shown.length;
  blocks.push({
    kind: "table",
    caption: "Settings, defaults filled in",
    columns: [{ name: "setting" }, { name: "A" }, { name: "B" }],
    rows: shown.map(({ path, before, after }) => [path, before || "–", after || "–"]),
  });
  if (rest > 0) blocks.push({ kind: "prose", text: `… and ${String(rest)} more.`, isAside: true });
  return blocks;
}

/** Both sides over each other, on one clock: A solid, B dashed. */
function course({ a, b, seed }: NonNullable<CompareInput["courses"]>): Section {
  const zero = { a: a.faults[0]?.fromSeconds ?? 0, b: b.faults[0]?.fromSeconds ?? 0 };
  const isAligned = a.faults.length > 0 && b.faults.length > 0;
  const from = isAligned ? zero : { a: 0, b: 0 };
  const pairs = [
    ...a.tiers.flatMap(({ layer, fill }): Pair[] => {
      const other = b.tiers.find((tier) => tier.layer === layer)?.fill;
      if (fill === undefined || other === undefined) return [];
      const name = "fullest channel of the layer [% of its capacity]";
      return [{ title: `Fill of ${layer}`, name, form: "share", top: 1, a: fill, b: other }];
    }),
    ...a.groups.flatMap(({ layer, worstBacklogBytes }): Pair[] => {
      const other = b.groups.find((group) => group.layer === layer)?.worstBacklogBytes;
      if (other === undefined) return [];
      const inMegabytes = (of: Float64Array): Float64Array => of.map((bytes) => bytes / 1e6);
      const name = "kept by the server that keeps most [MB]";
      const sides = { a: inMegabytes(worstBacklogBytes), b: inMegabytes(other) };
      return [{ title: `Backlog of ${layer}`, name, form: "number", top: 0.1, ...sides }];
    }),
  ];
  const clock = isAligned ? "time from the start of the outage" : "time since the start";
  return {
    id: "course",
    heading: `Over time, seed ${String(seed)}`,
    blocks: pairs.map((pair) => figure({ a, b }, pair, from, clock)),
    startsPage: true,
  };
}

interface Pair {
  readonly title: string;
  readonly name: string;
  readonly form: "share" | "number";
  readonly top: number;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

function figure(
  courses: { readonly a: Course; readonly b: Course },
  pair: Pair,
  zero: { readonly a: number; readonly b: number },
  clock: string,
): FigureBlock {
  const { title } = pair;
  const shifted = (side: "a" | "b"): Float64Array =>
    courses[side].seconds.map((at) => at - zero[side]);
  const curves = {
    a: { times: shifted("a"), values: pair.a },
    b: { times: shifted("b"), values: pair.b },
  };
  const time = {
    from: Math.min(-zero.a, -zero.b),
    to: Math.max(courses.a.durationSeconds - zero.a, courses.b.durationSeconds - zero.b),
    name: clock,
  };
  const series: Series[] = [
    { style: "a1", name: "A, solid", word: "A", curve: curves.a },
    { style: "b1", name: "B, dashed", word: "B", curve: curves.b },
  ];
  const peaks = series.map(({ word, curve }) => {
    const peak = Array.prototype.reduce.call(curve.values, most, 0) as number;
    return `${word} at most ${valueText(peak, pair.form)}`;
  });
  const chart = {
    ...{ label: title, time, series, bands: [], spans: spans(courses.a, zero.a) },
    value: { name: pair.name, form: pair.form, leastTop: pair.top },
  };
  const table = tableOf(title, curves, time, pair.form);
  return {
    kind: "figure",
    title,
    summary: `${peaks.join(", ")}.`,
    chart: { kind: "time", chart },
    table,
  };
}

function most(largest: unknown, value: unknown): number {
  return (value as number) > (largest as number) ? (value as number) : (largest as number);
}

function valueText(value: number, form: Pair["form"]): string {
  return form === "share" ? numberText(value, "share") : numberText(value * 1e6, "bytes");
}

function spans({ faults }: Course, zero: number): Span[] {
  return faults.map(({ fault, fromSeconds, toSeconds }) => {
    return { style: "fault", text: fault, from: fromSeconds - zero, to: toSeconds - zero };
  });
}

function tableOf(
  title: string,
  curves: Readonly<
    Record<"a" | "b", { readonly times: Float64Array; readonly values: Float64Array }>
  >,
  { from, to }: { readonly from: number; readonly to: number },
  form: Pair["form"],
): TableBlock {
  const step = (to - from) / ROWS;
  const rows = Array.from({ length: ROWS }, (_, r) => {
    const [begin, end] = [from + r * step, from + (r + 1) * step];
    const cells = [curves.a, curves.b].map(({ times, values }): Cell => {
      const inside = values.filter((_value, i) => times[i]! >= begin && times[i]! <= end);
      if (inside.length === 0) return NONE;
      const largest = inside.reduce((x, y) => most(x, y), 0);
      return {
        text: valueText(largest, form),
        value: largest,
        unit: form === "share" ? "share" : "MB",
      };
    });
    return [`${timeText(begin)} to ${timeText(end)}`, ...cells];
  });
  return {
    kind: "table",
    caption: `${title}: largest value in each stretch of time`,
    columns: [{ name: "time" }, { name: "A", isNumber: true }, { name: "B", isNumber: true }],
    rows,
  };
}

function timeText(seconds: number): string {
  const text = formatDuration(Math.abs(seconds) * TICKS_PER_SECOND);
  return seconds < 0 ? `−${text}` : `+${text}`;
}
