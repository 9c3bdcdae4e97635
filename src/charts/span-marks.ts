/** Stretches of time behind the data, with their labels in lanes above the plot. */
import type { Mark, TextMark } from "./marks.js";
import { inLanes } from "./places.js";
import type { Plot, Span, TimeChart } from "./chart.js";

/** Labels beyond it are left out; the stretch itself and its hint stay. */
const MOST_LANES = 4;
const INSET = 3;
const BASELINE = 12;
/** Between the lanes and the plot [px]. */
export const BELOW_LANES = 3;

/** @param lanePx height of a lane @returns how many lanes the labels take, and what to draw in a plot below them */
export function spanMarks(
  { spans, time }: TimeChart,
  left: number,
  right: number,
  lanePx: number,
): { readonly lanes: number; draw(plot: Plot): readonly Mark[] } {
  const seen = spans.filter(({ from, to }) => to >= time.from && from <= time.to);
  const pixels = (right - left) / (time.to - time.from);
  const beginOf = ({ from }: Span): number => left + Math.max(0, from - time.from) * pixels;
  const wanted = seen.map((span) => ({ x: beginOf(span) + INSET, text: span.text }));
  const places = inLanes(wanted, { left: left + INSET, right }, MOST_LANES);
  const lanes = 1 + Math.max(-1, ...places.map((place) => place?.lane ?? -1));
  return {
    lanes,
    draw: (plot) => {
      const top = (lane: number): number =>
        plot.top - (lane < lanes ? BELOW_LANES : 0) - (lanes - lane) * lanePx;
      const stretches = seen.flatMap((span, i) => {
        return stretch(span, plot, top(places[i]?.lane ?? lanes), time.to);
      });
      const labels = places.flatMap((place): TextMark[] => {
        if (place === undefined) return [];
        const at = { x: place.x, y: top(place.lane) + BASELINE };
        return [{ kind: "text", style: "span", anchor: "start", text: place.text, ...at }];
      });
      return [...stretches, ...labels];
    },
  };
}

/** From its label down to the time axis. */
function stretch({ style, text, from, to }: Span, plot: Plot, top: number, end: number): Mark[] {
  const x1 = Math.max(plot.left, plot.x(from));
  const x2 = Math.min(plot.right, plot.x(Math.min(to, end)));
  const { bottom } = plot;
  const edge = (x: number, y: number): Mark => {
    const line = style === "pin" ? "pin" : "edge";
    return { kind: "rule", style: line, x1: x, y1: y, x2: x, y2: bottom };
  };
  if (style === "pin" || x2 <= x1) return [edge(x1, top)];
  const box = { x: x1, y: top, width: x2 - x1, height: bottom - top };
  // The label may be longer than the stretch: its end is not drawn through it.
  const edges = style === "fault" ? [edge(x1, top), edge(x2, plot.top)] : [];
  return [{ kind: "rect", style, hint: text, ...box }, ...edges];
}
