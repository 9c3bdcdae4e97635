/**
 * What many runs are carried out on. Two engines given the same jobs give the same results: a job's result depends on
 * the job alone, and results are handed back in the order of the jobs, whoever was first.
 */
import type { Job, JobResult } from "../experiment/job.js";

export interface Engine {
  /** Its size in people's words: `2 threads`. */
  readonly description: string;
  /**
   * Carries out jobs with distinct keys.
   *
   * @throws JobError when one cannot be carried out: by a bug, not by its settings (those give an `invalid` result)
   */
  run(jobs: readonly Job[], watch?: Watch): Promise<Outcome>;
  /** Lets go of threads and connections. */
  close(): Promise<void>;
}

export interface Watch {
  /** Each result the moment it is there, in whatever order. */
  readonly onResult?: (result: JobResult, job: Job) => void;
  /** How much is done, in jobs and parts of jobs. */
  readonly onProgress?: (jobsDone: number) => void;
  /** Aborted: jobs under way are dropped, none is begun, and what is finished is handed back. */
  readonly signal?: AbortSignal;
}

export interface Outcome {
  /** In the order of the jobs; those that were not finished are missing. */
  readonly results: readonly JobResult[];
  readonly isInterrupted: boolean;
}
