/** Flags of commands that write reports. */
import type { Flag } from "../arguments.js";
import { ENGINE_FLAGS } from "../many/flags.js";

const COMMON: readonly Flag[] = [
  {
    name: "set",
    value: "PATH=VALUE",
    isRepeatable: true,
    help: "change a value of the scenario: --set tier2.channel.capacity=25000000",
  },
  { name: "seed", value: "N", help: "first seed, instead of the scenario's" },
  ...ENGINE_FLAGS,
  { name: "date", help: "say in the report on which day it was written" },
];

export const REPORT_FLAGS: readonly Flag[] = [
  {
    name: "output",
    short: "o",
    value: "FILE",
    help: "where to: .html (one file, opens from a disk), .md, .csv (tables) or .json",
  },
  {
    name: "replications",
    value: "N",
    help: "seeds of a scenario that the risk stands on (default 20; 1: a single run)",
  },
  {
    name: "share",
    value: "SHARE",
    help: "share of the seeds that must meet the objectives (default 95%)",
  },
  ...COMMON,
];

export const COMPARE_FLAGS: readonly Flag[] = [
  {
    name: "output",
    short: "o",
    value: "FILE",
    help: "write it there too, with curves: .html, .md, .csv (tables) or .json",
  },
  {
    name: "replications",
    value: "N",
    help: "seeds of scenarios, the same on both sides (default 10)",
  },
  ...COMMON,
];
