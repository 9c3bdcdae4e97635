/**
 * Batch means: the interval of a mean from one long run, whose values depend on those before them.
 *
 * The series is cut into b batches of equal length (a rest at the front is left out); batches much longer than
 * the memory of the series have means that are all but independent, and their mean gets Student's interval
 * with b - 1 degrees of freedom (A. M. Law, Simulation Modeling and Analysis, 5th edition, 9.5.3; 10 to 30
 * batches: B. Schmeiser, 1982). Whether they are independent enough is asked of the data: the correlation of
 * neighbouring batch means, r = Σ (y_i - m)(y_{i+1} - m) / Σ (y_i - m)², has a standard error of about 1/√b
 * when they are. The largest number of batches whose r is below 1.645/√b is taken.
 */
import { meanInterval, type MeanInterval } from "./mean-interval.js";

const BATCHES = [30, 20, 15, 10] as const;
/** One-sided 5 % of the normal law. */
const TOO_FAR = 1.645;

export interface BatchMeans extends MeanInterval {
  readonly batches: number;
  /** Values in each batch. */
  readonly batchLength: number;
  /** Correlation of neighbouring batch means. */
  readonly correlation: number;
  /** False: even the longest batches depend on each other; the interval is too narrow, the run too short. */
  readonly isIndependent: boolean;
}

/** @returns null when the series has fewer values than the fewest batches */
export function batchMeans(series: ArrayLike<number>): BatchMeans | null {
  let last: BatchMeans | null = null;
  for (const batches of BATCHES) {
    if (series.length < batches) continue;
    last = inBatches(series, batches);
    if (last.isIndependent) return last;
  }
  return last;
}

function inBatches(series: ArrayLike<number>, batches: number): BatchMeans {
  const batchLength = Math.floor(series.length / batches);
  const front = series.length - batches * batchLength;
  const means = Array.from({ length: batches }, (_, batch) => {
    let sum = 0;
    const from = front + batch * batchLength;
    for (let i = from; i < from + batchLength; i++) sum += series[i]!;
    return sum / batchLength;
  });
  const interval = meanInterval(means)!;
  const correlation = neighbourCorrelation(means, interval.mean);
  const isIndependent = correlation < TOO_FAR / Math.sqrt(batches);
  return { ...interval, batches, batchLength, correlation, isIndependent };
}

/** 0 for values that are all equal. */
function neighbourCorrelation(values: readonly number[], mean: number): number {
  let products = 0;
  let squares = 0;
  values.forEach((value, i) => {
    squares += (value - mean) * (value - mean);
    if (i > 0) products += (value - mean) * (values[i - 1]! - mean);
  });
  return squares === 0 ? 0 : products / squares;
}
