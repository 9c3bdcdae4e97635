/**
 * Back end: a picture as SVG that needs no style sheet. Looks are attributes, in one theme: it is the same in every
 * program, also in those that know no CSS variables, and where a page's policy allows no styles.
 */
import type { Picture } from "./marks.js";
import { svgElement } from "./svg.js";
import { DOT_PX, FILLS, FONT, FONT_PX, LINES, TEXTS } from "./theme.js";

type Theme = "light" | "dark";

/** @returns an `svg` element to stand within another, or in a page */
export function plainSvgElement(picture: Picture, theme: Theme): string {
  // A quote in a text is escaped, so what looks like an attribute is one.
  return svgElement(picture)
    .replace(' class="chart"', ` font-family="${FONT}" font-size="${String(FONT_PX)}"`)
    .replaceAll(
      /class="(line|fill|text)-(\w+)( dots)?"/g,
      (_, kind: string, style: string, dots) => {
        return (dots === undefined ? looks(kind, style, theme) : dotLooks(style, theme))
          .map(([name, value]) => `${name}="${value}"`)
          .join(" ");
      },
    );
}

function looks(kind: string, style: string, theme: Theme): [string, string | number][] {
  if (kind === "fill") return fill(FILLS[style as keyof typeof FILLS][theme]);
  if (kind === "text") {
    const { isBold = false, [theme]: colour } = TEXTS[style as keyof typeof TEXTS];
    return [["fill", colour], ...(isBold ? [["font-weight", 600] as [string, number]] : [])];
  }
  const { width, dash, [theme]: colour } = LINES[style as keyof typeof LINES];
  return [
    ["fill", "none"],
    ["stroke", colour],
    ["stroke-width", width],
    ["stroke-linejoin", "round"],
    ...(dash === undefined ? [] : [["stroke-dasharray", dash.join(" ")] as [string, string]]),
  ];
}

function dotLooks(style: string, theme: Theme): [string, string | number][] {
  const { [theme]: colour } = LINES[style as keyof typeof LINES];
  return [
    ["stroke", colour],
    ["stroke-width", DOT_PX],
    ["stroke-linecap", "round"],
  ];
}

/** `#rrggbbaa` as colour and opacity: not every program knows the eight digits. */
function fill(colour: string): [string, string | number][] {
  if (colour.length === 7) return [["fill", colour]];
  const opacity = parseInt(colour.slice(7), 16) / 255;
  return [
    ["fill", colour.slice(0, 7)],
    ["fill-opacity", Math.round(opacity * 1000) / 1000],
  ];
}
