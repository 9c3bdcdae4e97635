/**
 * The local engine: threads of this machine, one job each at a time.
 *
 * Threads are started when first needed and kept from one call of `run` to the next. One that dies takes the whole
 * call with it, by an error that names its job: a job that kills its thread would kill the next one too.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { assert } from "../assert.js";
import type { Job, JobResult } from "../experiment/job.js";
import type { Engine, Outcome, Watch } from "./engine.js";
import { JobError } from "./job-error.js";
import type { Reply, Request } from "./messages.js";

export interface ThreadPoolOptions {
  /** Threads; one a core without it. */
  readonly threads?: number;
  /** What a thread runs; for tests of threads that fail. */
  readonly workerFile?: URL;
}

/** One call of `run`. */
interface Work {
  readonly jobs: readonly Job[];
  readonly results: (JobResult | undefined)[];
  readonly watch: Watch;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
  next: number; // index of the next job to begin
  finished: number;
  /** Shares of the jobs under way, by thread. */
  readonly shares: Map<Worker, number>;
}

export class ThreadPool implements Engine {
  readonly #most: number;
  readonly #workerFile: URL;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, number>(); // index of its job
  #work: Work | undefined;

  constructor({ threads, workerFile }: ThreadPoolOptions = {}) {
    this.#most = threads ?? availableParallelism();
    this.#workerFile = workerFile ?? new URL("./worker.js", import.meta.url);
    assert(Number.isInteger(this.#most) && this.#most >= 1, "a pool has a thread", {
      threads: this.#most,
    });
  }

  get description(): string {
    return `${String(this.#most)} ${this.#most === 1 ? "thread" : "threads"}`;
  }

  run(jobs: readonly Job[], watch: Watch = {}): Promise<Outcome> {
    assert(this.#work === undefined, "a pool does one list of jobs at a time");
    assert(new Set(jobs.map(({ key }) => key)).size === jobs.length, "jobs have distinct keys");
    return new Promise<Outcome>((resolve, reject) => {
      const results = jobs.map(() => undefined);
      const shares = new Map<Worker, number>();
      this.#work = { jobs, results, watch, resolve, reject, next: 0, finished: 0, shares };
      if (watch.signal?.aborted === true || jobs.length === 0) {
        const isInterrupted = watch.signal?.aborted === true;
        this.#work = undefined;
        resolve({ results: [], isInterrupted });
        return;
      }
      watch.signal?.addEventListener("abort", this.#onAbort);
      this.#fill();
    });
  }

  readonly #onAbort = (): void => {
    this.#end((work) => {
      work.resolve(outcomeOf(work, true));
    });
  };

  async close(): Promise<void> {
    const all = [...this.#idle.splice(0), ...this.#busy.keys()];
    this.#busy.clear();
    await Promise.all(all.map(retire));
  }

  /** Gives every free thread a job. */
  #fill(): void {
    const work = this.#work;
    if (work === undefined) return;
    while (work.next < work.jobs.length && this.#busy.size < this.#most) {
      const worker = this.#idle.pop() ?? this.#start();
      const index = work.next++;
      this.#busy.set(worker, index);
      worker.postMessage({ job: work.jobs[index]! } satisfies Request);
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#workerFile);
    worker.on("message", (reply: Reply) => {
      this.#onReply(worker, reply);
    });
    worker.on("error", (error) => {
      this.#onDeath(worker, error.message);
    });
    worker.on("exit", (code) => {
      this.#onDeath(worker, `its thread ended with code ${String(code)}`);
    });
    return worker;
  }

  #onReply(worker: Worker, reply: Reply): void {
    const work = this.#work;
    const index = this.#busy.get(worker);
    if (work === undefined || index === undefined) return;
    if (reply.kind === "progress") {
      work.shares.set(worker, reply.share);
      this.#tell(work);
      return;
    }
    this.#busy.delete(worker);
    this.#idle.push(worker);
    work.shares.delete(worker);
    if (reply.kind === "failed") {
      this.#fail(work.jobs[index]!, reply.what, true);
      return;
    }
    work.results[index] = reply.result;
    work.finished += 1;
    try {
      work.watch.onResult?.(reply.result, work.jobs[index]!);
    } catch (error) {
      // Who cannot keep results (a full disk) wants no more of them.
      this.#end(() => {
        work.reject(error as Error);
      });
      return;
    }
    this.#tell(work);
    // The one who is told may have called it off.
    if (this.#work !== work) return;
    if (work.finished < work.jobs.length) this.#fill();
    else {
      this.#end(() => {
        work.resolve(outcomeOf(work, false));
      });
    }
  }

  #onDeath(worker: Worker, what: string): void {
    const index = this.#busy.get(worker);
    const idle = this.#idle.indexOf(worker);
    if (idle >= 0) this.#idle.splice(idle, 1);
    this.#busy.delete(worker);
    if (this.#work === undefined || index === undefined) return;
    this.#fail(this.#work.jobs[index]!, what, false);
  }

  #fail(job: Job, what: string, isCertain: boolean): void {
    this.#end((work) => {
      work.reject(new JobError(job, what, isCertain));
    });
  }

  /** Ends the call; threads that are still at work are dropped with it. */
  #end(settle: (work: Work) => void): void {
    const work = this.#work;
    if (work === undefined) return;
    this.#work = undefined;
    work.watch.signal?.removeEventListener("abort", this.#onAbort);
    const dropped = [...this.#busy.keys()];
    this.#busy.clear();
    void Promise.all(dropped.map(retire)).then(() => {
      settle(work);
    });
  }

  #tell(work: Work): void {
    const under = [...work.shares.values()].reduce((sum, share) => sum + share, 0);
    work.watch.onProgress?.(work.finished + under);
  }
}

function outcomeOf({ results }: Work, isInterrupted: boolean): Outcome {
  return { results: results.filter((result) => result !== undefined), isInterrupted };
}

async function retire(worker: Worker): Promise<void> {
  worker.removeAllListeners();
  // Whatever a thread says while it is ended is of no interest any more.
  worker.on("error", () => undefined);
  await worker.terminate();
}
