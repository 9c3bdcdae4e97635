/** What many verifications come to together: how many pass, and how near the curves are. */
import type { Check } from "./checks.js";

/** One recording that was simulated: the experiment's name, and its comparisons. */
export interface Outcome {
  readonly name: string;
  readonly checks: readonly Check[];
}

export interface Score {
  readonly recordings: number;
  /** Recordings all of whose comparisons are within their limits. */
  readonly passed: number;
  readonly comparisons: number;
  readonly within: number;
  /** Mean distance of a channel's fill [share of capacity], over all channels. */
  readonly fillMean: number;
  /** The worst of any channel [share of capacity]. */
  readonly fillWorst: number;
  /** Mean and largest deviation of the totals of events [share of the recorded one], of those that are not 0. */
  readonly totalMean: number;
  readonly totalWorst: number;
}

export function score(outcomes: readonly Outcome[]): Score {
  const checks = outcomes.flatMap((outcome) => outcome.checks);
  const fills = checks.filter(({ what }) => what === "fill, mean distance");
  const totals = checks.filter(
    ({ unit, recorded, deviation }) => unit === "events" && recorded !== 0 && deviation < Infinity,
  );
  return {
    recordings: outcomes.length,
    passed: outcomes.filter((each) => each.checks.every(({ isPassed }) => isPassed)).length,
    comparisons: checks.length,
    within: checks.filter(({ isPassed }) => isPassed).length,
    fillMean: meanDeviation(fills),
    fillWorst: worstDeviation(checks.filter(({ what }) => what === "fill, worst distance")),
    totalMean: meanDeviation(totals),
    totalWorst: worstDeviation(totals),
  };
}

/** By experiment, in order of their names: all recordings of it together. */
export function scoresByName(outcomes: readonly Outcome[]): Readonly<Record<string, Score>> {
  const names = [...new Set(outcomes.map(({ name }) => name))].sort();
  return Object.fromEntries(
    names.map((name) => [name, score(outcomes.filter((each) => each.name === name))]),
  );
}

function meanDeviation(checks: readonly Check[]): number {
  return checks.reduce((sum, { deviation }) => sum + deviation, 0) / Math.max(1, checks.length);
}

function worstDeviation(checks: readonly Check[]): number {
  return checks.reduce((worst, { deviation }) => Math.max(worst, deviation), 0);
}

/** @param calibration names of the experiments that the machine's costs were read from; empty: they are not told */
export function scores(
  outcomes: readonly Outcome[],
  calibration: readonly string[],
): Readonly<Record<string, Score>> {
  const all = { all: score(outcomes) };
  if (calibration.length === 0) return all;
  const isRead = ({ name }: Outcome): boolean => calibration.includes(name);
  return {
    "costs read from (*)": score(outcomes.filter(isRead)),
    others: score(outcomes.filter((outcome) => !isRead(outcome))),
    ...all,
  };
}
