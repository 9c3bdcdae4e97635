/**
 * Objectives as the checks that CI systems know: a suite a scenario, a check an objective. What a check that fails says
 * is layer, time and reason, for who reads nothing else.
 */
import type { Findings } from "../../analysis/findings.js";
import type { Replications } from "../../experiment/estimates.js";
import type { Plan } from "../../experiment/plan/result.js";
import { formatClock, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { shareRange } from "../many/numbers.js";
import { stepSentence } from "../sentences.js";

export interface CheckSuite {
  /** The scenario's name. */
  readonly name: string;
  /** Where the scenario was read. */
  readonly file: string;
  /** What it stands on, such as seed and digest. */
  readonly properties: Readonly<Record<string, string>>;
  readonly checks: readonly Check[];
}

export interface Check {
  /** The objective as the scenario says it. */
  readonly name: string;
  readonly outcome: "met" | "not met" | "not judged";
  /** What was found, in a line. */
  readonly found: string;
  /** Why, in lines; of a check that is met none. */
  readonly why: readonly string[];
}

/** One run. */
export function suiteOfRun(file: string, found: Findings): CheckSuite {
  const { scenario, seed, digest, verdict, steps } = found;
  const chain = steps.map((step, i) => {
    const cause = step.cause === undefined ? "" : ` (because of ${String(step.cause + 1)})`;
    return `${String(i + 1)}. ${formatClock(step.fromTicks)} ${stepSentence(step)}${cause}`;
  });
  return {
    name: scenario.name,
    file,
    properties: { seed: String(seed), digest },
    checks: verdict.objectives.map(({ text, isMet, found: shown }) => ({
      name: text,
      outcome: outcomeOf(isMet),
      found: shown,
      why: isMet === true ? [] : chain,
    })),
  };
}

/** Many seeds: an objective is met when as many of them meet it as are asked for. */
export function suiteOfSeeds(file: string, found: Replications): CheckSuite {
  const { scenario, seeds, verdict, objectives, troubles } = found;
  const began = troubles.map(({ layer, what, seeds: count, earliestSeconds }) => {
    const at = formatClock(earliestSeconds * TICKS_PER_SECOND);
    return `${layer} ${what} first in ${String(count)} of ${String(seeds.length)} seeds, at the earliest at ${at}`;
  });
  const whole = { ...verdict, text: "all objectives in the same seed", unjudged: 0, miss: null };
  return {
    name: scenario.name,
    file,
    properties: {
      seeds: `${String(seeds[0]!)} to ${String(seeds.at(-1)!)}`,
      asked: String(verdict.asked),
    },
    checks: [...objectives, whole].map(({ text, successes, trials, low, high, unjudged, miss }) => {
      const isMet = successes >= verdict.asked * trials;
      const shown = miss === null ? [] : [`seed ${String(miss.seed)}: ${miss.found}`];
      return {
        name: text,
        outcome: unjudged === trials ? "not judged" : outcomeOf(isMet),
        found: `met in ${String(successes)} of ${String(trials)} seeds (${shareRange(low, high)})`,
        why: isMet ? [] : [...shown, ...began],
      };
    }),
  };
}

/**
 * A plan: one check, whether settings within the bounds were found that do, and one for each objective that a bound
 * makes impossible.
 */
export function suiteOfPlan(file: string, found: Plan): CheckSuite {
  const { scenario, asked, outcome, impossible, best, effort } = found;
  const { runs, digest } = effort;
  const whole: Check = {
    name: `settings within the bounds meet all objectives in ${formatFraction(asked.probability)} of seeds`,
    outcome: outcomeOf(outcome === "found"),
    found: takeSentence(found),
    why: best?.failure ? [`with ${best.settings.join(", ")}: ${best.failure.found}`] : [],
  };
  const bounds = impossible.map(({ objective, bound, needs, has, fix }): Check => {
    const shown = `impossible by ${bound}: needs ${needs}, has ${has}`;
    return { name: objective, outcome: "not met", found: shown, why: [fix] };
  });
  return {
    name: scenario.name,
    file,
    properties: {
      runs: String(runs),
      ...(digest === null ? {} : { seed: String(digest.seed), digest: digest.digest }),
    },
    checks: [whole, ...bounds],
  };
}

function takeSentence({ recommended, variables }: Plan): string {
  if (recommended === null) return "none was found";
  const { settings, evidence } = recommended;
  const { successes, trials } = evidence.met;
  const take = settings.map((setting, i) => {
    const now = variables[i]!.current;
    return now === null || setting.endsWith(`=${now}`) ? setting : `${setting} (now ${now})`;
  });
  return `take ${take.join(", ")}: met in ${String(successes)} of ${String(trials)} fresh seeds`;
}

function outcomeOf(isMet: boolean | undefined): Check["outcome"] {
  if (isMet === undefined) return "not judged";
  return isMet ? "met" : "not met";
}
