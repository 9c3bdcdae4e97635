/** A Plan from what its parts found. */
import { standardMap } from "../../fluid/regime/standard.js";
import { amountText } from "../../scenario/levels/amount.js";
import type { UncertainSetting } from "../../scenario/types/plan.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { END_OF_TIME } from "../../units/time.js";
import { formatClock, formatDuration } from "../../units/format.js";
import { shareInterval } from "../../statistics/share-interval.js";
import { replayCommand, type Job, type RunResult } from "../job.js";
import { awayNotes } from "./away.js";
import type { CostOfPoints } from "./cost-of-points.js";
import { CostModel } from "./costs.js";
import { derivations } from "./derivation.js";
import { evidenceOf, failureOf } from "./evidence.js";
import type { PlanRequest } from "./request.js";
import {
  PLAN_FORMAT,
  type Asked,
  type Binding,
  type BindingKind,
  type Candidate,
  type CheaperCandidate,
  type Effort,
  type Impossible,
  type Plan,
  type UncertainInput,
} from "./result.js";
import { FRESH_AFTER, type PlanRuns, type Series, type Verdict } from "./runs.js";
import { sizeOf, type Point } from "./search.js";
import { tierPlans } from "./tier-plan.js";
import { settingsAt } from "./variables.js";

export interface Ending {
  readonly outcome: Plan["outcome"];
  readonly best: Point | null;
  /** One for each variable, of one step less than the best. */
  readonly less: readonly Less[];
  /** Where nothing was found: the largest settings that were run. */
  readonly largest: Point | null;
  readonly impossible: readonly Impossible[];
  readonly notes: readonly string[];
  /** The scenario with the best settings. */
  readonly scenario: Scenario | null;
}

export interface Less {
  readonly point: Point | null;
  readonly verdict: Verdict | null;
}

export function assemblePlan(
  request: PlanRequest,
  runs: PlanRuns,
  costs: CostOfPoints,
  ending: Ending,
): Plan {
  const { scenario, variables, spare } = request;
  const { best } = ending;
  const uncertain = request.uncertain.map(uncertainInput);
  const recommended = best === null ? null : candidate(request, runs, costs, best, "fresh");
  const bindings = best === null ? [] : bindingsOf(request, runs, best, ending.less);
  const tiers = ending.scenario === null ? [] : tierPlans(ending.scenario, spare);
  const layers = [...scenario.servers, ...scenario.tiers, ...scenario.storages];
  return {
    format: PLAN_FORMAT,
    scenario: { file: request.source.file, name: scenario.name, about: scenario.about },
    set: request.set,
    untilTicks: request.untilTicks,
    layers: layers.map(({ name }) => name),
    outcome: ending.outcome,
    asked: askedOf(request),
    variables,
    uncertain,
    costRates: new CostModel(request.costs).rates(
      scenario.tiers.map(({ name }) => name),
      request.costsFrom,
    ),
    costUnit: request.costs.unit ?? null,
    present: costs.present(),
    notes: [...request.notes, ...awayNotes(request), ...ending.notes, ...heapNotes(tiers)],
    recommended,
    bindings,
    cheaper: best === null ? [] : cheaperOf(request, runs, costs, best, ending.less),
    tiers,
    derivations:
      recommended === null || best === null
        ? []
        : derivations({
            scenario: ending.scenario!,
            variables,
            point: best,
            evidence: recommended.evidence,
            bindings,
            uncertain,
            probability: request.asked.probability,
          }),
    impossible: ending.impossible,
    best:
      ending.largest === null
        ? null
        : cheaperCandidate(request, runs, costs, ending.largest, ending.largest),
    effort: effortOf(request, runs, best),
    map: standardMap(ending.scenario ?? scenario),
    assumptions: scenario.defaults,
  };
}

function askedOf({ asked, scenario }: PlanRequest): Asked {
  const faults = scenario.faults.map(({ kind, on, fromTicks, toTicks }) => {
    const length = toTicks >= END_OF_TIME ? "" : ` for ${formatDuration(toTicks - fromTicks)}`;
    return `${on} ${kind}${length} from ${formatClock(fromTicks)}`;
  });
  return { objectives: scenario.objectives.map(({ text }) => text), faults, ...asked };
}

function uncertainInput({
  path,
  law,
  least,
  likely,
  most,
  unit,
}: UncertainSetting): UncertainInput {
  const text = (value: number): string => amountText({ value, unit });
  return {
    path,
    law,
    least: text(least),
    likely: law === "uniform" ? null : text(likely),
    most: text(most),
  };
}

