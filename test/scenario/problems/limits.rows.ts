/** Problems of texts and files that are too large, or that are read beside the scenario. */
import { SMALL, type Edit, type ProblemRow } from "../../support/scenario.js";

/** Ten aliases of ten aliases of … : 10^9 values in a few lines, of which x-4 passes 100,000. */
const BOMB = [
  "x-0: &x0 [v, v, v, v, v, v, v, v, v, v]",
  ...Array.from({ length: 8 }, (_, i) => {
    return `x-${i + 1}: &x${i + 1} [${Array<string>(10).fill(`*x${i}`).join(", ")}]`;
  }),
].join("\n");

const TRACED: Edit = ["to: tier1 }", "to: tier1, profile: { type: trace, file: load.csv } }"];
const REPEATED: Edit = [
  "to: tier1 }",
  "to: tier1, profile: { type: trace, file: load.csv, after: repeat } }",
];
const WHERE = "servers.web.profile.file";

function trace(name: string, csv: string, ...says: readonly string[]): ProblemRow {
  return { name, text: SMALL, edits: [TRACED], files: { "load.csv": csv }, says };
}

export const LIMIT_ROWS: readonly ProblemRow[] = [
  {
    name: "a text of more characters than a scenario has",
    text: `# ${"x".repeat(300_000)}`,
    edits: [],
    says: [
      "error document-too-large s.yaml:1:1",
      "  expected at most 300000 characters, found 300002 characters",
    ],
  },
  {
    name: "a text of more lines than a scenario has",
    text: "\n".repeat(20_000),
    edits: [],
    says: [
      "error document-too-large s.yaml:1:1",
      "  expected at most 20000 lines, found 20001 lines",
    ],
  },
  {
    name: "aliases that grow into more values than a scenario has",
    text: BOMB,
    edits: [],
    says: [
      "error document-too-large s.yaml:1:35: x-4[7][0][7][0][8]",
      "  expected at most 100000 values, aliases expanded, found more",
    ],
  },
  {
    name: "brackets that would exhaust the parser",
    text: `fanin: ${"[".repeat(200_000)}`,
    edits: [],
    says: [
      "error document-too-deep s.yaml:1:48",
      "  expected at most 40 levels of maps and lists, found a deeper one",
    ],
  },
  {
    name: "aliases that nest deeper than a scenario does",
    text: `x-0: &x0 ${"[".repeat(30)}${"]".repeat(30)}\nx-1: ${"[".repeat(15)}*x0${"]".repeat(15)}`,
    edits: [],
    says: [
      `error document-too-deep s.yaml:1:35: x-1${"[0]".repeat(40)}`,
      "  expected at most 40 levels of maps and lists, found a deeper one",
    ],
  },
  trace(
    "a trace with a row that is no count",
    "timestamp,count\n0,5\n60,many\n",
    `error trace-row load.csv:3:1: ${WHERE}`,
    "  expected `timestamp,count` or `timestamp,count,bytes`, found `60,many`",
  ),
  trace(
    "a trace with a time that is none",
    "0,5\nyesterday,5\n",
    `error trace-row load.csv:2:1: ${WHERE}`,
    "  expected a timestamp: ISO 8601, or seconds or milliseconds since 1970, found `yesterday`",
  ),
  trace(
    "a trace that goes back in time",
    "0,5\n60,5\n30,5\n",
    `error trace-row load.csv:3:1: ${WHERE}`,
    "  expected timestamps that ascend, found `30`",
  ),
  trace(
    "a trace of one row",
    "0,5\n",
    `error trace-row load.csv:1:1: ${WHERE}`,
    "  expected at least two rows, found 1",
  ),
  trace(
    "a trace without load",
    "0,0\n60,0\n",
    `error trace-row s.yaml:4:80: ${WHERE}`,
    "  expected a trace with load, and at least 1 ms long, found `load.csv`",
  ),
  trace(
    "a trace shorter than the run",
    "0,600\n60,1200\n",
    `warning trace-short s.yaml:4:80: ${WHERE}`,
    "  expected a trace at least as long as the run, found `load.csv`, after which there is no load",
    "  fix: write `after: repeat`, or shorten the run",
  ),
  {
    name: "a trace of a millisecond, repeated for ever",
    text: SMALL,
    edits: [REPEATED],
    files: { "load.csv": "1000000000000,1\n1000000000001,2\n" },
    says: [
      `error out-of-range s.yaml:4:80: ${WHERE}`,
      "  expected at most 200000 rows over the run, repetitions counted, found 1800000 × 2",
    ],
  },
  {
    name: "a rate beside a trace that gives the load",
    text: SMALL,
    edits: [
      [
        "to: tier1 }",
        "to: tier1, profile: { type: trace, file: load.csv, scale: keep, after: repeat } }",
      ],
    ],
    files: { "load.csv": "0,600\n60,1200\n" },
    says: [
      "error keys-exclude s.yaml:4:26: servers.web.rate",
      "  expected no `rate` and no `peak` where a trace gives the load (`scale: keep`), found `10 events/s`",
      "  fix: remove it, or write `scale: to-mean`",
    ],
  },
];
