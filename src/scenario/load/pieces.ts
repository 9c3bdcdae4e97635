/**
 * Piecewise-linear functions of time over [0, end): the arithmetic behind load profiles.
 *
 * A piece holds from its start to the next one's; its value goes linearly from `from` to `to`, so a
 * step is two pieces whose ends differ.
 */

export interface Piece {
  readonly start: number; // [ticks]
  readonly from: number;
  readonly to: number;
}

/** A corner of a curve; two at one time are a step. */
export interface Knot {
  readonly at: number; // [ticks], may lie before 0 or after the end
  readonly value: number;
}

/** How far a product of two slopes may be from its chords, as a share of its largest value. */
const PRODUCT_TOLERANCE = 0.001;
const MAX_CHORDS = 32;

/** @returns the pieces of a curve through ascending knots, held before the first and after the last */
export function piecesThrough(knots: readonly Knot[], end: number): Piece[] {
  const first = knots[0]!;
  const last = knots.at(-1)!;
  const corners = [
    { at: Math.min(0, first.at), value: first.value },
    ...knots,
    { at: Math.max(end, last.at), value: last.value },
  ];
  const pieces: Piece[] = [];
  for (let i = 1; i < corners.length; i++) {
    const [a, b] = [corners[i - 1]!, corners[i]!];
    const start = Math.max(a.at, 0);
    const stop = Math.min(b.at, end);
    if (start >= stop) continue;
    pieces.push({ start, from: between(a, b, start), to: between(a, b, stop) });
  }
  return merged(pieces);
}

/** @returns the largest value */
export function largest(pieces: readonly Piece[]): number {
  return pieces.reduce((most, piece) => Math.max(most, piece.from, piece.to), 0);
}

/** @returns the time-weighted mean over [0, end) */
export function meanOf(pieces: readonly Piece[], end: number): number {
  let area = 0;
  pieces.forEach((piece, i) => {
    const stop = pieces[i + 1]?.start ?? end;
    area += ((piece.from + piece.to) / 2) * (stop - piece.start);
  });
  return area / end;
}

/** @returns a · b; where both have a slope, by chords that are near enough */
export function product(a: readonly Piece[], b: readonly Piece[], end: number): Piece[] {
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  let start = 0;
  while (start < end) {
    const stopA = a[i + 1]?.start ?? end;
    const stopB = b[j + 1]?.start ?? end;
    const stop = Math.min(stopA, stopB, end);
    const valueA = lineOf(a[i]!, stopA);
    const valueB = lineOf(b[j]!, stopB);
    const chords = chordsFor(valueA(start), valueA(stop), valueB(start), valueB(stop));
    for (let k = 0; k < chords; k++) {
      const from = Math.round(start + ((stop - start) * k) / chords);
      const to = k === chords - 1 ? stop : Math.round(start + ((stop - start) * (k + 1)) / chords);
      if (from >= to) continue;
      pieces.push({ start: from, from: valueA(from) * valueB(from), to: valueA(to) * valueB(to) });
    }
    start = stop;
    if (stop === stopA) i++;
    if (stop === stopB) j++;
  }
  return merged(pieces);
}

/** The product of two lines is off its chord by at most |Δa · Δb| / 4, less with the square of chords. */
function chordsFor(a0: number, a1: number, b0: number, b1: number): number {
  const off = Math.abs((a1 - a0) * (b1 - b0)) / 4;
  const top = Math.max(a0, a1) * Math.max(b0, b1);
  if (off === 0 || top === 0) return 1;
  return Math.min(MAX_CHORDS, Math.max(1, Math.ceil(Math.sqrt(off / (PRODUCT_TOLERANCE * top)))));
}

function lineOf(piece: Piece, stop: number): (at: number) => number {
  const { start, from, to } = piece;
  return (at) => (from === to ? from : from + ((to - from) * (at - start)) / (stop - start));
}

function between(a: Knot, b: Knot, at: number): number {
  if (a.value === b.value || at <= a.at) return a.value;
  if (at >= b.at) return b.value;
  return a.value + ((b.value - a.value) * (at - a.at)) / (b.at - a.at);
}

/** Neighbours that are one constant become one piece. */
function merged(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    const isSame =
      last !== undefined &&
      last.from === last.to &&
      piece.from === last.to &&
      piece.from === piece.to;
    if (!isSame) result.push(piece);
  }
  return result;
}