function candidate(
  request: PlanRequest,
  runs: PlanRuns,
  costs: CostOfPoints,
  point: Point,
  series: Series,
): Candidate | null {
  const results = runs.of(point)[series];
  if (results.length === 0) return null;
  return {
    settings: settingsAt(request.variables, point),
    cost: costs.of(point),
    evidence: evidenceOf(results, request.asked, series === "fresh"),
  };
}

function cheaperCandidate(
  request: PlanRequest,
  runs: PlanRuns,
  costs: CostOfPoints,
  point: Point,
  best: Point,
): CheaperCandidate | null {
  const series = runs.longer(point);
  const found = candidate(request, runs, costs, point, series);
  if (found === null) return null;
  const changes = request.variables.flatMap(({ path, levels }, i) =>
    point[i] === best[i] ? [] : [{ path, from: levels[best[i]!]!, to: levels[point[i]!]! }],
  );
  const results = runs.of(point)[series];
  return { ...found, changes, failure: failureOf(results, (seed) => runs.jobOf(point, seed)) };
}

/** The dearest first: the nearest to the recommended one. */
function cheaperOf(
  request: PlanRequest,
  runs: PlanRuns,
  costs: CostOfPoints,
  best: Point,
  less: readonly Less[],
): CheaperCandidate[] {
  return less
    .flatMap(({ point, verdict }) => {
      if (point === null || verdict === "cannot-be" || verdict === null) return [];
      const found = cheaperCandidate(request, runs, costs, point, best);
      return found === null ? [] : [found];
    })
    .sort((a, b) => b.cost.total - a.cost.total);
}

const KINDS: Readonly<Record<Verdict, BindingKind>> = {
  fails: "binding",
  meets: "not-binding",
  "looks-good": "undecided",
  undecided: "undecided",
  "cannot-be": "cannot-be",
};

function bindingsOf(
  { variables }: PlanRequest,
  runs: PlanRuns,
  best: Point,
  less: readonly Less[],
): Binding[] {
  return variables.map(({ path, levels }, i): Binding => {
    const value = levels[best[i]!]!;
    const { point, verdict } = less[i] ?? { point: null, verdict: null };
    const lower = levels[best[i]! - 1];
    const base = { path, value, less: lower ?? null, met: null };
    if (lower === undefined) {
      return { ...base, kind: "at-lowest", why: `${value} is the least that is allowed` };
    }
    if (point === null || verdict === null) {
      return { ...base, kind: "undecided", why: `${lower} was not run` };
    }
    const known = runs.of(point);
    if (known.problem !== undefined) return { ...base, kind: "cannot-be", why: known.problem };
    const results = known[runs.longer(point)];
    const met = shareInterval(results.filter(({ isMet }) => isMet).length, results.length);
    const why = `${lower}: met in ${String(met.successes)} of ${String(met.trials)} seeds`;
    return { ...base, met, kind: KINDS[verdict], why };
  });
}

/** Machines whose channels alone fill their heap. */
function heapNotes(tiers: Plan["tiers"]): string[] {
  return tiers.flatMap(({ tier, machines }) =>
    machines.flatMap(({ heapBytes, machineHeapBytes }) =>
      heapBytes <= machineHeapBytes
        ? []
        : [
            `The channels of an agent of ${tier} need more heap than \`machine.heap\` gives: raise it to` +
              ` ${String(Math.ceil(heapBytes / 1e8) / 10)} GB, and what Flume itself takes.`,
          ],
    ),
  );
}

function effortOf(request: PlanRequest, runs: PlanRuns, best: Point | null): Effort {
  const { firstSeed, mostSeeds, variables } = request;
  const configurations = sizeOf({
    sizes: variables.map(({ levels }) => levels.length),
    costOf: () => 0,
  });
  const fresh = best === null ? [] : runs.of(best).fresh;
  const [first] = fresh;
  return {
    simulated: runs.configurations,
    excluded: configurations - runs.configurations,
    configurations,
    runs: runs.count,
    searchSeeds: { first: firstSeed, count: runs.mostSearchSeeds },
    freshSeeds: { first: firstSeed + FRESH_AFTER, count: fresh.length },
    mostSeeds,
    digest:
      best === null || first === undefined ? null : digestOf(runs.jobOf(best, first.seed), first),
  };
}

function digestOf(job: Job, { seed, digest }: RunResult): Effort["digest"] {
  return { seed, digest, replay: replayCommand(job) };
}
