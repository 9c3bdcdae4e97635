/** Jobs carried out but for those whose results are kept already. */
import type { Job, JobResult } from "../experiment/job.js";
import type { Engine, Outcome } from "./engine.js";

/** Where results are kept: the side of a journal that is needed here. */
export interface Keep {
  has(job: Job): boolean;
  result(job: Job): JobResult;
  add(job: Job, result: JobResult): void;
}

export interface KeptWatch {
  readonly keep?: Keep | undefined;
  /** How many are done, those that were kept included. */
  readonly onProgress?: (jobsDone: number) => void;
  readonly signal?: AbortSignal;
}

/** @returns results in the order of the jobs, those that were kept among them */
export async function runKept(
  engine: Engine,
  jobs: readonly Job[],
  { keep, onProgress, signal }: KeptWatch,
): Promise<Outcome> {
  const open = jobs.filter((job) => keep?.has(job) !== true);
  const before = jobs.length - open.length;
  const { results, isInterrupted } = await engine.run(open, {
    ...(signal === undefined ? {} : { signal }),
    onResult: (result, job) => keep?.add(job, result),
    onProgress: (done) => onProgress?.(before + done),
  });
  const byKey = new Map(results.map((result) => [result.key, result]));
  const all = jobs.flatMap((job) => {
    const known = byKey.get(job.key) ?? (keep?.has(job) === true ? keep.result(job) : undefined);
    return known === undefined ? [] : [known];
  });
  return { results: all, isInterrupted };
}
