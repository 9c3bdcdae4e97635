/** An engine for the length of a command, and Ctrl-C for it. */
import type { Engine } from "../../engine/engine.js";
import { ThreadPool } from "../../engine/thread-pool.js";
import type { Arguments } from "../arguments.js";
import { wholeFlag } from "../flag-values.js";

/** The first Ctrl-C calls the work off, and what is finished is kept; a second one ends the process. */
export async function withEngine<T>(
  args: Arguments,
  work: (engine: Engine, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const threads = wholeFlag(args, "jobs", 1);
  const engine = new ThreadPool(threads === undefined ? {} : { threads });
  const stop = new AbortController();
  const onInterrupt = (): void => {
    stop.abort();
  };
  process.once("SIGINT", onInterrupt);
  try {
    return await work(engine, stop.signal);
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await engine.close();
  }
}
