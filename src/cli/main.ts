#!/usr/bin/env node
/**
 * argv → exit code. Turns bad input and broken invariants into messages; nothing else ends the process.
 */
import { InvariantError } from "../assert.js";
import { EngineError } from "../engine/engine-error.js";
import { JobError } from "../engine/job-error.js";
import { withoutCredentials } from "../engine/redis/address.js";
import { UsageError, parseArguments, usage, COMMANDS, type Arguments } from "./arguments.js";
import { calibrateRecordings } from "./calibrate.js";
import { check } from "./check.js";
import { EXIT, type ExitCode } from "./exit.js";
import { FileError } from "./files.js";
import { audit } from "./many/audit.js";
import { curves } from "./many/curves.js";
import { plan } from "./many/plan.js";
import { sweep } from "./many/sweep.js";
import { map } from "./map.js";
import { newScenario } from "./new.js";
import { record } from "./record.js";
import { compare } from "./report/compare.js";
import { report } from "./report/report.js";
import { run } from "./run.js";
import { schema } from "./schema.js";
import { show } from "./show/show.js";
import { verifyRecordings } from "./verify.js";
import { worker } from "./many/worker.js";

const HANDLERS: Readonly<Record<string, (args: Arguments) => ExitCode | Promise<ExitCode>>> = {
  run,
  report,
  compare,
  sweep,
  plan,
  curves,
  audit,
  map,
  check,
  schema,
  show,
  new: newScenario,
  verify: verifyRecordings,
  record,
  calibrate: calibrateRecordings,
  worker,
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
  const args = parseArguments(argv);
  return HANDLERS[args.command.name]!(args);
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
