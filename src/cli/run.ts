/** `fanin run`: simulate, say the verdict, keep the recording. */
import { basename, extname } from "node:path";
import { findings } from "../analysis/find.js";
import { runBesideFluid } from "../experiment/beside-fluid.js";
import type { RunOptions } from "../experiment/run.js";
import { chromeTraceJson } from "../record/chrome-trace.js";
import { suiteOfRun, type CheckSuite } from "../report/ci/check-suite.js";
import { recordingToJson } from "../record/json.js";
import type { Recording } from "../record/recording.js";
import { episodesNdjson, seriesCsv } from "../record/tables.js";
import { textReport } from "../report/text.js";
import { UsageError, type Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";
import { makeFolder, writeText } from "./files.js";
import { assertBeside, assertWithout, durationFlag, wholeFlag } from "./flag-values.js";
import { writeJunit } from "./report/junit.js";
import { batchMeansOf } from "./many/batch-means.js";
import { replications } from "./many/replications.js";
import { loadSource, type LoadedSource } from "./many/source.js";
import { sourceJson } from "./saved-source.js";
import { problemsText } from "./scenario-files.js";
import { simulateWithProgress } from "./simulate.js";

/** Flags of many runs. */
const OF_MANY = ["precision", "of", "at-most", "share", "warm-up", "jobs", "engine", "wait"];

export async function run(args: Arguments): Promise<ExitCode> {
  assertApart(args);
  if (args.value("replications") !== undefined) {
    assertWithout(args, ["batch-means"], "--replications");
    return replications(args);
  }
  assertBeside(args, OF_MANY, "--replications");
  if (args.has("batch-means")) {
    assertWithout(args, ["out", "junit"], "--batch-means");
    return batchMeansOf(args);
  }
  return runOnce(args);
}

async function runOnce(args: Arguments): Promise<ExitCode> {
  const options = runOptions(args);
  let worst: ExitCode = EXIT.met;
  const loaded = args.operands.map((file) => loadSource(file, args.values("set")));
  for (const { problems } of loaded) {
    if (problems.length === 0) continue;
    process.stderr.write(`${problemsText(problems, "problem")}\n`);
    worst = EXIT.badInput;
  }
  if (worst !== EXIT.met) return worst;
  const folder = args.value("out");
  if (folder !== undefined) makeFolder(folder); // it is better known now than after the run
  const suites: CheckSuite[] = [];
  for (const each of loaded) {
    const { scenario, warnings } = each;
    if (warnings.length > 0) process.stderr.write(`${problemsText(warnings, "warning")}\n\n`);
    const { recording, isInterrupted } = await simulateWithProgress(scenario!, options);
    const isMet = show(args, each, recording);
    suites.push(suiteOfRun(each.source.file, findings(recording)));
    writeJunit(args, suites);
    if (isInterrupted) return EXIT.interrupted;
    if (!isMet) worst = EXIT.notMet;
  }
  return worst;
}

/** Prints the verdict and writes what is asked for. @returns whether the objectives are met */
function show(args: Arguments, { source, set }: LoadedSource, recording: Recording): boolean {
  const { file } = source;
  const found = findings(recording);
  const fluid = runBesideFluid(found, recording);
  const text = args.has("json")
    ? JSON.stringify({ file, findings: found, fluid })
    : textReport(found, fluid);
  process.stdout.write(`${text}\n`);
  const folder = args.value("out");
  if (folder === undefined) return found.verdict.isMet;
  const name = nameOf(file);
  const written = [
    writeText(folder, `${name}.recording.json`, recordingToJson(recording)),
    writeText(folder, `${name}.findings.json`, JSON.stringify(found)),
    writeText(folder, `${name}.series.csv`, seriesCsv(recording)),
    writeText(folder, `${name}.events.ndjson`, episodesNdjson(recording)),
    writeText(folder, `${name}.trace.json`, chromeTraceJson(recording)),
    writeText(folder, `${name}.source.json`, sourceJson(source, set)),
  ];
  const partial = recording.end.kind === "finished" ? "" : " (partial)";
  process.stderr.write(`written${partial}: ${written.join(", ")}\n`);
  return found.verdict.isMet;
}

/** What is written for a scenario is named after its file. */
function nameOf(file: string): string {
  return basename(file, extname(file));
}

/** Two scenarios that would be written to the same files are the user's to rename. */
function assertApart(args: Arguments): void {
  if (args.value("out") === undefined) return;
  const seen = new Map<string, string>();
  for (const file of args.operands) {
    const other = seen.get(nameOf(file));
    if (other !== undefined) {
      throw new UsageError(
        `--out: expected scenarios with different names, found ${other} and ${file}; ` +
          "run them one by one into different folders",
      );
    }
    seen.set(nameOf(file), file);
  }
}

function runOptions(args: Arguments): RunOptions {
  const seed = wholeFlag(args, "seed", 0);
  const untilTicks = durationFlag(args, "until");
  return {
    ...(seed === undefined ? {} : { seed }),
    ...(untilTicks === undefined ? {} : { untilTicks }),
  };
}
