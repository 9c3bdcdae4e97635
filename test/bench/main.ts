/**
 * Runs benchmarks: all, or those whose name begins with a word of the command line.
 *
 *   npm run bench -- [--rounds N] [--json] [name…]
 *
 * Each has a process of its own, so that code optimised for one does not suffer from another.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  describeMachine,
  formatReport,
  measureGroup,
  type Group,
  type GroupReport,
} from "./harness.js";
import { holdGroups } from "./hold.js";
import { formatJob, JOBS, measureJob, type JobReport } from "./jobs.js";
import { queueGroups } from "./queues.js";
import { formatSweep, measureSweep, SWEEP, type SweepReport } from "./sweep.js";

const groups: readonly Group[] = [...holdGroups(), ...queueGroups()];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "7" },
    /** What a process is started with that measures one group and prints its report. */
    only: { type: "string" },
  },
});

if (values.only === undefined) runNamed();
else console.log(JSON.stringify(await measureHere(values.only, Number(values.rounds))));

type Report = GroupReport | JobReport | SweepReport;

function measureHere(name: string, rounds: number): Report | Promise<Report> {
  if (name === SWEEP.name) return measureSweep(rounds);
  const group = groups.find((each) => each.name === name);
  if (group !== undefined) return measureGroup(group, rounds);
  return measureJob(
    JOBS.find((each) => each.name === name)!,
    rounds,
  );
}

function runNamed(): void {
  const isNamed = ({ name }: { readonly name: string }): boolean =>
    positionals.length === 0 || positionals.some((word) => name.startsWith(word));
  const machine = describeMachine();
  if (!values.json) console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`);
  const reports = groups.filter(isNamed).map((group) => {
    const report = measureApart(group.name) as GroupReport;
    if (!values.json) console.log(formatReport(group, report));
    return report;
  });
  const jobs = JOBS.filter(isNamed).map((job) => {
    const report = measureApart(job.name) as JobReport;
    if (!values.json) console.log(formatJob(report));
    return report;
  });
  const sweeps = [SWEEP].filter(isNamed).map(({ name, about }) => {
    const report = measureApart(name) as SweepReport;
    if (!values.json) console.log(`${about}\n${formatSweep(report)}`);
    return report;
  });
  if (values.json) console.log(JSON.stringify({ machine, reports, jobs, sweeps }, undefined, 2));
  if (reports.length + jobs.length + sweeps.length === 0) {
    const names = [...groups, ...JOBS, SWEEP].map(({ name }) => name);
    console.error(`no such benchmark; there are ${names.join(", ")}`);
    process.exitCode = 2;
  }
}

function measureApart(name: string): Report {
  const self = fileURLToPath(import.meta.url);
  const { status, stdout } = spawnSync(
    process.execPath,
    [self, "--only", name, "--rounds", values.rounds],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) throw new Error(`the process that measures ${name} failed`);
  return JSON.parse(stdout) as Report;
}
