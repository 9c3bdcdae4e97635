/**
 * Runs benchmark groups: all, or those whose name begins with a word of the command line.
 *
 *   npm run bench -- [--rounds N] [--json] [name…]
 *
 * Each group has a process of its own, so that code optimised for one does not suffer from another.
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
import { queueGroups } from "./queues.js";

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

if (values.only !== undefined) {
  const only = groups.find(({ name }) => name === values.only)!;
  console.log(JSON.stringify(measureGroup(only, Number(values.rounds))));
} else {
  runNamed();
}

function runNamed(): void {
  const isNamed = ({ name }: Group): boolean =>
    positionals.length === 0 || positionals.some((word) => name.startsWith(word));
  const machine = describeMachine();
  if (!values.json) console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`);
  const reports = groups.filter(isNamed).map((group) => {
    const report = measureApart(group);
    if (!values.json) console.log(formatReport(group, report));
    return report;
  });
  if (values.json) console.log(JSON.stringify({ machine, reports }, undefined, 2));
  if (reports.length === 0) {
    console.error(`no such group; there are ${groups.map(({ name }) => name).join(", ")}`);
    process.exitCode = 2;
  }
}

function measureApart(group: Group): GroupReport {
  const self = fileURLToPath(import.meta.url);
  const { status, stdout } = spawnSync(
    process.execPath,
    [self, "--only", group.name, "--rounds", values.rounds],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) throw new Error(`the process that measures ${group.name} failed`);
  return JSON.parse(stdout) as GroupReport;
}
