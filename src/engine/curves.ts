/** The curves of a scenario carried out: all cases with all seeds, in one list of jobs. */
import { curveCases, type Case } from "../experiment/curves/cases.js";
import { readCases } from "../experiment/curves/read-cases.js";
import { CURVES_FORMAT, type Curves } from "../experiment/curves/result.js";
import type { Job } from "../experiment/job.js";
import { drawn } from "../experiment/plan/draws.js";
import type { PlanRequest } from "../experiment/plan/request.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import type { Engine } from "./engine.js";
import { runKept, type Keep } from "./run-kept.js";

export interface CurvesWatch {
  readonly onProgress?: (runsDone: number, runs: number) => void;
  readonly signal?: AbortSignal;
  readonly keep?: Keep | undefined;
}

/** @param request of a scenario whose first fault ends @param seeds how many */
export async function makeCurves(
  engine: Engine,
  request: PlanRequest,
  seeds: number,
  { onProgress, signal, keep }: CurvesWatch = {},
): Promise<Curves> {
  const { scenario, source, set, firstSeed, asked } = request;
  const outage = scenario.faults[0]!;
  const cases = curveCases(scenario, outage);
  const all = Array.from({ length: seeds }, (_, i) => firstSeed + i);
  const jobs = cases.flatMap((of, c) => all.map((seed) => jobOf(request, of, c, seed)));
  const { results, isInterrupted } = await runKept(engine, jobs, {
    keep,
    ...(signal === undefined ? {} : { signal }),
    onProgress: (done) => onProgress?.(done, jobs.length),
  });
  const byKey = new Map(results.map((result) => [result.key, result]));
  const done = cases.map((of, c) => ({
    of,
    results: all.flatMap((seed) => byKey.get(keyOf(c, seed)) ?? []),
  }));
  const { name, about, servers, tiers, storages } = scenario;
  const { on, kind, fromTicks, toTicks } = outage;
  return {
    format: CURVES_FORMAT,
    scenario: { file: source.file, name, about },
    set,
    layers: [...servers, ...tiers, ...storages].map((layer) => layer.name),
    outage: {
      on,
      kind,
      fromSeconds: fromTicks / TICKS_PER_SECOND,
      forSeconds: (toTicks - fromTicks) / TICKS_PER_SECOND,
    },
    seeds: all,
    probability: asked.probability,
    runs: results.length,
    isWhole: !isInterrupted,
    ...readCases(done, { scenario, outage, seeds: all, probability: asked.probability }),
  };
}

function keyOf(index: number, seed: number): string {
  return `case ${String(index)} seed ${String(seed)}`;
}

/** Settings of a case come last: they hold whatever is drawn. */
function jobOf(request: PlanRequest, of: Case, index: number, seed: number): Job {
  const { source, set, uncertain } = request;
  const needsMoments = of.part === "firsts" || of.part === "tolerable";
  return {
    key: keyOf(index, seed),
    source,
    set: [...set, ...drawn(uncertain, seed), ...of.settings],
    seed,
    untilTicks: null,
    returns: needsMoments ? "findings" : "headlines",
  };
}
