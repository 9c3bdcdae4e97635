/** Pools of threads, whose threads run the built program, and jobs for them. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ThreadPool } from "../../src/engine/thread-pool.js";
import type { Job } from "../../src/experiment/job.js";
import { assertFresh } from "./cli.js";

export function poolOf(threads: number, workerFile = "dist/engine/worker.js"): ThreadPool {
  assertFresh();
  return new ThreadPool({ threads, workerFile: pathToFileURL(resolve(workerFile)) });
}

/** One job a seed. */
export function jobsOf(text: string, seeds: readonly number[], set: readonly string[] = []): Job[] {
  return seeds.map((seed) => ({
    key: `seed ${String(seed)}`,
    source: { file: "test.yaml", text, files: {} },
    set,
    seed,
    untilTicks: null,
    returns: "headlines",
  }));
}
