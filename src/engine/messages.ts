/** What passes between the pool and its threads. */
import type { Job, JobResult } from "../experiment/job.js";

export interface Request {
  readonly job: Job;
}

export type Reply =
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "result"; readonly result: JobResult }
  /** `what`: the error's text; for a broken invariant its rule and facts. */
  | { readonly kind: "failed"; readonly what: string };
