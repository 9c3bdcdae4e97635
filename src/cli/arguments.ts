/**
 * The command line as one table: commands, their flags, and what each is for. Parsing, usage and errors
 * all come from it.
 */
import { parseArgs } from "node:util";
import { nearest } from "../scenario/document/nearest.js";
import {
  AUDIT_FLAGS,
  CURVES_FLAGS,
  ENGINE_FLAG,
  JOBS_FLAG,
  PLAN_FLAGS,
  REPLICATION_FLAGS,
  SWEEP_FLAGS,
} from "./many/flags.js";
import { COMPARE_FLAGS, REPORT_FLAGS } from "./report/flags.js";

export interface Flag {
  readonly name: string;
  /** One letter that may stand for the name: `-o`. */
  readonly short?: string;
  /** Placeholder of its value; undefined for a switch. */
  readonly value?: string;
  readonly isRepeatable?: boolean;
  readonly help: string;
}

export interface Command {
  readonly name: string;
  /** Operands, as in usage: `FILE…`. */
  readonly operands: string;
  readonly fewestOperands: number;
  readonly mostOperands: number;
  readonly help: string;
  readonly flags: readonly Flag[];
}

const JUNIT_FLAG: Flag = {
  name: "junit",
  value: "FILE",
  help: "write the objectives as JUnit XML, for CI: a suite a scenario, a test case an objective",
};
const JSON_FLAG: Flag = { name: "json", help: "print one line of JSON per file instead of text" };
const SET_FLAG: Flag = {
  name: "set",
  value: "PATH=VALUE",
  isRepeatable: true,
  help: "change a value of the scenario: --set tier2.channel.capacity=25000000",
};

