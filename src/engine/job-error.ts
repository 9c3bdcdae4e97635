/** A job that could not be carried out: which one, what happened, and how to see it again. */
import { replayCommand, type Job } from "../experiment/job.js";

export class JobError extends Error {
  readonly job: Job;
  readonly what: string;
  /** It would go the same way again: an exception in the job itself, not a thread that was lost. */
  readonly isCertain: boolean;

  /** @param what what happened: `the thread ended (out of memory)` */
  constructor(job: Job, what: string, isCertain: boolean) {
    const settings = job.set.length === 0 ? "no settings" : job.set.join(", ");
    super(
      `job ${job.key} (${job.source.file}, ${settings}, seed ${String(job.seed)}) failed: ${what}\n` +
        `  to replay: ${replayCommand(job)}`,
    );
    this.job = job;
    this.what = what;
    this.isCertain = isCertain;
  }
}
