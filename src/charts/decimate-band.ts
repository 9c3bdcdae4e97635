/** Fewer points for the same band: of each column of pixels the lowest low and the highest high. */
import { windowOf, type Curve, type Window } from "./curve.js";

/** The area between two lines; a NaN is a gap. */
export interface BandPoints {
  readonly times: readonly number[];
  readonly lows: readonly number[];
  readonly highs: readonly number[];
}

/**
 * @param highs at the times of `lows`, and not there where those are not
 * @param columns [px] width of the window
 */
export function decimateBand(
  lows: Curve,
  highs: Curve,
  shown: Window,
  columns: number,
): BandPoints {
  const { times } = lows;
  const out = { times: [] as number[], lows: [] as number[], highs: [] as number[] };
  const { begin, end } = windowOf(times, shown);
  const pixels = columns / (shown.to - shown.from);
  let column = NaN;
  for (let i = begin; i < end; i++) {
    const [low, high] = [lows.values[i]!, highs.values[i]!];
    const index = Math.floor((times[i]! - shown.from) * pixels);
    const n = out.times.length - 1;
    if (index === column && !Number.isNaN(low) && !Number.isNaN(out.lows[n]!)) {
      out.lows[n] = Math.min(out.lows[n]!, low);
      out.highs[n] = Math.max(out.highs[n]!, high);
      continue;
    }
    column = index;
    out.times.push(times[i]!);
    out.lows.push(low);
    out.highs.push(high);
  }
  return withoutLevel(out);
}

/** Leaves out what lies in the middle of a level stretch. */
function withoutLevel({ times, lows, highs }: BandPoints): BandPoints {
  const isLike = (i: number, j: number): boolean => lows[i] === lows[j] && highs[i] === highs[j];
  const isKept = (_: number, i: number): boolean => !isLike(i, i - 1) || !isLike(i, i + 1);
  return { times: times.filter(isKept), lows: lows.filter(isKept), highs: highs.filter(isKept) };
}
