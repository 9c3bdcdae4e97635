/** Piecewise parabolas: put together piece by piece, and asked for values, peaks and first moments. */
import type { FluidCurve } from "./course.js";
import { isSame } from "./linear.js";

export class CurveBuilder {
  readonly #atSeconds: number[] = [];
  readonly #value: number[] = [];
  readonly #rate: number[] = [];
  readonly #slope: number[] = [];

  /** Adds a piece; one that goes on as the last does is not needed. */
  add(at: number, value: number, rate: number, slope: number): void {
    const last = this.#atSeconds.length - 1;
    if (last >= 0 && isSame(this.#slope[last]!, slope)) {
      const t = at - this.#atSeconds[last]!;
      const rateNow = this.#rate[last]! + this.#slope[last]! * t;
      const valueNow =
        this.#value[last]! + this.#rate[last]! * t + (this.#slope[last]! * t * t) / 2;
      if (isSame(rateNow, rate) && isSame(valueNow, value)) return;
    }
    this.#atSeconds.push(at);
    this.#value.push(value);
    this.#rate.push(rate);
    this.#slope.push(slope);
  }

  get curve(): FluidCurve {
    const [atSeconds, value] = [this.#atSeconds, this.#value];
    return { atSeconds, value, rate: this.#rate, slope: this.#slope };
  }
}

/** Value at a time; at a jump the value after it. */
export function valueAt(curve: FluidCurve, seconds: number): number {
  const i = pieceAt(curve, seconds);
  return i < 0 ? 0 : valueIn(curve, i, seconds);
}

/** [1/s] How fast the value grows at a time. */
export function rateAt(curve: FluidCurve, seconds: number): number {
  const i = pieceAt(curve, seconds);
  return i < 0 ? 0 : curve.rate[i]! + curve.slope[i]! * (seconds - curve.atSeconds[i]!);
}

/** Values at ascending times, for drawing. */
export function valuesAt(curve: FluidCurve, times: readonly number[]): number[] {
  return times.map((at) => valueAt(curve, at));
}

/** The largest value between two times, and when it was first reached. */
export function peakOf(
  curve: FluidCurve,
  from: number,
  to: number,
): { readonly value: number; readonly atSeconds: number } {
  let best = { value: valueAt(curve, from), atSeconds: from };
  curve.atSeconds.forEach((start, i) => {
    const end = Math.min(curve.atSeconds[i + 1] ?? to, to);
    if (end < from || start > to) return;
    const turn = curve.slope[i] === 0 ? start : start - curve.rate[i]! / curve.slope[i]!;
    for (const at of [start, turn, end]) {
      if (at < Math.max(start, from) || at > end) continue;
      const value = valueIn(curve, i, at);
      if (value > best.value && !isSame(value, best.value)) best = { value, atSeconds: at };
    }
  });
  return best;
}

/** The first time from `from` on at which the curve is at most `level` and stays so for `staySeconds`; null: none. */
export function stayBelow(
  curve: FluidCurve,
  level: number,
  from: number,
  to: number,
  staySeconds: number,
): number | null {
  let since: number | null = null;
  const isBelow = (value: number): boolean => value <= level || isSame(value, level);
  for (let i = Math.max(0, pieceAt(curve, from)); i < curve.atSeconds.length; i++) {
    const end = Math.min(curve.atSeconds[i + 1] ?? to, to);
    let at = Math.max(curve.atSeconds[i]!, from);
    if (at > end) break;
    const turns = [...crossings(curve, i, level).filter((t) => t > at && t < end), end];
    for (const turn of turns) {
      const middle = (at + turn) / 2;
      if (!isBelow(valueIn(curve, i, middle))) since = null;
      else since ??= at;
      if (since !== null && turn - since >= staySeconds) return since;
      at = turn;
    }
  }
  return null;
}

function pieceAt({ atSeconds }: FluidCurve, seconds: number): number {
  let low = -1;
  let high = atSeconds.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (atSeconds[middle]! <= seconds) low = middle;
    else high = middle - 1;
  }
  return low;
}

function valueIn(
  { atSeconds, value, rate, slope }: FluidCurve,
  i: number,
  seconds: number,
): number {
  const t = seconds - atSeconds[i]!;
  return value[i]! + rate[i]! * t + (slope[i]! * t * t) / 2;
}

/** When a piece passes a level, ascending; moments outside it may be among them. */
function crossings(
  { atSeconds, value, rate, slope }: FluidCurve,
  i: number,
  level: number,
): number[] {
  const [c, r, s] = [value[i]! - level, rate[i]!, slope[i]!];
  if (s === 0) return r === 0 ? [] : [atSeconds[i]! - c / r];
  const under = r * r - 2 * s * c;
  if (under < 0) return [];
  const q = -(r + (r < 0 ? -1 : 1) * Math.sqrt(under));
  const roots = q === 0 ? [0] : [q / s, (2 * c) / q];
  return roots.map((t) => atSeconds[i]! + t).sort((a, b) => a - b);
}

/** The first time at which the curve passes a level upwards; null: never. */
export function firstAbove(curve: FluidCurve, level: number): number | null {
  if (level === Infinity) return null;
  for (let i = 0; i < curve.atSeconds.length; i++) {
    const start = curve.atSeconds[i]!;
    if (curve.value[i]! > level && !isSame(curve.value[i]!, level)) return start;
    const end = curve.atSeconds[i + 1] ?? Infinity;
    const passes = crossings(curve, i, level).filter((at) => at >= start && at < end);
    const rising = passes.find((at) => curve.rate[i]! + curve.slope[i]! * (at - start) > 0);
    if (rising !== undefined) return rising;
  }
  return null;
}

/** [unit · s] under a curve from its beginning to an end. */
export function areaOf({ atSeconds, value, rate, slope }: FluidCurve, end: number): number {
  return atSeconds.reduce((sum, at, i) => {
    const t = Math.max(0, Math.min(end, atSeconds[i + 1] ?? end) - at);
    return sum + value[i]! * t + (rate[i]! * t * t) / 2 + (slope[i]! * t * t * t) / 6;
  }, 0);
}
