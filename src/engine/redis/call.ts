/** One list of jobs, given out to a fleet and taken back. */
import type { Queue, QueueEvents } from "bullmq";
import { jobId, type Job, type JobResult } from "../../experiment/job.js";
import type { Outcome, Watch } from "../engine.js";
import { JobError } from "../job-error.js";
import type { Connection } from "./connection.js";
import { explained } from "./explain.js";
import type { Fleet } from "./fleet.js";
import { JOB_OPTIONS, LOST_TOO_OFTEN, MOST_LOST_WORKERS } from "./queue.js";
import { BEAT_MS } from "./roster.js";

/** What all calls of an engine share. */
export interface CallSite {
  readonly connection: Connection;
  readonly queue: Queue<Job, JobResult>;
  readonly events: QueueEvents;
  readonly fleet: Fleet;
}

/** Jobs given out ahead of the threads that will do them: Redis holds these and no more. */
const FEWEST_OUT = 16;
const OUT_A_THREAD = 4;
/** [bytes] of scenario texts that Redis holds at most, but one job a thread in any case. */
const MOST_BYTES_OUT = 64e6;
/** Taking back is not to wait for a Redis that is away. */
const TAKE_BACK_MS = 2000;

export class Call {
  readonly outcome: Promise<Outcome>;
  readonly #site: CallSite;
  readonly #jobs: readonly Job[];
  readonly #watch: Watch;
  readonly #results: (JobResult | undefined)[];
  /** Jobs that are out, by identity: their places in the list. */
  readonly #out = new Map<string, number[]>();
  readonly #shares = new Map<string, number>();
  readonly #bytesAJob: number;
  readonly #beat: ReturnType<typeof setInterval>;
  #next = 0;
  #finished = 0;
  #isOver = false;
  #isLooking = false;
  #resolve!: (outcome: Outcome) => void;
  #reject!: (error: Error) => void;

