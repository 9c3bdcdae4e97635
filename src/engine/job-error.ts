/** A job that could not be carried out: which one, what happened, and how to see it again. */
import { replayCommand, type Job } from "../experiment/job.js";

export class JobError extends Error {
  readonly job: Job;

  /** @param what what happened: `the thread ended (out of memory)` */
  constructor(job: Job, what: string) {
    const settings = job.set.length === 0 ? "no settings" : job.set.join(", ");
    super(
      `job ${job.key} (${job.source.file}, ${settings}, seed ${String(job.seed)}) failed: ${what}\n` +
        `  to replay: ${replayCommand(job)}`,
    );
    this.job = job;
  }
}
