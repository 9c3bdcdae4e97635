/**
 * Weighted least squares that says which coefficients the data determine.
 *
 * Minimises Σ (y − x·b)² / v. Columns are taken in order; one that is a combination of those before it (in these
 * data) is not determined, and neither are those it is a combination of: they are told together.
 */

export interface Observation {
  readonly y: number;
  readonly x: readonly number[];
  /** Variance of y, as far as it is known. */
  readonly variance: number;
}

export interface Fit {
  /** Undefined: not determined by the data. */
  readonly coefficients: readonly (Coefficient | undefined)[];
  /** Groups of columns of which only a combination is determined. */
  readonly mixed: readonly (readonly number[])[];
  /** Observations beyond those that determine the coefficients. */
  readonly freedom: number;
  /** Σ (y − x·b)² / v per degree of freedom; 1 where there are none. */
  readonly misfit: number;
}

export interface Coefficient {
  readonly value: number;
  /** Standard deviation, from the given variances alone. */
  readonly deviation: number;
}

/** A pivot below this share of its column's length is rounding. */
const SMALLEST_PIVOT = 1e-9;

export function weightedLeastSquares(observations: readonly Observation[], columns: number): Fit {
  const { normal, right } = normalEquations(observations, columns);
  const { kept, mixed } = independent(normal);
  const sub = kept.map((i) => kept.map((j) => normal[i]![j]!));
  const inverse = inverseOf(sub);
  const solution = inverse.map((row) => {
    return row.reduce((total, value, j) => total + value * right[kept[j]!]!, 0);
  });
  const loose = new Set(mixed.flat());
  const coefficients = Array.from({ length: columns }, (_, column) => {
    const at = kept.indexOf(column);
    if (at < 0 || loose.has(column)) return undefined;
    return { value: solution[at]!, deviation: Math.sqrt(inverse[at]![at]!) };
  });
  const freedom = observations.length - kept.length;
  const squares = observations.reduce((total, { y, x, variance }) => {
    const fitted = kept.reduce((value, column, i) => value + x[column]! * solution[i]!, 0);
    return total + ((y - fitted) * (y - fitted)) / variance;
  }, 0);
  return { coefficients, mixed, freedom, misfit: freedom > 0 ? squares / freedom : 1 };
}

function normalEquations(
  observations: readonly Observation[],
  columns: number,
): { normal: number[][]; right: number[] } {
  const normal = Array.from({ length: columns }, () => new Array<number>(columns).fill(0));
  const right = new Array<number>(columns).fill(0);
  for (const { y, x, variance } of observations) {
    for (let i = 0; i < columns; i++) {
      right[i]! += (x[i]! * y) / variance;
      for (let j = 0; j < columns; j++) normal[i]![j]! += (x[i]! * x[j]!) / variance;
    }
  }
  return { normal, right };
}

/**
 * Columns that are no combination of those before them, by Gram and Schmidt in the metric of the data; a column
 * of zeros is in no equation and is just not determined.
 */
function independent(normal: readonly (readonly number[])[]): {
  kept: number[];
  mixed: number[][];
} {
  const columns = normal.length;
  const kept: number[] = [];
  const mixed: number[][] = [];
  for (let column = 0; column < columns; column++) {
    const length = normal[column]![column]!;
    if (length === 0) continue;
    const inverse = inverseOf(kept.map((i) => kept.map((j) => normal[i]![j]!)));
    const shares = inverse.map((row) => {
      return row.reduce((total, value, j) => total + value * normal[kept[j]!]![column]!, 0);
    });
    const explained = shares.reduce(
      (total, share, i) => total + share * normal[kept[i]!]![column]!,
      0,
    );
    if (length - explained > SMALLEST_PIVOT * length) {
      kept.push(column);
    } else {
      mixed.push([...kept.filter((_, i) => Math.abs(shares[i]!) > 1e-6), column]);
    }
  }
  return { kept, mixed };
}

/** By Gauss and Jordan; the matrix is symmetric and positive definite, so no pivot need be looked for. */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let p = 0; p < size; p++) {
    const pivot = work[p]![p]!;
    for (let j = 0; j < 2 * size; j++) work[p]![j]! /= pivot;
    for (let i = 0; i < size; i++) {
      const factor = work[i]![p]!;
      if (i === p || factor === 0) continue;
      for (let j = 0; j < 2 * size; j++) work[i]![j]! -= factor * work[p]![j]!;
    }
  }
  return work.map((row) => row.slice(size));
}
