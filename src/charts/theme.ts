/**
 * How marks look, in a light and a dark theme: the one place with colours. Lines of data differ by colour, by
 * dash and by a word in the legend. Each line and text has a contrast of at least 3:1, texts 4.5:1.
 */

/**
 * Lines of data: two runs over each other, what becomes of events, up to twelve of anything else (four colours, in
 * each of which three dashes), and up to four of anything else of two runs (A solid, B dashed in the same colour).
 */
export type SeriesStyle =
  | "recorded"
  | "simulated"
  | "offered"
  | "accepted"
  | "delivered"
  | "refused"
  | `series${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`
  | `${"a" | "b"}${1 | 2 | 3 | 4}`;
export type LineStyle = SeriesStyle | "grid" | "axis" | "edge" | "pin";
/** Cells of a grid: the first is where all is well, each next one stands out more. */
export type CellStyle = "cell0" | "cell1" | "cell2" | "cell3" | "cell4" | "cell5";
export type FillStyle =
  "within" | "fault" | "quiet" | "lower" | "higher" | `band${1 | 2 | 3 | 4}` | CellStyle;
export type TextStyle = SeriesStyle | "tick" | "title" | "span" | "legend" | CellStyle;

/** A colour in both themes. */
export interface Paint {
  readonly light: string;
  readonly dark: string;
}

export interface LineLook extends Paint {
  readonly width: number; // px
  /** Lengths drawn and left out in turn [px]; none: solid. */
  readonly dash?: readonly number[];
}

export interface TextLook extends Paint {
  readonly isBold?: boolean;
}

export const BACKGROUND: Paint = { light: "#ffffff", dark: "#0f1419" };
export const FONT_PX = 12;
/** Across. */
export const DOT_PX = 4;
export const FONT = "system-ui, sans-serif";

const RECORDED: Paint = { light: "#0b63a8", dark: "#6cb6ff" };
const SIMULATED: Paint = { light: "#b83c07", dark: "#ff9e57" };
const GREEN: Paint = { light: "#2a6f3b", dark: "#7ee08f" };
const VIOLET: Paint = { light: "#51248d", dark: "#e997fd" };
const INK: Paint = { light: "#24292f", dark: "#e6edf3" };
const DASHED: readonly number[] = [5, 4];
const LONG: readonly number[] = [7, 3];
const SHORT: readonly number[] = [2, 2];
const MIXED: readonly number[] = [8, 3, 2, 3];
const MUTED: Paint = { light: "#57606a", dark: "#9da7b3" };

export const LINES: Readonly<Record<LineStyle, LineLook>> = {
  recorded: { ...RECORDED, width: 2.5 },
  simulated: { ...SIMULATED, width: 1.75, dash: [4, 5] },
  offered: { ...INK, width: 2.5 },
  accepted: { ...RECORDED, width: 1.75, dash: [7, 3] },
  delivered: { ...GREEN, width: 1.75, dash: [2, 2] },
  refused: { ...VIOLET, width: 2 },
  series1: { ...RECORDED, width: 2 },
  series2: { ...SIMULATED, width: 2, dash: LONG },
  series3: { ...GREEN, width: 2, dash: SHORT },
  series4: { ...VIOLET, width: 2, dash: MIXED },
  series5: { ...RECORDED, width: 2, dash: LONG },
  series6: { ...SIMULATED, width: 2, dash: SHORT },
  series7: { ...GREEN, width: 2, dash: MIXED },
  series8: { ...VIOLET, width: 2 },
  series9: { ...RECORDED, width: 2, dash: SHORT },
  series10: { ...SIMULATED, width: 2, dash: MIXED },
  series11: { ...GREEN, width: 2 },
  series12: { ...VIOLET, width: 2, dash: LONG },
  a1: { ...INK, width: 2 },
  a2: { ...RECORDED, width: 2 },
  a3: { ...GREEN, width: 2 },
  a4: { ...VIOLET, width: 2 },
  b1: { ...INK, width: 2, dash: DASHED },
  b2: { ...RECORDED, width: 2, dash: DASHED },
  b3: { ...GREEN, width: 2, dash: DASHED },
  b4: { ...VIOLET, width: 2, dash: DASHED },
  grid: { light: "#e3e6ea", dark: "#262d36", width: 1 },
  axis: { ...MUTED, width: 1 },
  edge: { ...MUTED, width: 1, dash: [1, 3] },
  pin: { ...INK, width: 1, dash: [8, 3, 1, 3] },
};

/** A cell, and what is written in it: worse is further from the background, in both themes and on paper. */
const CELLS = {
  cell0: {
    fill: { light: "#e8ecf1", dark: "#1c2530" },
    ink: { light: "#24292f", dark: "#e6edf3" },
  },
  cell1: {
    fill: { light: "#1f97d3", dark: "#1b7099" },
    ink: { light: "#000000", dark: "#ffffff" },
  },
  cell2: {
    fill: { light: "#a37108", dark: "#8c8110" },
    ink: { light: "#000000", dark: "#000000" },
  },
  cell3: {
    fill: { light: "#9c2832", dark: "#fe7e72" },
    ink: { light: "#ffffff", dark: "#000000" },
  },
  cell4: {
    fill: { light: "#51248d", dark: "#e997fd" },
    ink: { light: "#ffffff", dark: "#000000" },
  },
  cell5: {
    fill: { light: "#161718", dark: "#f0f4ef" },
    ink: { light: "#ffffff", dark: "#000000" },
  },
};

