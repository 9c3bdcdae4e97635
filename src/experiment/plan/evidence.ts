/** What the runs of one configuration say: a verdict, numbers, and how it fails. */
import { decideShare } from "../../statistics/share-test.js";
import { shareInterval } from "../../statistics/share-interval.js";
import { countTroubles, estimateHeadlines, objectiveShares } from "../estimates.js";
import { replayCommand, type Job, type RunResult } from "../job.js";
import type { Asked, Evidence, Failure, HeadlineQuantiles } from "./result.js";

const QUANTILES = [0.05, 0.5, 0.95, 1];

/** @param results at least one */
export function evidenceOf(
  results: readonly RunResult[],
  asked: Pick<Asked, "probability" | "confidence">,
  isFresh: boolean,
): Evidence {
  const met = shareInterval(results.filter(({ isMet }) => isMet).length, results.length);
  return {
    met,
    verdict: decideShare(met, asked.probability, asked.confidence),
    firstSeed: results[0]!.seed,
    isFresh,
    objectives: objectiveShares(results),
    troubles: countTroubles(results),
    headlines: headlineQuantiles(results),
  };
}

function headlineQuantiles(results: readonly RunResult[]): HeadlineQuantiles[] {
  return estimateHeadlines(results).map((estimate, i) => {
    const values = results
      .map(({ headlines }) => headlines[i]!.value)
      .filter((value) => value !== null)
      .sort((a, b) => a - b);
    const quantiles =
      values.length === 0
        ? []
        : QUANTILES.map((share) => ({ share, value: quantileOfSorted(values, share) }));
    return { ...estimate, quantiles };
  });
}

/** The least value that at least so much of the values is at or below. @param sorted at least one */
export function quantileOfSorted(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** @param jobOf the job of a seed, for its command @returns null when every seed meets the objectives */
export function failureOf(
  results: readonly RunResult[],
  jobOf: (seed: number) => Job,
): Failure | null {
  const failing = results.filter(({ isMet }) => !isMet);
  const [first] = failing;
  if (first === undefined) return null;
  const missed = mostMissed(failing);
  const example = failing.find(({ objectives }) => objectives[missed]!.isMet !== true)!;
  const [trouble] = countTroubles(failing);
  const times = failing
    .filter(
      ({ firstTrouble: at }) =>
        at !== null && at.layer === trouble?.layer && at.what === trouble.what,
    )
    .map(({ firstTrouble: at }) => at!.atSeconds)
    .sort((a, b) => a - b);
  return {
    seeds: failing.length,
    trials: results.length,
    objective: example.objectives[missed]!.text,
    found: example.objectives[missed]!.found,
    layer: trouble?.layer ?? null,
    what: trouble?.what ?? null,
    earliestSeconds: times[0] ?? null,
    medianSeconds: times.length === 0 ? null : quantileOfSorted(times, 0.5),
    seed: example.seed,
    replay: replayCommand(jobOf(example.seed)),
  };
}

/** Index of the objective that most of the runs miss. */
function mostMissed(failing: readonly RunResult[]): number {
  const counts = failing[0]!.objectives.map(
    (_, i) => failing.filter(({ objectives }) => objectives[i]!.isMet !== true).length,
  );
  return counts.indexOf(Math.max(...counts));
}
