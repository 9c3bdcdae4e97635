/** Workers as processes of the built program. */
import type { ChildProcess } from "node:child_process";
import { startFanin } from "./cli.js";

export interface TestWorker {
  readonly process: ChildProcess;
  /** What it said so far. */
  said(): string;
  /** Waits until it has said that. */
  until(text: string): Promise<void>;
  /** Its exit code. */
  readonly closed: Promise<number | null>;
}

export function startWorker(
  url: string,
  options: { threads?: number; env?: Record<string, string>; program?: string } = {},
): TestWorker {
  const { threads = 1, env, program } = options;
  const child = startFanin(["worker", "--engine", url, "--jobs", String(threads)], {
    env,
    program,
  });
  return listenTo(child);
}

/** Keeps what a process says on either stream. */
export function listenTo(child: ChildProcess): TestWorker {
  let said = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on("data", (data: Buffer) => {
      said += data.toString();
      for (const look of [...waiting]) look();
    });
  }
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  const until = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!said.includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void closed.then(() => {
        reject(new Error(`it ended without saying ${text}: ${said}`));
      });
    });
  return { process: child, said: () => said, until, closed };
}
