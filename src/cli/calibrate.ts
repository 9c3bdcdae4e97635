/** `fanin calibrate`: what recordings say of machines, sinks and load, as a table and as a scenario. */
import { basename, dirname } from "node:path";
import { readArrivals, type ArrivalLog } from "../calibrate/access-log.js";
import { calibrate, type Calibration } from "../calibrate/calibrate.js";
import type { Estimate } from "../calibrate/estimate.js";
import { calibratedScenario } from "../calibrate/scenario-text.js";
import { textTable, wrap } from "../report/table.js";
import { formatNumber } from "../units/format.js";
import { seenTraceFaults, TRACE_FORMAT, type SeenTrace } from "../verify/trace.js";
import type { Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";
import { FileError, readText, writeText } from "./files.js";

const COLUMNS = 100;
const FEWEST_SAMPLES = 20;

export function calibrateRecordings(args: Arguments): ExitCode {
  const traces = args.operands.map(loadTrace);
  const log = args.value("arrivals");
  const arrivals = log === undefined ? undefined : loadArrivals(log, traces);
  const calibration = calibrate(traces, arrivals);
  const output = args.value("output");
  const scenario = output === undefined ? undefined : calibratedScenario(traces[0]!, calibration);
  if (args.has("json")) {
    const { estimates, fits, unidentified } = calibration;
    process.stdout.write(`${JSON.stringify({ estimates, fits, unidentified })}\n`);
  } else {
    process.stdout.write(`${calibrationText(calibration)}\n`);
  }
  if (output !== undefined && scenario !== undefined) {
    if ("why" in scenario) throw new FileError(`${output}: not written: ${scenario.why}`);
    process.stderr.write(
      `written: ${writeText(dirname(output), basename(output), scenario.text)}\n`,
    );
  }
  return calibration.estimates.length > 0 ? EXIT.met : EXIT.notMet;
}

function loadTrace(file: string): SeenTrace {
  let value: unknown;
  try {
    value = JSON.parse(readText(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new FileError(
      `${file}: expected a recording, JSON of format ${TRACE_FORMAT}, found no JSON: ${error.message}; ` +
        "make one with fanin record",
    );
  }
  const faults = seenTraceFaults(value);
  if (faults.length > 0) throw new FileError(`${file}: no recording:\n  ${faults.join("\n  ")}`);
  const trace = value as SeenTrace;
  const samples = Math.max(0, ...Object.values(trace.series).map(({ t }) => t.length));
  if (samples < FEWEST_SAMPLES) {
    throw new FileError(
      `${file}: expected at least ${String(FEWEST_SAMPLES)} samples, found ${String(samples)}; ` +
        "record for longer, best over an outage and the drain after it",
    );
  }
  return trace;
}

function loadArrivals(file: string, traces: readonly SeenTrace[]): ArrivalLog {
  const log = readArrivals(readText(file));
  if ("expected" in log) {
    throw new FileError(
      `${file}:${String(log.line)}: expected ${log.expected}, found ${log.found}`,
    );
  }
  for (const { name, start, durationMs } of traces) {
    if (start === undefined) {
      process.stderr.write(
        `${name} does not say when it was recorded: that ${file} is of the same time is not checked\n`,
      );
      continue;
    }
    const startMs = Date.parse(start);
    if (log.endMs >= startMs && log.startMs <= startMs + durationMs) continue;
    const when = (ms: number): string => new Date(ms).toISOString();
    throw new FileError(
      `${file}: expected a time that overlaps ${name} (${when(startMs)} to ${when(startMs + durationMs)}), ` +
        `found ${when(log.startMs)} to ${when(log.endMs)}; give the log of that day, or check its time zone`,
    );
  }
  if (log.strangeLines > 0) {
    process.stderr.write(
      `${file}: ${String(log.strangeLines)} lines of another form are left out\n`,
    );
  }
  return log;
}

function calibrationText({ estimates, fits, unidentified }: Calibration): string {
  const rows = estimates.map((estimate) => [
    estimate.what,
    number(estimate, estimate.value),
    number(estimate, estimate.low),
    "to",
    number(estimate, estimate.high),
    estimate.from,
  ]);
  const heading = ["estimate", "value", "95 % from", "", "", "taken from"];
  const table = textTable([heading, ...rows], ["left", "right", "right", "left", "right", "left"]);
  const fitRows = fits.map(({ layer, what, error }) => {
    return [layer, `${formatNumber(error * 100)} %`, what];
  });
  const fitTable = textTable([["fit of", "off by", ""], ...fitRows], ["left", "right", "left"]);
  const silent = byReason(unidentified).flatMap((text) => wrap(`  - ${text}`, COLUMNS, "    "));
  return [
    ...(rows.length === 0 ? ["Nothing could be estimated."] : table),
    ...(fitRows.length === 0 ? [] : ["", ...fitTable]),
    ...(silent.length === 0 ? [] : ["", "Not identified by these recordings:", ...silent]),
  ].join("\n");
}

/** What has one reason is told together. */
function byReason(unidentified: Calibration["unidentified"]): string[] {
  const whats = new Map<string, string[]>();
  for (const { what, why } of unidentified) whats.set(why, [...(whats.get(why) ?? []), what]);
  return [...whats].map(([why, what]) => `${what.join("; ")}: ${why}`);
}

function number({ unit }: Estimate, value: number): string {
  return unit === "" ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}
