/**
 * Arithmetic on straight lines in time: a value now, and its slope.
 *
 * Which of two lines is the lower one holds until they cross; a Horizon keeps the first such crossing, up to which
 * everything computed with it stays true.
 */

export interface Line {
  readonly value: number;
  readonly slope: number; // [1/s]
}

export const ZERO: Line = { value: 0, slope: 0 };
/** No limit. */
export const UNLIMITED: Line = { value: Infinity, slope: 0 };

/** Rounding leaves values that are equal by nature so far apart at the most, as a share of the larger one. */
const SAME = 1e-9;

export function line(value: number, slope = 0): Line {
  return { value, slope };
}

export function plus(a: Line, b: Line): Line {
  return { value: a.value + b.value, slope: a.slope + b.slope };
}

export function minus(a: Line, b: Line): Line {
  return { value: a.value - b.value, slope: a.slope - b.slope };
}

export function times(a: Line, factor: number): Line {
  // Nothing of an unlimited line is nothing, not NaN.
  return factor === 0 ? ZERO : { value: a.value * factor, slope: a.slope * factor };
}

export function sum(lines: readonly Line[]): Line {
  return lines.reduce(plus, ZERO);
}

/** Whether two numbers are one but for rounding. */
export function isSame(a: number, b: number): boolean {
  if (a === b) return true;
  const larger = Math.max(Math.abs(a), Math.abs(b));
  return larger < Infinity && Math.abs(a - b) <= SAME * larger;
}

/** Whether `a` is lower than `b`, now or, where they are equal now, at once after. */
export function isLower(a: Line, b: Line): boolean {
  if (!isSame(a.value, b.value)) return a.value < b.value;
  return !isSame(a.slope, b.slope) && a.slope < b.slope;
}

/** The first moment at which something computed from lines ceases to hold. */
export class Horizon {
  /** [s] from now; Infinity: never. */
  seconds = Infinity;

  /** Notes when two lines cross, if they do. */
  watch(a: Line, b: Line): void {
    if (a.value === Infinity || b.value === Infinity || isSame(a.value, b.value)) return;
    const closing = (b.slope - a.slope) * (a.value > b.value ? 1 : -1);
    if (closing <= 0) return;
    this.note(Math.abs(a.value - b.value) / closing);
  }

  note(seconds: number): void {
    if (seconds < this.seconds) this.seconds = seconds;
  }

  /** The lower of two lines, up to the horizon. */
  lower(a: Line, b: Line): Line {
    this.watch(a, b);
    return isLower(b, a) ? b : a;
  }

  /** The upper of two lines, up to the horizon. */
  upper(a: Line, b: Line): Line {
    this.watch(a, b);
    return isLower(a, b) ? b : a;
  }
}
