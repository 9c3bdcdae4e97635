/** Canvases that are as sharp as the screen. */
import type { Theme } from "../shell/state.js";

/** Whether the browser draws at all: without, what canvases show is there as rows and tables. */
export const HAS_CANVAS = (() => {
  try {
    return document.createElement("canvas").getContext("2d") !== null;
  } catch {
    return false;
  }
})();

/** @returns where to draw; where nothing can be drawn, what takes every stroke and leaves no trace */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return HAS_CANVAS ? canvas.getContext("2d")! : NOWHERE;
}

const NOWHERE = new Proxy({} as CanvasRenderingContext2D, {
  get: (_, name) => {
    if (name === "measureText") return () => ({ width: 0 });
    if (name === "createImageData")
      return (width: number, height: number) => new ImageData(width, height);
    return () => undefined;
  },
  set: () => true,
});

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
  const context = contextOf(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

export function themeOf(element: Element): Theme {
  return element.ownerDocument.documentElement.dataset["theme"] === "dark" ? "dark" : "light";
}
