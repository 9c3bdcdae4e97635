/** Back end: a picture on a canvas, the same marks as in reports and exports. */
import { area, line } from "d3-shape";
import type { Mark, Picture } from "../../../src/charts/marks.js";
import {
  DOT_PX,
  FILLS,
  FONT,
  FONT_PX,
  LINES,
  TEXTS,
  type LineStyle,
} from "../../../src/charts/theme.js";
import type { Theme } from "../../shell/state.js";
import { fitCanvas } from "../canvas.js";

type Context = CanvasRenderingContext2D;

export function drawPicture(canvas: HTMLCanvasElement, picture: Picture, theme: Theme): void {
  const context = fitCanvas(canvas, picture.width, picture.height);
  for (const mark of picture.marks) drawMark(context, mark, theme);
}

function drawMark(context: Context, mark: Mark, theme: Theme): void {
  switch (mark.kind) {
    case "line": {
      const { xs, ys } = mark;
      stroke(context, mark.style, theme, () => {
        line<number>()
          .defined((i) => !Number.isNaN(ys[i]!))
          .x((i) => xs[i]!)
          .y((i) => ys[i]!)
          .context(context)(xs.keys());
      });
      break;
    }
    case "dots": {
      const { xs, ys } = mark;
      context.fillStyle = LINES[mark.style][theme];
      context.beginPath();
      xs.forEach((x, i) => {
        if (Number.isNaN(ys[i]!)) return;
        context.moveTo(x + DOT_PX / 2, ys[i]!);
        context.arc(x, ys[i]!, DOT_PX / 2, 0, 2 * Math.PI);
      });
      context.fill();
      break;
    }
    case "area": {
      const { xs, lows, highs } = mark;
      context.fillStyle = FILLS[mark.style][theme];
      context.beginPath();
      area<number>()
        .defined((i) => !Number.isNaN(lows[i]!) && !Number.isNaN(highs[i]!))
        .x((i) => xs[i]!)
        .y0((i) => lows[i]!)
        .y1((i) => highs[i]!)
        .context(context)(xs.keys());
      context.fill();
      break;
    }
    case "rect":
      context.fillStyle = FILLS[mark.style][theme];
      context.fillRect(mark.x, mark.y, mark.width, mark.height);
      break;
    case "rule":
      stroke(context, mark.style, theme, () => {
        context.moveTo(mark.x1, mark.y1);
        context.lineTo(mark.x2, mark.y2);
      });
      break;
    case "text": {
      const look = TEXTS[mark.style];
      context.font = `${look.isBold === true ? "600 " : ""}${String(FONT_PX)}px ${FONT}`;
      context.fillStyle = look[theme];
      context.textAlign = mark.anchor === "middle" ? "center" : mark.anchor;
      context.fillText(mark.text, mark.x, mark.y);
      break;
    }
    case "clip":
      context.save();
      context.beginPath();
      context.rect(mark.x, mark.y, mark.width, mark.height);
      context.clip();
      for (const inner of mark.marks) drawMark(context, inner, theme);
      context.restore();
      break;
  }
}

function stroke(context: Context, style: LineStyle, theme: Theme, path: () => void): void {
  const look = LINES[style];
  context.strokeStyle = look[theme];
  context.lineWidth = look.width;
  context.setLineDash([...(look.dash ?? [])]);
  // A sample alone between gaps is a path without length: seen only with round ends.
  context.lineCap = look.dash === undefined ? "round" : "butt";
  context.lineJoin = "round";
  context.beginPath();
  path();
  context.stroke();
  context.setLineDash([]);
}
