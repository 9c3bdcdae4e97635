/** What charts of bars and of cells write at their edges. */
import type { TextMark } from "../marks.js";
import { fitText } from "../text-width.js";

/** Height of a title [px], and what is left free beside a text. */
export const TITLE_PX = 20;
export const BESIDE = 8;

/** @param room [px] for the text, which is cut where it is longer */
export function titleMark(
  text: string,
  at: { readonly x: number; readonly y: number },
  anchor: "start" | "end",
  room: number,
): TextMark {
  return { kind: "text", style: "title", anchor, text: fitText(text, room), ...at };
}
