/** The command line as a user has it: the built program in a process of its own. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const PROGRAM = resolve("dist/cli/main.js");

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function fanin(
  args: readonly string[],
  options: { cwd?: string; input?: string; env?: NodeJS.ProcessEnv } = {},
): Outcome {
  assertFresh();
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    ...options,
  });
  return { code: status, out: stdout, err: stderr };
}

/**
 * Starts the program, to be interrupted or read from while it works.
 *
 * @param options environment beside that of the tests; another program than the built one
 */
export function startFanin(
  args: readonly string[],
  options: { env?: Record<string, string> | undefined; program?: string | undefined } = {},
): ChildProcess {
  assertFresh();
  return spawn(process.execPath, [options.program ?? PROGRAM, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
  });
}

/** A program older than its sources would be tested for nothing. */
export function assertFresh(): void {
  const newest = Math.max(
    ...readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => statSync(join("src", name)).mtimeMs),
  );
  if (existsSync(PROGRAM) && statSync(PROGRAM).mtimeMs >= newest) return;
  throw new Error("dist is missing or older than src: run `npm run build` before the tests");
}
