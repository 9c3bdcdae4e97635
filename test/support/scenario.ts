/** Scenario texts for tests, and what the parser says of them as lines. */
import { parseScenario, type ParseOptions } from "../../src/scenario/parse-scenario.js";
import { formatProblem, type Problem } from "../../src/scenario/problem.js";
import type { Scenario } from "../../src/scenario/types/scenario.js";

/** One tier with a timed sink: the shortest scenario that makes sense. */
export const SMALL = `fanin: 1
duration: 1 h
servers:
  web: { count: 2, rate: 10 events/s, to: tier1 }
tiers:
  tier1:
    agents: 2
    source: avro
    channel: memory
    sinks: { type: timed, service: 10 ms }
`;

/** Two tiers, named agents, two routes, HDFS and a fault. */
export const ROUTED = `fanin: 1
duration: 1 h
servers:
  web: { count: 2, rate: 10 events/s, to: tier1, header: { name: kind, values: [x, y, z] } }
tiers:
  tier1:
    agents: 2
    source: avro
    channel: memory
    sinks: { type: avro, to: tier2 }
  tier2:
    agents: { east: {}, west: {} }
    source: { type: avro, selector: { type: multiplexing, header: kind, mapping: { x: c1 }, default: c2 } }
    channels: { c1: { type: memory }, c2: { type: file } }
    sinks:
      k1: { type: hdfs, to: hadoop, channel: c1 }
      k2: { type: timed, service: 1 ms, channel: c2 }
storage:
  hadoop: { type: hdfs, datanodes: 5 }
faults:
  - { at: 10 min, for: 5 min, on: hadoop, kind: down }
`;

/** Two plain tiers. */
export const TWO = `fanin: 1
duration: 1 h
servers:
  web: { count: 2, rate: 10 events/s, to: tier1 }
tiers:
  tier1:
    agents: 2
    source: avro
    channel: memory
    sinks: { type: avro, to: tier2 }
  tier2:
    agents: 3
    source: avro
    channel: { type: file }
    sinks: { type: "null" }
`;

/** One tier that writes to HDFS. */
export const HDFS = `fanin: 1
duration: 1 h
servers:
  web: { count: 2, rate: 10 events/s, to: tier1 }
tiers:
  tier1:
    agents: 2
    source: avro
    channel: memory
    sinks: { type: hdfs, to: hadoop, hdfs.path: /logs }
storage:
  hadoop: { type: hdfs, datanodes: 5 }
`;

/** A text that is wrong, and all that the parser says of it. */
export interface ProblemRow {
  readonly name: string;
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly set?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly says: readonly string[];
}

/** Replaces one piece of a text, which must be there once. */
export type Edit = readonly [from: string, to: string];

export function edited(text: string, ...edits: readonly Edit[]): string {
  return edits.reduce((before, [from, to]) => {
    const parts = before.split(from);
    if (parts.length !== 2) throw new Error(`\`${from}\` stands ${parts.length - 1} times`);
    return parts.join(to);
  }, text);
}

/** @returns every problem and warning as lines: severity, code, then the message */
export function saidOf(text: string, options: ParseOptions = {}): string[] {
  const { problems, warnings } = parseScenario(text, { file: "s.yaml", ...options });
  return [...problems, ...warnings].flatMap((problem) => linesOf(problem));
}

export function linesOf(problem: Problem): string[] {
  const [where, ...rest] = formatProblem(problem).split("\n");
  return [`${problem.severity} ${problem.code} ${where!}`, ...rest];
}

/** @returns the scenario of a text without errors; a test that expects one sees what is wrong */
export function scenarioOf(text: string, options: ParseOptions = {}): Scenario {
  const { scenario, problems } = parseScenario(text, { file: "s.yaml", ...options });
  if (scenario !== undefined) return scenario;
  throw new Error(problems.map((problem) => formatProblem(problem)).join("\n"));
}