export const COMMANDS: readonly Command[] = [
  {
    name: "run",
    operands: "FILE…",
    fewestOperands: 1,
    mostOperands: Infinity,
    help: "simulate scenarios and say whether their objectives are met",
    flags: [
      SET_FLAG,
      { name: "seed", value: "N", help: "seed of the random streams, instead of the scenario's" },
      { name: "until", value: "DURATION", help: "stop at this simulated time: --until '40 min'" },
      {
        name: "out",
        short: "o",
        value: "FOLDER",
        help: "write recording, findings, series (CSV) and events (NDJSON) there",
      },
      JUNIT_FLAG,
      JSON_FLAG,
      ...REPLICATION_FLAGS,
    ],
  },
  {
    name: "sweep",
    operands: "FILE",
    fewestOperands: 1,
    mostOperands: 1,
    help: "simulate a scenario at many settings: which meet the objectives, and what fails first",
    flags: [
      ...SWEEP_FLAGS,
      SET_FLAG,
      { name: "seed", value: "N", help: "first seed, instead of the scenario's" },
      { name: "until", value: "DURATION", help: "stop at this simulated time: --until '40 min'" },
      JSON_FLAG,
    ],
  },
  {
    name: "plan",
    operands: "FILE",
    fewestOperands: 1,
    mostOperands: 1,
    help: "find the cheapest settings that meet the objectives, and say why nothing cheaper does",
    flags: [
      ...PLAN_FLAGS,
      SET_FLAG,
      { name: "seed", value: "N", help: "first seed, instead of the scenario's" },
      { name: "until", value: "DURATION", help: "stop at this simulated time: --until '40 min'" },
      JUNIT_FLAG,
      JSON_FLAG,
    ],
  },
  {
    name: "curves",
    operands: "FILE",
    fewestOperands: 1,
    mostOperands: 1,
    help: "how long an outage each layer bears, how soon all is back, and which input matters most",
    flags: [
      ...CURVES_FLAGS,
      SET_FLAG,
      { name: "seed", value: "N", help: "first seed, instead of the scenario's" },
      JSON_FLAG,
    ],
  },
  {
    name: "audit",
    operands: "FILE",
    fewestOperands: 1,
    mostOperands: 1,
    help: "hold rules of thumb against what runs say is needed: which would have failed, where and when",
    flags: [
      ...AUDIT_FLAGS,
      SET_FLAG,
      { name: "seed", value: "N", help: "first seed, instead of the scenario's" },
      JSON_FLAG,
    ],
  },
  {
    name: "map",
    operands: "FILE",
    fewestOperands: 1,
    mostOperands: 1,
    help: "say which limit breaks first, by rate and length of the outage (fluid bound)",
    flags: [
      SET_FLAG,
      {
        name: "rate",
        value: "SHARES",
        help: "shares of the scenario's rate (default '50%..200%:7 points')",
      },
      {
        name: "outage",
        value: "DURATIONS",
        help: "lengths of the fault (default a quarter to eight times: --outage '10 min..4 h:8 points')",
      },
      {
        name: "fault",
        value: "ON",
        help: "which fault is varied, by where it is: hadoop, hadoop#2 (default the first that ends); others are kept",
      },
      { name: "confirm", value: "N", help: "simulate N cells, spread over the map" },
      {
        name: "out",
        short: "o",
        value: "FOLDER",
        help: "write the map there as JSON, CSV and SVG",
      },
      JSON_FLAG,
    ],
  },
  {
    name: "report",
    operands: "RUN…",
    fewestOperands: 1,
    mostOperands: Infinity,
    help: "write what a scenario, a recording or a folder of results says as one file for people",
    flags: REPORT_FLAGS,
  },
  {
    name: "compare",
    operands: "A B",
    fewestOperands: 2,
    mostOperands: 2,
    help: "two scenarios or results beside each other, seed by seed; 1 if B meets its objectives in fewer seeds",
    flags: [...COMPARE_FLAGS, JSON_FLAG],
  },
  {
    name: "worker",
    operands: "",
    fewestOperands: 0,
    mostOperands: 0,
    help: "carry out runs that others ask for with --engine redis://…, until Ctrl-C",
    flags: [ENGINE_FLAG, JOBS_FLAG],
  },
  {
    name: "show",
    operands: "[FILE]",
    fewestOperands: 0,
    mostOperands: 1,
    help: "serve the page, with a scenario or a recording (of a run, of real agents) opened in it, until Ctrl-C",
    flags: [{ name: "port", value: "N", help: "where it listens (default 8430, or any free one)" }],
  },
  {
    name: "check",
    operands: "FILE…",
    fewestOperands: 1,
    mostOperands: Infinity,
    help: "say what is wrong in scenarios, without running them",
    flags: [
      SET_FLAG,
      { name: "expand", help: "print every agent, link and default that the file stands for" },
      JSON_FLAG,
    ],
  },
  {
    name: "schema",
    operands: "",
    fewestOperands: 0,
    mostOperands: 0,
    help: "print the JSON Schema of scenario files",
    flags: [{ name: "docs", help: "print the reference of all keys and defaults (Markdown)" }],
  },
  {
    name: "new",
    operands: "",
    fewestOperands: 0,
    mostOperands: 0,
    help: "print a scenario to begin with",
    flags: [
      { name: "servers", value: "N", help: "how many web servers (default 200)" },
      { name: "rate", value: "RATE", help: "of each of them (default '120 events/s')" },
      { name: "outage", value: "DURATION", help: "HDFS outage to survive (default '30 min')" },
    ],
  },
  {
    name: "verify",
    operands: "RECORDING…",
    fewestOperands: 1,
    mostOperands: Infinity,
    help: "hold the simulator against recordings of real Flume agents",
    flags: [
      { name: "all", help: "print every comparison, not only those that miss" },
      { name: "html", value: "FILE", help: "draw the curves over each other, in one HTML file" },
      {
        name: "calibration",
        value: "NAME,…",
        help: "recordings that costs were read from: scored apart from the others at the end",
      },
      JSON_FLAG,
    ],
  },
  {
    name: "record",
    operands: "URL…",
    fewestOperands: 1,
    mostOperands: Infinity,
    help: "poll the JSON metrics of running Flume agents into a recording",
    flags: [
      { name: "output", short: "o", value: "FILE", help: "the recording; compressed if .gz" },
      { name: "every", value: "DURATION", help: "between two samples (default '250 ms')" },
      { name: "for", value: "DURATION", help: "how long (default: until Ctrl-C)" },
      {
        name: "conf",
        value: "NAME=FILE",
        isRepeatable: true,
        help: "an agent's flume.conf, so that the recording can be simulated; for each agent",
      },
    ],
  },
  {
    name: "calibrate",
    operands: "RECORDING…",
    fewestOperands: 1,
    mostOperands: Infinity,
    help: "estimate from recordings what machines, sinks and load are, with intervals",
    flags: [
      {
        name: "arrivals",
        value: "FILE",
        help: "an access log, or CSV timestamp,count: the rate, instead of sources' counters",
      },
      { name: "output", short: "o", value: "FILE", help: "write a scenario with the values" },
      JSON_FLAG,
    ],
  },
];

