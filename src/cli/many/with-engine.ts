/** An engine for the length of a command, and Ctrl-C or SIGTERM for it. */
import type { Engine } from "../../engine/engine.js";
import { programVersion } from "../../engine/program.js";
import { RedisEngine } from "../../engine/redis/redis-engine.js";
import { ThreadPool } from "../../engine/thread-pool.js";
import type { Arguments } from "../arguments.js";
import { assertBeside, assertWithout, durationFlag, wholeFlag } from "../flag-values.js";
import { onInterrupt } from "../interrupt.js";
import { JobsLine } from "./jobs-line.js";
import { notice } from "./notice.js";
import { TICKS_PER_SECOND } from "../../units/time.js";

const STANDARD_WAIT_MS = 60_000;

/** The first Ctrl-C or SIGTERM calls the work off, and what is finished is kept; a second one ends the process. */
export async function withEngine<T>(
  args: Arguments,
  work: (engine: Engine, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const engine = await engineOf(args);
  const stop = new AbortController();
  const forget = onInterrupt(() => {
    stop.abort();
  });
  try {
    return await work(engine, stop.signal);
  } finally {
    forget();
    await engine.close();
  }
}

/** How far the work is, and when it is called off. */
export interface JobsWatch {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, runs: number) => void;
}

/** The same with a line that says how far it is. */
export function withJobs<T>(
  args: Arguments,
  work: (engine: Engine, watch: JobsWatch) => Promise<T>,
): Promise<T> {
  return withEngine(args, async (engine, signal) => {
    const line = new JobsLine(engine);
    const onProgress = (done: number, runs: number): void => {
      line.show(done, runs);
    };
    try {
      return await work(engine, { signal, onProgress });
    } finally {
      line.clear();
    }
  });
}

/** Threads of this machine; with `--engine redis://…` workers anywhere. */
async function engineOf(args: Arguments): Promise<Engine> {
  const url = args.value("engine");
  if (url === undefined) {
    assertBeside(args, ["wait"], "--engine");
    const threads = wholeFlag(args, "jobs", 1);
    return new ThreadPool(threads === undefined ? {} : { threads });
  }
  assertWithout(args, ["jobs"], "--engine: each worker has its own");
  const waitTicks = durationFlag(args, "wait");
  const waitMs = waitTicks === undefined ? STANDARD_WAIT_MS : (waitTicks / TICKS_PER_SECOND) * 1000;
  return RedisEngine.open(url, { program: programVersion(), waitMs, notice });
}
