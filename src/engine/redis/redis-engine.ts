/**
 * The engine of many machines: jobs go into a BullMQ queue on Redis, workers anywhere carry them out
 * (`fanin worker --engine redis://…`), results come back by the identity of their jobs.
 *
 * BullMQ sees to it that each job is with one worker, that one whose worker is lost is given to another, and that one
 * that fails is tried again. What it does not promise is made good here: an asker looks after its jobs, gives out again
 * what a restart of Redis lost, and takes each result once, whoever computed it and however often.
 */
import type { Queue, QueueEvents } from "bullmq";
import { assert } from "../../assert.js";
import type { Job, JobResult } from "../../experiment/job.js";
import type { Engine, Outcome, Watch } from "../engine.js";
import { readAddress } from "./address.js";
import { Call, type CallSite } from "./call.js";
import { Connection } from "./connection.js";
import { explained } from "./explain.js";
import { Fleet, type FleetOptions } from "./fleet.js";
import { loadQueuePackages } from "./packages.js";
import { KEPT_MS, MOST_EVENTS, PREFIX, queueName } from "./queue.js";

/** Closing is not to wait for a Redis that is away. */
const CLOSE_MS = 2000;
const MOST_CLEANED = 10_000;

export class RedisEngine implements Engine {
  readonly #site: CallSite;
  #isBusy = false;

  /**
   * @param url `redis://host:6379`; credentials from there or from the environment
   * @throws EngineError when the packages are missing, or Redis cannot be reached or used
   */
  static async open(url: string, options: FleetOptions): Promise<RedisEngine> {
    const address = readAddress(url, process.env);
    const packages = await loadQueuePackages();
    const connection = await Connection.open(address, packages, options.notice);
    const { bullmq } = packages;
    const name = queueName(options.program);
    const queue: Queue<Job, JobResult> = new bullmq.Queue(name, {
      connection: connection.redis,
      prefix: PREFIX,
      streams: { events: { maxLen: MOST_EVENTS } },
    });
    const events: QueueEvents = new bullmq.QueueEvents(name, {
      connection: connection.another(),
      prefix: PREFIX,
      lastEventId: await lastEvent(connection, `${PREFIX}:${name}:events`),
    });
    queue.on("error", () => undefined); // the connection tells
    events.on("error", () => undefined);
    try {
      await Promise.all([queue.waitUntilReady(), events.waitUntilReady()]);
      await queue.clean(KEPT_MS, MOST_CLEANED, "completed");
      await queue.clean(KEPT_MS, MOST_CLEANED, "failed");
      const fleet = new Fleet(connection, options);
      await fleet.look();
      return new RedisEngine({ connection, queue, events, fleet });
    } catch (error) {
      connection.close();
      throw explained(address, error);
    }
  }

  private constructor(site: CallSite) {
    this.#site = site;
  }

  get description(): string {
    return this.#site.fleet.description;
  }

  /** @throws EngineError when Redis or the workers are lost for too long */
  async run(jobs: readonly Job[], watch: Watch = {}): Promise<Outcome> {
    assert(!this.#isBusy, "an engine does one list of jobs at a time");
    assert(new Set(jobs.map(({ key }) => key)).size === jobs.length, "jobs have distinct keys");
    if (watch.signal?.aborted === true || jobs.length === 0) {
      return { results: [], isInterrupted: watch.signal?.aborted === true };
    }
    this.#isBusy = true;
    try {
      return await new Call(this.#site, jobs, watch).outcome;
    } finally {
      this.#isBusy = false;
    }
  }

  async close(): Promise<void> {
    const { connection, queue, events, fleet } = this.#site;
    const closed = fleet
      .leave()
      .then((isLast) => (isLast ? queue.trimEvents(0) : 0))
      .then(() => Promise.all([queue.close(), events.close()]))
      .catch(() => undefined);
    await Promise.race([closed, timeUp(CLOSE_MS)]);
    connection.close();
  }
}

/** The newest entry of a stream: what comes after it is news. */
async function lastEvent({ redis }: Connection, key: string): Promise<string> {
  const [entry] = await redis.xrevrange(key, "+", "-", "COUNT", 1);
  return entry?.[0] ?? "0-0";
}

function timeUp(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
