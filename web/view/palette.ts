/**
 * The colours of the six states, worse is further from the background in both themes; and the sprites by which
 * a canvas draws them, with a pattern each, so that colour is never alone.
 */
import { contextOf } from "./canvas.js";
import type { Theme } from "../shell/state.js";

export interface StatePaint {
  readonly fill: string;
  /** Of a word or glyph on the fill. */
  readonly ink: string;
}

/** By severity; see model/states.ts. Idle is an outline. */
export const STATE_PAINTS: Readonly<Record<Theme, readonly StatePaint[]>> = {
  light: [
    { fill: "#57606a", ink: "#ffffff" },
    { fill: "#1f97d3", ink: "#000000" },
    { fill: "#a37108", ink: "#000000" },
    { fill: "#9c2832", ink: "#ffffff" },
    { fill: "#51248d", ink: "#ffffff" },
    { fill: "#161718", ink: "#ffffff" },
  ],
  dark: [
    { fill: "#9da7b3", ink: "#000000" },
    { fill: "#1b7099", ink: "#ffffff" },
    { fill: "#8c8110", ink: "#000000" },
    { fill: "#fe7e72", ink: "#000000" },
    { fill: "#e997fd", ink: "#000000" },
    { fill: "#f0f4ef", ink: "#000000" },
  ],
};

export const BACKGROUNDS: Readonly<Record<Theme, string>> = { light: "#ffffff", dark: "#0f1419" };

/** Sets the states' colours as `--state-0` … `--ink-5`. */
export function applyPaints(root: HTMLElement, theme: Theme): void {
  STATE_PAINTS[theme].forEach(({ fill, ink }, i) => {
    root.style.setProperty(`--state-${String(i)}`, fill);
    root.style.setProperty(`--ink-${String(i)}`, ink);
  });
}

/** @param size [px] of a cell on the screen @returns one picture a state, by severity */
export function stateSprites(theme: Theme, size: number, ratio: number): HTMLCanvasElement[] {
  return STATE_PAINTS[theme].map((paint, state) => {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(size * ratio);
    canvas.height = canvas.width;
    const context = contextOf(canvas);
    context.scale(ratio, ratio);
    drawState(context, state, paint, { size, background: BACKGROUNDS[theme] });
    return canvas;
  });
}

function drawState(
  context: CanvasRenderingContext2D,
  state: number,
  { fill, ink }: StatePaint,
  { size, background }: { readonly size: number; readonly background: string },
): void {
  context.fillStyle = fill;
  context.strokeStyle = state === 0 ? fill : ink;
  context.lineWidth = Math.max(1, size / 10);
  if (state === 0) {
    context.strokeRect(0.5, 0.5, size - 1, size - 1);
    return;
  }
  context.fillRect(0, 0, size, size);
  if (state === 2) {
    // A notch at the top: what rises.
    context.fillStyle = background;
    context.beginPath();
    context.moveTo(size * 0.25, 0);
    context.lineTo(size * 0.75, 0);
    context.lineTo(size / 2, size * 0.4);
    context.fill();
  }
  if (state === 3) hatch(context, size, size * 0.7, false);
  if (state === 4) hatch(context, size, size * 0.36, false);
  if (state === 5) hatch(context, size, size * 0.5, true);
}

function hatch(
  context: CanvasRenderingContext2D,
  size: number,
  apart: number,
  isCross: boolean,
): void {
  context.globalAlpha = 0.75;
  context.beginPath();
  for (let x = -size + apart / 2; x < size; x += apart) {
    context.moveTo(x, size);
    context.lineTo(x + size, 0);
    if (!isCross) continue;
    context.moveTo(x, 0);
    context.lineTo(x + size, size);
  }
  context.stroke();
  context.globalAlpha = 1;
}
