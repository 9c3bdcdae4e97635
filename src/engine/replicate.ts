/** Runs of one scenario with one seed after another, in rounds, until a rule says that they are enough. */
import type { Job, RunResult } from "../experiment/job.js";
import { PILOT_SEEDS } from "../experiment/pilot.js";
import { nextRound, type Stop, type StopRule } from "../experiment/stop-rule.js";
import { assert } from "../assert.js";
import type { Engine, Watch } from "./engine.js";

/** A job but for its seed: everything the seeds have in common. */
export type Template = Omit<Job, "key" | "seed">;

export interface Replicated {
  readonly results: readonly RunResult[];
  readonly stop: Stop;
}

export interface ReplicateWatch {
  /** @param runs that are asked for as far as is known */
  readonly onProgress?: (runsDone: number, runs: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Seeds are `firstSeed`, `firstSeed` + 1, …: every stream of a run is expanded from (seed, name) by a hash, so
 * neighbours among seeds have nothing in common.
 */
export async function replicate(
  engine: Engine,
  template: Template,
  firstSeed: number,
  rule: StopRule,
  watch: ReplicateWatch = {},
): Promise<Replicated> {
  const results: RunResult[] = [];
  for (;;) {
    const next = nextRound(rule, results);
    if (typeof next !== "number") return { results, stop: next };
    const begun = results.length;
    const round = seedsFrom(template, firstSeed + begun, next);
    const { results: more, isInterrupted } = await engine.run(round, {
      ...watchOf(watch, begun, begun + next),
    });
    results.push(...more.map(asRun));
    if (isInterrupted) return { results, stop: { why: "interrupted" } };
  }
}

/** A few runs for their backlogs. */
export async function pilotRuns(
  engine: Engine,
  template: Template,
  firstSeed: number,
  watch: ReplicateWatch = {},
): Promise<readonly RunResult[] | "interrupted"> {
  const jobs = seedsFrom({ ...template, returns: "backlog" }, firstSeed, PILOT_SEEDS);
  const { results, isInterrupted } = await engine.run(jobs, watchOf(watch, 0, PILOT_SEEDS));
  return isInterrupted ? "interrupted" : results.map(asRun);
}

function seedsFrom(template: Template, first: number, count: number): Job[] {
  return Array.from({ length: count }, (_, i) => {
    return { ...template, key: `seed ${String(first + i)}`, seed: first + i };
  });
}

function watchOf({ onProgress, signal }: ReplicateWatch, before: number, runs: number): Watch {
  return {
    onProgress: (done) => onProgress?.(before + done, runs),
    ...(signal === undefined ? {} : { signal }),
  };
}

function asRun(result: { readonly kind: string }): RunResult {
  assert(result.kind === "run", "a scenario that was read once is read again", { result });
  return result as RunResult;
}
