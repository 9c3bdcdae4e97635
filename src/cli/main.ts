#!/usr/bin/env node
/**
 * argv → exit code. Turns bad input and broken invariants into messages; nothing else ends the process.
 */
import { InvariantError } from "../assert.js";
import { EngineError } from "../engine/engine-error.js";
import { JobError } from "../engine/job-error.js";
import { programVersion } from "../engine/program.js";
import { withoutCredentials } from "../engine/redis/address.js";
import { UsageError, parseArguments, usage, COMMANDS, type Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";
import { FileError } from "./files.js";

type Handler = (args: Arguments) => ExitCode | Promise<ExitCode>;

/** Each is loaded when it is asked for: all together take longer to load than most need to answer. */
const HANDLERS: Readonly<Record<string, () => Promise<Handler>>> = {
  run: async () => (await import("./run.js")).run,
  report: async () => (await import("./report/report.js")).report,
  compare: async () => (await import("./report/compare.js")).compare,
  sweep: async () => (await import("./many/sweep.js")).sweep,
  plan: async () => (await import("./many/plan.js")).plan,
  curves: async () => (await import("./many/curves.js")).curves,
  audit: async () => (await import("./many/audit.js")).audit,
  map: async () => (await import("./map.js")).map,
  check: async () => (await import("./check.js")).check,
  schema: async () => (await import("./schema.js")).schema,
  show: async () => (await import("./show/show.js")).show,
  new: async () => (await import("./new.js")).newScenario,
  verify: async () => (await import("./verify.js")).verifyRecordings,
  record: async () => (await import("./record.js")).record,
  calibrate: async () => (await import("./calibrate.js")).calibrateRecordings,
  worker: async () => (await import("./many/worker.js")).worker,
};

/** What the user can mend: input, files, machines. */
const FOR_THE_USER = [UsageError, FileError, EngineError];

async function main(argv: readonly string[]): Promise<ExitCode> {
  const isHelp = argv.includes("--help") || argv.includes("-h") || argv[0] === "help";
  if (isHelp || argv.length === 0) {
    const named = COMMANDS.find(({ name }) => argv.includes(name));
    process.stdout.write(`${usage(named)}\n`);
    return argv.length === 0 ? EXIT.badInput : EXIT.met;
  }
  if (argv[0] === "--version") {
    process.stdout.write(`${programVersion()}\n`);
    return EXIT.met;
  }
  const args = parseArguments(argv);
  const handler = await HANDLERS[args.command.name]!();
  return handler(args);
}

function explain(error: unknown, argv: readonly string[]): ExitCode {
  if (FOR_THE_USER.some((kind) => error instanceof kind)) {
    process.stderr.write(`fanin: ${(error as Error).message}\n`);
    return EXIT.badInput;
  }
  if (error instanceof JobError) {
    process.stderr.write(`fanin: this is a bug of fanin's, not of your input: ${error.message}\n`);
    return EXIT.bug;
  }
  const isBroken = error instanceof InvariantError;
  const what = isBroken ? `${error.rule}\n  facts: ${JSON.stringify(error.facts)}` : String(error);
  const stack = error instanceof Error && !isBroken ? `\n${error.stack ?? ""}` : "";
  process.stderr.write(
    `fanin: this is a bug of fanin's, not of your input: ${what}${stack}\n` +
      `  to replay: fanin ${argv.map(withoutCredentials).join(" ")}\n`,
  );
  return EXIT.bug;
}

// A reader that has seen enough (head, less) closes the pipe: that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.met);
  throw error;
});

const argv = process.argv.slice(2);
try {
  process.exitCode = await main(argv);
} catch (error) {
  process.exitCode = explain(error, argv);
}