export interface Arguments {
  readonly command: Command;
  readonly operands: readonly string[];
  has(flag: string): boolean;
  value(flag: string): string | undefined;
  values(flag: string): readonly string[];
}

/** What is wrong with a command line: one sentence, and where to look. */
export class UsageError extends Error {}

export function parseArguments(argv: readonly string[]): Arguments {
  const [name = "", ...rest] = argv;
  const command = COMMANDS.find((each) => each.name === name);
  if (command === undefined) throw new UsageError(unknownCommand(name));
  assertKnownFlags(command, rest);
  const { values, positionals } = parse(command, rest);
  const { fewestOperands, mostOperands } = command;
  if (positionals.length < fewestOperands || positionals.length > mostOperands) {
    const wanted = command.operands === "" ? "no operands" : command.operands;
    const found = positionals.length === 0 ? "none" : positionals.join(" ");
    throw new UsageError(`expected ${wanted}, found ${found}; see fanin ${name} --help`);
  }
  return {
    command,
    operands: positionals,
    has: (flag) => values[flag] === true,
    value: (flag) => {
      const value = values[flag];
      return typeof value === "string" ? value : undefined;
    },
    values: (flag) => {
      const value = values[flag];
      return Array.isArray(value) ? (value as string[]) : [];
    },
  };
}

export function usage(command?: Command): string {
  if (command !== undefined) return commandUsage(command);
  const width = Math.max(...COMMANDS.map(({ name, operands }) => `${name} ${operands}`.length));
  const lines = COMMANDS.map(({ name, operands, help }) => {
    return `  fanin ${`${name} ${operands}`.padEnd(width)}  ${help}`;
  });
  return [
    "fanin: does every layer of a Flume fan-in survive the outage, and if not, which setting must change?",
    "",
    ...lines,
    "",
    "fanin COMMAND --help says more about a command; fanin --version says which program this is.",
    "Exit codes: 0 objectives met, 1 not met, 2 bad input, 70 a bug of fanin's, 130 interrupted.",
  ].join("\n");
}

function commandUsage({ name, operands, help, flags }: Command): string {
  const left = flags.map(({ name: flag, short, value }) => {
    const names = short === undefined ? `--${flag}` : `-${short}, --${flag}`;
    return `${names}${value === undefined ? "" : ` ${value}`}`;
  });
  const width = Math.max(0, ...left.map((text) => text.length));
  const lines = flags.map((flag, i) => `  ${left[i]!.padEnd(width)}  ${flag.help}`);
  const head = `fanin ${name}${flags.length > 0 ? " [FLAGS]" : ""} ${operands}`.trimEnd();
  return [`${head}: ${help}`, ...(lines.length > 0 ? ["", ...lines] : [])].join("\n");
}

function parse(
  command: Command,
  args: readonly string[],
): { values: Record<string, unknown>; positionals: string[] } {
  const options = Object.fromEntries(
    command.flags.map(({ name, short, value, isRepeatable = false }) => {
      const type = value === undefined ? ("boolean" as const) : ("string" as const);
      return [name, { type, multiple: isRepeatable, ...(short === undefined ? {} : { short }) }];
    }),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason}; see fanin ${command.name} --help`);
  }
}

function assertKnownFlags(command: Command, args: readonly string[]): void {
  const known = command.flags.map(({ name }) => name);
  const end = args.indexOf("--");
  for (const arg of end < 0 ? args : args.slice(0, end)) {
    const flag = /^--([^=]+)/.exec(arg)?.[1];
    if (flag === undefined || known.includes(flag)) continue;
    const guess = nearest(flag, known);
    const hint =
      guess === undefined ? `; flags here: ${list(known)}` : `; did you mean --${guess}?`;
    throw new UsageError(`unknown flag --${flag}${hint} (fanin ${command.name} --help)`);
  }
}

function unknownCommand(name: string): string {
  const names = COMMANDS.map((each) => each.name);
  const guess = nearest(name, names);
  const hint = guess === undefined ? `commands: ${names.join(", ")}` : `did you mean ${guess}?`;
  return `unknown command ${name === "" ? "(none)" : name}; ${hint}`;
}

function list(flags: readonly string[]): string {
  return flags.length === 0 ? "none" : flags.map((flag) => `--${flag}`).join(", ");
}
