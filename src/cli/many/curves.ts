/** `fanin curves`: how long an outage each layer bears, how soon all is back, which input matters most. */
import { basename, dirname, extname } from "node:path";
import { makeCurves } from "../../engine/curves.js";
import { curveRows } from "../../experiment/curves/tables.js";
import type { Curves } from "../../experiment/curves/result.js";
import type { PlanRequest } from "../../experiment/plan/request.js";
import { rowsCsv } from "../../experiment/result-tables.js";
import { curvesText } from "../../report/plan/curves-text.js";
import { END_OF_TIME } from "../../units/time.js";
import { UsageError, type Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { writeText } from "../files.js";
import { wholeFlag } from "../flag-values.js";
import { keptBeside, sayInterrupted, withJournalErrors } from "./kept.js";
import { readRequest } from "./plan-flags.js";
import { withJobs } from "./with-engine.js";

const STANDARD_SEEDS = 10;

export function curves(args: Arguments): Promise<ExitCode> {
  return withJournalErrors(() => curvesIn(args));
}

async function curvesIn(args: Arguments): Promise<ExitCode> {
  const seeds = wholeFlag(args, "replications", 1) ?? STANDARD_SEEDS;
  const request = readRequest(args);
  if (typeof request === "number") return request;
  assertOutage(request);
  const journal = keptBeside(args, request.source);
  const found = await withJobs(args, (engine, watch) =>
    makeCurves(engine, request, seeds, { ...watch, keep: journal }),
  ).finally(() => journal?.close());
  return show(args, found);
}

/** The curves are about the first fault: they make it longer, shorter, and come again. */
function assertOutage({ scenario: { faults }, source }: PlanRequest): void {
  const [first] = faults;
  if (first !== undefined && first.kind !== "start" && first.toTicks < END_OF_TIME) return;
  const found = first === undefined ? "none" : `${first.kind} of ${first.on}, which does not end`;
  throw new UsageError(
    `${source.file}: expected a first fault that ends, for the curves are about it; found ${found}`,
  );
}

function show(args: Arguments, found: Curves): ExitCode {
  const out = args.value("out");
  if (found.runs > 0) {
    const json = `${JSON.stringify({ curves: found })}\n`;
    process.stdout.write(args.has("json") ? json : curvesText(found));
  }
  if (out !== undefined) {
    const table = `${basename(out, extname(out))}.csv`;
    const written = [
      writeText(dirname(out), basename(out), `${JSON.stringify(found)}\n`),
      writeText(dirname(out), table, rowsCsv(curveRows(found))),
    ];
    process.stderr.write(`written: ${written.join(", ")}\n`);
  }
  if (found.isWhole) return EXIT.met;
  sayInterrupted(args, found.runs);
  return EXIT.interrupted;
}
