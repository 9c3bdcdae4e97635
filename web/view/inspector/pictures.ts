/** Pictures of one node: its states over the whole run, its fill over the window, its room as slots that can be counted. */
import type { GraphNode } from "../../model/graph.js";
import type { RunModel } from "../../model/run-model.js";
import type { Theme, TimeWindow } from "../../shell/state.js";
import { fitCanvas } from "../canvas.js";
import { STATE_PAINTS } from "../palette.js";

/** Room for at most so many batches is drawn slot by slot. */
export const MOST_SLOTS = 60;
const RIBBON_PX = 14;
const SPARK_PX = 56;
const SLOT_PX = 14;
const GAP_PX = 3;

export interface Sight {
  readonly run: RunModel;
  readonly node: GraphNode;
  readonly theme: Theme;
  readonly width: number; // px
}

/** A column of pixels is the worst state within it. */
export function drawRibbon(canvas: HTMLCanvasElement, { run, node, theme, width }: Sight): void {
  const context = fitCanvas(canvas, width, RIBBON_PX);
  const { times } = run.recording;
  let sample = 0;
  for (let column = 0; column < width; column++) {
    const until = ((column + 1) / width) * run.durationTicks;
    let worst = -1;
    for (; sample < times.length && times[sample]! < until; sample++) {
      worst = Math.max(worst, run.state(node.index, sample));
    }
    if (worst < 0 && column > 0) worst = run.state(node.index, Math.max(0, sample - 1));
    if (worst <= 0 || times[Math.max(0, sample - 1)]! > run.endTicks) continue;
    context.fillStyle = STATE_PAINTS[theme][worst]!.fill;
    context.fillRect(column, 0, 1, RIBBON_PX);
  }
}

/** Fill from 0 to its capacity, with Flume's bands of 60 and 85 % as thin lines. */
export function drawSpark(
  canvas: HTMLCanvasElement,
  { run, node, width }: Sight,
  { fromTicks, toTicks }: TimeWindow,
): void {
  const context = fitCanvas(canvas, width, SPARK_PX);
  const style = getComputedStyle(canvas);
  const fill = run.fill(node);
  context.strokeStyle = style.getPropertyValue("--line");
  for (const share of [0.6, 0.85, 1]) {
    const y = yOf(share);
    context.strokeRect(0, y, width, 0);
  }
  if (fill === undefined) return;
  context.strokeStyle = style.getPropertyValue("--accent");
  context.lineWidth = 1.5;
  context.beginPath();
  const { times } = run.recording;
  const [first, last] = [run.sampleAt(fromTicks), run.sampleAt(toTicks)];
  let isDown = false;
  for (let i = first; i <= last; i++) {
    const share = fill[i]!;
    if (Number.isNaN(share)) {
      isDown = false;
      continue;
    }
    const x = (width * (times[i]! - fromTicks)) / (toTicks - fromTicks);
    if (isDown) context.lineTo(x, yOf(share));
    else context.moveTo(x, yOf(share));
    isDown = true;
  }
  context.stroke();
}

function yOf(share: number): number {
  return 1 + (SPARK_PX - 2) * (1 - Math.min(1, share));
}

/** @returns how many batches fit, and how many are there; undefined where they are too many to count */
export function slotsOf(
  { run, node }: Pick<Sight, "run" | "node">,
  sample: number,
): { readonly slots: number; readonly taken: number; readonly batch: number } | undefined {
  const [channel] = node.channels;
  if (channel === undefined) return undefined;
  const { constants } = run.view.part(channel);
  const capacity = constants["ChannelCapacity"] ?? NaN;
  const [sink] = node.sinks;
  const batch =
    (sink === undefined ? undefined : run.view.part(sink).constants["batchEvents"]) ?? NaN;
  const slots = Math.ceil(capacity / batch);
  if (!(slots <= MOST_SLOTS)) return undefined;
  const events = run.view.series(channel, "ChannelSize")?.[sample] ?? 0;
  return { slots, batch, taken: Number.isNaN(events) ? 0 : events / batch };
}

export function drawSlots(
  canvas: HTMLCanvasElement,
  { slots, taken }: { readonly slots: number; readonly taken: number },
  width: number,
): void {
  const across = Math.max(1, Math.floor((width + GAP_PX) / (SLOT_PX + GAP_PX)));
  const lines = Math.ceil(slots / across);
  const context = fitCanvas(canvas, width, lines * (SLOT_PX + GAP_PX));
  const style = getComputedStyle(canvas);
  context.strokeStyle = style.getPropertyValue("--control");
  context.fillStyle = style.getPropertyValue("--accent");
  for (let slot = 0; slot < slots; slot++) {
    const x = (slot % across) * (SLOT_PX + GAP_PX);
    const y = Math.floor(slot / across) * (SLOT_PX + GAP_PX);
    const share = Math.max(0, Math.min(1, taken - slot));
    context.fillRect(x, y + SLOT_PX * (1 - share), SLOT_PX, SLOT_PX * share);
    context.strokeRect(x + 0.5, y + 0.5, SLOT_PX - 1, SLOT_PX - 1);
  }
}
