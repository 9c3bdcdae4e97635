/** `fanin audit`: rules of thumb beside what runs say is needed. */
import { basename, dirname, extname } from "node:path";
import { makeAudit } from "../../engine/audit.js";
import { auditRows } from "../../experiment/audit/tables.js";
import type { Audit } from "../../experiment/audit/result.js";
import { rowsCsv } from "../../experiment/result-tables.js";
import { auditText } from "../../report/audit/text.js";
import { UsageError, type Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { writeText } from "../files.js";
import { wholeFlag } from "../flag-values.js";
import { keptBeside, sayInterrupted, withJournalErrors } from "./kept.js";
import { readRequest } from "./plan-flags.js";
import { withJobs } from "./with-engine.js";

const STANDARD_SEEDS = 5;

export function audit(args: Arguments): Promise<ExitCode> {
  return withJournalErrors(() => auditIn(args));
}

async function auditIn(args: Arguments): Promise<ExitCode> {
  const seeds = wholeFlag(args, "replications", 1) ?? STANDARD_SEEDS;
  const request = readRequest(args);
  if (typeof request === "number") return request;
  if (request.scenario.tiers.length === 0) {
    throw new UsageError(
      `${request.source.file}: expected at least one tier of agents, for the rules are about them; found none`,
    );
  }
  const journal = keptBeside(args, request.source);
  const found = await withJobs(args, (engine, watch) =>
    makeAudit(engine, request, seeds, { ...watch, keep: journal }),
  ).finally(() => journal?.close());
  return show(args, found);
}

/** Rules that fail are an answer, not a failure: the file is judged by `run`. */
function show(args: Arguments, found: Audit): ExitCode {
  const out = args.value("out");
  if (found.runs > 0) {
    const json = `${JSON.stringify({ audit: found })}\n`;
    process.stdout.write(args.has("json") ? json : auditText(found));
  }
  if (out !== undefined) {
    const table = `${basename(out, extname(out))}.csv`;
    const written = [
      writeText(dirname(out), basename(out), `${JSON.stringify(found)}\n`),
      writeText(dirname(out), table, rowsCsv(auditRows(found))),
    ];
    process.stderr.write(`written: ${written.join(", ")}\n`);
  }
  if (found.isWhole) return EXIT.met;
  sayInterrupted(args, found.runs);
  return EXIT.interrupted;
}
