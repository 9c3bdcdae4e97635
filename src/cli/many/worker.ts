/** `fanin worker`: carries out, on this machine, runs that others ask for through a Redis, until it is stopped. */
import { availableParallelism } from "node:os";
import { programVersion } from "../../engine/program.js";
import { FleetWorker } from "../../engine/redis/fleet-worker.js";
import { UsageError, type Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { wholeFlag } from "../flag-values.js";
import { notice } from "./notice.js";

/** What is under way when a worker is stopped has so long to end; service managers kill after 30 s or more. */
const GRACE_MS = 20_000;

export async function worker(args: Arguments): Promise<ExitCode> {
  const url = args.value("engine");
  if (url === undefined) {
    throw new UsageError(
      "worker: expected --engine redis://HOST:6379, the Redis where work is asked for, found none",
    );
  }
  const threads = wholeFlag(args, "jobs", 1) ?? availableParallelism();
  const joined = await FleetWorker.join(url, { program: programVersion(), threads, notice });
  notice(`${joined.description}; Ctrl-C stops it`);
  await signalled();
  await leave(joined);
  const handedBack = joined.handedBack === 0 ? "" : `, ${runs(joined.handedBack)} handed back`;
  notice(`stopped: ${runs(joined.done)} done${handedBack}`);
  return EXIT.met;
}

async function leave(joined: FleetWorker): Promise<void> {
  const handBack = new AbortController();
  const later = setTimeout(() => {
    handBack.abort();
  }, GRACE_MS);
  // Heard from now on: who reads the notice may send it at once.
  void signalled().then(() => {
    handBack.abort();
  });
  if (joined.underWay > 0) {
    notice(
      `stopping: finishing ${runs(joined.underWay)}, ${String(GRACE_MS / 1000)} s at the most;` +
        " Ctrl-C again hands back what is under way",
    );
  }
  await joined.leave(handBack.signal);
  clearTimeout(later);
}

/** The next Ctrl-C or SIGTERM. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    const onSignal = (): void => {
      process.removeListener("SIGINT", onSignal);
      process.removeListener("SIGTERM", onSignal);
      resolve();
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
  });
}

function runs(count: number): string {
  return `${String(count)} ${count === 1 ? "run" : "runs"}`;
}
