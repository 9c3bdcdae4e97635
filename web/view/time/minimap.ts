/** The whole run in one strip: share of the nodes in each state, windows of faults, ticks of events. */
import { chainTo } from "../../model/log.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Theme, TimeWindow } from "../../shell/state.js";
import { fitCanvas, themeOf } from "../canvas.js";
import { STATE_PAINTS } from "../palette.js";

const EVENTS_PX = 8;

export interface MinimapLook {
  readonly width: number; // px
  readonly height: number; // px
  readonly window: TimeWindow | undefined;
  readonly marks: readonly number[];
}

export function drawMinimap(
  canvas: HTMLCanvasElement,
  run: RunModel,
  { width, height, window, marks }: MinimapLook,
): void {
  if (width === 0 || height === 0) return;
  const context = fitCanvas(canvas, width, height);
  const theme = themeOf(canvas);
  drawShares(context, run, { width, height: height - EVENTS_PX, theme });
  const ink = STATE_PAINTS[theme].at(-1)!.fill;
  const x = (ticks: number): number => (ticks / run.durationTicks) * width;
  context.strokeStyle = ink;
  context.fillStyle = ink;
  for (const { fromTicks } of run.log) {
    context.fillRect(Math.round(x(fromTicks)), height - EVENTS_PX, 1, EVENTS_PX);
  }
  drawChain(context, run, x, height);
  for (const mark of marks) {
    context.fillRect(Math.round(x(mark)) - 1, 0, 2, height);
    context.fillRect(Math.round(x(mark)) - 4, 0, 8, 4);
  }
  if (window === undefined) return;
  // What is outside steps back; the window has handles of ink.
  const [from, to] = [x(window.fromTicks), x(window.toTicks)];
  context.globalAlpha = 0.6;
  context.fillStyle = getComputedStyle(canvas).getPropertyValue("--panel");
  context.fillRect(0, 0, from, height);
  context.fillRect(to, 0, width - to, height);
  context.globalAlpha = 1;
  context.strokeStyle = ink;
  context.lineWidth = 2;
  context.strokeRect(from, 1, Math.max(2, to - from), height - 2);
}

/** The chain of causes of the first refusal, as pins that are joined. */
function drawChain(
  context: CanvasRenderingContext2D,
  run: RunModel,
  x: (ticks: number) => number,
  height: number,
): void {
  const first = run.log.findIndex(({ isFirstRefusal }) => isFirstRefusal);
  if (first < 0) return;
  const pins = chainTo(run.log, first).map((i) => x(run.log[i]!.fromTicks));
  const y = height - EVENTS_PX / 2;
  context.lineWidth = 1.5;
  context.beginPath();
  pins.forEach((pin, i) => (i === 0 ? context.moveTo(pin, y) : context.lineTo(pin, y)));
  context.stroke();
  for (const pin of pins) {
    context.beginPath();
    context.arc(pin, y, 3, 0, 2 * Math.PI);
    context.fill();
  }
}

/** Each column of pixels shows its worst sample: the one with most trouble. */
function drawShares(
  context: CanvasRenderingContext2D,
  run: RunModel,
  {
    width,
    height,
    theme,
  }: { readonly width: number; readonly height: number; readonly theme: Theme },
): void {
  const nodes = run.graph.nodes.length;
  if (nodes === 0) return;
  const paints = STATE_PAINTS[theme];
  const { times } = run.recording;
  const lastColumn = Math.min(width, (run.endTicks / run.durationTicks) * width);
  let sample = 0;
  let counts = run.countStates(0);
  for (let column = 0; column < lastColumn; column++) {
    const until = ((column + 1) / width) * run.durationTicks;
    for (let isFirst = true; sample < times.length && times[sample]! < until; sample++) {
      const found = run.countStates(sample);
      if (isFirst || weight(found) > weight(counts)) counts = found;
      isFirst = false;
    }
    let y = 0;
    for (let state = STATE_NAMES.length - 1; state > 0; state--) {
      const part = (counts[state]! / nodes) * height;
      if (part === 0) continue;
      context.fillStyle = paints[state]!.fill;
      context.fillRect(column, height - y - part, 1, part);
      y += part;
    }
  }
}

function weight(counts: readonly number[]): number {
  return counts.reduce((sum, count, state) => sum + count * state * state, 0);
}
