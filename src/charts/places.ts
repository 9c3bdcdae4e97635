/** Places for labels, so that none lies on another. */
import { fitText, textWidth } from "./text-width.js";

/** Between two labels side by side [px]. */
const BETWEEN = 8;

export interface Wanted {
  readonly x: number; // where it would begin
  readonly text: string;
}

export interface Placed {
  readonly x: number; // where it begins
  readonly text: string; // cut where there is no room
  readonly lane: number; // 0: the topmost
}

/**
 * Labels in lanes, each where it is wanted or, at the right edge, further left; in the first lane that has room.
 * @param wanted in ascending order of x
 * @returns as many as `wanted`; undefined: no lane had room
 */
export function inLanes(
  wanted: readonly Wanted[],
  edges: { readonly left: number; readonly right: number },
  mostLanes: number,
): readonly (Placed | undefined)[] {
  const taken: number[] = []; // by lane: where its last label ends
  return wanted.map(({ x, text: whole }) => {
    const text = fitText(whole, edges.right - edges.left);
    const begin = Math.max(edges.left, Math.min(x, edges.right - textWidth(text)));
    const found = taken.findIndex((end) => end + BETWEEN <= begin);
    const lane = found >= 0 ? found : taken.length;
    if (lane >= mostLanes || text === "") return undefined;
    taken[lane] = begin + textWidth(text);
    return { x: begin, text, lane };
  });
}

/**
 * Moves heights apart until they are `apart` from each other, in their order, between `low` and `high` if that
 * is possible at all.
 */
export function apart(
  wanted: readonly number[],
  distance: number,
  low: number,
  high: number,
): readonly number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = [...wanted];
  let least = low;
  for (const i of order) {
    placed[i] = Math.max(wanted[i]!, least);
    least = placed[i]! + distance;
  }
  let most = high;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i]!, most);
    most = placed[i]! - distance;
  }
  return placed;
}
