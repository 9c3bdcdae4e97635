/** The heatmap of the whole run as a picture of its own: cells as one image, the names of the rows as text. */
import { interpolateCividis } from "d3-scale-chromatic";
import { fitText } from "../../../src/charts/text-width.js";
import { labelMiddle, timeAxis } from "../../../src/charts/time-axis.js";
import { secondsFromTicks } from "../../../src/units/time.js";
import {
  binsOf,
  heatRows,
  heatValues,
  orderRows,
  type HeatLayer,
} from "../../model/details/heat.js";
import { USUAL_LOOK, type Look as Choices } from "../../model/details/look.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Theme } from "../../shell/state.js";
import { paintHeat, ROW_PX } from "../details/heat-paint.js";
import { STATE_PAINTS } from "../palette.js";
import { lookOf, text, type Look } from "./look.js";
import { node, type SvgNode } from "./svg-node.js";
import { axisClock } from "../../text/times.js";
import { say } from "../../text/say.js";

const BIN_PX = 2;
const LABEL_PX = 170;
const NAME_PX = 10;
/** Times and key below the cells [px]. */
const BELOW = 42;

/** @returns an `svg` node with its width and height */
export function heatPicture(
  run: RunModel,
  width: number,
  theme: Theme,
  { heatLayer, heatOrder, opened }: Choices = USUAL_LOOK,
): SvgNode {
  const canvas = document.createElement("canvas");
  const room = width - LABEL_PX;
  const bins = binsOf(run.recording.times.length, Math.floor(room / BIN_PX));
  const cells = (room * run.endTicks) / run.durationTicks;
  const valued = heatRows(run, opened).map((row) => {
    return { row, values: heatValues(run, row, heatLayer, bins) };
  });
  const rows = orderRows(valued, heatOrder, {
    fill: ({ row }) => heatValues(run, row, "fill", bins),
    refusals: ({ row }) => heatValues(run, row, "refusals", bins),
  });
  const heat = { rows, bins, rowPx: ROW_PX, left: 0, width: cells };
  paintHeat(canvas, heat, heatLayer, theme, false);
  const height = rows.length * ROW_PX;
  const look = lookOf(theme);
  const image = { x: LABEL_PX, y: 0, width: cells, height, href: canvas.toDataURL() };
  const names = rows.map(({ row: { name } }, i) =>
    text(0, i * ROW_PX + NAME_PX, look.ink, fitText(name, LABEL_PX - 4), { size: NAME_PX }),
  );
  const whole = height + BELOW;
  const size = { width, height: whole, viewBox: `0 0 ${String(width)} ${String(whole)}` };
  const namespace = { xmlns: "http://www.w3.org/2000/svg" };
  const marks = [
    node("image", image),
    ...names,
    ...times(run, room, height, look),
    ...(heatLayer === "state" ? stateKey(room, height, look) : scaleKey(heatLayer, height, look)),
  ];
  return node("svg", { ...namespace, ...size }, ...marks);
}

/** Below the cells: when it is. */
function times({ durationTicks }: RunModel, room: number, y: number, { muted }: Look): SvgNode[] {
  const seconds = secondsFromTicks(durationTicks);
  const clock = axisClock(seconds);
  const place = { left: LABEL_PX, right: LABEL_PX + room, width: LABEL_PX + room };
  const axis = timeAxis(0, seconds, place, clock);
  return axis.ticks.map(({ at, text: word }) => {
    const x = labelMiddle(LABEL_PX + (room * at) / seconds, word, LABEL_PX + room);
    return text(x, y + 16, muted, clock === undefined && axis.unit === "s" ? `${word} s` : word, {
      size: 11,
      anchor: "middle",
    });
  });
}

/** Which colour is which state. */
function stateKey(room: number, y: number, { theme, ink }: Look): SvgNode[] {
  return STATE_NAMES.slice(1).flatMap(({ glyph, word }, i) => {
    const x = LABEL_PX + (i * room) / (STATE_NAMES.length - 1);
    const { fill } = STATE_PAINTS[theme][i + 1]!;
    return [
      node("rect", { x, y: y + 27, width: 12, height: 12, fill }),
      text(x + 18, y + 37, ink, `${glyph} ${word}`, { size: 11 }),
    ];
  });
}

/** From the dark end of the scale to the bright one. */
function scaleKey(layer: Exclude<HeatLayer, "state">, y: number, { ink }: Look): SvgNode[] {
  const steps = 20;
  const cells = Array.from({ length: steps }, (_, i) => {
    const fill = interpolateCividis(i / (steps - 1));
    return node("rect", { x: LABEL_PX + i * 8, y: y + 27, width: 8.5, height: 12, fill });
  });
  const words =
    layer === "fill"
      ? say("empty to full")
      : say("nothing refused to the most, by order of magnitude");
  return [...cells, text(LABEL_PX + steps * 8 + 8, y + 37, ink, words, { size: 11 })];
}