/** Translucent (the last two digits) where they lie over each other and over the grid. */
export const FILLS: Readonly<Record<FillStyle, Paint>> = {
  within: { light: "#b83c0738", dark: "#ff9e5748" },
  fault: { light: "#7a4fa326", dark: "#c9a2f238" },
  quiet: { light: "#57606a14", dark: "#9da7b31c" },
  lower: { light: "#0b63a88c", dark: "#6cb6ff8c" },
  higher: { light: "#b83c078c", dark: "#ff9e578c" },
  band1: { light: "#0b63a838", dark: "#6cb6ff48" },
  band2: { light: "#b83c0738", dark: "#ff9e5748" },
  band3: { light: "#2a6f3b38", dark: "#7ee08f48" },
  band4: { light: "#51248d38", dark: "#e997fd48" },
  cell0: CELLS.cell0.fill,
  cell1: CELLS.cell1.fill,
  cell2: CELLS.cell2.fill,
  cell3: CELLS.cell3.fill,
  cell4: CELLS.cell4.fill,
  cell5: CELLS.cell5.fill,
};

export const TEXTS: Readonly<Record<TextStyle, TextLook>> = {
  tick: MUTED,
  title: MUTED,
  span: INK,
  legend: INK,
  recorded: { ...RECORDED, isBold: true },
  simulated: { ...SIMULATED, isBold: true },
  offered: { ...INK, isBold: true },
  accepted: { ...RECORDED, isBold: true },
  delivered: { ...GREEN, isBold: true },
  refused: { ...VIOLET, isBold: true },
  series1: { ...RECORDED, isBold: true },
  series2: { ...SIMULATED, isBold: true },
  series3: { ...GREEN, isBold: true },
  series4: { ...VIOLET, isBold: true },
  series5: { ...RECORDED, isBold: true },
  series6: { ...SIMULATED, isBold: true },
  series7: { ...GREEN, isBold: true },
  series8: { ...VIOLET, isBold: true },
  series9: { ...RECORDED, isBold: true },
  series10: { ...SIMULATED, isBold: true },
  series11: { ...GREEN, isBold: true },
  series12: { ...VIOLET, isBold: true },
  a1: { ...INK, isBold: true },
  a2: { ...RECORDED, isBold: true },
  a3: { ...GREEN, isBold: true },
  a4: { ...VIOLET, isBold: true },
  b1: INK,
  b2: RECORDED,
  b3: GREEN,
  b4: VIOLET,
  cell0: { ...CELLS.cell0.ink, isBold: true },
  cell1: { ...CELLS.cell1.ink, isBold: true },
  cell2: { ...CELLS.cell2.ink, isBold: true },
  cell3: { ...CELLS.cell3.ink, isBold: true },
  cell4: { ...CELLS.cell4.ink, isBold: true },
  cell5: { ...CELLS.cell5.ink, isBold: true },
};

/**
 * The theme as a style sheet: dark on screens that ask for it, light on paper.
 * @param scope selector that the colours are set on, such as `:root` of a page
 */
export function chartCss(scope: string): string {
  const looks: [string, Paint][] = [
    ...Object.entries(LINES).map(([name, paint]): [string, Paint] => [`line-${name}`, paint]),
    ...Object.entries(FILLS).map(([name, paint]): [string, Paint] => [`fill-${name}`, paint]),
    ...Object.entries(TEXTS).map(([name, paint]): [string, Paint] => [`text-${name}`, paint]),
  ];
  const colours = (theme: "light" | "dark"): string =>
    looks.map(([name, paint]) => `--${name}:${paint[theme]}`).join(";");
  return [
    `${scope}{${colours("light")}}`,
    `@media screen and (prefers-color-scheme:dark){${scope}{${colours("dark")}}}`,
    `.chart{font:${String(FONT_PX)}px ${FONT}}`,
    ".chart path{fill:none;stroke-linejoin:round}",
    ...Object.entries(LINES).map(([name, look]) => lineRule(name, look)),
    `.chart .dots{stroke-width:${String(DOT_PX)};stroke-linecap:round;stroke-dasharray:none}`,
    ...Object.keys(FILLS).map((name) => `.chart .fill-${name}{fill:var(--fill-${name})}`),
    ...Object.entries(TEXTS).map(([name, { isBold }]) => {
      return `.chart .text-${name}{fill:var(--text-${name})${isBold === true ? ";font-weight:600" : ""}}`;
    }),
  ].join("\n");
}

function lineRule(name: string, { width, dash }: LineLook): string {
  const dashes = dash === undefined ? "" : `;stroke-dasharray:${dash.join(" ")}`;
  // A sample alone between gaps is a path without length: seen only with round ends.
  const ends = name === "recorded" || name === "simulated" ? ";stroke-linecap:round" : "";
  return `.chart .line-${name}{stroke:var(--line-${name});stroke-width:${String(width)}${dashes}${ends}}`;
}
