/**
 * Offered load over time, already laid over the run: a piecewise-linear factor on a server's rate.
 *
 * Segment i covers [startTicks[i], startTicks[i+1]); the last one lasts to the end of the run.
 * Inside a segment the factor goes linearly from `fromFactor[i]` to `toFactor[i]`; a step is two
 * segments whose ends differ. The first start is 0 and the starts ascend strictly.
 */
export interface LoadProfile {
  /** How the file names it, for people: "evening-peak", "steps", … */
  readonly name: string;
  readonly startTicks: readonly number[];
  readonly fromFactor: readonly number[];
  readonly toFactor: readonly number[];
}
