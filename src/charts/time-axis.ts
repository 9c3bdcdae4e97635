/** The ticks of a time axis that there is room for: as many as can be without a label on another. */
import { textWidth } from "./text-width.js";
import { timeTicks, type Tick, type TimeTicks } from "./ticks.js";

/** Where an axis lies [px]. */
export interface AxisRoom {
  readonly left: number;
  readonly right: number;
  /** Of the picture: no label leaves it. */
  readonly width: number;
}

const LEAST_LABEL_PX = 30;
const BETWEEN = 14;

/** @param from [s] @param to [s] @param clock what a tick says; undefined: see timeTicks */
export function timeAxis(
  from: number,
  to: number,
  room: AxisRoom,
  clock?: (seconds: number) => string,
): TimeTicks {
  const pixels = (room.right - room.left) / (to - from);
  const fits = ({ ticks }: TimeTicks): boolean => {
    const edges = ticks.map(({ at, text }) => {
      const middle = labelMiddle(room.left + (at - from) * pixels, text, room.width);
      return { left: middle - textWidth(text) / 2, right: middle + textWidth(text) / 2 };
    });
    return edges.every(({ left }, i) => i === 0 || left - edges[i - 1]!.right >= BETWEEN);
  };
  const worded = (most: number): TimeTicks => {
    const { ticks, unit } = timeTicks(from, to, most);
    if (clock === undefined) return { ticks, unit };
    return { ticks: ticks.map(({ at }) => ({ at, text: clock(at) })), unit };
  };
  for (let most = Math.floor((room.right - room.left) / LEAST_LABEL_PX); most > 1; most--) {
    const found = worded(most);
    if (fits(found)) return found;
  }
  return worded(1);
}

/** The middle of a label below its tick, or beside it where it would leave the picture [px]. */
export function labelMiddle(tickX: number, text: Tick["text"], width: number): number {
  const half = textWidth(text) / 2;
  return Math.max(half, Math.min(tickX, width - half));
}
