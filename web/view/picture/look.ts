/** Colours of pictures that leave the page, and the patterns by which states are told apart without colour. */
import { BACKGROUND, FONT, LINES, TEXTS } from "../../../src/charts/theme.js";
import type { Theme } from "../../shell/state.js";
import { STATE_PAINTS } from "../palette.js";
import { node, type SvgNode } from "./svg-node.js";

export interface Look {
  readonly theme: Theme;
  readonly background: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
}

export function lookOf(theme: Theme): Look {
  return {
    theme,
    background: BACKGROUND[theme],
    ink: TEXTS.legend[theme],
    muted: TEXTS.tick[theme],
    line: LINES.grid[theme],
    accent: LINES.recorded[theme],
  };
}

/** Referred to as `url(#state-3)`; less severe states are plain. */
export function statePatterns(theme: Theme): SvgNode {
  const lines: readonly (readonly [number, number, string])[] = [
    [3, 6, "M0 6L6 0"],
    [4, 3, "M0 3L3 0"],
    [5, 5, "M0 5L5 0M0 0L5 5"],
  ];
  return node(
    "defs",
    {},
    ...lines.map(([state, size, d]) => {
      const { fill, ink } = STATE_PAINTS[theme][state]!;
      const box = {
        id: `state-${String(state)}`,
        width: size,
        height: size,
        patternUnits: "userSpaceOnUse",
      };
      return node(
        "pattern",
        box,
        node("rect", { width: size, height: size, fill }),
        node("path", { d, stroke: ink, "stroke-width": 0.8, fill: "none" }),
      );
    }),
  );
}

export function stateFill(theme: Theme, state: number): string {
  return state >= 3 ? `url(#state-${String(state)})` : STATE_PAINTS[theme][state]!.fill;
}

export interface Words {
  readonly size?: number; // px
  readonly isBold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
}

export function text(
  x: number,
  y: number,
  fill: string,
  content: string,
  words: Words = {},
): SvgNode {
  const { size = 12, isBold = false, anchor = "start" } = words;
  const weight = isBold ? { "font-weight": 600 } : {};
  const attributes = {
    x,
    y,
    fill,
    "font-size": size,
    "font-family": FONT,
    "text-anchor": anchor,
    ...weight,
  };
  return node("text", attributes, content);
}
