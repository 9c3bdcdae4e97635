/** What the runs of a system say of the rule that made it. */
import { shareInterval } from "../../statistics/share-interval.js";
import { failureOf, quantileOfSorted } from "../plan/evidence.js";
import type { Job, JobResult, RunResult } from "../job.js";
import { DRAIN_RULE } from "./rules.js";
import { nowOf, UNITS, type Saying } from "./systems.js";
import type { AuditedOutage, Need, Reference, RuleFinding, RuleVerdict } from "./result.js";

export interface Tried {
  readonly settings: readonly string[];
  /** Of every seed. */
  readonly results: readonly JobResult[];
  readonly jobOf: (seed: number) => Job;
  /** Heap or disk hold less than its channels may. */
  readonly isTooLarge: boolean;
}

export function findingOf(
  saying: Saying,
  { settings, results, jobOf, isTooLarge }: Tried,
  need: Need,
  { isReferenceGood, probability }: { isReferenceGood: boolean; probability: number },
): RuleFinding {
  const { rule, facts, value, formula } = saying;
  const runs = runsOf(results);
  const invalid = results.find((result) => result.kind === "invalid");
  const isGood = isMet(runs, probability);
  const judged: RuleVerdict = isGood ? "holds" : isReferenceGood ? "fails" : "open";
  const problem = invalid?.problems[0];
  return {
    rule: rule.name,
    source: rule.source,
    tier: facts.tier,
    unit: UNITS[rule.of],
    value,
    formula,
    now: nowOf(saying),
    need,
    verdict: invalid === undefined ? judged : "cannot-be",
    settings,
    met: invalid === undefined ? metOf(runs) : null,
    failure: invalid === undefined ? failureOf(runs, jobOf) : null,
    problem:
      problem === undefined
        ? null
        : `${problem.path}: expected ${problem.expected}, found ${problem.found}`,
    isTooLarge,
  };
}

/** A forecast: when all is as before, by the rate at which what piled up is sent, were nothing new to come. */
export function drainFinding(
  reference: readonly RunResult[],
  outage: AuditedOutage,
  { writes, sends }: { readonly writes: number; readonly sends: number },
  texts: { readonly formula: string; readonly seeds: string },
  probability: number,
): RuleFinding {
  const value = (outage.forSeconds * writes) / sends;
  const times = reference
    .map(({ headlines }) => headlines.find(({ name }) => name === `drain.${outage.on}`)?.value)
    .map((seconds) => seconds ?? Infinity)
    .sort((a, b) => a - b);
  const late = quantileOfSorted(times, probability);
  return {
    rule: DRAIN_RULE.name,
    source: DRAIN_RULE.source,
    tier: null,
    unit: "s",
    value,
    formula: texts.formula,
    now: null,
    need: { value: late === Infinity ? null : late, tried: value, how: texts.seeds },
    verdict: late <= value ? "holds" : "fails",
    settings: [],
    met: null,
    failure: null,
    problem: null,
    isTooLarge: false,
  };
}

export function referenceOf(
  settings: readonly string[],
  rooms: Reference["rooms"],
  { results, jobOf }: Pick<Tried, "results" | "jobOf">,
): Reference {
  const runs = runsOf(results);
  return { settings, rooms, met: metOf(runs), failure: failureOf(runs, jobOf) };
}

/** Whether as many of the seeds as are asked for meet all objectives. */
export function isMet(results: readonly JobResult[], probability: number): boolean {
  const met = results.filter((result) => result.kind === "run" && result.isMet).length;
  return results.length > 0 && met >= probability * results.length;
}

export function runsOf(results: readonly JobResult[]): RunResult[] {
  return results.filter((result) => result.kind === "run");
}

function metOf(runs: readonly RunResult[]): Reference["met"] {
  return shareInterval(runs.filter((run) => run.isMet).length, runs.length);
}
