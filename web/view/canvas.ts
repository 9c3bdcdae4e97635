/** Canvases that are as sharp as the screen. */
import type { Theme } from "../shell/state.js";

/** Sizes and clears it. @returns its context, in pixels of the page */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${String(width)}px`;
  canvas.style.height = `${String(height)}px`;
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

export function themeOf(element: Element): Theme {
  return element.ownerDocument.documentElement.dataset["theme"] === "dark" ? "dark" : "light";
}
