/**
 * The queue that askers and workers share: what its keys are called, how often a job is tried, how long its result is
 * kept. A queue for each program, because results of two programs must not be mixed: a worker sees the jobs of its own
 * program alone.
 */
import type { JobsOptions } from "bullmq";

/** All keys begin with it; the braces keep them together in a Redis cluster. */
export const PREFIX = "{fanin}";

export function queueName(program: string): string {
  return `jobs-${program}`;
}

/** A worker that is silent for so long has lost its job. */
export const LOCK_MS = 10_000;
/** How often workers look for jobs that were lost. */
export const STALLED_CHECK_MS = 5000;
/** A job that loses more workers than this is at fault itself. */
export const MOST_LOST_WORKERS = 3;
/** What BullMQ says of such a job. */
export const LOST_TOO_OFTEN = "job stalled more than allowable limit";

/** Results that nobody took are kept for an hour: an asker that was killed finds them when it comes back. */
const KEPT_SECONDS = 3600;
export const KEPT_MS = KEPT_SECONDS * 1000;

/** A thread that dies may do the job at a second try, elsewhere; a bug does not (the worker says so). */
export const JOB_OPTIONS: JobsOptions = {
  attempts: 3,
  backoff: { type: "fixed", delay: 1000 },
  removeOnComplete: { age: KEPT_SECONDS },
  removeOnFail: { age: KEPT_SECONDS },
};

/** Entries of the stream of events that Redis keeps: who misses one looks at the jobs themselves. */
export const MOST_EVENTS = 1000;
