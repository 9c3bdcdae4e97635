/** `fanin verify`: the simulator against recordings of real agents. */
import type { Check } from "../verify/checks.js";
import { TRACE_FORMAT, traceFaults, type ReferenceTrace } from "../verify/trace.js";
import { withSeenLoad } from "../verify/seen-load.js";
import { scores, scoresByName, type Outcome } from "../verify/score.js";
import { verify, type Verification } from "../verify/verify.js";
import { textTable } from "../report/table.js";
import { summaryText } from "../report/verification/summary.js";
import type { Verified } from "../report/verification/verdict.js";
import { measureText, valueText } from "../report/verification/words.js";
import { UsageError, type Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";
import { readText } from "./files.js";
import { pageFile, reasonsOf, unusableFile, verifiedFile, writePage } from "./verify-page.js";

interface LoadedTrace {
  readonly file: string;
  readonly trace: ReferenceTrace | undefined;
  readonly faults: readonly string[];
}

export function verifyRecordings(args: Arguments): ExitCode {
  const page = pageFile(args);
  const loaded = args.operands.map(loadTrace);
  const traces = loaded.flatMap(({ trace }) => (trace === undefined ? [] : [trace]));
  const calibration = calibrationNames(args, new Set(traces.map(({ name }) => name)));
  const verified: Verified[] = [];
  const outcomes: Outcome[] = [];
  let worst: ExitCode = EXIT.met;
  for (const { file, trace, faults } of loaded) {
    if (trace === undefined) {
      worst = EXIT.badInput;
      printUnusable(args, file, faults);
      verified.push(unusableFile(file, faults));
      continue;
    }
    const repeats = traces.filter((other) => other !== trace && other.name === trace.name);
    const outcome = verify(trace, repeats);
    print(args, file, outcome, repeats.length);
    if (page !== undefined) verified.push(verifiedFile(file, trace, outcome, repeats.length));
    if ("checks" in outcome) outcomes.push(outcome);
    if (!("checks" in outcome)) worst = EXIT.badInput;
    else if (!outcome.isPassed && worst === EXIT.met) worst = EXIT.notMet;
  }
  if (outcomes.length > 1 && !args.has("json")) {
    const table = summaryText(scoresByName(outcomes), scores(outcomes, calibration), calibration);
    process.stdout.write(`\n${table}\n`);
  }
  if (page !== undefined) writePage(page, verified);
  return worst;
}

/** @returns names of experiments: `--calibration steady,crash-file`; empty when it is not given */
function calibrationNames(args: Arguments, known: ReadonlySet<string>): string[] {
  const names = args.value("calibration")?.split(",") ?? [];
  const strange = names.find((name) => !known.has(name));
  if (strange === undefined) return names;
  throw new UsageError(
    `--calibration: expected names of recordings that are given (${[...known].sort().join(", ")}), ` +
      `found ${strange === "" ? "an empty name" : strange}`,
  );
}

function loadTrace(file: string): LoadedTrace {
  let value: unknown;
  try {
    value = JSON.parse(readText(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {
      file,
      trace: undefined,
      faults: [`expected JSON of format ${TRACE_FORMAT}: ${error.message}`],
    };
  }
  const faults = traceFaults(value);
  if (faults.length > 0) return { file, trace: undefined, faults };
  const trace = withSeenLoad(value as ReferenceTrace);
  if (Array.isArray(trace)) return { file, trace: undefined, faults: trace };
  return { file, trace, faults };
}

function printUnusable(args: Arguments, file: string, faults: readonly string[]): void {
  if (args.has("json")) process.stdout.write(`${JSON.stringify({ file, unusable: faults })}\n`);
  else process.stdout.write(`UNUSABLE  ${file}\n${faults.map((fault) => `  ${fault}\n`).join("")}`);
}

function print(args: Arguments, file: string, outcome: Verification, repeats: number): void {
  if (!("checks" in outcome)) {
    return printUnusable(args, file, reasonsOf(outcome));
  }
  const { name, checks, isPassed } = outcome;
  if (args.has("json")) {
    process.stdout.write(`${JSON.stringify({ file, name, isPassed, repeats, checks })}\n`);
    return;
  }
  const missed = checks.filter((check) => !check.isPassed).length;
  const verdict = isPassed ? "PASS" : "MISS";
  const shown = args.has("all") ? checks : checks.filter(isHeadline);
  const of = `${String(checks.length - missed)} of ${String(checks.length)} comparisons within limits`;
  process.stdout.write(`${verdict}  ${name}: ${of}\n${table(shown)}\n`);
}

/** What is printed without `--all`: the fill of every channel, failed appends, and whatever misses. */
function isHeadline({ what, isPassed }: Check): boolean {
  return !isPassed || what.startsWith("fill") || what === "failed appends";
}

function table(checks: readonly Check[]): string {
  const rows = checks.map((check) => [
    check.isPassed ? "  ✓" : "  ✗",
    check.subject,
    check.what,
    valueText(check, check.recorded),
    valueText(check, check.other),
    measureText(check, check.deviation),
    measureText(check, check.allowed),
  ]);
  const heading = ["   ", "where", "what", "real", "simulated", "off by", "limit"];
  return textTable(
    [heading, ...rows],
    ["left", "left", "left", "right", "right", "right", "right"],
  ).join("\n");
}
