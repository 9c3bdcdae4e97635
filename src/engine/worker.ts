/** A thread of the pool: carries out the jobs it is sent, one after another. */
import { parentPort } from "node:worker_threads";
import { assert, InvariantError } from "../assert.js";
import { carryOut } from "../experiment/carry-out.js";
import { JobReader } from "../experiment/job-reader.js";
import type { Reply, Request } from "./messages.js";

const PROGRESS_EVERY_MS = 200;

const port = parentPort;
assert(port !== null, "a worker runs in a thread");
const reader = new JobReader();
port.on("message", ({ job }: Request) => {
  const send = (reply: Reply): void => {
    port.postMessage(reply);
  };
  let toldMs = performance.now();
  const onProgress = (share: number): void => {
    const nowMs = performance.now();
    if (nowMs - toldMs < PROGRESS_EVERY_MS) return;
    toldMs = nowMs;
    send({ kind: "progress", share });
  };
  try {
    send({ kind: "result", result: carryOut(job, onProgress, reader) });
  } catch (error) {
    send({ kind: "failed", what: describe(error) });
  }
});

function describe(error: unknown): string {
  if (error instanceof InvariantError)
    return `${error.rule}; facts: ${JSON.stringify(error.facts)}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