  constructor(site: CallSite, jobs: readonly Job[], watch: Watch) {
    this.#site = site;
    this.#jobs = jobs;
    this.#watch = watch;
    this.#results = jobs.map(() => undefined);
    this.#bytesAJob = JSON.stringify(jobs[0]).length;
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { events } = site;
    events.on("completed", this.#onCompleted);
    events.on("failed", this.#onFailed);
    events.on("progress", this.#onProgress);
    events.on("duplicated", this.#onDuplicated);
    watch.signal?.addEventListener("abort", this.#onAbort);
    this.#beat = setInterval(() => void this.#lookAfter(), BEAT_MS);
    this.#giveOut();
  }

  /** Keeps enough jobs out for every thread there is. */
  #giveOut(): void {
    const { threads } = this.#site.fleet;
    const most = Math.max(FEWEST_OUT, OUT_A_THREAD * threads);
    const inBytes = Math.max(threads, 1, Math.floor(MOST_BYTES_OUT / this.#bytesAJob));
    while (this.#next < this.#jobs.length && this.#out.size < Math.min(most, inBytes)) {
      const place = this.#next++;
      const id = jobId(this.#jobs[place]!);
      const places = this.#out.get(id);
      if (places !== undefined) places.push(place);
      else {
        this.#out.set(id, [place]);
        this.#add(id);
      }
    }
  }

  #add(id: string): void {
    const job = this.#jobs[this.#out.get(id)![0]!]!;
    this.#site.queue.add("run", job, { ...JOB_OPTIONS, jobId: id }).catch((error: unknown) => {
      this.#fail(explained(this.#site.connection.address, error));
    });
  }

  readonly #onCompleted = ({ jobId: id, returnvalue }: { jobId: string; returnvalue: unknown }) => {
    this.#take(id, returnvalue as JobResult);
  };

  readonly #onFailed = ({ jobId: id, failedReason }: { jobId: string; failedReason: string }) => {
    const places = this.#out.get(id);
    if (places === undefined) return;
    void this.#discard(id);
    const reason =
      failedReason === LOST_TOO_OFTEN
        ? `${String(MOST_LOST_WORKERS + 1)} workers were lost while they did it (killed, or out of memory?)`
        : failedReason;
    this.#fail(new JobError(this.#jobs[places[0]!]!, reason, true));
  };

  readonly #onProgress = ({ jobId: id, data }: { jobId: string; data: unknown }) => {
    if (!this.#out.has(id) || typeof data !== "number") return;
    this.#shares.set(id, data);
    this.#tell();
  };

  /** It is in Redis already: from before, or asked for by somebody else too. */
  readonly #onDuplicated = ({ jobId: id }: { jobId: string }) => {
    if (this.#out.has(id)) void this.#lookAt(id).catch(() => undefined);
  };

  readonly #onAbort = (): void => {
    void this.#takeBack().then(() => {
      this.#resolve(this.#soFar(true));
    });
  };

  #take(id: string, result: JobResult): void {
    const places = this.#out.get(id);
    if (places === undefined || this.#isOver) return;
    this.#out.delete(id);
    this.#shares.delete(id);
    void this.#discard(id);
    for (const place of places) {
      const job = this.#jobs[place]!;
      const own = { ...result, key: job.key };
      this.#results[place] = own;
      this.#finished += 1;
      try {
        this.#watch.onResult?.(own, job);
      } catch (error) {
        this.#fail(error as Error); // who cannot keep results wants no more of them
        return;
      }
    }
    this.#tell();
    if (this.#isOver) return; // the one who is told may have called it off
    if (this.#finished < this.#jobs.length) this.#giveOut();
    else if (this.#end()) this.#resolve(this.#soFar(false));
  }

  /** What is taken is not kept. */
  async #discard(id: string): Promise<void> {
    await this.#site.queue.remove(id).catch(() => undefined);
  }

  /** Every few seconds: is everybody there, and every job? */
  async #lookAfter(): Promise<void> {
    const { fleet } = this.#site;
    const { trouble } = fleet;
    if (trouble !== undefined) this.#fail(trouble);
    if (this.#isLooking || this.#isOver) return;
    this.#isLooking = true;
    try {
      await fleet.look();
      await Promise.all([...this.#out.keys()].map((id) => this.#lookAt(id)));
      if (!this.#isOver) this.#giveOut();
    } catch {
      // Redis is away; that is told elsewhere, and for how long.
    } finally {
      this.#isLooking = false;
    }
  }

  /** A job whose event was missed is taken; one that Redis lost is given out again. */
  async #lookAt(id: string): Promise<void> {
    const { queue } = this.#site;
    const state = await queue.getJobState(id);
    if (!this.#out.has(id) || this.#isOver) return;
    if (state === "unknown") this.#add(id);
    if (state !== "completed" && state !== "failed") return;
    const job = await queue.getJob(id);
    if (job === undefined) return;
    if (state === "completed") this.#take(id, job.returnvalue);
    else this.#onFailed({ jobId: id, failedReason: job.failedReason });
  }

  #fail(error: Error): void {
    void this.#takeBack().then(() => {
      this.#reject(error);
    });
  }

  /** Ends the call: jobs that no worker has begun are taken out of the queue again. */
  async #takeBack(): Promise<void> {
    const out = [...this.#out.keys()];
    if (!this.#end()) return;
    const back = Promise.all(out.map((id) => this.#discard(id)));
    await Promise.race([back, new Promise((resolve) => setTimeout(resolve, TAKE_BACK_MS).unref())]);
  }

  /** @returns whether it was not over yet */
  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    clearInterval(this.#beat);
    const { events } = this.#site;
    events.off("completed", this.#onCompleted);
    events.off("failed", this.#onFailed);
    events.off("progress", this.#onProgress);
    events.off("duplicated", this.#onDuplicated);
    this.#watch.signal?.removeEventListener("abort", this.#onAbort);
    return true;
  }

  #soFar(isInterrupted: boolean): Outcome {
    return { results: this.#results.filter((result) => result !== undefined), isInterrupted };
  }

  #tell(): void {
    const under = [...this.#shares.values()].reduce((sum, share) => sum + share, 0);
    this.#watch.onProgress?.(this.#finished + under);
  }
}
