/**
 * A worker of a fleet: takes jobs of its own program from the queue and carries them out on threads of this machine,
 * one job a thread.
 */
import type { Job as QueuedJob, Worker } from "bullmq";
import type { Job, JobResult } from "../../experiment/job.js";
import { EngineError } from "../engine-error.js";
import { JobError } from "../job-error.js";
import { ThreadPool } from "../thread-pool.js";
import { readAddress } from "./address.js";
import { Connection } from "./connection.js";
import { explained } from "./explain.js";
import { loadQueuePackages } from "./packages.js";
import { LOCK_MS, MOST_LOST_WORKERS, PREFIX, queueName, STALLED_CHECK_MS } from "./queue.js";
import { BEAT_MS, programsOf, Roster } from "./roster.js";

export interface FleetWorkerOptions {
  readonly program: string;
  readonly threads: number;
  readonly notice: (text: string) => void;
  /** Runs done so far, and under way, whenever either changes. */
  readonly onChange?: (done: number, underWay: number) => void;
}

const PROGRESS_EVERY_MS = 500;
/** BullMQ's pause after an error; its 15 s would be added to each time that Redis is away. */
const RETRY_MS = 1000;
/** Handing back is not to wait for a Redis that is away. */
const HAND_BACK_MS = 5000;

export class FleetWorker {
  readonly #connection: Connection;
  readonly #options: FleetWorkerOptions;
  readonly #worker: Worker<Job, JobResult>;
  readonly #workers: Roster;
  readonly #askers: Roster;
  readonly #idle: ThreadPool[];
  readonly #underWay = new Set<AbortController>();
  readonly #beat: ReturnType<typeof setInterval>;
  readonly #told = new Set<string>();
  #lastBeat: Promise<void> = Promise.resolve();
  #done = 0;
  #handedBack = 0;

  /**
   * Joins the fleet and begins to work.
   *
   * @throws EngineError when Redis cannot be reached or used, or when only other programs ask for work there
   */
  static async join(url: string, options: FleetWorkerOptions): Promise<FleetWorker> {
    const address = readAddress(url, process.env);
    const packages = await loadQueuePackages();
    const connection = await Connection.open(address, packages, options.notice);
    try {
      await assertWanted(connection, options.program);
      const worker = new FleetWorker(connection, options);
      await worker.#begin();
      return worker;
    } catch (error) {
      connection.close();
      throw explained(address, error);
    }
  }

  private constructor(connection: Connection, options: FleetWorkerOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#workers = new Roster(connection.redis, "workers");
    this.#askers = new Roster(connection.redis, "askers");
    this.#idle = Array.from({ length: options.threads }, () => new ThreadPool({ threads: 1 }));
    const { bullmq } = connection.packages;
    this.#worker = new bullmq.Worker(
      queueName(options.program),
      (job, token) => this.#do(job, token!),
      {
        connection: connection.redis,
        prefix: PREFIX,
        concurrency: options.threads,
        autorun: false,
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_CHECK_MS,
        maxStalledCount: MOST_LOST_WORKERS,
        runRetryDelay: RETRY_MS,
      },
    );
    this.#worker.on("error", () => undefined); // the connection tells
    this.#beat = setInterval(() => {
      this.#lastBeat = this.#announce().catch(() => undefined);
    }, BEAT_MS);
  }

  get description(): string {
    const { threads, program } = this.#options;
    const count = `${String(threads)} ${threads === 1 ? "thread" : "threads"}`;
    return `${count} of program ${program} at ${this.#connection.address.name}`;
  }

  get done(): number {
    return this.#done;
  }

  /** Runs that were begun and given back to the queue. */
  get handedBack(): number {
    return this.#handedBack;
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  /**
   * Takes no more jobs, and ends when those under way are done or handed back.
   *
   * @param handBack aborted: what is under way goes back into the queue, for others
   */
  async leave(handBack: AbortSignal): Promise<void> {
    clearInterval(this.#beat);
    const giveUp = new Promise<void>((resolve) => {
      const now = (): void => {
        for (const stop of this.#underWay) stop.abort();
        setTimeout(resolve, HAND_BACK_MS).unref();
      };
      if (handBack.aborted) now();
      else handBack.addEventListener("abort", now, { once: true });
    });
    const left = this.#worker
      .close()
      .then(() => this.#lastBeat) // or it would announce what has left
      .then(() => this.#workers.leave());
    await Promise.race([left.catch(() => undefined), giveUp]);
    await Promise.all(this.#idle.map((pool) => pool.close()));
    this.#connection.close();
  }

  async #begin(): Promise<void> {
    await this.#worker.waitUntilReady();
    this.#lastBeat = this.#announce();
    await this.#lastBeat;
    void this.#worker.run();
  }

  async #announce(): Promise<void> {
    const { program, threads } = this.#options;
    const [askers] = await Promise.all([
      this.#askers.others(),
      this.#workers.announce(program, threads),
    ]);
    const strangers = askers.filter((asker) => asker.program !== program);
    if (strangers.length === 0) return;
    const text = `work is asked for by ${programsOf(strangers)}, and not done here: this is ${program}`;
    if (!this.#told.has(text)) this.#options.notice(text);
    this.#told.add(text);
  }

  async #do(job: QueuedJob<Job, JobResult>, token: string): Promise<JobResult> {
    const { bullmq } = this.#connection.packages;
    const pool = this.#idle.pop()!;
    const stop = new AbortController();
    this.#underWay.add(stop);
    this.#change();
    try {
      const { results } = await pool.run([job.data], {
        signal: stop.signal,
        onProgress: throttled((share) => {
          void job.updateProgress(share).catch(() => undefined);
        }),
      });
      if (results.length > 0) {
        this.#done += 1;
        return results[0]!;
      }
      await job.moveToWait(token);
      this.#handedBack += 1;
      throw new bullmq.WaitingError();
    } catch (error) {
      if (!(error instanceof JobError)) throw error;
      throw error.isCertain ? new bullmq.UnrecoverableError(error.what) : new Error(error.what);
    } finally {
      this.#idle.push(pool);
      this.#underWay.delete(stop);
      this.#change();
    }
  }

  #change(): void {
    this.#options.onChange?.(this.#done, this.#underWay.size);
  }
}

/** A worker that nobody there could use is told so at once. */
async function assertWanted({ redis, address }: Connection, program: string): Promise<void> {
  const askers = await new Roster(redis, "askers").others();
  if (askers.length === 0 || askers.some((asker) => asker.program === program)) return;
  throw new EngineError(
    `${address.name}: expected work for this program, ${program}, found work for` +
      ` ${programsOf(askers)} only: results of two programs are not mixed\n` +
      "  fix: install the same fanin here and there",
  );
}

/** Passes on parts of a run, not its end, and not more often than anybody looks. */
function throttled(tell: (share: number) => void): (share: number) => void {
  let toldMs = performance.now();
  return (share) => {
    const nowMs = performance.now();
    if (share >= 1 || nowMs - toldMs < PROGRESS_EVERY_MS) return;
    toldMs = nowMs;
    tell(share);
  };
}
