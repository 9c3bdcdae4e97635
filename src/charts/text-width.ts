/**
 * How wide a text will be, without a screen: by classes of characters, on the wide side of the usual
 * sans-serif fonts, so that what fits here fits there.
 */
import { FONT_PX } from "./theme.js";

/** Widths as shares of the font size. */
const NARROW = 0.4;
const USUAL = 0.64;
const CAPITAL = 0.74;
const WIDE = 1;

/** @returns [px] at the chart's font size, at least as much as the text takes */
export function textWidth(text: string): number {
  let ems = 0;
  for (const character of text) ems += widthOf(character);
  return ems * FONT_PX;
}

/** @returns the text, or as much of its beginning as fits with an ellipsis; empty when not even that does */
export function fitText(text: string, px: number): string {
  if (textWidth(text) <= px) return text;
  let fitting = "";
  for (const character of text) {
    if (textWidth(`${fitting}${character}…`) > px) break;
    fitting += character;
  }
  return fitting === "" ? "" : `${fitting.trimEnd()}…`;
}

function widthOf(character: string): number {
  if (/[ .,:;'|!()[\]ijlftr/-]/.test(character)) return NARROW;
  if (/[a-ln-vx-z0-9_"+<>=~*?$^`{}]/.test(character)) return USUAL;
  if (/[A-LN-VX-Z]/.test(character)) return CAPITAL;
  return WIDE;
}
