/** `fanin sweep`: the same scenario at many settings, resumed where it was killed. */
import { basename, extname, join } from "node:path";
import { Journal, JournalError, journalHeader } from "../../engine/journal.js";
import { programVersion } from "../../engine/program.js";
import type { Job, JobResult, ScenarioSource } from "../../experiment/job.js";
import { rowsCsv, rowsNdjson } from "../../experiment/result-tables.js";
import { checkPlan } from "../../experiment/sweep/check-plan.js";
import { planSweep, sweepJobs, type SweepPlan } from "../../experiment/sweep/plan.js";
import { summarizeSweep, type SweepSummary } from "../../experiment/sweep/summary.js";
import { pointRows, runRows } from "../../experiment/sweep/tables.js";
import { rowsParquet } from "../../report/many/parquet.js";
import { sweepText } from "../../report/many/sweep.js";
import { parseScenario } from "../../scenario/parse-scenario.js";
import type { Problem } from "../../scenario/problem.js";
import type { Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { besides, FileError, makeFolder, readText, reasonOf, writeText } from "../files.js";
import { durationFlag, shareFlag, wholeFlag } from "../flag-values.js";
import { problemsText } from "../scenario-files.js";
import { JobsLine } from "./jobs-line.js";
import { STANDARD_SHARE } from "./replications.js";
import { withEngine } from "./with-engine.js";

const JOURNAL = "sweep.journal.ndjson";

export async function sweep(args: Arguments): Promise<ExitCode> {
  try {
    return await sweepIn(args);
  } catch (error) {
    if (error instanceof JournalError) throw new FileError(error.message);
    throw error;
  }
}

async function sweepIn(args: Arguments): Promise<ExitCode> {
  const asked = shareFlag(args, "share", "95%") ?? STANDARD_SHARE;
  const untilTicks = durationFlag(args, "until") ?? null;
  const prepared = prepare(args);
  if (prepared.plan === undefined) {
    process.stderr.write(`${problemsText(prepared.problems, "problem")}\n`);
    return EXIT.badInput;
  }
  const { plan, source, name } = prepared;
  const jobs = sweepJobs(plan, source, args.values("set"), untilTicks);
  const journal = openJournal(args, source);
  const results = await runAll(args, jobs, journal).finally(() => journal?.close());
  if (results === undefined) return EXIT.interrupted;
  const found = summarizeSweep(plan, results, { scenario: name, asked });
  show(args, plan, found, results);
  return found.points.some((point) => point.kind === "run" && point.isMet) ? EXIT.met : EXIT.notMet;
}

type Prepared =
  | { readonly plan: SweepPlan; readonly source: ScenarioSource; readonly name: string }
  | { readonly plan: undefined; readonly problems: readonly Problem[] };

/** Everything that can be wrong is found here, before anything runs. */
function prepare(args: Arguments): Prepared {
  const file = args.operands[0]!;
  const set = args.values("set");
  const points = wholeFlag(args, "points", 1);
  const replications = wholeFlag(args, "replications", 1) ?? 1;
  const seed = wholeFlag(args, "seed", 0);
  const text = readText(file);
  const files: Record<string, string> = {};
  const find = besides(file);
  const remember = (name: string): string | undefined => {
    const found = find(name);
    if (found !== undefined) files[name] = found;
    return found;
  };
  const { scenario } = parseScenario(text, { file, set, files: remember });
  const { plan, problems } = planSweep({
    vary: args.values("vary"),
    points,
    replications,
    firstSeed: seed ?? scenario?.seed ?? 0,
  });
  if (plan === undefined) return { plan, problems };
  const wrong = checkPlan(plan, { file, text, set, files: remember });
  if (wrong.length > 0) return { plan: undefined, problems: wrong };
  const name = scenario?.name ?? basename(file, extname(file));
  return { plan, source: { file, text, files }, name };
}

function openJournal(args: Arguments, source: ScenarioSource): Journal | undefined {
  const folder = args.value("out");
  if (folder === undefined) return undefined;
  makeFolder(folder);
  const file = join(folder, JOURNAL);
  try {
    const journal = new Journal(file, journalHeader(programVersion(), source));
    if (journal.isRepaired) {
      process.stderr.write(`${file}: half a line at its end is cut off; its run is done again\n`);
    }
    return journal;
  } catch (error) {
    if (error instanceof JournalError) throw error;
    throw new FileError(`${file}: cannot be opened: ${reasonOf(error)}`);
  }
}

/** @returns the results of all jobs, in their order; undefined when it was interrupted */
async function runAll(
  args: Arguments,
  jobs: readonly Job[],
  journal: Journal | undefined,
): Promise<readonly JobResult[] | undefined> {
  const open = jobs.filter((job) => journal?.has(job) !== true);
  const before = jobs.length - open.length;
  if (before > 0) {
    const rest = `${String(before)} of ${String(jobs.length)} runs are there already`;
    process.stderr.write(`${args.value("out")!}: ${rest}\n`);
  }
  const outcome = await withEngine(args, async (engine, signal) => {
    const line = new JobsLine(engine, before);
    try {
      return await engine.run(open, {
        signal,
        onResult: (result, job) => journal?.add(job, result),
        onProgress: (done) => {
          line.show(before + done, jobs.length);
        },
      });
    } finally {
      line.clear();
    }
  });
  if (!outcome.isInterrupted) {
    return journal === undefined ? outcome.results : jobs.map((job) => journal.result(job));
  }
  const done = `${String(before + outcome.results.length)} of ${String(jobs.length)} runs done`;
  const kept =
    journal === undefined
      ? "none is kept without -o FOLDER"
      : `kept in ${args.value("out")!}; the same command goes on from there`;
  process.stderr.write(`fanin: interrupted: ${done}, ${kept}\n`);
  return undefined;
}

function show(
  args: Arguments,
  plan: SweepPlan,
  found: SweepSummary,
  results: readonly JobResult[],
): void {
  const text = sweepText(found);
  process.stdout.write(args.has("json") ? `${JSON.stringify({ sweep: found })}\n` : `${text}\n`);
  const folder = args.value("out");
  if (folder === undefined) return;
  const runs = runRows(plan, results);
  const points = pointRows(found);
  const written = [
    writeText(folder, "runs.csv", rowsCsv(runs)),
    writeText(folder, "runs.ndjson", rowsNdjson(runs)),
    writeText(folder, "runs.parquet", rowsParquet(runs)),
    writeText(folder, "points.csv", rowsCsv(points)),
    writeText(folder, "points.parquet", rowsParquet(points)),
    writeText(folder, "sweep.json", JSON.stringify(found)),
    writeText(folder, "summary.txt", `${text}\n`),
  ];
  process.stderr.write(`written: ${written.join(", ")}\n`);
}
